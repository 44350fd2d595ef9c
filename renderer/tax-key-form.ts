import type { CallInput, MandantSettingsDto } from '../preload/contract/dto'
import { isTextKey, type TextKey } from '../resources/locales/texts'

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
  const source = sourceKey?.trim() || null
  return { format, direction, taxRate: hundredthsOf(rate), sourceKey: source, key: key.trim(), validFrom, validTo }
}

/** What a row may name, and what it names already: it must not seem to say something else. */
export function shownFormats({ format }: Pick<TaxKey, 'format'>, formats: readonly string[]): readonly string[] {
  return format === null || formats.includes(format) ? formats : [...formats, format]
}

/** Name of a format; of none: DATEV. */
export function formatWord(format: string | null): TextKey {
  const key = `format.${format}`
  return format ? (isTextKey(key) ? key : 'ui.master.formatUnknown') : 'ui.master.formatDatev'
}

/** DATEV speaks of keys, the other programs of codes. */
export function keyWord(format: string | null): TextKey {
  return format === null ? 'ui.master.key' : 'ui.master.code'
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
