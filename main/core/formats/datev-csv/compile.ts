import type { Cents } from '../../money/cents'
import { type ByteChunks, encodeWindows1252 } from '../text/bytes'
import { type Column, isQuoted } from './columns'

/** Writes one line of a table of columns. */
export interface LineWriter<Row> {
  write(row: Row, out: ByteChunks): void
}

interface LiveColumn<Row> {
  /** Everything between the value before and this one: separators, empty fields, the opening quote. */
  readonly before: Uint8Array
  readonly quoted: boolean
  readonly from: ((row: Row) => string) | null
  readonly cents: ((row: Row) => Cents) | null
}

const maxAmountCharacters = 20
const maxCharacters = 64

/**
 * Turns a table into a writer. What never changes from row to row is encoded once; per row only the columns that have a
 * source are computed. Fields are separated by `;`, the line ends with CRLF.
 */
export function compileLine<Row>(columns: readonly Column<Row>[]): LineWriter<Row> {
  const live: LiveColumn<Row>[] = []
  let constant = ''
  let sizeBytes = 0
  columns.forEach((column, index) => {
    const quote = isQuoted(column) ? '"' : ''
    constant += (index > 0 ? ';' : '') + quote
    if (column.from || column.cents) {
      live.push({
        before: encodeWindows1252(constant),
        quoted: quote !== '',
        from: column.from ?? null,
        cents: column.cents ?? null,
      })
      sizeBytes += constant.length + maxAmountCharacters + 2 * (column.max ?? maxCharacters)
      constant = ''
    }
    constant += quote
  })
  const tail = encodeWindows1252(`${constant}\r\n`)
  sizeBytes += tail.length
  return {
    write(row, out) {
      out.reserve(sizeBytes)
      for (const column of live) {
        out.bytes(column.before)
        if (column.cents) out.amount(column.cents(row))
        else if (column.from && column.quoted) out.quotedText(column.from(row))
        else if (column.from) out.ascii(column.from(row))
      }
      out.bytes(tail)
    },
  }
}

/** The line of headings: not quoted, word for word. */
export function headingLine(columns: readonly Column<never>[]): Uint8Array {
  return encodeWindows1252(`${columns.map((column) => column.heading).join(';')}\r\n`)
}
