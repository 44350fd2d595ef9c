import type { CheckFile } from '../../core/run/file-check'
import type { Forms } from '../files/facts'
import { checkIban, type PersonAccounts } from '../files/persons'
import { columnsByHeading, type TableRow, TableRows } from '../files/table'
import { amountOf, germanDay } from '../files/values'
import type { Teller } from '../reader'
import {
  bookingColumns,
  neededBookingColumns,
  neededPersonColumns,
  passingKeys,
  personColumns,
  reversalKey,
  usualTaxKeys,
} from './columns'
import { Splits } from './splits'

const forms: Forms = {
  date: germanDay,
  amount: /^\d+,\d{2}$/,
  number: /^\d+(,\d+)?$/,
  longText: 'warn',
}

/** Takes the lines of one file: the names of the fields, then bookings or accounts. */
export class LexwareFile {
  readonly #file: CheckFile
  readonly #tell: Teller
  readonly #persons: PersonAccounts
  readonly #rows: TableRows
  readonly #splits: Splits
  #isOfPersons = false
  #isBegun = false

  constructor(file: CheckFile, tell: Teller, persons: PersonAccounts) {
    this.#file = file
    this.#tell = tell
    this.#persons = persons
    this.#splits = new Splits(tell)
    this.#rows = new TableRows(
      {
        ...{ separator: ';', quotes: true, forms, isRaggedEnd: false },
        ...{ namedBy: ['Belegnummer', 'Kontonummer'], documentDates: ['Belegdatum'] },
      },
      tell,
    )
  }

  get rows(): number {
    return this.#rows.count
  }

  /** @returns false: nothing more can be read */
  line(text: string, no: number): boolean {
    if (no === 1) return this.#headings(text)
    const row = this.#rows.row(text, no)
    if (!row) return true
    if (this.#isOfPersons) this.#person(row)
    else this.#booking(row)
    return true
  }

  end(lines: number): void {
    this.#splits.end()
    if (lines === 0) this.#tell.reject('file-empty')
    else if (this.#isBegun && this.rows === 0) this.#tell.reject('no-rows')
  }

  #headings(line: string): boolean {
    const names = this.#rows.split(line, 1).map(({ text }) => text)
    this.#isOfPersons = this.#file.kind === 'personal-accounts' || names.includes('Kontonummer')
    const [known, needed] = this.#isOfPersons
      ? [personColumns, neededPersonColumns]
      : [bookingColumns, neededBookingColumns]
    const columns = columnsByHeading(names, (name) => known.get(name) ?? null, needed, this.#tell)
    if (columns) this.#rows.begin(columns)
    this.#isBegun = columns !== null
    return this.#isBegun
  }

  #person(row: TableRow): void {
    this.#persons.add(this.#file.mandant, row, 'Kontonummer')
    if (!/^[1-9]\d{4,}$/.test(row.text('Kontonummer'))) row.tell('warn', 'account-range', 'Kontonummer')
    checkIban(row, 'IBAN')
  }

  #booking(row: TableRow): void {
    const [date, number, currency] = [row.text('Belegdatum'), row.text('Belegnummer'), row.text('Währung')]
    const accountOf = (name: string) => (/^0*$/.test(row.text(name)) ? null : row.text(name))
    const [debit, credit] = [accountOf('Sollkonto'), accountOf('Habenkonto')]
    const amount = amountOf(row.text('Buchungsbetrag'), { decimal: ',' })
    if (debit === null && credit === null) row.tell('reject', 'required', 'Sollkonto')
    if (debit !== null && debit === credit) row.tell('warn', 'account-on-both-sides', 'Habenkonto')
    if (amount === null || amount === 0) row.tell('reject', 'amount', 'Buchungsbetrag')
    const taxKey = this.#taxKey(row, date)
    if (amount === null || amount === 0 || (debit === null && credit === null)) return
    const one = { row, debit, credit, amount, taxKey, isReversal: taxKey === reversalKey }
    const documentDate = germanDay(date)
    if (documentDate === null) {
      if (number !== '') row.tell('reject', 'required', 'Belegdatum')
      else this.#splits.part(one)
      return
    }
    if (!/[\p{L}\p{N}]/u.test(number)) row.tell('warn', 'number-missing', 'Belegnummer')
    if (currency !== '' && currency !== 'EUR' && row.text('Buchungsbetrag Euro') === '') {
      row.tell('reject', 'currency', 'Währung')
    }
    this.#splits.booking({ documentDate, documentNo: number, currency: currency || null }, one)
  }

  #taxKey(row: TableRow, date: string): string {
    const key = row.text('Steuerschlüssel').replace(/^0+(?=\d)/, '')
    if (!usualTaxKeys.has(key)) row.tell('warn', 'tax-key-unusual', 'Steuerschlüssel')
    const day = germanDay(date) ?? ''
    if (passingKeys.has(key) && day !== '' && (day < '2020-07-01' || day > '2020-12-31')) {
      row.tell('warn', 'tax-key-of-another-time', 'Steuerschlüssel')
    }
    if (key === reversalKey) row.tell('warn', 'general-reversal', 'Steuerschlüssel')
    return key
  }
}
