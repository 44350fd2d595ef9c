import { advanceCodes, correctionCodes, creditCodes, invoiceCodes, noInvoiceCodes, selfBillingCodes } from './codes'
import { type Decimal, parseDecimal, spoken, subtract, zero } from './decimal'
import { found } from './findings'
import type { EInvoiceFinding } from './invoice'
import type { DraftInvoice } from './look'
import { isWithoutLines } from './profiles'

/** Up to here an invoice needs no tax number of the seller (§ 33 UStDV). */
const smallAmount = parseDecimal('250') ?? zero

type Facts = (draft: DraftInvoice) => readonly EInvoiceFinding[]

/** What a document is, and what it lacks, as far as the file alone shows it (`formats/einvoice.md` §2). */
export const documentFacts: Facts = (draft) => [
  ...missing(draft),
  ...kindOfDocument(draft),
  ...signs(draft),
  ...moneyBesides(draft),
  ...payment(draft),
]

const missing: Facts = ({ number, date, currency, totals, taxGroups, seller, taxRepresentative, ...draft }) => {
  const hasService = draft.serviceDate !== null || draft.servicePeriod?.to != null
  const taxId = seller.vatId ?? seller.taxNo ?? taxRepresentative?.vatId ?? null
  const needsTaxId = (totals.tax ?? zero) !== zero && (totals.gross ?? zero) > smallAmount
  const short = isWithoutLines(draft.profile)
  return [
    ...(number === '' ? [found('number-missing', 'BT-1')] : []),
    ...(date === null ? [found('date-missing', 'BT-2')] : []),
    ...(currency === '' ? [found('currency-missing', 'BT-5')] : []),
    ...(totals.gross === null ? [found('gross-missing', 'BT-112')] : []),
    ...(totals.net === null ? [found('net-missing', 'BT-109')] : []),
    ...(taxGroups.length === 0 && !short ? [found('breakdown-missing', 'BG-23')] : []),
    ...(draft.lines.length === 0 && !short ? [found('lines-missing', 'BG-25')] : []),
    ...(seller.name === null ? [found('seller-missing', 'BT-27')] : []),
    ...(taxId === null && needsTaxId && !short ? [found('seller-tax-id-missing', 'BT-31')] : []),
    ...(hasService ? [] : [found('service-date-missing', 'BT-72')]),
  ]
}

const kindOfDocument: Facts = ({ typeCode, syntax, profile, preceding, totals }) => {
  const isNegative = (totals.gross ?? zero) < zero
  const replaced = preceding.map((one) => one.number).join(', ')
  return [
    ...(invoiceCodes.has(typeCode) || creditCodes.has(typeCode) ? [] : [found('type-unknown', 'BT-3', typeCode)]),
    ...(isAmbiguousCode(typeCode, syntax) ? [found('type-contradicts-root', 'BT-3', typeCode)] : []),
    ...(isWithoutLines(profile) ? [found('profile-without-lines', 'BT-24', profile)] : []),
    ...(noInvoiceCodes.has(typeCode) ? [found('type-no-invoice', 'BT-3', typeCode)] : []),
    ...(selfBillingCodes.has(typeCode) ? [found('self-billing', 'BT-3', typeCode)] : []),
    ...(advanceCodes.has(typeCode) ? [found('advance-invoice', 'BT-3', typeCode)] : []),
    ...(correctionCodes.has(typeCode) && !isNegative ? [found('correction-replaces', 'BT-25', replaced)] : []),
    ...(syntax === 'zugferd1' ? [found('legacy-format', 'BT-24', profile)] : []),
  ]
}

/** 81 and 83 stand in both lists of codes; where only the code tells, it stays open what is meant. */
function isAmbiguousCode(typeCode: string, syntax: DraftInvoice['syntax']): boolean {
  return syntax !== 'ubl' && creditCodes.has(typeCode) && invoiceCodes.has(typeCode)
}

const signs: Facts = ({ totals: { gross }, kind }) => {
  if (gross === null || gross > zero) return []
  if (gross === zero) return [found('gross-zero', 'BT-112', '0,00')]
  return [found(kind === 'credit-note' ? 'double-negative' : 'negative-invoice', 'BT-112', spoken(gross))]
}

const moneyBesides: Facts = ({ totals, thirdParty }) => {
  // MINIMUM states no prepaid amount: what is not payable any more was paid.
  const unsaid = totals.lines === null && totals.prepaid === null && totals.gross !== null && totals.payable !== null
  const prepaid = unsaid ? subtract(totals.gross ?? zero, totals.payable ?? zero) : totals.prepaid
  const nonZero = (value: Decimal | null): value is Decimal => value !== null && value !== zero
  return [
    ...(nonZero(prepaid) ? [found('prepaid', 'BT-113', spoken(prepaid))] : []),
    ...(nonZero(totals.rounding) ? [found('rounding-amount', 'BT-114', spoken(totals.rounding))] : []),
    ...(thirdParty.length > 0
      ? [found('third-party', 'BT-DEX-002', thirdParty.map(({ amount }) => spoken(amount)).join(', '))]
      : []),
  ]
}

const payment: Facts = ({ paymentMeans, payee }) => {
  const debit = paymentMeans.find(({ code }) => code === '59' || code === '49')
  return [
    ...(debit ? [found('direct-debit', 'BT-81', debit.code ?? '')] : []),
    ...(payee ? [found('other-payee', 'BT-59', payee.name ?? '')] : []),
  ]
}
