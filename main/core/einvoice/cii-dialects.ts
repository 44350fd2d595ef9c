import type { InvoiceSyntax } from './invoice'

/** Where two generations of the same vocabulary differ. Everything is a path of local names. */
export interface CiiDialect {
  readonly syntax: InvoiceSyntax
  readonly context: string
  readonly header: string
  readonly transaction: string
  readonly agreement: string
  readonly delivery: string
  readonly settlement: string
  readonly summation: string
  /** Inside a line. */
  readonly lineSettlement: string
  readonly lineSummation: string
  readonly rate: string
  /** Number inside a reference to another document. */
  readonly reference: string
}

/** UN/CEFACT Cross Industry Invoice D16B and D22B: ZUGFeRD 2, Factur-X, XRechnung CII, Peppol CII. */
export const d16b: CiiDialect = {
  syntax: 'cii',
  context: 'ExchangedDocumentContext',
  header: 'ExchangedDocument',
  transaction: 'SupplyChainTradeTransaction',
  agreement: 'ApplicableHeaderTradeAgreement',
  delivery: 'ApplicableHeaderTradeDelivery',
  settlement: 'ApplicableHeaderTradeSettlement',
  summation: 'SpecifiedTradeSettlementHeaderMonetarySummation',
  lineSettlement: 'SpecifiedLineTradeSettlement',
  lineSummation: 'SpecifiedTradeSettlementLineMonetarySummation',
  rate: 'RateApplicablePercent',
  reference: 'IssuerAssignedID',
}

/** ZUGFeRD 1.0 of 2014. */
export const zugferd1: CiiDialect = {
  syntax: 'zugferd1',
  context: 'SpecifiedExchangedDocumentContext',
  header: 'HeaderExchangedDocument',
  transaction: 'SpecifiedSupplyChainTradeTransaction',
  agreement: 'ApplicableSupplyChainTradeAgreement',
  delivery: 'ApplicableSupplyChainTradeDelivery',
  settlement: 'ApplicableSupplyChainTradeSettlement',
  summation: 'SpecifiedTradeSettlementMonetarySummation',
  lineSettlement: 'SpecifiedSupplyChainTradeSettlement',
  lineSummation: 'SpecifiedTradeSettlementMonetarySummation',
  rate: 'ApplicablePercent',
  reference: 'ID',
}

/** By the namespace of the root. */
export const ciiRoots: ReadonlyMap<string, { readonly root: string; readonly dialect: CiiDialect }> = new Map([
  ['urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100', { root: 'CrossIndustryInvoice', dialect: d16b }],
  ['urn:ferd:CrossIndustryDocument:invoice:1p0', { root: 'CrossIndustryDocument', dialect: zugferd1 }],
])

export const isCiiNamespace = (ns: string): boolean =>
  ciiRoots.has(ns) || /^urn:un:unece:uncefact:data:standard:(Reusable|Unqualified|Qualified)\w+:\d+$/.test(ns)
