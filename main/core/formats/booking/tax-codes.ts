import type { IsoDate } from '../../ledger/ledger'
import type { TaxKeyRule } from '../format'
import type { LineTax } from './line-tax'
import { isValidOn } from './tax-rules'

/** A row of a format's own table: what its program calls a case of tax where the Mandant has no row of its own. */
export type UsualTaxCode = Pick<TaxKeyRule, 'direction' | 'taxRate' | 'sourceKey' | 'key'> &
  Partial<Pick<TaxKeyRule, 'validFrom' | 'validTo'>>

/**
 * The advisor's code for a case of tax, in formats whose codes belong to the client. The Mandant's own rows for this format
 * go first, then the format's usual ones. A row that names a BU-Schlüssel of the books goes before one by rate alone; for
 * reverse charge and the like the rate alone says nothing.
 * @returns null: nobody said; the document must be rejected, never guessed
 */
export class TaxCodes {
  readonly #own: readonly TaxKeyRule[]
  readonly #usual: readonly TaxKeyRule[]
  /** The last answers: documents come by date, and the same few cases come again and again. */
  readonly #known = new Map<string, string | null>()
  #date: IsoDate = ''

  constructor(format: string, own: readonly TaxKeyRule[], usual: readonly UsualTaxCode[]) {
    this.#own = own.filter((row) => row.format === format)
    this.#usual = usual.map((row) => ({ validFrom: null, validTo: null, ...row, format }))
  }

  of(tax: LineTax, date: IsoDate): string | null {
    if (date !== this.#date) this.#known.clear()
    this.#date = date
    const question = `${tax.direction} ${tax.rate} ${tax.sourceKey} ${tax.isSpecial}`
    const known = this.#known.get(question)
    if (known !== undefined) return known
    const answer = this.#find(tax, date)
    this.#known.set(question, answer)
    return answer
  }

  #find(tax: LineTax, date: IsoDate): string | null {
    const valid = (rows: readonly TaxKeyRule[]) =>
      rows.filter((row) => row.direction === tax.direction && isValidOn(row, date))
    const [own, usual] = [valid(this.#own), valid(this.#usual)]
    return keyOfCase(own, tax) ?? keyOfCase(usual, tax) ?? keyOfRate(own, tax) ?? keyOfRate(usual, tax)
  }
}

/** Of several rows for a case the one with its rate; else what all of them say. */
function keyOfCase(rows: readonly TaxKeyRule[], { sourceKey, rate }: LineTax): string | null {
  if (sourceKey === null) return null
  const [first, ...others] = rows.filter((row) => row.sourceKey === sourceKey)
  if (!first) return null
  const exact = [first, ...others].find((row) => row.taxRate === rate)
  if (exact) return exact.key
  return others.every(({ key }) => key === first.key) ? first.key : null
}

function keyOfRate(rows: readonly TaxKeyRule[], { rate, isSpecial }: LineTax): string | null {
  if (rate === null || isSpecial) return null
  return rows.find((row) => row.sourceKey === null && row.taxRate === rate)?.key ?? null
}
