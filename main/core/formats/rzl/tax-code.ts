import type { UsualTaxCode } from '../booking/tax-codes'

/** A case of tax in RZL: rate or case (USt-Schlüssel), kind of tax (USt-Code) and what is special about it. */
export interface RzlTaxCode {
  readonly key: string
  readonly code: string
  readonly special: string
}

/** As a person enters it for a Mandant: `20/2`, `20/5`, `20/2/29`. */
const written = /^(\d{1,2})\/([1-6])(?:\/(\d{1,2}))?$/

/** Null: not written that way. */
export function parseTaxCode(text: string): RzlTaxCode | null {
  const [, key, code, special = ''] = written.exec(text) ?? []
  return key !== undefined && code !== undefined ? { key, code, special } : null
}

/** Rates of Austria as RZL's manual lists them; code 2 is output tax, 1 input tax. */
const rates: readonly (readonly [taxRate: number, key: string])[] = [
  [2000, '20'],
  [1300, '13'],
  [1000, '10'],
  [490, '49'],
]

export const usualTaxCodes: readonly UsualTaxCode[] = rates.flatMap(([taxRate, key]) => [
  { direction: 'output', taxRate, sourceKey: null, key: `${key}/2` },
  { direction: 'input', taxRate, sourceKey: null, key: `${key}/1` },
])

/** A key that is a rate must be the rate of the posting. */
export function contradicts({ key }: RzlTaxCode, rate: number | null): boolean {
  const known = rates.find(([, one]) => one === key)
  return known !== undefined && rate !== null && known[0] !== rate
}
