import type { AccountingDocument, AccountNo, IncomingInvoice, IsoDate, Side } from '../../ledger/ledger'
import { type Cents, cents } from '../../money/cents'
import { type AccountFacts, personalRole } from '../booking/accounts'
import { dayMonth, dayMonthYear, isDate } from '../booking/period'
import { costCentreMax, documentNoMax, toCostCentre, toDocumentNo } from '../datev/document-no'
import type { FaultList } from '../datev/faults'
import { taxKeyOf } from '../datev/tax-key'
import type { Originals } from '../originals'
import { fits, fitText } from '../text/text'
import type { MandantState } from './mandant'
import type { PostingRow } from './posting-fields'

const maxAmountCents = 999_999_999_999
export const maxPostingText = 60

/** What all rows of a document have in common. */
interface DocumentHead {
  readonly documentNo: string
  readonly documentDate: IsoDate
  readonly serviceDate: IsoDate | null
  readonly dueDate: IsoDate | null
  readonly currency: string
  readonly dayMonth: string
  readonly serviceDay: string
  readonly dueDay: string
  readonly documentLink: string
}

/** One booking before it becomes a row; a negative amount means the other side. */
interface Booking {
  readonly amountCents: number
  readonly side: Side
  readonly account: AccountNo
  readonly contraAccount: AccountNo
  readonly taxRate: number | null
  readonly taxKey: string | null
  readonly costCentre: string | null
  readonly costObject: string | null
  readonly text: string | null
}

const otherSide = (side: Side): Side => (side === 'S' ? 'H' : 'S')

/** Rows of a document, or faults that say why there are none. */
export function documentRows(
  one: AccountingDocument,
  documentLink: string,
  mandant: MandantState,
  faults: FaultList,
): readonly PostingRow[] {
  const head = headOf(one.documentNo, one.documentDate, { ...one, documentLink }, mandant, faults)
  if (one.personalAccount !== null && !personalRole(one.personalAccount, mandant.accountLength)) {
    faults.reject('format-personal-account-length', 'Konto', one.personalAccount)
  }
  if (!head) return []
  const isReversal = one.occasion === 'reversal'
  return one.postings.flatMap((posting) => {
    const booking = isReversal ? { ...posting, side: otherSide(posting.side) } : posting
    return rowOf(booking, head, mandant, faults) ?? []
  })
}

/** Rows of an incoming invoice: the creditor on Konto, `H` for an invoice, `S` for a credit note. */
export function invoiceRows(
  one: IncomingInvoice,
  documentLink: string,
  mandant: MandantState,
  faults: FaultList,
): readonly PostingRow[] {
  const head = headOf(one.invoiceNo, one.invoiceDate, { ...one, documentLink }, mandant, faults)
  if (personalRole(one.creditor, mandant.accountLength) !== 'creditor') {
    faults.reject('format-personal-account-length', 'Konto', one.creditor)
  }
  if (!head) return []
  const side = one.creditNote ? 'S' : 'H'
  return one.positions.flatMap((position) => {
    const { amountCents, taxRate, taxKey, costCentre, text } = position
    const accounts = { account: one.creditor, contraAccount: position.account }
    const booking = { ...accounts, amountCents, side, taxRate, taxKey, costCentre, costObject: null, text } as const
    return rowOf(booking, head, mandant, faults) ?? []
  })
}

type Further = Pick<AccountingDocument, 'serviceDate' | 'dueDate' | 'currency'> & { readonly documentLink: string }

function headOf(
  number: string,
  date: IsoDate,
  { serviceDate, dueDate, currency, documentLink }: Further,
  mandant: MandantState,
  faults: FaultList,
): DocumentHead | null {
  if (currency !== mandant.currency) faults.reject('format-currency-differs', 'WKZ Umsatz', currency)
  const dates = [
    ['Belegdatum', date],
    ['Leistungsdatum', serviceDate],
    ['Fälligkeit', dueDate],
  ] as const
  for (const [field, day] of dates) if (day !== null && !isDate(day)) faults.reject('format-date-invalid', field, day)
  const documentNo = documentNoOf(number, mandant, faults)
  if (documentNo === null || faults.isRejected) return null
  return {
    documentNo,
    documentDate: date,
    serviceDate,
    dueDate,
    currency,
    dayMonth: dayMonth(date),
    serviceDay: serviceDate ? dayMonthYear(serviceDate) : '',
    dueDay: dueDate ? dayMonthYear(dueDate) : '',
    documentLink,
  }
}

function documentNoOf(number: string, mandant: MandantState, faults: FaultList): string | null {
  const documentNo = toDocumentNo(number)
  if (documentNo === null) {
    faults.reject('format-document-no-unusable', 'Belegfeld 1', number)
    return null
  }
  if (documentNo !== number) {
    if (number.length > documentNoMax) faults.warn('format-document-no-cut', 'Belegfeld 1', documentNo)
    else mandant.noteAdapted(number)
  }
  return documentNo
}

function rowOf(booking: Booking, head: DocumentHead, mandant: MandantState, faults: FaultList): PostingRow | null {
  const account = factsOf(booking.account, 'Konto', mandant, faults)
  const contraAccount = factsOf(booking.contraAccount, 'Gegenkonto (ohne BU-Schlüssel)', mandant, faults)
  const amountCents = amountOf(booking.amountCents, faults)
  if (!account || !contraAccount || !amountCents) return null
  const { taxRate, taxKey } = booking
  const { documentDate, serviceDate } = head
  const hasPersonal = account.role !== 'ledger' || contraAccount.role !== 'ledger'
  return {
    amountCents,
    side: booking.amountCents < 0 ? otherSide(booking.side) : booking.side,
    currency: head.currency,
    account: booking.account,
    contraAccount: booking.contraAccount,
    taxKey: taxKeyOf({ taxRate, taxKey, documentDate, serviceDate, account, contraAccount }, mandant.taxKeys, faults),
    dayMonth: head.dayMonth,
    documentNo: head.documentNo,
    text: textOf(booking.text, maxPostingText, 'Buchungstext', faults),
    costCentre: costCentreOf(booking.costCentre, 'KOST1 - Kostenstelle', mandant.costCentres, faults),
    costObject: costCentreOf(booking.costObject, 'KOST2 - Kostenstelle', mandant.costObjects, faults),
    locked: mandant.locked,
    serviceDate: head.serviceDay,
    dueDate: hasPersonal ? head.dueDay : '',
    documentLink: head.documentLink,
  }
}

function factsOf(account: AccountNo, field: string, mandant: MandantState, faults: FaultList): AccountFacts | null {
  const facts = mandant.accounts.facts(account)
  if (typeof facts !== 'string') return facts
  faults.reject(facts, field, account)
  return null
}

function amountOf(amountCents: number, faults: FaultList): Cents | null {
  const amount = Math.abs(amountCents)
  if (amount === 0) faults.reject('format-amount-not-positive', 'Umsatz (ohne Soll/Haben-Kz)', '0,00')
  else if (amount > maxAmountCents) faults.reject('format-amount-too-large', 'Umsatz (ohne Soll/Haben-Kz)', `${amount}`)
  else return cents(amount)
  return null
}

/** Text as a field of this length takes it. */
export function textOf(raw: string | null, max: number, field: string, faults: FaultList): string {
  if (raw === null || raw === '') return ''
  if (fits(raw, max)) return raw
  const fitted = fitText(raw, max)
  if (fitted.unknown !== '') faults.reject('format-text-unknown-characters', field, fitted.unknown)
  if (fitted.transliterated) faults.warn('format-text-transliterated', field, raw)
  if (fitted.cut) faults.warn('format-text-cut', field, raw)
  return fitted.text
}

function costCentreOf(raw: string | null, field: string, originals: Originals, faults: FaultList): string {
  if (raw === null || raw === '') return ''
  const written = toCostCentre(raw)
  if (written.length > costCentreMax) faults.reject('format-cost-centre-too-long', field, raw)
  if (written !== raw) faults.warn('format-cost-centre-adapted', field, raw)
  const other = originals.otherThan(raw, written)
  if (other !== null) faults.reject('format-cost-centre-collision', field, `${raw} / ${other}`)
  return written
}
