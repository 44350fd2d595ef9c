import { DatevFile } from '../../main/checker/datev-csv/file'
import { DocumentLinks } from '../../main/checker/datev-csv/links'
import { type Field, splitLine } from '../../main/checker/files/fields'
import { Lines } from '../../main/checker/files/lines'
import type { Teller } from '../../main/checker/reader'
import type { CheckFinding, ReadPosting } from '../../main/core/run/file-check'

export type Fault = Omit<CheckFinding, 'file'>

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
  readonly rows: number
  /** Amounts of the rows with `S` and with `H`; zero for master data. */
  readonly debitCents: number
  readonly creditCents: number
  /** By Belegfeld 1. */
  readonly byDocument: ReadonlyMap<string, DocumentSum>
  /** Balance (S − H) of each account, as the checker read it. */
  readonly balances: ReadonlyMap<string, number>
  readonly postings: readonly ReadPosting[]
  /** Texts of one data row, from 0, in the order of the columns. */
  record(row: number): readonly string[]
}

/** Reads the bytes of a DATEV file with the app's own checker, and its rows once more for sums that tests compare. */
export function checkDatevFile(name: string, bytes: Uint8Array, options: CheckOptions = {}): CheckedFile {
  const faults: Fault[] = []
  const postings: ReadPosting[] = []
  const add = (level: Fault['level']): Teller['reject'] => {
    return (code, { line = null, document = null, field = '', value = '' } = {}) => {
      faults.push({ level, code, line, document, field, value })
    }
  }
  const tell = { reject: add('reject'), warn: add('warning'), posting: (one: ReadPosting) => void postings.push(one) }
  const accounts = options.automaticAccounts ?? new Set<string>()
  const read = new DatevFile({ path: '', name, kind: null, mandant: null }, tell, {
    accounts: new Map(),
    links: new DocumentLinks(),
    automaticAccounts: () => accounts,
    mandant: () => null,
  })
  const data: string[] = []
  const lines = new Lines({ encoding: 'windows-1252', mark: 'never', end: 'crlf' }, tell, (line, no) => {
    if (no > 2) data.push(line)
    return read.line(line, no)
  })
  const all = Buffer.from(bytes)
  lines.end(all.subarray(lines.take(all)))
  read.end(lines.count)
  return {
    faults,
    category: read.header ? Number(read.header.category) : null,
    rows: read.rows,
    ...sumsOf(read.header?.category === '21' ? data : []),
    balances: balancesOf(postings),
    postings,
    record: (row) => fieldsOf(data[row] ?? '').map((field) => field.text),
  }
}

const fieldsOf = (line: string): readonly Field[] => splitLine(line, ';', 0, { reject: () => undefined })

function sumsOf(lines: readonly string[]): Pick<CheckedFile, 'debitCents' | 'creditCents' | 'byDocument'> {
  let [debitCents, creditCents] = [0, 0]
  const byDocument = new Map<string, DocumentSum>()
  for (const line of lines) {
    const row = fieldsOf(line)
    const [amount = '', side, documentNo = ''] = [0, 1, 10].map((index) => row[index]?.text)
    const cents = Number(amount.replace(',', '')) || 0
    const [debit, credit] = side === 'S' ? [cents, 0] : [0, cents]
    debitCents += debit
    creditCents += credit
    const before = byDocument.get(documentNo) ?? { rows: 0, debitCents: 0, creditCents: 0 }
    byDocument.set(documentNo, {
      rows: before.rows + 1,
      debitCents: before.debitCents + debit,
      creditCents: before.creditCents + credit,
    })
  }
  return { debitCents, creditCents, byDocument }
}

function balancesOf(postings: readonly ReadPosting[]): ReadonlyMap<string, number> {
  const balances = new Map<string, number>()
  for (const { debit, credit, grossCents } of postings) {
    balances.set(debit, (balances.get(debit) ?? 0) + grossCents)
    balances.set(credit, (balances.get(credit) ?? 0) - grossCents)
  }
  return balances
}
