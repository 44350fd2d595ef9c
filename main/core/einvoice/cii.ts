import { allowanceOf, lineOf, taxGroupOf, totalsOf } from './cii-amounts'
import type { CiiDialect } from './cii-dialects'
import { attachmentsIn, deliveryOf, meansIn, partyOf, termsIn } from './cii-parts'
import { creditCodes } from './codes'
import type { DraftInvoice, EncodedAttachment, Look } from './look'
import { all, first, textAt, textsAt, type XmlElement } from './xml'

/** CII (D16B or ZUGFeRD 1.0) → invoice, term by term (`formats/einvoice.md` §1). */
export function readCii(
  root: XmlElement,
  dialect: CiiDialect,
  look: Look,
): { draft: DraftInvoice; encoded: readonly EncodedAttachment[] } {
  const header = look.only(root, dialect.header, 'BT-1')
  const transaction = look.only(root, dialect.transaction, 'BG-22')
  const agreement = look.only(transaction, dialect.agreement, 'BG-4')
  const settlement = look.only(transaction, dialect.settlement, 'BG-22')
  const typeCode = textAt(header, 'TypeCode') ?? ''
  const sign = creditCodes.has(typeCode) ? -1 : 1
  const currency = textAt(settlement, 'InvoiceCurrencyCode') ?? ''
  const vatCurrency = textAt(settlement, 'TaxCurrencyCode')
  const lines = linesOf(transaction)
  const { attachments, encoded } = attachmentsIn(agreement)
  const payee = first(settlement, 'PayeeTradeParty')
  const representative = first(agreement, 'SellerTaxRepresentativeTradeParty')
  const charges = [
    ...all(settlement, 'SpecifiedTradeAllowanceCharge'),
    ...all(settlement, 'SpecifiedLogisticsServiceCharge'),
  ]
  const draft: DraftInvoice = {
    syntax: dialect.syntax,
    profile: textAt(root, `${dialect.context}/GuidelineSpecifiedDocumentContextParameter/ID`) ?? '',
    number: textAt(header, 'ID') ?? '',
    date: look.compactDate(look.only(header, 'IssueDateTime/DateTimeString', 'BT-2'), 'BT-2'),
    typeCode,
    kind: sign === -1 ? 'credit-note' : 'invoice',
    sign,
    currency,
    vatCurrency,
    ...termsIn(settlement, look),
    ...deliveryOf({ transaction, settlement, lines, dialect }, look),
    buyerReference: textAt(agreement, 'BuyerReference'),
    orderNo: textAt(agreement, `BuyerOrderReferencedDocument/${dialect.reference}`),
    contractNo: textAt(agreement, `ContractReferencedDocument/${dialect.reference}`),
    projectNo: textAt(agreement, 'SpecifiedProcuringProject/ID'),
    accountingCost: textAt(settlement, 'ReceivableSpecifiedTradeAccountingAccount/ID'),
    notes: textsAt(header, 'IncludedNote/Content'),
    preceding: all(settlement, 'InvoiceReferencedDocument').map((reference) => ({
      number: textAt(reference, dialect.reference) ?? '',
      date: look.compactDate(first(reference, 'FormattedIssueDateTime/DateTimeString'), 'BT-26'),
    })),
    seller: partyOf(look.only(agreement, 'SellerTradeParty', 'BG-4')),
    buyer: partyOf(look.only(agreement, 'BuyerTradeParty', 'BG-7')),
    payee: payee === null ? null : partyOf(payee),
    taxRepresentative: representative === null ? null : partyOf(representative),
    paymentMeans: meansIn(settlement, look),
    totals: totalsOf(look.only(settlement, dialect.summation, 'BG-22'), { currency, vatCurrency }, look),
    taxGroups: all(settlement, 'ApplicableTradeTax').map((group) => taxGroupOf(group, dialect, look)),
    lines: lines.map((line) => lineOf(line, dialect, look)),
    allowances: charges.map((one) => allowanceOf(one, dialect, look)),
    thirdParty: all(settlement, 'SpecifiedFinancialAdjustment').flatMap((one) => {
      const amount = look.amount(one, 'ActualAmount', 'BT-X-179')
      return amount === null ? [] : [{ amount, reason: textAt(one, 'Reason') }]
    }),
    attachments,
  }
  return { draft, encoded }
}

/** EXTENDED knows groups of lines: only the details count, a group repeats their sum. */
function linesOf(transaction: XmlElement | null): readonly XmlElement[] {
  const counts = (line: XmlElement) =>
    !/^(GROUP|INFORMATION)$/.test(textAt(line, 'AssociatedDocumentLineDocument/LineStatusReasonCode') ?? '')
  return [...all(transaction, 'IncludedSupplyChainTradeLineItem')].filter(counts)
}
