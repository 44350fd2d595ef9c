import type { CallInput, MandantSettingsDto } from '../preload/contract/dto'

type TaxKey = MandantSettingsDto['taxKeys'][number]
type TaxKeyDraft = CallInput<'mandants.save'>['taxKeys'][number]

/** A row of the tax-key table as it is typed. */
export interface TaxKeyForm extends Omit<TaxKeyDraft, 'taxRate'> {
  readonly id: string
  /** Percent: `19` or `8,1`. */
  readonly rate: string
}

export function formOf(rule: TaxKey): TaxKeyForm {
  const { taxRate, ...rest } = rule
  return { ...rest, id: crypto.randomUUID(), rate: percentText(taxRate) }
}

export const newRule = (): TaxKeyForm => ({
  id: crypto.randomUUID(),
  format: null,
  direction: 'output',
  rate: '',
  sourceKey: null,
  key: '',
  validFrom: null,
  validTo: null,
})

/** Keys in the order in which they come from the store, so that both can be compared. */
export function draftOf({ format, direction, rate, sourceKey, key, validFrom, validTo }: TaxKeyForm): TaxKeyDraft {
  return { format, direction, taxRate: hundredthsOf(rate), sourceKey, key: key.trim(), validFrom, validTo }
}

/** `810` → `8,1` */
export function percentText(hundredths: number): string {
  return String(hundredths / 100).replace('.', ',')
}

/** `8,1` → `810`; null: no rate. */
export function hundredthsOf(rate: string): number | null {
  const [, whole = '', decimals = ''] = /^\s*(\d{1,3})(?:[.,](\d{1,2}))?\s*%?\s*$/.exec(rate) ?? []
  return whole === '' ? null : Number(whole + decimals.padEnd(2, '0'))
}
