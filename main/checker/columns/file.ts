import type { CheckFile } from '../../core/run/file-check'
import { isIban } from '../files/iban'
import type { Teller } from '../reader'
import { accountOf, bookedOf, postingOf } from './booking'
import type { CellReader } from './cells'
import { Groups } from './groups'
import { type Layout, layoutByHeading, layoutByOrder } from './layout'
import { RowColumns, type TableRow } from './row'
import type { SharedTables } from './shared'

/** Numbers that go up by one step with every row, or with every document. */
const counters = [
  { column: 'row-number', step: 1, mayStay: false },
  { column: 'bc-line-no', step: 10_000, mayStay: false },
  { column: 'document-count', step: 1, mayStay: true },
] as const

/** Takes the rows of one table: the headings, then bookings or personal accounts. */
export class TableFile<Cell> {
  rows = 0
  readonly #file: CheckFile
  readonly #tell: Teller
  readonly #shared: SharedTables
  readonly #reader: CellReader<Cell>
  #layout: Layout | null = null
  #columns: RowColumns | null = null
  #groups: Groups | null = null
  readonly #counted = new Map<string, number>()

  constructor(file: CheckFile, tell: Teller, shared: SharedTables, reader: CellReader<Cell>) {
    this.#file = file
    this.#tell = tell
    this.#shared = shared
    this.#reader = reader
  }

  /** @returns false: nothing more can be read */
  row(cells: readonly Cell[], line: number): boolean {
    const { rules } = this.#shared
    if (!this.#layout) {
      if (!rules.hasHeading) this.#begin(layoutByOrder(this.#file, cells.length, rules))
      else {
        const headings = cells.map((cell) => `${this.#reader.read(cell, 'text').value ?? ''}`)
        this.#begin(layoutByHeading(this.#file, headings, line, rules, this.#tell))
        return this.#layout !== null
      }
    }
    this.rows += 1
    this.#take(cells, line)
    return true
  }

  /** Of the column at this place, from 0; empty before it is known. */
  heading(index: number): string {
    return this.#columns?.all[index]?.heading ?? ''
  }

  /** @param lines read so far, headings too */
  end(lines: number): void {
    this.#groups?.end()
    if (lines === 0) this.#tell.reject('file-empty')
    else if (this.rows === 0 && this.#layout) this.#tell.reject('no-rows')
  }

  #begin(layout: Layout | null): void {
    this.#layout = layout
    if (!layout) return
    const { rules } = this.#shared
    this.#columns = new RowColumns(layout, rules)
    if (layout.kind === 'bookings' && layout.rowStyle !== 'posting') {
      this.#groups = new Groups(layout, rules, this.#tell)
    }
  }

  #take(cells: readonly Cell[], line: number): void {
    const [layout, columns] = [this.#layout, this.#columns]
    if (!layout || !columns) return
    const row = columns.read(cells, line, this.#reader, this.#tell)
    const isShort = cells.length < columns.all.length && !this.#reader.isRagged
    if (isShort || cells.length > columns.all.length) {
      const value = `${cells.length}/${columns.all.length}`
      this.#tell.reject('column-count', { line, document: row.document, value })
      return
    }
    const isRight = row.check()
    this.#checkMandant(row, layout.kind === 'persons' ? 'person-mandant' : 'mandant')
    if (layout.kind === 'persons') this.#person(row)
    else this.#booking(row, layout, isRight)
  }

  #booking(row: TableRow, layout: Layout, isRight: boolean): void {
    const { rules, pictures } = this.#shared
    for (const { column, step, mayStay } of counters) this.#count(row, column, step, mayStay)
    this.#shared.unique(row, 'entry-no', this.#file, 'reject', 'reference-twice')
    const picture = row.text('attachment')
    if (picture !== '') pictures.named(picture, row.place('attachment', picture), this.#tell)
    if (!isRight) return
    const booked = bookedOf(row)
    if (!booked) return
    if (this.#groups) this.#groups.add(booked)
    else {
      const posting = postingOf(booked, layout, rules)
      if (posting) this.#tell.posting(posting)
    }
  }

  #person(row: TableRow): void {
    accountOf(row, 'person-account', this.#shared.rules)
    this.#shared.unique(row, 'person-account', this.#file, 'warn', 'account-twice')
    const names = ['person-name', 'person-company', 'person-full-name', 'person-first-name']
    const hasColumn = names.some((name) => row.has(name))
    if (hasColumn && names.every((name) => row.text(name).trim() === ''))
      row.tell('reject', 'name-missing', 'person-name')
    const iban = row.text('person-iban')
    if (/\s/.test(iban)) row.tell('warn', 'iban-blanks', 'person-iban')
    else if (iban !== '' && !isIban(iban)) row.tell('warn', 'iban', 'person-iban')
  }

  #checkMandant(row: TableRow, column: string): void {
    const { mandant } = this.#file
    const value = row.text(column)
    if (mandant !== null && value !== '' && value !== mandant) row.tell('reject', 'mandant-differs', column)
  }

  /** A gap says that rows are missing. */
  #count(row: TableRow, column: string, step: number, mayStay: boolean): void {
    const value = row.number(column)
    if (value === null) return
    const before = this.#counted.get(column) ?? 0
    // Where a file from elsewhere begins is its own affair.
    const isFirst = !this.#counted.has(column) && this.#shared.rules.columns === null
    const isNext = value === before + step || (mayStay && before > 0 && value === before)
    if (!isNext && !isFirst) row.tell('reject', 'row-missing', column)
    this.#counted.set(column, value)
  }
}
