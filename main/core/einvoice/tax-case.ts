import { isInEu } from './codes'
import { type FindingCode, found } from './findings'
import type { EInvoice, EInvoiceFinding, InvoiceParty, InvoiceReceiver, TaxGroup } from './invoice'

/** What is to be done with one group of the breakdown: a BU-Schlüssel where the case is certain or likely. */
export interface TaxCase {
  readonly taxKey: string | null
  readonly findings: readonly EInvoiceFinding[]
}

const none: TaxCase = { taxKey: null, findings: [] }

function waits(code: FindingCode, group: TaxGroup, taxKey: string | null = null): TaxCase {
  const params = { category: group.category, rate: (group.taxRate ?? 0) / 100 }
  return { taxKey, findings: [found(code, 'BT-118', group.category, params)] }
}

/** Home of the seller for VAT: `DE`, another country, or nothing that the file says clearly. */
type Home = { readonly country: string } | 'unknown' | 'contradiction'

/** A tax representative stands for the seller. A VAT id goes before the address. */
export function homeOf(seller: InvoiceParty, taxRepresentative: InvoiceParty | null): Home {
  const idCountry = /^[A-Z]{2}/.exec(taxRepresentative?.vatId ?? seller.vatId ?? '')?.[0] ?? null
  const written = taxRepresentative?.address.country ?? seller.address.country
  const address = written === 'GR' ? 'EL' : written
  const country = idCountry === 'GR' ? 'EL' : idCountry
  if (country === null) return address === null ? 'unknown' : { country: address }
  // A Swiss number begins with CHE; a foreign firm may be registered here, which the group's category must fit.
  return address !== null && address !== country && !isRegistrationAbroad(country, address)
    ? 'contradiction'
    : { country }
}

/** `XI` is Northern Ireland, whose addresses say GB. */
function isRegistrationAbroad(idCountry: string, address: string): boolean {
  return idCountry === 'DE' || (idCountry === 'XI' && address === 'GB')
}

/** Rules of the receiver's country; today only the German ones are known (`formats/einvoice.md` §4). */
export function taxCaseOf(group: TaxGroup, invoice: EInvoice, receiver: InvoiceReceiver): TaxCase {
  const home = homeOf(invoice.seller, invoice.taxRepresentative)
  if (home === 'unknown') return waits('country-unknown', group)
  if (home === 'contradiction') return waits('country-contradiction', group)
  if (receiver.country !== 'DE') return elsewhere(group, home.country, receiver)
  const cameFromAbroad = invoice.seller.address.country !== null && invoice.seller.address.country !== 'DE'
  switch (group.category) {
    case 'S':
      return standardRate(group, invoice, { home: home.country, receiver })
    case 'AE':
      return reverseCharge(group, invoice, { home: home.country, cameFromAbroad, receiver })
    case 'K':
      return intraCommunity(group, invoice, { home: home.country, receiver })
    case 'G':
      return home.country === 'DE' ? waits('export-domestic', group) : waits('import-goods', group)
    case 'E':
      return exempt(group, invoice, home.country)
    case 'Z':
      return home.country === 'DE' ? none : waits('zero-rate-abroad', group)
    case 'O':
      return home.country === 'DE' ? marginOrNone(group) : waits('outside-scope-abroad', group)
    default:
      return waits('category-special', group)
  }
}

/** Domestic tax at home needs no key of ours; anything else there is not known yet. */
function elsewhere(group: TaxGroup, home: string, receiver: InvoiceReceiver): TaxCase {
  const isPlain = ['S', 'E', 'Z', 'O'].includes(group.category)
  return isPlain && home === receiver.country ? none : waits('country-rules-unknown', group)
}

interface Around {
  readonly home: string
  readonly receiver: InvoiceReceiver
}

const inputKeys: ReadonlyMap<number, string> = new Map([
  [1900, '9'],
  [700, '8'],
])

function standardRate(group: TaxGroup, invoice: EInvoice, { home, receiver }: Around): TaxCase {
  if (home !== 'DE') return waits('foreign-tax', group)
  const rate = group.taxRate ?? 0
  if (isOldRate(rate, invoice)) return waits('old-rate', group)
  const key = inputKeys.get(rate)
  if (key === undefined) return waits('rate-not-german', group)
  return { taxKey: receiver.withoutInputTax ? null : key, findings: [] }
}

/** 16 % and 5 % were the rates from July to December 2020; 19 % and 7 % were none then. */
function isOldRate(rate: number, invoice: EInvoice): boolean {
  const day = invoice.serviceDate ?? invoice.servicePeriod?.to ?? invoice.date ?? ''
  const isThen = day >= '2020-07-01' && day <= '2020-12-31'
  return isThen || rate === 1600 || rate === 500
}

function reverseCharge(
  group: TaxGroup,
  invoice: EInvoice,
  { home, cameFromAbroad, receiver }: Around & { readonly cameFromAbroad: boolean },
): TaxCase {
  // The invoice states 0 %: 19 % is the usual rate, and a person or a rule confirms it.
  const key = receiver.withoutInputTax ? '95' : '94'
  if (home === 'DE') {
    return cameFromAbroad ? waits('country-contradiction', group) : waits('reverse-charge-domestic', group, key)
  }
  const needsId = isInEu(home) && invoice.seller.vatId === null && invoice.taxRepresentative?.vatId == null
  return needsId ? waits('reverse-charge-no-vat-id', group) : waits('reverse-charge-abroad', group, key)
}

function intraCommunity(group: TaxGroup, invoice: EInvoice, { home, receiver }: Around): TaxCase {
  if (home === 'DE') return waits('intra-community-domestic', group)
  if (!isInEu(home) && home !== 'XI') return waits('intra-community-not-eu', group)
  if (invoice.seller.vatId === null && invoice.taxRepresentative?.vatId == null) {
    return waits('intra-community-no-vat-id', group)
  }
  return waits('intra-community', group, receiver.withoutInputTax ? '13' : '19')
}

const marginCodes = new Set(['VATEX-EU-D', 'VATEX-EU-F', 'VATEX-EU-I', 'VATEX-EU-J'])

function marginOrNone(group: TaxGroup): TaxCase {
  const says = `${group.exemptionReason ?? ''}`
  const isMargin = marginCodes.has(group.exemptionCode?.toUpperCase() ?? '') || /25\s*a|Differenzbesteuer/i.test(says)
  return isMargin ? waits('margin-scheme', group) : none
}

function exempt(group: TaxGroup, { seller, notes }: EInvoice, home: string): TaxCase {
  if (home !== 'DE') return waits('exempt-abroad', group)
  const says = [group.exemptionReason ?? '', seller.legalText ?? '', ...notes].join('\n')
  if (/Kleinunternehmer|§\s*19\b/i.test(says)) return waits('small-business', group)
  return marginOrNone(group)
}
