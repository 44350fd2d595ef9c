import type { FormatSettings } from '../../core/formats/settings'
import type { IsoDate } from '../../core/ledger/ledger'
import type { CheckFile } from '../../core/run/file-check'
import type { FieldFact, Forms } from '../files/facts'
import { checkIban, type PersonAccounts } from '../files/persons'
import type { Pictures } from '../files/pictures'
import { choice, chosenHeadings } from '../files/settings'
import { columnsByHeading, type TableRow, TableRows } from '../files/table'
import { compactDay, germanDay } from '../files/values'
import type { Teller } from '../reader'
import { type BookingRules, readBooking } from './booking'
import { bookingColumns, neededBookingColumns, neededPersonColumns, otherHeadings, personColumns } from './columns'
import type { Numbers } from './numbers'

/** What is known across the files of one request. */
export interface Shared {
  readonly settings: FormatSettings | null
  readonly persons: PersonAccounts
  readonly pictures: Pictures
  readonly numbers: Numbers
}

/** Symbols of books in which the code tells the side, by the keys of their settings; and what they usually are. */
const sideBooks = { journalBank: 'BK', journalCash: 'KA', journalOther: 'SO' } as const
const invoiceBooks = {
  ...{ journalSale: 'AR', journalCreditNote: 'GU', journalCancellation: 'ST', journalDeposit: 'AZ' },
  journalPurchase: 'ER',
} as const

function sideSymbols(settings: FormatSettings | null): ReadonlySet<string> {
  const names = (books: Readonly<Record<string, string>>) =>
    Object.entries(books).map(([key, usual]) => choice(settings, key) ?? usual)
  const others = names(invoiceBooks)
  return new Set(names(sideBooks).filter((name) => !others.includes(name)))
}

/** Takes the lines of one file: headings, then bookings or person accounts. */
export class BmdFile {
  readonly #file: CheckFile
  readonly #tell: Teller
  readonly #shared: Shared
  readonly #rows: TableRows
  readonly #rules: BookingRules
  /** Decided by the settings, else by the first day. */
  #dayForm: ((text: string) => IsoDate | null) | null
  #isOfPersons = false
  #isBegun = false

  constructor(file: CheckFile, tell: Teller, shared: Shared) {
    this.#file = file
    this.#tell = tell
    this.#shared = shared
    const dateForm = choice(shared.settings, 'dateForm')
    this.#dayForm = dateForm === null ? null : dateForm === 'YYYYMMDD' ? compactDay : germanDay
    const dayOf = (text: string) => this.#dayOf(text)
    this.#rules = { dayOf, persons: shared.persons.of(file.mandant), sideSymbols: sideSymbols(shared.settings) }
    const forms: Forms = {
      date: dayOf,
      amount: /^[+-]?\d+,\d{2}$/,
      number: /^\d{1,2}(,\d{1,2})?$/,
      longText: 'warn',
    }
    this.#rows = new TableRows(
      {
        ...{ separator: ';', quotes: false, forms, isRaggedEnd: false },
        ...{ namedBy: ['extbelegnr', 'belegnr', 'KontoNummer'], documentDates: ['belegdatum'] },
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
    if (lines === 0) this.#tell.reject('file-empty')
    else if (this.#isBegun && this.rows === 0) this.#tell.reject('no-rows')
  }

  #dayOf(text: string): IsoDate | null {
    this.#dayForm ??= text.includes('.') ? germanDay : compactDay
    return this.#dayForm(text)
  }

  #headings(line: string): boolean {
    const names = this.#rows.split(line, 1).map(({ text }) => text)
    const persons = this.#finder('bmdPersonColumns', 'bmd-person-', personColumns)
    const { kind } = this.#file
    this.#isOfPersons = kind === 'personal-accounts' || (kind === null && persons(names[0] ?? '') !== null)
    const columns = this.#isOfPersons
      ? columnsByHeading(names, persons, neededPersonColumns, this.#tell)
      : columnsByHeading(names, this.#finder('bmdColumns', 'bmd-', bookingColumns), neededBookingColumns, this.#tell)
    if (columns) this.#rows.begin(columns.map((column) => this.#withNumberRule(column)))
    this.#isBegun = columns !== null
    return this.#isBegun
  }

  /** By the headings that a person chose, else by those that BMD knows. */
  #finder(key: string, prefix: string, facts: ReadonlyMap<string, FieldFact>): (heading: string) => FieldFact | null {
    const chosen = chosenHeadings(this.#shared.settings, key)
    return (heading) => {
      const column = chosen?.get(heading)
      if (chosen) return facts.get(column?.slice(prefix.length) ?? '') ?? null
      return facts.get(heading) ?? facts.get(otherHeadings.get(heading) ?? '') ?? null
    }
  }

  /** Where numbers are agreed to be digits, BMD takes no others. */
  #withNumberRule(column: FieldFact | null): FieldFact | null {
    const isOfDigits = choice(this.#shared.settings, 'bmdDocumentNo') === 'digits'
    return column?.name === 'belegnr' && isOfDigits ? { ...column, kind: 'digits', max: digitsMax } : column
  }

  #person(row: TableRow): void {
    this.#shared.persons.add(this.#file.mandant, row, 'KontoNummer')
    if (!/^[1-9]/.test(row.text('KontoNummer'))) row.tell('reject', 'account', 'KontoNummer')
    checkIban(row, 'IBAN')
  }

  #booking(row: TableRow): void {
    const kind = row.text('satzart')
    if (kind !== '' && kind !== '0') {
      row.tell('warn', 'bmd-record-kind', 'satzart')
      return
    }
    const picture = row.text('dokument')
    const { line, document } = row
    if (picture !== '') this.#shared.pictures.named(picture, { line, document, field: 'dokument' }, this.#tell)
    const posting = readBooking(row, this.#rules)
    if (!posting) return
    this.#shared.numbers.check(this.#file.mandant, row)
    this.#tell.posting(posting)
  }
}

/** As long as the numbers of a real file. */
const digitsMax = 10
