import type { Side } from '../../ledger/ledger'
import { type Cents, toDecimalPoint } from '../../money/cents'
import type { Booking, BookingLine } from '../booking/booking'
import { codeOf } from '../booking/code-of'
import { type Entry, entriesOf } from '../booking/entries'
import type { TaxCodes } from '../booking/tax-codes'
import type { FaultList } from '../faults'
import { plainText } from '../text/plain'
import type { TransactionRow } from './transaction-fields'

/** A text between tabs: no control characters, no quote that a reader could take for the beginning of a quoted field. */
export const cellText = (raw: string | null) => (raw === null ? '' : plainText(raw).replaceAll('"', "'").trim())

type Common = Pick<TransactionRow, 'Date' | 'DateDocument' | 'Doc' | 'VatAmountType'>
type Single = Pick<TransactionRow, 'DocInvoice' | 'DateExpiration' | 'ExternalReference' | 'Description'> &
  Pick<TransactionRow, 'VatCode' | 'Cc1' | 'Cc2'>

/** Rows of a document: per entry the total without a code, then its parts with theirs. */
export function transactionRows(booking: Booking, codes: TaxCodes, faults: FaultList): readonly TransactionRow[] {
  const { documentDate } = booking
  const doc = cellText(booking.documentNo)
  const common: Common = { Date: documentDate, DateDocument: documentDate, Doc: doc, VatAmountType: '' }
  const persons = new Set(booking.lines.flatMap(({ person }) => person ?? []))
  return entriesOf(booking.lines).flatMap((entry, index) => {
    const reference = (row: number) => `${cellText(booking.key)}:${index + 1}.${row}`
    const single = (account: string, row: number, line: BookingLine | null): Single => ({
      DocInvoice: persons.has(account) ? doc : '',
      DateExpiration: persons.has(account) ? (booking.dueDate ?? '') : '',
      ExternalReference: reference(row),
      Description: cellText(line?.text ?? booking.text) || textOfFirst(booking) || doc,
      VatCode: codeOf(line?.tax ?? null, codes, documentDate, faults) ?? '',
      Cc1: cellText(line?.costCentre ?? null),
      Cc2: cellText(line?.costObject ?? null),
    })
    return [
      { ...common, ...single(entry.account, 0, null), ...amountOf(entry.account, entry.side, entry.totalCents) },
      ...entry.counters.map(({ account, line }, part) => ({
        ...common,
        ...single(account, part + 1, line),
        ...amountOf(account, sideOf(entry, line), line.grossCents),
      })),
    ]
  })
}

/** The total has no text of its own: the document's, else that of its first line. */
function textOfFirst({ text, lines }: Booking): string {
  return cellText(text) || cellText(lines.find((line) => line.text !== null)?.text ?? null)
}

const sideOf = ({ account }: Entry, line: BookingLine): Side => (line.debit === account ? 'H' : 'S')

function amountOf(
  account: string,
  side: Side,
  amount: Cents,
): Pick<TransactionRow, 'AccountDebit' | 'AccountCredit' | 'Amount'> {
  return {
    AccountDebit: side === 'S' ? account : '',
    AccountCredit: side === 'H' ? account : '',
    Amount: toDecimalPoint(amount),
  }
}
