import { z } from 'zod'
import { type Parsed, parseWith } from './input-faults'

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'input-time')

/** `chain set FILE`. A key that is left out takes its default. */
export const ChainSchema = z.strictObject({
  maintenanceWindow: z.strictObject({ from: Time, to: Time }).nullable().default({ from: '22:00', to: '06:00' }),
  adminsMayRevealPasswords: z.boolean().default(false),
})
export type ChainDocument = z.output<typeof ChainSchema>

export function parseChain(input: unknown): Parsed<ChainDocument> {
  return parseWith(ChainSchema, input)
}

const Day = z.iso.date('input-date').nullable().default(null)

/** `mandant set FILE`: what is handed over for one Mandant beside its master data. */
export const MandantSchema = z.strictObject({
  mandant: z.string().min(1).max(200),
  /** DATEV Festschreibung: 0 leaves locking to the advisor. */
  locked: z.union([z.literal(0), z.literal(1)]).default(0),
  /** Kleinunternehmer, or only exempt services. */
  withoutInputTax: z.boolean().default(false),
  taxKeys: z
    .array(
      z.strictObject({
        /** Id of a format; null: DATEV. */
        format: z.string().min(1).max(100).nullable().default(null),
        direction: z.enum(['output', 'input']),
        /** Hundredths of a percent: 1900 is 19 %. */
        taxRate: z.int().min(0).max(10_000),
        /** BU-Schlüssel of the books for which alone the row holds; null: by the rate. */
        sourceKey: z
          .string()
          .regex(/^\d{1,4}$/, 'input-tax-key')
          .nullable()
          .default(null),
        /** What may stand there depends on the format. */
        key: z.string().regex(/^[!-~]{1,20}$/, 'input-tax-key'),
        validFrom: Day,
        validTo: Day,
      }),
    )
    .default([]),
})
export type MandantDocument = z.output<typeof MandantSchema>

export function parseMandant(input: unknown): Parsed<MandantDocument> {
  return parseWith(MandantSchema, input)
}
