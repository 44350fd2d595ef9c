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
  readonly #rows: readonly TaxKeyRule[]

  constructor(format: string, own: readonly TaxKeyRule[], usual: readonly UsualTaxCode[]) {
    const ours = own.filter((row) => row.format === format)
    this.#rows = [...ours, ...usual.map((row) => ({ validFrom: null, validTo: null, ...row, format }))]
  }

  of({ direction, rate, sourceKey, isSpecial }: LineTax, date: IsoDate): string | null {
    const valid = this.#rows.filter((row) => row.direction === direction && isValidOn(row, date))
    const byKey = sourceKey === null ? undefined : valid.find((row) => row.sourceKey === sourceKey)
    const byRate =
      rate === null || isSpecial ? undefined : valid.find((row) => row.sourceKey === null && row.taxRate === rate)
    return (byKey ?? byRate)?.key ?? null
  }
}
