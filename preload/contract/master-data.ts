import { z } from 'zod'

const Nothing = z.strictObject({})
const Id = z.string().min(1).max(1000)

export const masterKinds = ['mandant', 'branch', 'document-type', 'payment-method'] as const
const Kind = z.enum(masterKinds)

/** As typed: which values a field may have is said by core, in words. */
const Value = z.union([z.string().max(1000), z.number(), z.boolean(), z.null()])

const Field = z.object({
  /** What counts. */
  value: Value,
  imported: Value,
  /** A person changed it: it stays so over the next import. */
  edited: z.boolean(),
})

export const MasterRecord = z.object({
  kind: Kind,
  id: z.string(),
  /** Of a branch: the Mandant it belongs to. */
  mandant: z.string().nullable(),
  fields: z.record(z.string(), Field),
})

const TaxKey = z.object({
  /** Id of a format; null: DATEV. */
  format: z.string().nullable(),
  direction: z.enum(['output', 'input']),
  /** Hundredths of a percent. */
  taxRate: z.number(),
  /** BU-Schlüssel of the books for which alone the row holds. */
  sourceKey: z.string().nullable(),
  key: z.string(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
})

const Typed = z.string().max(100)
const TaxKeyDraft = z.strictObject({
  format: Typed.nullable(),
  direction: z.enum(['output', 'input']),
  /** Null: nothing was typed that is a percentage. */
  taxRate: z.number().nullable(),
  sourceKey: Typed.nullable(),
  key: Typed,
  validFrom: Typed.nullable(),
  validTo: Typed.nullable(),
})

const Locked = z.union([z.literal(0), z.literal(1)])

/** Stammdaten. What is wrong comes back as `fields`. */
export const masterDataCalls = {
  /** Mandanten, branches, document types, payment methods, each in the order of their ids. */
  'masterData.list': { in: Nothing, out: z.array(MasterRecord) },
  'masterData.edit': {
    in: z.strictObject({ kind: Kind, id: Id, values: z.record(z.string().max(100), Value) }),
    out: Nothing,
  },
  /** Those fields are again as they were imported. */
  'masterData.reset': {
    in: z.strictObject({ kind: Kind, id: Id, fields: z.array(z.string().max(100)).max(100) }),
    out: Nothing,
  },
  'mandants.show': {
    in: z.strictObject({ mandant: Id }),
    out: z.object({
      locked: Locked,
      withoutInputTax: z.boolean(),
      taxKeys: z.array(TaxKey),
      /** Those a row may name beside DATEV, in the order of the profile form. */
      formats: z.array(z.string()),
    }),
  },
  'mandants.save': {
    in: z.strictObject({
      mandant: Id,
      locked: Locked,
      withoutInputTax: z.boolean(),
      taxKeys: z.array(TaxKeyDraft).max(200),
    }),
    out: Nothing,
  },
} as const
