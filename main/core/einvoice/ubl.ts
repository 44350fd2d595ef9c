import { creditCodes, invoiceCodes } from './codes'
import type { Decimal } from './decimal'
import type { AllowanceOrCharge, InvoiceLine, InvoiceTotals, TaxGroup } from './invoice'
import type { DraftInvoice, EncodedAttachment, Look } from './look'
import { readTerms } from './terms'
import { attachmentsIn, deliveryOf, meansIn, partyOf, representativeOf } from './ubl-parts'
import { all, first, textAt, textsAt, type XmlElement } from './xml'

const cac = 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2'
const cbc = 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2'
export const ublRoots: Readonly<Record<string, 'Invoice' | 'CreditNote'>> = {
  'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2': 'Invoice',
  'urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2': 'CreditNote',
}
export const isUblNamespace = (ns: string): boolean => ns === cac || ns === cbc

/** UBL 2.1 Invoice or CreditNote → invoice, term by term (`formats/einvoice.md` §1). */
export function readUbl(root: XmlElement, look: Look): { draft: DraftInvoice; encoded: readonly EncodedAttachment[] } {
  const isCredit = root.name === 'CreditNote'
  const typeCode = textAt(root, isCredit ? 'CreditNoteTypeCode' : 'InvoiceTypeCode') ?? ''
  if (contradictsRoot(typeCode, isCredit)) look.note('type-contradicts-root', 'BT-3', typeCode)
  const currency = textAt(root, 'DocumentCurrencyCode') ?? ''
  const vatCurrency = textAt(root, 'TaxCurrencyCode')
  const { dueDate, means } = meansIn(root, look)
  const { attachments, encoded } = attachmentsIn(root)
  const sign = isCredit || creditCodes.has(typeCode) ? -1 : 1
  const draft: DraftInvoice = {
    syntax: 'ubl',
    profile: textAt(root, 'CustomizationID') ?? '',
    number: textAt(root, 'ID') ?? '',
    date: look.isoDate(look.only(root, 'IssueDate', 'BT-2'), 'BT-2'),
    typeCode,
    kind: sign === -1 ? 'credit-note' : 'invoice',
    sign,
    currency,
    vatCurrency,
    dueDate: look.isoDate(first(root, 'DueDate'), 'BT-9') ?? dueDate,
    ...readTerms(textsAt(root, 'PaymentTerms/Note')),
    ...deliveryOf(root, linesOf(root), look),
    buyerReference: textAt(root, 'BuyerReference'),
    orderNo: textAt(root, 'OrderReference/ID'),
    contractNo: textAt(root, 'ContractDocumentReference/ID'),
    projectNo: textAt(root, 'ProjectReference/ID'),
    accountingCost: textAt(root, 'AccountingCost'),
    notes: textsAt(root, 'Note'),
    preceding: all(root, 'BillingReference/InvoiceDocumentReference').map((reference) => ({
      number: textAt(reference, 'ID') ?? '',
      date: look.isoDate(first(reference, 'IssueDate'), 'BT-26'),
    })),
    seller: partyOf(look.only(root, 'AccountingSupplierParty/Party', 'BG-4')),
    buyer: partyOf(look.only(root, 'AccountingCustomerParty/Party', 'BG-7')),
    payee: first(root, 'PayeeParty') ? partyOf(first(root, 'PayeeParty')) : null,
    taxRepresentative: representativeOf(first(root, 'TaxRepresentativeParty')),
    paymentMeans: means,
    totals: totalsOf(root, { currency, vatCurrency }, look),
    taxGroups: all(taxTotalIn(root, currency), 'TaxSubtotal').map((group) => taxGroupOf(group, look)),
    lines: linesOf(root).map((line) => lineOf(line, look)),
    allowances: all(root, 'AllowanceCharge').map((one) => allowanceOf(one, look)),
    thirdParty: thirdPartyOf(root, look),
    attachments,
  }
  return { draft, encoded }
}

/** UBL has a root of its own for credit notes; a code of the other kind leaves open what is meant. */
function contradictsRoot(typeCode: string, isCredit: boolean): boolean {
  return isCredit ? invoiceCodes.has(typeCode) && !creditCodes.has(typeCode) : creditCodes.has(typeCode)
}

/** Lines that lie inside another line (XRechnung extension) only explain it. */
function linesOf(root: XmlElement): readonly XmlElement[] {
  return [...all(root, 'InvoiceLine'), ...all(root, 'CreditNoteLine')]
}

/** The tax in the invoice's currency. With one total only, its currency is checked like that of every other amount. */
function taxTotalIn(root: XmlElement, currency: string): XmlElement | null {
  const totals = all(root, 'TaxTotal')
  if (totals.length === 1) return totals[0] ?? null
  return totals.find((total) => currencyOf(total) === currency) ?? null
}

const currencyOf = (total: XmlElement) => first(total, 'TaxAmount')?.attributes['currencyID']

function totalsOf(
  root: XmlElement,
  { currency, vatCurrency }: { readonly currency: string; readonly vatCurrency: string | null },
  look: Look,
): InvoiceTotals<Decimal> {
  const total = look.only(root, 'LegalMonetaryTotal', 'BG-22')
  const taxTotals = all(root, 'TaxTotal')
  if (taxTotals.filter((one) => currencyOf(one) === currency).length > 1) look.note('tax-total-twice', 'BT-110')
  const inVatCurrency = taxTotals.find((one) => currencyOf(one) === vatCurrency)
  return {
    lines: look.amount(total, 'LineExtensionAmount', 'BT-106'),
    allowances: look.amount(total, 'AllowanceTotalAmount', 'BT-107'),
    charges: look.amount(total, 'ChargeTotalAmount', 'BT-108'),
    net: look.amount(total, 'TaxExclusiveAmount', 'BT-109'),
    tax: look.amount(taxTotalIn(root, currency), 'TaxAmount', 'BT-110'),
    taxInVatCurrency: look.foreignAmountOf(first(inVatCurrency ?? null, 'TaxAmount'), 'BT-111'),
    gross: look.amount(total, 'TaxInclusiveAmount', 'BT-112'),
    prepaid: look.amount(total, 'PrepaidAmount', 'BT-113'),
    rounding: look.amount(total, 'PayableRoundingAmount', 'BT-114'),
    payable: look.amount(total, 'PayableAmount', 'BT-115'),
  }
}

function taxGroupOf(group: XmlElement, look: Look): TaxGroup<Decimal> {
  return {
    category: textAt(group, 'TaxCategory/ID') ?? '',
    taxRate: look.rate(first(group, 'TaxCategory/Percent'), 'BT-119'),
    base: look.amount(group, 'TaxableAmount', 'BT-116'),
    tax: look.amount(group, 'TaxAmount', 'BT-117'),
    exemptionReason: textAt(group, 'TaxCategory/TaxExemptionReason'),
    exemptionCode: textAt(group, 'TaxCategory/TaxExemptionReasonCode'),
  }
}

function lineOf(line: XmlElement, look: Look): InvoiceLine<Decimal> {
  return {
    id: textAt(line, 'ID') ?? '',
    name: textAt(line, 'Item/Name'),
    net: look.amount(line, 'LineExtensionAmount', 'BT-131'),
    category: textAt(line, 'Item/ClassifiedTaxCategory/ID'),
    taxRate: look.rate(first(line, 'Item/ClassifiedTaxCategory/Percent'), 'BT-152'),
    accountingCost: textAt(line, 'AccountingCost'),
  }
}

function allowanceOf(one: XmlElement, look: Look): AllowanceOrCharge<Decimal> {
  const isCharge = /^(true|1)$/.test(textAt(one, 'ChargeIndicator') ?? '')
  return {
    isCharge,
    amount: look.amount(one, 'Amount', isCharge ? 'BT-99' : 'BT-92'),
    category: textAt(one, 'TaxCategory/ID'),
    taxRate: look.rate(first(one, 'TaxCategory/Percent'), isCharge ? 'BT-103' : 'BT-96'),
    reason: textAt(one, 'AllowanceChargeReason'),
  }
}

/** Only the XRechnung extension adds these to what is to be paid; elsewhere the element repeats BT-113. */
function thirdPartyOf(root: XmlElement, look: Look): DraftInvoice['thirdParty'] {
  if (!(textAt(root, 'CustomizationID') ?? '').includes('extension')) return []
  return all(root, 'PrepaidPayment').flatMap((one) => {
    const amount = look.amount(one, 'PaidAmount', 'BT-DEX-002')
    return amount === null ? [] : [{ amount, reason: textAt(one, 'InstructionID', 'ID') }]
  })
}
