import type { AccountBook } from '../booking/accounts'
import type { FaultList } from '../faults'
import type { FormatSettings } from '../settings'
import type { BookingRow } from './booking-rows'

/**
 * What a column holds: `identifier` a number or key that is never changed, `text` free text, `word` a word of the format's
 * own; `amount` whole cents, `percent` hundredths of a percent, `whole` an integer, `date` a calendar date.
 */
export type ColumnKind = 'identifier' | 'text' | 'word' | 'amount' | 'percent' | 'whole' | 'date'
/** By the kind of its column: text for the first three and for dates, a number for the others. */
export type Value = string | number | null

/** What a value may depend on, beside its row. */
export interface RowContext {
  readonly settings: FormatSettings
  readonly faults: FaultList
  readonly accounts: AccountBook
  /** The advisor's code for the row's tax; null rejects the document. */
  taxCode(row: BookingRow): string | null
  datevKey(row: BookingRow): string | null
  /** The digits of the document number; null rejects the document. */
  documentDigits(row: BookingRow): string | null
  /** As the file names it: the shared account of debtors or creditors, or the account with its prefix. */
  accountName(account: string): string
  /** A debtor or creditor by its own number, with its prefix. */
  personName(account: string): string
  /** For `Customer`, `Vendor`, `G/L Account`. */
  roleOf(account: string): 'debtor' | 'creditor' | 'ledger'
  /** Name of the picture's file beside this one; null where none goes along. */
  attachmentName(row: BookingRow): string | null
}

/** A column that a table may have. The official or usual heading stands beside it. */
export interface ColumnRule<Row> {
  readonly column: string
  readonly heading: string
  readonly kind: ColumnKind
  of(row: Row, context: RowContext): Value
}

export interface Counting {
  readonly what: 'rows' | 'documents'
  readonly step: number
}

/** A column as it is written. */
export interface TableColumn<Row> {
  readonly heading: string
  readonly kind: ColumnKind
  /** Filled in when the row is written: its number in the file, or that of its document. */
  readonly counts: Counting | null
  of(row: Row, context: RowContext): Value
}
