import type { FormatSettings } from '../../core/formats/settings'
import type { CheckFile } from '../../core/run/file-check'
import type { Forms } from '../files/facts'
import type { PersonAccounts } from '../files/persons'
import type { Pictures } from '../files/pictures'
import { type TableRow, TableRows } from '../files/table'
import { compactGermanDay } from '../files/values'
import type { Teller } from '../reader'
import { readLine } from './booking'
import { bookingColumns, personColumns } from './columns'
import { Entries } from './entries'

const forms: Forms = {
  date: compactGermanDay,
  amount: /^-?\d+,\d{2}$/,
  number: /^\d+(,\d+)?$/,
  longText: 'warn',
}

/** What is known across the files of one request. */
export interface Shared {
  readonly settings: FormatSettings | null
  readonly persons: PersonAccounts
  readonly pictures: Pictures
}

/** Takes the lines of one file; the first may be headings. */
export class RzlFile {
  readonly #file: CheckFile
  readonly #tell: Teller
  readonly #shared: Shared
  readonly #rows: TableRows
  readonly #entries: Entries
  readonly #persons: ReadonlySet<string>
  #isOfPersons = false

  constructor(file: CheckFile, tell: Teller, shared: Shared) {
    this.#file = file
    this.#tell = tell
    this.#shared = shared
    this.#persons = shared.persons.of(file.mandant)
    this.#entries = new Entries(tell)
    this.#rows = new TableRows(
      {
        ...{ separator: ';', quotes: false, forms, isRaggedEnd: true },
        ...{ namedBy: ['Belegnummer', 'OP-Nummer', 'Kontonummer'], documentDates: ['Beleg-Datum'] },
      },
      tell,
    )
  }

  get rows(): number {
    return this.#rows.count
  }

  line(text: string, no: number): boolean {
    if (no === 1 && this.#begin(text)) return true
    const row = this.#rows.row(text, no)
    if (!row) return true
    if (this.#isOfPersons) this.#person(row)
    else this.#booking(row)
    return true
  }

  end(lines: number): void {
    this.#entries.end()
    if (lines === 0) this.#tell.reject('file-empty')
    else if (this.rows === 0) this.#tell.reject('no-rows')
  }

  /** Answers whether the line is one of headings. */
  #begin(line: string): boolean {
    const fields = line.split(';')
    const { kind } = this.#file
    this.#isOfPersons = kind === null ? isPerson(fields) : kind === 'personal-accounts'
    const columns = this.#isOfPersons ? personColumns : bookingColumns
    this.#rows.begin(columns)
    const hasHeadings = fields[0] === columns[0]?.name
    const isWanted = this.#shared.settings?.['heading']
    if (hasHeadings && line !== columns.map(({ name }) => name).join(';')) this.#tell.warn('headings', { line: 1 })
    if (isWanted === true && !hasHeadings) this.#tell.reject('headings-missing', { line: 1 })
    if (isWanted === false && hasHeadings) this.#tell.reject('headings-unwanted', { line: 1 })
    return hasHeadings
  }

  #person(row: TableRow): void {
    this.#shared.persons.add(this.#file.mandant, row, 'Kontonummer')
    if (!/^[23](\d{4}|\d{5})$/.test(row.text('Kontonummer'))) row.tell('warn', 'account-range', 'Kontonummer')
  }

  #booking(row: TableRow): void {
    const picture = row.text('Belegpfad')
    const { line, document } = row
    if (picture !== '') this.#shared.pictures.named(picture, { line, document, field: 'Belegpfad' }, this.#tell)
    const read = readLine(row, this.#persons)
    if (read) this.#entries.add(read)
  }
}

/** A booking has its day where a person has a VAT number. */
function isPerson(fields: readonly string[]): boolean {
  if (fields[0] === personColumns[0]?.name) return fields[1] === personColumns[1]?.name
  return fields.length <= personColumns.length + 1 && !/^\d{8}$/.test(fields[3] ?? '')
}
