import { checkAccountRow } from './check-accounts'
import { checkHeader, type Header } from './check-header'
import { checkPostingRow } from './check-postings'
import { accountFacts, type ColumnFact, hasForm, postingFacts } from './facts'
import { at, type Fault, type Field, readLines, splitLine } from './read'

export interface CheckOptions {
  /** Accounts that the books mark as automatic, beside those of the standard chart. */
  readonly automaticAccounts?: ReadonlySet<string>
}

/** Sums of the rows that carry one document number. */
export interface DocumentSum {
  readonly rows: number
  readonly debitCents: number
  readonly creditCents: number
}

export interface CheckedFile {
  readonly faults: readonly Fault[]
  /** 21 bookings, 16 debtors and creditors, null when the header cannot be read. */
  readonly category: number | null
  readonly header: Header | null
  readonly rows: number
  /** Amounts of the rows with `S` and with `H`; zero for master data. */
  readonly debitCents: number
  readonly creditCents: number
  /** By Belegfeld 1. */
  readonly byDocument: ReadonlyMap<string, DocumentSum>
  /** Balance (S − H) of each account, seen from both sides of every row. */
  readonly balances: ReadonlyMap<string, number>
  /** Texts of one data row, from 0, in the order of the columns. */
  record(row: number): readonly string[]
}

const maxRows = 99_999
const maxFaults = 200

/** Reads a delivered file and says everything that DATEV would refuse or misread, with sums to compare with the books. */
export function checkDatevFile(name: string, bytes: Uint8Array, options: CheckOptions = {}): CheckedFile {
  const faults: Fault[] = []
  if (!/^EXTF_[A-Za-z0-9_-]+\.csv$/.test(name)) faults.push(at('file-name', 0, name))
  const lines = readLines(bytes, faults)
  const header = checkHeader(splitLine(lines[0] ?? '', 1, faults), faults)
  const category = header?.category ?? null
  const columns = category === 16 ? accountFacts : postingFacts
  checkHeadings(lines[1] ?? '', columns, faults)
  const data = lines.slice(2)
  if (data.length === 0) faults.push(at('no-rows', 0, ''))
  if (data.length > maxRows) faults.push(at('too-many-rows', 0, `${data.length}`))
  const sums = new Sums()
  const seenAccounts = new Set<string>()
  data.forEach((line, index) => {
    const lineNo = index + 3
    const row = splitLine(line, lineNo, faults)
    if (row.length !== columns.length) faults.push(at('column-count', lineNo, `${row.length} of ${columns.length}`))
    else {
      checkFields(row, columns, lineNo, faults)
      if (header && category === 16) checkAccountRow(row, header, lineNo, seenAccounts, faults)
      if (header && category === 21) checkPostingRow(row, header, lineNo, options, faults)
    }
    if (category === 21) sums.add(row)
  })
  const { debitCents, creditCents, byDocument, balances } = sums
  return {
    faults: faults.slice(0, maxFaults),
    category,
    header,
    rows: data.length,
    debitCents,
    creditCents,
    byDocument,
    balances,
    record: (row) => splitLine(data[row] ?? '', row + 3, []).map((field) => field.text),
  }
}

function checkHeadings(line: string, columns: readonly ColumnFact[], faults: Fault[]): void {
  const expected = columns.map((column) => column.name).join(';')
  if (line !== expected) faults.push(at('headings', 2, line.slice(0, 80)))
}

/** Quotes, pattern and length of every field of a data row. */
function checkFields(row: readonly Field[], columns: readonly ColumnFact[], lineNo: number, faults: Fault[]): void {
  columns.forEach((column, index) => {
    const field = row[index] as Field // safe: the caller compared the counts
    const tell = (code: string) => faults.push(at(code, lineNo, `${column.name}: ${field.text}`, column.no))
    if (field.quoted !== column.quoted) tell(column.quoted ? 'not-quoted' : 'quoted')
    if (field.text === '') {
      if (column.required) tell('required')
      return
    }
    if (!hasForm(column, field.text)) tell('pattern')
    if (column.type === 'text' && column.maxLength !== null && field.text.length > column.maxLength) tell('too-long')
  })
}

class Sums {
  debitCents = 0
  creditCents = 0
  readonly byDocument = new Map<string, DocumentSum>()
  readonly balances = new Map<string, number>()

  add(row: readonly Field[]): void {
    const [amount, side, account, contraAccount, documentNo] = [0, 1, 6, 7, 10].map((index) => row[index]?.text ?? '')
    const cents = Number((amount ?? '').replace(',', '')) || 0
    const isDebit = side === 'S'
    if (isDebit) this.debitCents += cents
    else this.creditCents += cents
    const known = this.byDocument.get(documentNo ?? '') ?? { rows: 0, debitCents: 0, creditCents: 0 }
    this.byDocument.set(documentNo ?? '', {
      rows: known.rows + 1,
      debitCents: known.debitCents + (isDebit ? cents : 0),
      creditCents: known.creditCents + (isDebit ? 0 : cents),
    })
    this.#book(account ?? '', isDebit ? cents : -cents)
    this.#book(contraAccount ?? '', isDebit ? -cents : cents)
  }

  #book(account: string, cents: number): void {
    this.balances.set(account, (this.balances.get(account) ?? 0) + cents)
  }
}
