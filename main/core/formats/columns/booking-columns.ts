import type { BookingKind } from '../booking/booking'
import { textOf } from '../settings'
import { type BookingRow, costSide, several } from './booking-rows'
import type { ColumnKind, ColumnRule, Counting, RowContext, Value } from './column'

type Rule = ColumnRule<BookingRow>

function rule(
  column: string,
  heading: string,
  kind: ColumnKind,
  of: (row: BookingRow, context: RowContext) => Value,
): Rule {
  return { column, heading, kind, of }
}

const kindCodes: Readonly<Record<BookingKind, string>> = {
  rechnung: 'AR',
  anzahlung: 'AR',
  gutschrift: 'GU',
  storno: 'GU',
  barverkauf: 'KA',
  kasse: 'KA',
  zahlung: 'ZE',
  rueckzahlung: 'ZA',
  sonstige: 'SO',
  'incoming-invoice': 'ER',
  'incoming-credit-note': 'ER',
}

const kindWords: Readonly<Record<BookingKind, string>> = {
  rechnung: 'Rechnung',
  anzahlung: 'Anzahlung',
  gutschrift: 'Gutschrift',
  storno: 'Storno',
  barverkauf: 'Barverkauf',
  kasse: 'Kasse',
  zahlung: 'Zahlung',
  rueckzahlung: 'Rückzahlung',
  sonstige: 'Sonstiges',
  'incoming-invoice': 'Eingangsrechnung',
  'incoming-credit-note': 'Eingangsgutschrift',
}

const isIncoming = ({ booking }: BookingRow) =>
  booking.kind === 'incoming-invoice' || booking.kind === 'incoming-credit-note'

/** Unique per Mandant and stable: id of the source (creditor and number of an incoming invoice), version, row. */
function entryNo({ booking, source, no }: BookingRow): string {
  const id = source.sourceId ?? `${booking.person ?? ''}-${booking.documentNo}`
  return `${booking.isReversal ? 'R-' : ''}${id}-${source.version}-${no}`
}

const debit = (row: BookingRow) => (row.side === 'S' ? row.account : row.contraAccount)
const credit = (row: BookingRow) => (row.side === 'S' ? row.contraAccount : row.account)
const named = (account: string, { accountName }: RowContext) => (account === several ? several : accountName(account))
const bareTax = ({ line, part }: BookingRow) => (part === 'head' ? null : line.tax)
const ownText = ({ line, booking, part }: BookingRow) =>
  (part === 'head' ? booking.text : null) ?? line.text ?? booking.text
const fixed =
  (key: string) =>
  (_row: BookingRow, { settings }: RowContext) =>
    textOf(settings, key)
const nothing = () => null

/** Columns that fit every program, with the headings of the general definition. */
const general: readonly Rule[] = [
  rule('entry-no', 'Buchungsnummer', 'identifier', entryNo),
  rule('posting-date', 'Buchungsdatum', 'date', ({ booking }) => booking.documentDate),
  rule('document-date', 'Belegdatum', 'date', ({ booking }) => booking.documentDate),
  rule('kind', 'Belegart', 'word', ({ booking }) => kindCodes[booking.kind]),
  rule('kind-word', 'Vorgang', 'word', ({ booking }) => kindWords[booking.kind]),
  rule('document-no', 'Belegnummer', 'identifier', ({ booking }) => booking.documentNo),
  rule('document-digits', 'Belegnummer (Ziffern)', 'identifier', (row, { documentDigits }) => documentDigits(row)),
  rule('external-no', 'ExterneBelegnummer', 'identifier', (row) => (isIncoming(row) ? row.booking.documentNo : null)),
  rule('debit', 'Sollkonto', 'identifier', (row, context) => named(debit(row), context)),
  rule('credit', 'Habenkonto', 'identifier', (row, context) => named(credit(row), context)),
  rule('account', 'Konto', 'identifier', (row, context) => named(row.account, context)),
  rule('contra-account', 'Gegenkonto', 'identifier', (row, context) => named(row.contraAccount, context)),
  rule('side', 'SollHaben', 'word', ({ side }) => side),
  rule('amount', 'Betrag', 'amount', ({ amountCents }) => amountCents),
  rule('gross', 'Bruttobetrag', 'amount', ({ grossCents }) => grossCents),
  rule('net', 'Nettobetrag', 'amount', ({ netCents }) => netCents),
  rule('tax', 'Steuerbetrag', 'amount', ({ taxCents }) => taxCents),
  rule('tax-rate', 'Steuersatz', 'percent', (row) => bareTax(row)?.rate ?? null),
  rule('tax-direction', 'Steuerart', 'word', (row) => directionWord(row)),
  rule('source-tax-key', 'Steuerschluessel', 'identifier', (row) => bareTax(row)?.sourceKey ?? null),
  rule('tax-code', 'Steuercode', 'identifier', (row, { taxCode }) => (bareTax(row) ? taxCode(row) : null)),
  rule('datev-key', 'BU-Schlüssel', 'identifier', (row, { datevKey }) => (bareTax(row) ? datevKey(row) : null)),
  rule('currency', 'Waehrung', 'word', ({ booking }) => booking.currency),
  rule('person', 'Personenkonto', 'identifier', ({ line }, { personName }) =>
    line.person === null ? null : personName(line.person),
  ),
  rule('open-item-no', 'OPNummer', 'identifier', ({ line, booking }) =>
    line.person === null ? null : booking.documentNo,
  ),
  rule('service-date', 'Leistungsdatum', 'date', ({ booking }) => booking.serviceDate),
  rule('due-date', 'Faelligkeit', 'date', ({ booking }) => booking.dueDate),
  rule('cost-centre', 'Kostenstelle', 'identifier', ({ line }) => line.costCentre),
  rule('cost-object', 'Kostentraeger', 'identifier', ({ line }) => line.costObject),
  rule('text', 'Buchungstext', 'text', ownText),
  rule('branch', 'Filiale', 'identifier', ({ booking }) => booking.branch),
  rule('payment-method', 'Zahlungsart', 'identifier', ({ booking }) => booking.paymentMethod),
  rule('document-type', 'Belegtyp', 'identifier', ({ source }) => source.documentType),
  rule('source-id', 'BelegID', 'identifier', ({ source }) => source.sourceId),
  rule('cancels', 'StornoZu', 'identifier', ({ source }) => source.cancels),
  rule('mandant', 'Mandant', 'identifier', ({ booking }) => booking.mandant),
  rule('attachment', 'Belegdatei', 'identifier', (row, { attachmentName }) => attachmentName(row)),
  rule('row-number', 'Zeile', 'whole', nothing),
  rule('document-count', 'Beleg', 'whole', nothing),
  rule('fixed1', 'Fester Wert 1', 'identifier', fixed('fixed1')),
  rule('fixed2', 'Fester Wert 2', 'identifier', fixed('fixed2')),
  rule('fixed3', 'Fester Wert 3', 'identifier', fixed('fixed3')),
  rule('empty1', 'Leer 1', 'word', nothing),
  rule('empty2', 'Leer 2', 'word', nothing),
  rule('empty3', 'Leer 3', 'word', nothing),
]

function directionWord(row: BookingRow): string | null {
  const tax = bareTax(row)
  return tax && (tax.direction === 'output' ? 'Umsatzsteuer' : 'Vorsteuer')
}

/** Which side of the posting a cost centre belongs to is the programs' question, not the books'. */
const costColumn = (column: string, heading: string, side: 'S' | 'H', which: 'costCentre' | 'costObject') =>
  rule(column, heading, 'identifier', ({ line }, { accounts }) =>
    costSide(line, accounts) === side ? line[which] : null,
  )

const sage: readonly Rule[] = [
  costColumn('cost-centre-debit', 'KSTSoll', 'S', 'costCentre'),
  costColumn('cost-centre-credit', 'KSTHaben', 'H', 'costCentre'),
  costColumn('cost-object-debit', 'KTRSoll', 'S', 'costObject'),
  costColumn('cost-object-credit', 'KTRHaben', 'H', 'costObject'),
]

const bcRoles = { debtor: 'Customer', creditor: 'Vendor', ledger: 'G/L Account' } as const

/**
 * Business Central looks at the sign of the person's amount: an invoice debits a customer and credits a vendor, a payment the
 * other way round. Without a person the type stays empty.
 */
function bcDocumentType({ booking, owner }: BookingRow, { roleOf }: RowContext): string | null {
  if (owner === null) return null
  const asInvoice = (owner.side === 'S') === (roleOf(owner.person) === 'debtor')
  switch (booking.kind) {
    case 'zahlung':
    case 'rueckzahlung':
    case 'kasse':
      return asInvoice ? 'Refund' : 'Payment'
    case 'sonstige':
      return null
    default:
      return asInvoice ? 'Invoice' : 'Credit Memo'
  }
}

const businessCentral: readonly Rule[] = [
  rule('bc-line-no', 'Line No.', 'whole', nothing),
  rule('bc-document-type', 'Document Type', 'word', bcDocumentType),
  rule('bc-account-type', 'Account Type', 'word', ({ account }, { roleOf }) => bcRoles[roleOf(account)]),
  rule(
    'bc-contra-type',
    'Bal. Account Type',
    'word',
    ({ contraAccount }, { roleOf }) => bcRoles[roleOf(contraAccount)],
  ),
  rule('bc-posting-type', 'Gen. Posting Type', 'word', ({ line, account, part }) =>
    part !== 'head' && line.tax && line.bearing === account
      ? line.tax.direction === 'output'
        ? 'Sale'
        : 'Purchase'
      : null,
  ),
]

const infoniqa: readonly Rule[] = [
  rule('counter-amount', 'Steuer', 'amount', ({ counterCents }) => counterCents),
  rule('tax-row-number', 'SIdx', 'whole', ({ taxRowNo }) => taxRowNo),
  rule('row-type', 'BTyp', 'whole', ({ part }) => (part === 'tax' ? 2 : 0)),
  rule('person-or-zero', 'PkKey', 'identifier', ({ person }, { personName }) =>
    person === null ? '0' : personName(person),
  ),
  rule('first-row-mark', 'Flag', 'whole', ({ no }) => (no === 1 ? 3 : 2)),
]

export const bookingColumns: readonly Rule[] = [...general, ...sage, ...businessCentral, ...infoniqa]

/** Columns whose values are known only when the row is written. */
export const countedColumns: Readonly<Record<string, Counting>> = {
  'row-number': { what: 'rows', step: 1 },
  'document-count': { what: 'documents', step: 1 },
  'bc-line-no': { what: 'rows', step: 10_000 },
}
