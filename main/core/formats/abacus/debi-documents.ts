import type { AccountNo } from '../../ledger/ledger'
import { cents, toDecimalPoint } from '../../money/cents'
import type { Booking, BookingLine } from '../booking/booking'
import { codeOf } from '../booking/code-of'
import type { FaultList } from '../faults'
import { plainField, plainText } from '../text/plain'
import { textMax } from './fibu-entries'
import { costCentreOf, type MandantState, roundingLast } from './mandant'
import type { Tree } from './tree'

const referenceMax = 60
const invoiceKinds: readonly string[] = ['rechnung', 'gutschrift', 'storno', 'anzahlung']

/** The debtor of an invoice in the sense of DEBI: every line is owed by or to this one debtor, against a ledger account. */
export function debtorOf({ kind, lines }: Booking, mandant: MandantState): AccountNo | null {
  if (!invoiceKinds.includes(kind)) return null
  const [first] = lines
  const debtor = first?.person ?? null
  if (debtor === null || mandant.roleOf(debtor) !== 'debtor') return null
  const isOwed = (line: BookingLine) =>
    line.person === debtor && mandant.roleOf(line.debit === debtor ? line.credit : line.debit) === 'ledger'
  return lines.every(isOwed) ? debtor : null
}

/** Element `Document`: the invoice or credit note with its lines, amounts tax included. */
export function debiDocument(
  booking: Booking,
  debtor: AccountNo,
  documentNo: string,
  mandant: MandantState,
  faults: FaultList,
): Tree {
  const { options, currency } = mandant
  const signed = (line: BookingLine) => (line.debit === debtor ? line.grossCents : -line.grossCents)
  const total = booking.lines.reduce((sum, line) => sum + signed(line), 0)
  const turn = total < 0 ? -1 : 1
  const reference = plainText(booking.documentNo).trim()
  if (reference.length > referenceMax) faults.reject('format-field-too-long', 'Reference', reference)
  const amount = toDecimalPoint(cents(total * turn))
  const lines = roundingLast(booking.lines, (line) => mandant.isRounding(line))
  return [
    'Document',
    [
      ['DocumentCode', total < 0 ? options.creditCode : options.invoiceCode],
      ['CustomerNumber', debtor],
      ['Number', documentNo],
      ['Reference', reference],
      ['Text', plainField(booking.text, textMax, 'Text', faults)],
      ['AccountReceivableDate', booking.documentDate],
      ['GeneralLedgerDate', booking.documentDate],
      ['Currency', currency],
      ['Amount', amount],
      ['KeyAmount', amount],
      ['TaxRecalculation', 'true'],
      ['CollectiveAccount', options.debtorAccount],
      ...lines.map((line, index) =>
        lineItem(line, index + 1, toDecimalPoint(cents(signed(line) * turn)), booking, mandant, faults),
      ),
    ],
  ]
}

function lineItem(
  line: BookingLine,
  no: number,
  amount: string,
  booking: Booking,
  mandant: MandantState,
  faults: FaultList,
): Tree {
  const account = line.person === line.account ? line.contraAccount : line.account
  mandant.remarks.leftOut('Kostenträger', line.costObject, booking.documentNo)
  return [
    'LineItem',
    [
      ['Number', no.toString()],
      ['Amount', amount],
      ['KeyAmount', amount],
      ['CreditAccount', account],
      ...taxOf(line, booking, mandant, faults),
      ['Text', plainField(line.text ?? booking.text, textMax, 'Text', faults)],
      ['CreditCostCentre1', costCentreOf(line.costCentre, 'Kostenstelle', faults) ?? '0'],
      ['AccrualNumber', '0'],
    ],
  ]
}

/** Abacus computes the tax itself from code and date, so the amounts of tax stay empty. */
function taxOf(line: BookingLine, booking: Booking, mandant: MandantState, faults: FaultList): readonly Tree[] {
  if (!line.tax || mandant.isRounding(line)) return []
  const { documentDate, serviceDate } = booking
  return [
    ['TaxMethod', '1'],
    ['TaxCode', codeOf(line.tax, mandant.codes, documentDate, faults) ?? ''],
    ['TaxIncluded', mandant.options.taxIncluded],
    ['TaxDateValidFrom', serviceDate ?? documentDate],
    ['TaxAmount', ''],
    ['KeyTaxAmount', ''],
  ]
}
