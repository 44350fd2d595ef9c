import { type Cents, toDecimalComma } from '../money/cents'

/** Text, a number, an amount of money, or nothing. */
export type Cell = string | number | { readonly cents: Cents } | null

export interface ListColumn<Row> {
  readonly title: string
  readonly of: (row: Row) => Cell
}

/** Excel takes such a field for a formula and runs it; the apostrophe makes it text. */
const formulaStart = /^[=+\-@\t\r]/
const mustQuote = /[";\r\n]|^\s|\s$/

/**
 * A list as German spreadsheet programs open it by double click: semicolons, decimal comma, CRLF, titles in the first line.
 * A line each, so that a long list can be written piece by piece. The byte order mark belongs to whoever writes the file.
 */
export function* csvLines<Row>(columns: readonly ListColumn<Row>[], rows: Iterable<Row>): Generator<string> {
  yield lineOf(columns.map(({ title }) => title))
  for (const row of rows) yield lineOf(columns.map((column) => column.of(row)))
}

/** The same in one piece. */
export function toCsv<Row>(columns: readonly ListColumn<Row>[], rows: Iterable<Row>): string {
  return [...csvLines(columns, rows)].join('')
}

const lineOf = (cells: readonly Cell[]) => `${cells.map(fieldOf).join(';')}\r\n`

function fieldOf(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell).replace('.', ',')
  if (typeof cell === 'object') return toDecimalComma(cell.cents)
  const text = formulaStart.test(cell) ? `'${cell}` : cell
  return mustQuote.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
