import type { Cents } from '../../money/cents'

/** `reserved` is always empty. Text is always in quotes, everything else never. */
export type ColumnType = 'text' | 'number' | 'amount' | 'account' | 'date' | 'timestamp' | 'reserved'

/** One field of a line, as the format describes it: heading word for word, most characters (amounts: digits before the comma). */
export interface Column<Row> {
  readonly heading: string
  readonly type: ColumnType
  readonly max?: number
  readonly decimals?: number
  /** A reserved field that stands as `""`. */
  readonly quoted?: true
  /** Where the value comes from, already fit for the field; a column without a source stays empty. */
  readonly from?: (row: Row) => string
  /** The same for amounts. */
  readonly cents?: (row: Row) => Cents
}

export function isQuoted(column: Pick<Column<never>, 'type' | 'quoted'>): boolean {
  return column.type === 'text' || column.quoted === true
}
