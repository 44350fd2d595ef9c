import type { AccountNo, IsoDate } from '../../core/ledger/ledger'
import type { Cents } from '../../core/money/cents'
import type { ReadPosting } from '../../core/run/file-check'
import type { Teller } from '../reader'

/** A row of which every field is right. */
export interface Row {
  readonly line: number
  readonly date: IsoDate
  readonly documentNo: string
  readonly text: string
  readonly debit: AccountNo
  readonly credit: AccountNo
  readonly amount: Cents
  readonly vatCode: string
  readonly reference: string
}

const numbered = /^(.*):(\d+)\.(\d+)$/s

/** Entry and part that an ExternalReference of the form `document:entry.part` names; null: it has another form. */
function placeOf({ reference }: Row): { readonly entry: string; readonly isTotal: boolean } | null {
  const [, key, entry, part] = numbered.exec(reference) ?? []
  return key === undefined ? null : { entry: `${key}:${entry}`, isTotal: part === '0' }
}

/**
 * Puts rows together again: a total on one account, then its parts on the other side. Which rows belong together says the
 * ExternalReference; without one they are those of a document until debit and credit are equal.
 */
export class Entries {
  readonly #tell: Teller
  #key = ''
  #isNumbered = false
  #rows: Row[] = []
  #balance = 0

  constructor(tell: Teller) {
    this.#tell = tell
  }

  add(row: Row): void {
    const place = placeOf(row)
    const key = place ? place.entry : `${row.date}\t${row.documentNo}`
    if (key !== this.#key || (place !== null) !== this.#isNumbered) this.end()
    this.#key = key
    this.#isNumbered = place !== null
    if (row.debit !== '' && row.credit !== '') {
      this.#tell.posting(postingOf(row, row.debit, row.credit))
      return
    }
    this.#rows.push(row)
    this.#balance += row.debit === '' ? -row.amount : row.amount
    if (place === null && this.#balance === 0 && this.#rows.length > 1) this.end()
  }

  /** No row of the entry comes any more. */
  end(): void {
    const [first] = this.#rows
    if (first) this.#entry(first)
    this.#rows = []
    this.#balance = 0
  }

  #entry(first: Row): void {
    const total = this.#isNumbered ? this.#rows.find((row) => placeOf(row)?.isTotal) : first
    const place = { line: first.line, document: first.documentNo }
    if (this.#balance !== 0) {
      const value = (Math.abs(this.#balance) / 100).toFixed(2)
      this.#tell.reject('unbalanced', { ...place, field: 'Amount', value })
    }
    if (!total) {
      this.#tell.reject('reference-missing', { ...place, field: 'ExternalReference', value: first.reference })
      return
    }
    if (total.vatCode !== '') {
      this.#tell.reject('tax-code-on-total', { ...place, field: 'VatCode', value: total.vatCode })
    }
    const account = total.debit || total.credit
    for (const row of this.#rows) if (row !== total) this.#part(row, account)
  }

  #part(row: Row, account: AccountNo): void {
    const { line, documentNo: document } = row
    if (row.amount === 0) this.#tell.reject('amount', { line, document, field: 'Amount', value: '0.00' })
    else if (row.debit !== '') this.#tell.posting(postingOf(row, row.debit, account))
    else this.#tell.posting(postingOf(row, account, row.credit))
  }
}

function postingOf(row: Row, debit: AccountNo, credit: AccountNo): ReadPosting {
  return {
    ...{ mandant: null, currency: null, debit, credit },
    documentNo: row.documentNo,
    documentDate: row.date,
    grossCents: row.amount,
    taxCode: row.vatCode || null,
    text: row.text || null,
  }
}
