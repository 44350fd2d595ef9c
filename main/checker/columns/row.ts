import type { Place, Teller } from '../reader'
import type { CellReader, CellValue } from './cells'
import { emptyCell } from './cells'
import type { Layout, LayoutColumn } from './layout'
import type { TableRules } from './rules'

/** A row whose cells have been read. */
export class TableRow {
  readonly line: number
  /** Number of the document, or account of a person. */
  readonly document: string
  readonly #tell: Teller
  readonly #columns: RowColumns
  readonly #values: readonly CellValue[]

  constructor(columns: RowColumns, values: readonly CellValue[], line: number, tell: Teller) {
    this.line = line
    this.#tell = tell
    this.#columns = columns
    this.#values = values
    this.document =
      ['document-no', 'document-digits', 'person-account'].map((one) => this.text(one)).find(Boolean) ?? ''
  }

  has(column: string): boolean {
    return this.#columns.at(column) >= 0
  }

  /** Empty where there is no such column. */
  text(column: string): string {
    const { value } = this.#cell(column)
    return typeof value === 'string' ? value : ''
  }

  /** Null where there is no such column, or nothing in it. */
  number(column: string): number | null {
    const { value } = this.#cell(column)
    return typeof value === 'number' ? value : null
  }

  tell(level: 'warn' | 'reject', code: string, column: string, value = this.#cell(column).shown): void {
    this.#tell[level](code, this.place(column, value))
  }

  place(column: string, value: string): Place {
    return { line: this.line, document: this.document, field: this.#columns.heading(column), value }
  }

  #cell(column: string): CellValue {
    return this.#values[this.#columns.at(column)] ?? emptyCell
  }

  /** Tells what is wrong with its cells, one by one; answers whether none is refused. */
  check(): boolean {
    let isRight = true
    for (const [index, column] of this.#columns.all.entries()) {
      const cell = this.#values[index] ?? emptyCell
      const fault = cell.fault ?? this.#columns.fault(column, cell)
      if (!fault) continue
      const [level, code] = fault
      const { line, document } = this
      this.#tell[level](code, { line, document, field: column.heading, value: cell.shown })
      if (level === 'reject') isRight = false
    }
    return isRight
  }
}

/** The columns of one file, found by what they hold. An amount in two columns is found as `amount S` and `amount H`. */
export class RowColumns {
  readonly all: readonly LayoutColumn[]
  readonly #rules: TableRules
  readonly #at = new Map<string, number>()

  constructor({ columns }: Layout, rules: TableRules) {
    this.all = columns
    this.#rules = rules
    for (const [index, { fact, side }] of columns.entries()) {
      if (fact) this.#at.set(side === null ? fact.column : `${fact.column} ${side}`, index)
    }
  }

  read<Cell>(cells: readonly Cell[], line: number, reader: CellReader<Cell>, tell: Teller): TableRow {
    const values = this.all.map(({ fact }, index) => (fact ? reader.read(cells[index], fact.kind) : emptyCell))
    return new TableRow(this, values, line, tell)
  }

  /** -1: there is none. */
  at(column: string): number {
    return this.#at.get(column) ?? -1
  }

  heading(column: string): string {
    const known = this.all[this.at(column)] ?? this.all[this.at(`${column} S`)]
    return known?.heading ?? column
  }

  /** What is wrong with a cell that can be read. */
  fault({ fact }: LayoutColumn, { value }: CellValue): CellValue['fault'] {
    if (!fact || value === null) return null
    const { column, kind, words } = fact
    if (words !== null) {
      const isKnown = words instanceof RegExp ? words.test(`${value}`) : words.includes(`${value}`)
      if (!isKnown) return ['reject', 'value-unknown']
    }
    const fixed = this.#rules.fixed.get(column)
    if (fixed !== undefined && fixed.normalize('NFC') !== value) return ['reject', 'value-unknown']
    if (typeof value !== 'string') return null
    if (column === 'document-no' && value.length > this.#rules.documentNoMax) return ['reject', 'too-long']
    return kind === 'text' && value.length > this.#rules.textMax ? ['warn', 'too-long'] : null
  }
}
