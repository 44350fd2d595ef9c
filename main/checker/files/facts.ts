import type { IsoDate } from '../../core/ledger/ledger'

/** What is known of one field of a format. */
export interface FieldFact {
  readonly name: string
  readonly kind: 'text' | 'digits' | 'amount' | 'date' | 'number' | readonly string[]
  /** In characters; null: no limit is known. */
  readonly max: number | null
  readonly required: boolean
  /** Numbers that belong together must not be cut: too long is refused. */
  readonly isKey?: true
}

type Row = readonly [
  name: string,
  kind: FieldFact['kind'],
  max?: number | null,
  needs?: '' | 'required' | 'key' | 'required key',
]

/** A table of fields, a row each. */
export const factsOf = (...rows: readonly Row[]): readonly FieldFact[] =>
  rows.map(([name, kind, max = null, needs = '']) => ({
    ...{ name, kind, max },
    required: needs.startsWith('required'),
    ...(needs.endsWith('key') ? { isKey: true } : {}),
  }))
export const byName = (facts: readonly FieldFact[]): ReadonlyMap<string, FieldFact> =>
  new Map(facts.map((one) => [one.name, one]))

/** How a format writes what all have. */
export interface Forms {
  readonly date: (text: string) => IsoDate | null
  readonly amount: RegExp
  /** Digits with decimals, as rates of tax and exchange are written. */
  readonly number: RegExp
  /** What the importer does with a text that is too long; of other fields it never takes one. */
  readonly longText: 'warn' | 'reject'
}

export type FieldFault = readonly [level: 'warn' | 'reject', code: string]

/** What is wrong with the content of a field, told by its fact alone; null: nothing. */
export function fieldFault(text: string, { kind, max, required, isKey }: FieldFact, forms: Forms): FieldFault | null {
  if (text === '') return required ? ['reject', 'required'] : null
  if (kind === 'date') return forms.date(text) === null ? ['reject', 'date'] : null
  if (kind === 'amount') return forms.amount.test(text) ? null : ['reject', 'amount']
  if (kind === 'number') return forms.number.test(text) ? null : ['reject', 'pattern']
  if (typeof kind !== 'string') return kind.includes(text) ? null : ['reject', 'value-unknown']
  if (kind === 'digits' && !/^\d+$/.test(text)) return ['reject', 'pattern']
  if (max === null || text.length <= max || [...text].length <= max) return null
  return [kind === 'text' && !isKey ? forms.longText : 'reject', 'too-long']
}
