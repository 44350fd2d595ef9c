import type { AccountNo, Mandant } from '../../core/ledger/ledger'
import type { CheckFile } from '../../core/run/file-check'
import { type Field, LineSplitter } from '../files/fields'
import type { Place, Teller } from '../reader'
import { checkAccount } from './accounts'
import { accountColumns, type Column, headerColumns, postingColumns } from './columns'
import { type Header, readHeader } from './header'
import type { DocumentLinks } from './links'
import { readPosting } from './postings'
import { checkFields, type Tell } from './rows'

const maxRows = 99_999
const nameForm = /^(EXTF|DTVF)_[A-Za-z0-9_-]+\.csv$/

/** What has to be known across the files of one request. */
export interface Shared {
  /** Accounts of master data so far, by client. */
  readonly accounts: Map<string, Set<string>>
  readonly links: DocumentLinks
  automaticAccounts(mandant: string | null): ReadonlySet<AccountNo>
  mandant(id: string | null): Mandant | null
}

/** Takes the lines of one file: the header, the headings, then the rows. */
export class DatevFile {
  rows = 0
  header: Header | null = null
  readonly #file: CheckFile
  readonly #tell: Teller
  readonly #shared: Shared
  #mandant = ''
  #columns: readonly Column[] = []
  #automaticAccounts: ReadonlySet<AccountNo> = new Set()
  #isQuotingTold = false
  readonly #splitter: LineSplitter
  readonly #tellRow: Tell
  /** The row that is being read. */
  #at: { row: readonly Field[]; no: number; document: string } = { row: [], no: 0, document: '' }

  constructor(file: CheckFile, tell: Teller, shared: Shared) {
    this.#file = file
    this.#tell = tell
    this.#shared = shared
    this.#splitter = new LineSplitter(';', { reject: (code, place) => this.#damaged(code, place) })
    this.#tellRow = (level, code, column) => this.#tellField(level, code, column)
    if (!nameForm.test(file.name)) tell.reject('datev-file-name', { value: file.name })
  }

  /** @returns false: nothing more can be read */
  line(text: string, no: number): boolean {
    if (no === 1) return this.#begin(text)
    if (no === 2) this.#headings(text)
    else this.#row(text, no)
    return true
  }

  end(lines: number): void {
    if (lines === 0) this.#tell.reject('file-empty')
    else if (this.header && this.rows === 0) this.#tell.reject('no-rows')
    if (this.rows > maxRows) this.#tell.reject('too-many-rows', { value: `${this.rows}` })
  }

  #begin(text: string): boolean {
    this.#columns = headerColumns
    const fields = this.#splitter.split(text, 1)
    this.header = readHeader(fields, text.length, this.#shared.mandant(this.#file.mandant), this.#tell)
    if (!this.header) return false
    const { category, columnCount, consultantNo, clientNo } = this.header
    this.#mandant = this.#file.mandant ?? `${consultantNo}/${clientNo}`
    this.#columns = (category === '21' ? postingColumns : accountColumns).slice(0, columnCount)
    this.#automaticAccounts = this.#shared.automaticAccounts(this.#file.mandant)
    return true
  }

  #headings(line: string): void {
    const expected = this.#columns.map((column) => column.name).join(';')
    if (line !== expected) this.#tell.warn('headings', { line: 2 })
  }

  #row(line: string, no: number): void {
    this.rows += 1
    const { header } = this
    if (!header) return
    const row = this.#splitter.split(line, no)
    const document = row[header.category === '21' ? 10 : 0]?.text ?? ''
    this.#at = { row, no, document }
    if (row.length !== this.#columns.length) {
      this.#tell.reject('column-count', { line: no, document, value: `${row.length}/${this.#columns.length}` })
    }
    const isQuotingRight = checkFields(row, this.#columns, this.#tellRow)
    if (!isQuotingRight && !this.#isQuotingTold) {
      this.#isQuotingTold = true
      this.#tell.warn('empty-quotes', { line: no })
    }
    if (row.length !== this.#columns.length) return
    if (header.category === '16') checkAccount(row, header, this.#accounts(), this.#tellRow)
    else {
      const posting = readPosting(row, header, this.#automaticAccounts, this.#tellRow)
      const link = row[19]?.text ?? ''
      if (link !== '') {
        this.#shared.links.named(link, { line: no, document, field: 'Beleglink', value: link }, this.#tell)
      }
      if (posting) this.#tell.posting({ ...posting, mandant: this.#mandant })
    }
  }

  #accounts(): Set<string> {
    const known = this.#shared.accounts.get(this.#mandant)
    if (known) return known
    const accounts = new Set<string>()
    this.#shared.accounts.set(this.#mandant, accounts)
    return accounts
  }

  #tellField(level: 'reject' | 'warn', code: string, column: number): void {
    const { row, no, document } = this.#at
    const field = this.#columns[column - 1]?.name ?? ''
    this.#tell[level](code, { line: no, document, field, value: row[column - 1]?.text ?? '' })
  }

  /** The field is told by its place in the row. */
  #damaged(code: string, place: Place = {}): void {
    const field = this.#columns[Number(place.field) - 1]?.name ?? ''
    this.#tell.reject(code, { ...place, field })
  }
}
