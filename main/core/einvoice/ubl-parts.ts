import type { IsoDate } from '../ledger/ledger'
import type { InvoiceAttachment, InvoiceParty, PaymentMeans } from './invoice'
import { type DraftInvoice, type EncodedAttachment, type Look, plainId, safeFileName } from './look'
import { accountOf, base64Bytes, spanOf } from './parts'
import { all, first, textAt, textOf, textsAt, type XmlElement } from './xml'

/** Anything of the shape of a UBL Party; what is not there stays null. */
export function partyOf(party: XmlElement | null): InvoiceParty {
  const legalName = textAt(party, 'PartyLegalEntity/RegistrationName')
  const tradeName = textAt(party, 'PartyName/Name')
  const schemes = all(party, 'PartyTaxScheme')
  const isVat = (scheme: XmlElement) => textAt(scheme, 'TaxScheme/ID')?.toUpperCase() === 'VAT'
  const idIn = (scheme: XmlElement | undefined) => textAt(scheme ?? null, 'CompanyID')
  return {
    name: legalName ?? tradeName,
    tradeName: legalName === null ? null : tradeName,
    vatId: plainId(idIn(schemes.find(isVat))),
    taxNo: idIn(schemes.find((scheme) => !isVat(scheme))),
    ids: all(party, 'PartyIdentification/ID')
      .filter((id) => id.attributes['schemeID'] !== 'SEPA')
      .map((id) => ({ scheme: id.attributes['schemeID'] ?? null, id: id.text.trim() })),
    legalId: textAt(party, 'PartyLegalEntity/CompanyID'),
    legalText: textAt(party, 'PartyLegalEntity/CompanyLegalForm'),
    email: textAt(party, 'Contact/ElectronicMail'),
    phone: textAt(party, 'Contact/Telephone'),
    address: addressOf(first(party, 'PostalAddress')),
  }
}

export function representativeOf(party: XmlElement | null): InvoiceParty | null {
  return party === null ? null : partyOf(party)
}

function addressOf(address: XmlElement | null): InvoiceParty['address'] {
  return {
    lines: ['StreetName', 'AdditionalStreetName', 'AddressLine/Line'].flatMap((path) => textsAt(address, path)),
    city: textAt(address, 'CityName'),
    postcode: textAt(address, 'PostalZone'),
    country: textAt(address, 'Country/IdentificationCode')?.toUpperCase() ?? null,
  }
}

/** Payment means, and the due date that a credit note has there instead of its own. */
export function meansIn(root: XmlElement, look: Look): { dueDate: IsoDate | null; means: readonly PaymentMeans[] } {
  const elements = all(root, 'PaymentMeans')
  const means = elements.map((element) => ({
    code: textAt(element, 'PaymentMeansCode'),
    remittanceText: textAt(element, 'PaymentID'),
    accounts: all(element, 'PayeeFinancialAccount').map((account) =>
      accountOf(
        {
          number: textAt(account, 'ID'),
          bic: textAt(account, 'FinancialInstitutionBranch/ID'),
          holder: textAt(account, 'Name'),
        },
        look,
      ),
    ),
    mandateId: textAt(element, 'PaymentMandate/ID'),
    debitedIban: plainId(textAt(element, 'PaymentMandate/PayerFinancialAccount/ID')),
  }))
  const dates = elements.flatMap((element) => look.isoDate(first(element, 'PaymentDueDate'), 'BT-9') ?? [])
  return { dueDate: dates[0] ?? null, means }
}

/** Delivery and service period; where the head has no period, that of the lines together. */
export function deliveryOf(
  root: XmlElement,
  lines: readonly XmlElement[],
  look: Look,
): Pick<DraftInvoice, 'serviceDate' | 'servicePeriod' | 'deliverToCountry'> {
  const periodOf = (element: XmlElement | null, [from, to]: readonly [string, string]) => ({
    from: look.isoDate(first(element, 'StartDate'), from),
    to: look.isoDate(first(element, 'EndDate'), to),
  })
  const head = spanOf([periodOf(first(root, 'InvoicePeriod'), ['BT-73', 'BT-74'])])
  return {
    serviceDate: look.isoDate(first(root, 'Delivery/ActualDeliveryDate'), 'BT-72'),
    servicePeriod: head ?? spanOf(lines.map((line) => periodOf(first(line, 'InvoicePeriod'), ['BT-134', 'BT-135']))),
    deliverToCountry:
      textAt(root, 'Delivery/DeliveryLocation/Address/Country/IdentificationCode')?.toUpperCase() ?? null,
  }
}

export function attachmentsIn(root: XmlElement): {
  readonly attachments: readonly InvoiceAttachment[]
  readonly encoded: readonly EncodedAttachment[]
} {
  const encoded = all(root, 'AdditionalDocumentReference').flatMap((reference, index): EncodedAttachment[] => {
    const object = first(reference, 'Attachment/EmbeddedDocumentBinaryObject')
    const base64 = textOf(object)
    if (object === null || base64 === null) return []
    const otherwise = `Anlage-${index + 1}`
    return [
      {
        name: safeFileName(object.attributes['filename'] ?? textAt(reference, 'ID') ?? otherwise, otherwise),
        mime: object.attributes['mimeCode'] ?? 'application/octet-stream',
        base64,
      },
    ]
  })
  return { encoded, attachments: encoded.map(base64Bytes) }
}
