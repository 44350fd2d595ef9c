import type { CiiDialect } from './cii-dialects'
import type { Decimal } from './decimal'
import type { AllowanceOrCharge, InvoiceLine, InvoiceTotals, TaxGroup } from './invoice'
import type { Look } from './look'
import { all, first, textAt, type XmlElement } from './xml'

export function totalsOf(
  summation: XmlElement | null,
  { currency, vatCurrency }: { readonly currency: string; readonly vatCurrency: string | null },
  look: Look,
): InvoiceTotals<Decimal> {
  const taxes = all(summation, 'TaxTotalAmount')
  const inCurrency = taxes.filter(({ attributes }) => attributes['currencyID'] === currency)
  if (inCurrency.length > 1) look.note('tax-total-twice', 'BT-110')
  // Without a second amount, the currency of the only one is checked like that of every other amount.
  const tax = taxes.length === 1 ? taxes[0] : inCurrency[0]
  const inVatCurrency = taxes.find(({ attributes }) => attributes['currencyID'] === vatCurrency)
  return {
    lines: look.amount(summation, 'LineTotalAmount', 'BT-106'),
    allowances: look.amount(summation, 'AllowanceTotalAmount', 'BT-107'),
    charges: look.amount(summation, 'ChargeTotalAmount', 'BT-108'),
    net: look.amount(summation, 'TaxBasisTotalAmount', 'BT-109'),
    tax: look.amountOf(tax ?? null, 'BT-110'),
    taxInVatCurrency: look.foreignAmountOf(inVatCurrency ?? null, 'BT-111'),
    gross: look.amount(summation, 'GrandTotalAmount', 'BT-112'),
    prepaid: look.amount(summation, 'TotalPrepaidAmount', 'BT-113'),
    rounding: look.amount(summation, 'RoundingAmount', 'BT-114'),
    payable: look.amount(summation, 'DuePayableAmount', 'BT-115'),
  }
}

export function taxGroupOf(group: XmlElement, dialect: CiiDialect, look: Look): TaxGroup<Decimal> {
  const taxRate = look.rate(first(group, dialect.rate), 'BT-119')
  return {
    category: textAt(group, 'CategoryCode') ?? assumedCategory(dialect, taxRate, look) ?? '',
    taxRate,
    base: look.amount(group, 'BasisAmount', 'BT-116'),
    tax: look.amount(group, 'CalculatedAmount', 'BT-117'),
    exemptionReason: textAt(group, 'ExemptionReason'),
    exemptionCode: textAt(group, 'ExemptionReasonCode'),
  }
}

/** ZUGFeRD 1.0 could leave the category out; a rate above zero says what it was. */
function assumedCategory(dialect: CiiDialect, taxRate: number | null, look: Look): string | null {
  if (dialect.syntax !== 'zugferd1' || taxRate === null || taxRate === 0) return null
  look.note('category-assumed', 'BT-118', 'S')
  return 'S'
}

export function lineOf(line: XmlElement, dialect: CiiDialect, look: Look): InvoiceLine<Decimal> {
  const settlement = first(line, dialect.lineSettlement)
  return {
    id: textAt(line, 'AssociatedDocumentLineDocument/LineID') ?? '',
    name: textAt(line, 'SpecifiedTradeProduct/Name'),
    net: look.amount(settlement, `${dialect.lineSummation}/LineTotalAmount`, 'BT-131'),
    category: textAt(settlement, 'ApplicableTradeTax/CategoryCode'),
    taxRate: look.rate(first(settlement, `ApplicableTradeTax/${dialect.rate}`), 'BT-152'),
    accountingCost: textAt(settlement, 'ReceivableSpecifiedTradeAccountingAccount/ID'),
  }
}

/** Also a logistics charge, which has other names for the same. */
export function allowanceOf(one: XmlElement, dialect: CiiDialect, look: Look): AllowanceOrCharge<Decimal> {
  const isLogistics = one.name === 'SpecifiedLogisticsServiceCharge'
  const isCharge = isLogistics || /^(true|1)$/.test(textAt(one, 'ChargeIndicator/Indicator', 'ChargeIndicator') ?? '')
  const tax = first(one, isLogistics ? 'AppliedTradeTax' : 'CategoryTradeTax')
  return {
    isCharge,
    amount: look.amount(one, isLogistics ? 'AppliedAmount' : 'ActualAmount', isCharge ? 'BT-99' : 'BT-92'),
    category: textAt(tax, 'CategoryCode'),
    taxRate: look.rate(first(tax, dialect.rate), isCharge ? 'BT-103' : 'BT-96'),
    reason: textAt(one, isLogistics ? 'Description' : 'Reason'),
  }
}
