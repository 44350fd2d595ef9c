import type { AccountNo } from '../../ledger/ledger'
import type { Booking, BookingLine, BookingReader } from '../booking/booking'
import { datevTaxKeysFor } from '../booking/tax-rules'
import { toCostCentre, toDocumentNo } from '../datev/document-no'
import type { FaultList } from '../datev/faults'
import { taxKeyOf } from '../datev/tax-key'
import type { FormatMandant } from '../format'
import type { LedgerDocument, LedgerRecord, LedgerType } from './ledger-xml'

const bookingTextMax = 60
const amountCentsMax = 999_999_999_999
const controlCharacters = /[\p{Cc}\u2028\u2029]/gu
const euro = 'EUR'

/** What the records of a Mandant depend on. */
export interface RecordRules {
  readonly mandant: FormatMandant
  readonly reader: BookingReader
  readonly cashAccounts: ReadonlySet<AccountNo>
}

export interface RecordedDocument {
  readonly ledger: LedgerDocument
  /** Of the till, where it is a cash ledger. */
  readonly cashAccount: AccountNo | null
}

/**
 * A document as records of one of DATEV's three ledgers: of a debtor, of a creditor, or of a till. What is none of them
 * (a payment by bank, a transfer) belongs into no document package; the bank brings it.
 */
export function recordsOf(booking: Booking, rules: RecordRules, faults: FaultList): RecordedDocument | null {
  const invoiceId = toDocumentNo(booking.documentNo)
  if (invoiceId === null) faults.reject('format-document-no-unusable', 'invoiceId', booking.documentNo)
  if (booking.currency !== rules.mandant.mandant.currency) {
    faults.reject('format-currency-differs', 'currencyCode', booking.currency)
  }
  const kind = ledgerOf(booking, rules, faults)
  if (!kind || invoiceId === null) return null
  const records = booking.lines.flatMap((line) => recordOf(line, booking, kind, rules, faults) ?? [])
  if (faults.isRejected) return null
  const { documentDate, serviceDate, dueDate, currency } = booking
  return {
    cashAccount: kind.type === 'cashLedger' ? kind.owner : null,
    ledger: {
      ...{ type: kind.type, date: documentDate, currency, invoiceId, records },
      dueDate: dueDate !== null && dueDate >= documentDate ? dueDate : null,
      deliveryDate: serviceDate !== null && serviceDate <= documentDate ? serviceDate : null,
    },
  }
}

/** Which ledger, and the account that every line of the document has in common. */
interface LedgerKind {
  readonly type: LedgerType
  readonly owner: AccountNo
}

function ledgerOf(booking: Booking, { reader, cashAccounts }: RecordRules, faults: FaultList): LedgerKind | null {
  const till = commonAccount(booking.lines, (account) => cashAccounts.has(account))
  if (till !== null) {
    if (booking.currency !== euro) faults.reject('format-xml-cash-currency', 'currencyCode', booking.currency)
    return { type: 'cashLedger', owner: till }
  }
  const person = commonAccount(booking.lines, (account) => roleOf(account, reader) !== 'ledger')
  if (person === null || !booking.lines.every(({ bearing, tax }) => tax === null || bearing !== person)) {
    faults.reject('format-xml-no-ledger', 'Konto', accountsOf(booking))
    return null
  }
  if (booking.kind === 'zahlung' || booking.kind === 'rueckzahlung') {
    faults.reject('format-xml-payment', 'Belegart', booking.kind)
    return null
  }
  const type = roleOf(person, reader) === 'debtor' ? 'accountsReceivableLedger' : 'accountsPayableLedger'
  return { type, owner: person }
}

function roleOf(account: AccountNo, reader: BookingReader): 'debtor' | 'creditor' | 'ledger' {
  const facts = reader.accounts.facts(account)
  return typeof facts === 'string' ? 'ledger' : facts.role
}

function commonAccount(lines: readonly BookingLine[], fits: (account: AccountNo) => boolean): AccountNo | null {
  const [first] = lines
  if (!first) return null
  const candidates = [first.account, first.contraAccount].filter(fits)
  return (
    candidates.find((one) => lines.every(({ account, contraAccount }) => [account, contraAccount].includes(one))) ??
    null
  )
}

const accountsOf = ({ lines }: Booking) =>
  [...new Set(lines.flatMap(({ account, contraAccount }) => [account, contraAccount]))].slice(0, 4).join(', ')

function recordOf(
  line: BookingLine,
  booking: Booking,
  { type, owner }: LedgerKind,
  rules: RecordRules,
  faults: FaultList,
): LedgerRecord | null {
  const other = line.account === owner ? line.contraAccount : line.account
  const ownerIsDebited = line.debit === owner
  // A debtor and a till are debited by what they get, a creditor is credited by it.
  const isPositive = type === 'accountsPayableLedger' ? !ownerIsDebited : ownerIsDebited
  if (line.grossCents > amountCentsMax) faults.reject('format-amount-too-large', 'amount', line.grossCents.toString())
  const text = bookingTextOf(line, booking, type, faults)
  return {
    amountCents: isPositive ? line.grossCents : -line.grossCents,
    accountNo: other.replace(/^0+(?=\d)/, ''),
    buCode: buCodeOf(line, booking, rules, faults),
    costCategoryId: costCentreOf(line.costCentre, faults),
    costCategoryId2: costCentreOf(line.costObject, faults),
    bookingText: text,
    bpAccountNo: type === 'cashLedger' ? null : owner,
  }
}

function buCodeOf(
  line: BookingLine,
  booking: Booking,
  { mandant, reader }: RecordRules,
  faults: FaultList,
): string | null {
  const { settings } = mandant
  const { country, chartOfAccounts } = mandant.mandant
  const account = reader.accounts.facts(line.account)
  const contraAccount = reader.accounts.facts(line.contraAccount)
  if (typeof account === 'string' || typeof contraAccount === 'string') return null // rejected before
  const { documentDate, serviceDate } = booking
  const question = { taxRate: line.statedRate, taxKey: line.tax?.sourceKey ?? null, documentDate, serviceDate }
  const keys = datevTaxKeysFor(settings.taxKeys, country, chartOfAccounts)
  const key = taxKeyOf({ ...question, account, contraAccount }, keys, faults)
  return key === '' ? null : key
}

function costCentreOf(costCentre: string | null, faults: FaultList): string | null {
  const written = costCentre === null ? '' : toCostCentre(costCentre).trim()
  if (written.length > 36) faults.reject('format-cost-centre-too-long', 'costCategoryId', costCentre ?? '')
  return written === '' ? null : written
}

function bookingTextOf(line: BookingLine, booking: Booking, type: LedgerType, faults: FaultList): string | null {
  const text = (line.text ?? booking.text ?? '').normalize('NFC').replace(controlCharacters, ' ').trim()
  const wanted = text === '' && type === 'cashLedger' ? booking.documentNo : text
  const characters = [...wanted]
  if (characters.length > bookingTextMax) faults.warn('format-text-cut', 'bookingText', wanted)
  return wanted === '' ? null : characters.slice(0, bookingTextMax).join('').trim()
}
