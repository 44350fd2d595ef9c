import { type FieldFact, type Forms, fieldFault } from '../files/facts'
import { type Field, LineSplitter } from '../files/fields'
import type { SeenTexts } from '../files/seen-texts'
import { amountOf, isoDay } from '../files/values'
import type { Place, Teller } from '../reader'
import { columns, neededColumns } from './columns'
import { Entries } from './entry'

const forms: Forms = {
  date: isoDay,
  amount: /^\d+(\.\d{1,2})?$/,
  number: /^\d+(\.\d+)?$/,
  longText: 'warn',
}

/** Takes the lines of one file: the names of the columns, then the transactions. */
export class BananaFile {
  rows = 0
  readonly #tell: Teller
  readonly #splitter: LineSplitter
  readonly #entries: Entries
  readonly #references: SeenTexts
  /** Null where nobody knows the column. */
  #columns: readonly (FieldFact | null)[] = []
  #names: readonly string[] = []
  #isReadable = false
  readonly #at = new Map<string, number>()

  /** @param references those of the files before, so that none comes twice */
  constructor(tell: Teller, references: SeenTexts) {
    this.#tell = tell
    this.#references = references
    this.#splitter = new LineSplitter('\t', { reject: (code, place) => this.#damaged(code, place) })
    this.#entries = new Entries(tell)
  }

  /** @returns false: nothing more can be read */
  line(text: string, no: number): boolean {
    if (no === 1) return this.#headings(text)
    this.#row(text, no)
    return true
  }

  end(lines: number): void {
    this.#entries.end()
    if (lines === 0) this.#tell.reject('file-empty')
    else if (this.rows === 0 && this.#isReadable) this.#tell.reject('no-rows')
  }

  #headings(text: string): boolean {
    const names = this.#splitter.split(text, 1).map((field) => field.text)
    for (const [index, name] of names.entries()) {
      if (!columns.has(name)) this.#tell.warn('column-unknown', { line: 1, field: name })
      if (this.#at.has(name)) this.#tell.reject('column-twice', { line: 1, field: name })
      else this.#at.set(name, index)
    }
    this.#names = names
    this.#columns = names.map((name) => columns.get(name) ?? null)
    const missing = neededColumns.filter((name) => !this.#at.has(name))
    for (const field of missing) this.#tell.reject('column-missing', { line: 1, field })
    this.#isReadable = missing.length === 0
    return this.#isReadable
  }

  #row(line: string, no: number): void {
    this.rows += 1
    const row = this.#splitter.split(line, no)
    const document = this.#text(row, 'Doc') || this.#text(row, 'DocInvoice')
    if (row.length !== this.#columns.length) {
      this.#tell.reject('column-count', { line: no, document, value: `${row.length}/${this.#columns.length}` })
      return
    }
    if (this.#checkFields(row, no, document)) this.#read(row, no, document)
  }

  /** Answers whether every field could be read. */
  #checkFields(row: readonly Field[], line: number, document: string): boolean {
    let isRight = true
    for (let index = 0; index < row.length; index++) {
      const [fact, value] = [this.#columns[index], row[index]?.text ?? '']
      const fault = fact ? fieldFault(value, fact, forms) : null
      if (!fact || !fault) continue
      const [level, code] = fault
      this.#tell[level](code === 'date' && fact.name === 'Date' ? 'document-date' : code, {
        ...{ line, document, value },
        field: fact.name,
      })
      if (level === 'reject') isRight = false
    }
    return isRight
  }

  #read(row: readonly Field[], line: number, document: string): void {
    const text = (name: string) => this.#text(row, name)
    const place = { line, document }
    const [debit, credit, reference] = [text('AccountDebit'), text('AccountCredit'), text('ExternalReference')]
    for (const [field, value] of [
      ['AccountDebit', debit],
      ['AccountCredit', credit],
    ] as const) {
      if (/\s/.test(value)) this.#tell.reject('account', { ...place, field, value })
    }
    if (debit === '' && credit === '') this.#tell.reject('required', { ...place, field: 'AccountDebit' })
    if (!/[\p{L}\p{N}]/u.test(document)) this.#tell.warn('number-missing', { ...place, field: 'Doc', value: document })
    this.#checkReference(reference, place)
    const date = isoDay(text('DateDocument') || text('Date'))
    const amount = amountOf(text('Amount'), { decimal: '.' })
    if (amount === null) this.#tell.reject('amount', { ...place, field: 'Amount', value: text('Amount') })
    if (date === null || amount === null || (debit === '' && credit === '')) return
    this.#entries.add({
      ...{ line, date, documentNo: document, debit, credit, amount, reference },
      text: text('Description'),
      vatCode: text('VatCode'),
    })
  }

  #checkReference(value: string, place: Place): void {
    if (value === '') return
    if (this.#references.take(value)) {
      this.#tell.reject('reference-twice', { ...place, field: 'ExternalReference', value })
    }
  }

  #text(row: readonly Field[], name: string): string {
    const index = this.#at.get(name)
    return index === undefined ? '' : (row[index]?.text ?? '')
  }

  /** The field is told by its place in the row. */
  #damaged(code: string, place: Place = {}): void {
    this.#tell.reject(code, { ...place, field: this.#names[Number(place.field) - 1] ?? '' })
  }
}
