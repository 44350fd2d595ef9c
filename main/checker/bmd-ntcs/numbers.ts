import type { TableRow } from '../files/table'

/** Beyond this it is not asked any more, so that memory stays within bounds. */
const numbersMax = 500_000

/** Finds two documents that one account has under the same number: their open items would be taken for one. */
export class Numbers {
  readonly #whole = new Map<string, string>()

  check(mandant: string | null, row: TableRow): void {
    const whole = row.text('extbelegnr')
    const konto = row.text('konto')
    if (whole === '' || konto.length <= row.text('gkonto').length) return
    const key = `${mandant}\n${konto}\n${row.text('belegnr')}`
    const known = this.#whole.get(key)
    if (known === undefined) {
      if (this.#whole.size < numbersMax) this.#whole.set(key, whole)
    } else if (known !== whole) row.tell('reject', 'number-of-two-documents', 'belegnr', known)
  }
}
