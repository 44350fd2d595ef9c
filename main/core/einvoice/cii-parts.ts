import type { CiiDialect } from './cii-dialects'
import type { Decimal } from './decimal'
import type { InvoiceAttachment, InvoiceParty, PaymentMeans, SkontoTerm } from './invoice'
import { type DraftInvoice, type EncodedAttachment, type Look, plainId, safeFileName } from './look'
import { accountOf, base64Bytes, spanOf } from './parts'
import { readTerms } from './terms'
import { all, first, textAt, textOf, textsAt, type XmlElement } from './xml'

/** Anything of the shape of a CII TradeParty; what is not there stays null. */
export function partyOf(party: XmlElement | null): InvoiceParty {
  const registrations = all(party, 'SpecifiedTaxRegistration/ID')
  const idOf = (...schemes: readonly string[]) =>
    textOf(registrations.find((id) => schemes.includes(id.attributes['schemeID']?.toUpperCase() ?? '')) ?? null)
  const contact = first(party, 'DefinedTradeContact')
  return {
    name: textAt(party, 'Name'),
    tradeName: textAt(party, 'SpecifiedLegalOrganization/TradingBusinessName'),
    vatId: plainId(idOf('VA', 'VAT')),
    taxNo: idOf('FC'),
    ids: [...all(party, 'ID'), ...all(party, 'GlobalID')].map((id) => ({
      scheme: id.attributes['schemeID'] ?? null,
      id: id.text.trim(),
    })),
    legalId: textAt(party, 'SpecifiedLegalOrganization/ID'),
    legalText: textAt(party, 'Description'),
    email: textAt(contact, 'EmailURIUniversalCommunication/URIID', 'EmailURIUniversalCommunication/CompleteNumber'),
    phone: textAt(contact, 'TelephoneUniversalCommunication/CompleteNumber'),
    address: addressOf(first(party, 'PostalTradeAddress')),
  }
}

function addressOf(address: XmlElement | null): InvoiceParty['address'] {
  return {
    lines: ['LineOne', 'LineTwo', 'LineThree'].flatMap((path) => textsAt(address, path)),
    city: textAt(address, 'CityName'),
    postcode: textAt(address, 'PostcodeCode'),
    country: textAt(address, 'CountryID')?.toUpperCase() ?? null,
  }
}

export function meansIn(settlement: XmlElement | null, look: Look): readonly PaymentMeans[] {
  return all(settlement, 'SpecifiedTradeSettlementPaymentMeans').map((means) => {
    const bics = all(means, 'PayeeSpecifiedCreditorFinancialInstitution')
    return {
      code: textAt(means, 'TypeCode'),
      remittanceText: textAt(settlement, 'PaymentReference'),
      accounts: all(means, 'PayeePartyCreditorFinancialAccount').map((account, index) =>
        accountOf(
          {
            number: textAt(account, 'IBANID', 'ProprietaryID'),
            bic: textAt(bics[index] ?? null, 'BICID'),
            holder: textAt(account, 'AccountName'),
          },
          look,
        ),
      ),
      mandateId: textAt(settlement, 'SpecifiedTradePaymentTerms/DirectDebitMandateID'),
      debitedIban: plainId(textAt(means, 'PayerPartyDebtorFinancialAccount/IBANID')),
    }
  })
}

/** Due date and Skonto. EXTENDED has several terms; those with a discount are Skonto dates, the latest other one counts. */
export function termsIn(
  settlement: XmlElement | null,
  look: Look,
): Pick<DraftInvoice, 'dueDate' | 'paymentTerms' | 'skonto'> {
  const terms = all(settlement, 'SpecifiedTradePaymentTerms')
  const dateOf = (term: XmlElement) => look.compactDate(first(term, 'DueDateDateTime/DateTimeString'), 'BT-9')
  const isSkonto = (term: XmlElement) => first(term, 'ApplicableTradePaymentDiscountTerms') !== null
  const dueDates = terms.filter((term) => !isSkonto(term)).flatMap((term) => dateOf(term) ?? [])
  const { paymentTerms, skonto } = readTerms(terms.flatMap((term) => textsAt(term, 'Description')))
  const structured = terms.filter(isSkonto).flatMap((term) => discountsOf(term, dateOf(term), look))
  return {
    dueDate: dueDates.sort().at(-1) ?? null,
    paymentTerms,
    skonto: structured.length > 0 ? structured : skonto,
  }
}

function discountsOf(term: XmlElement, lastDate: string | null, look: Look): readonly SkontoTerm<Decimal>[] {
  return all(term, 'ApplicableTradePaymentDiscountTerms').flatMap((discount) => {
    const percent = look.rate(first(discount, 'CalculationPercent'), 'BT-20')
    const days = first(discount, 'BasisPeriodMeasure')
    const isDays = /^(DAY|days?)?$/i.test(days?.attributes['unitCode'] ?? '')
    const count = Number(textOf(days) ?? Number.NaN)
    if (percent === null) return []
    return [
      {
        days: isDays && Number.isInteger(count) ? count : null,
        lastDate,
        percent,
        base: look.amount(discount, 'BasisAmount', 'BT-20'),
      },
    ]
  })
}

/** Delivery and service period; where the head has no period, that of the lines together. */
export function deliveryOf(
  {
    transaction,
    settlement,
    lines,
    dialect,
  }: {
    readonly transaction: XmlElement | null
    readonly settlement: XmlElement | null
    readonly lines: readonly XmlElement[]
    readonly dialect: CiiDialect
  },
  look: Look,
): Pick<DraftInvoice, 'serviceDate' | 'servicePeriod' | 'deliverToCountry'> {
  const periodOf = (element: XmlElement | null, [from, to]: readonly [string, string]) => ({
    from: look.compactDate(first(element, 'BillingSpecifiedPeriod/StartDateTime/DateTimeString'), from),
    to: look.compactDate(first(element, 'BillingSpecifiedPeriod/EndDateTime/DateTimeString'), to),
  })
  const delivery = first(transaction, dialect.delivery)
  const occurrence = first(delivery, 'ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString')
  const ofLines = () => spanOf(lines.map((line) => periodOf(first(line, dialect.lineSettlement), ['BT-134', 'BT-135'])))
  return {
    serviceDate: look.compactDate(occurrence, 'BT-72'),
    servicePeriod: spanOf([periodOf(settlement, ['BT-73', 'BT-74'])]) ?? ofLines(),
    deliverToCountry: textAt(delivery, 'ShipToTradeParty/PostalTradeAddress/CountryID')?.toUpperCase() ?? null,
  }
}

export function attachmentsIn(agreement: XmlElement | null): {
  readonly attachments: readonly InvoiceAttachment[]
  readonly encoded: readonly EncodedAttachment[]
} {
  const encoded = all(agreement, 'AdditionalReferencedDocument').flatMap((reference, index): EncodedAttachment[] => {
    const object = first(reference, 'AttachmentBinaryObject')
    const base64 = textOf(object)
    if (object === null || base64 === null) return []
    const otherwise = `Anlage-${index + 1}`
    return [
      {
        name: safeFileName(
          object.attributes['filename'] ?? textAt(reference, 'IssuerAssignedID') ?? otherwise,
          otherwise,
        ),
        mime: object.attributes['mimeCode'] ?? 'application/octet-stream',
        base64,
      },
    ]
  })
  return { encoded, attachments: encoded.map(base64Bytes) }
}
