import type {
  AccountingDocument,
  DocumentKind,
  IncomingInvoice,
  IncomingPosition,
  PersonalAccount,
  Posting,
} from '../../main/core/ledger/ledger'
import { cents } from '../../main/core/money/cents'

export type PostingChanges = Omit<Partial<Posting>, 'amountCents'> &
  Pick<Posting, 'account' | 'contraAccount'> & { readonly amountCents: number }

/** Positions count from 1. */
export function postings(...lines: readonly PostingChanges[]): readonly Posting[] {
  return lines.map((line, index) => ({
    ...{ position: index + 1, side: 'S', taxRate: null, taxKey: null, costCentre: null, costObject: null, text: null },
    ...line,
    amountCents: cents(line.amountCents),
  }))
}

export type DocumentChanges = Partial<AccountingDocument> &
  Pick<AccountingDocument, 'mandant' | 'sourceId' | 'documentNo' | 'kind' | 'documentDate' | 'postings'>

const typeOfKind: Readonly<Record<DocumentKind, string>> = {
  rechnung: 'RE',
  gutschrift: 'GU',
  storno: 'ST',
  barverkauf: 'BV',
  anzahlung: 'AZ',
  zahlung: 'ZA',
  rueckzahlung: 'RZ',
  kasse: 'KA',
  sonstige: 'SO',
}

/** Builds a document; what is left out is usual or absent. */
export function aDocument(changes: DocumentChanges): AccountingDocument {
  return {
    ...{ version: 1, occasion: 'document', documentType: typeOfKind[changes.kind], branch: 'MITTE', currency: 'EUR' },
    ...{ serviceDate: null, dueDate: null, paymentMethod: null, personalAccount: null, text: null, cancels: null },
    attachment: null,
    ...changes,
  }
}

export type PositionChanges = Omit<Partial<IncomingPosition>, 'amountCents'> &
  Pick<IncomingPosition, 'account'> & { readonly amountCents: number }

export type InvoiceChanges = Omit<Partial<IncomingInvoice>, 'positions'> &
  Pick<IncomingInvoice, 'mandant' | 'creditor' | 'invoiceNo' | 'invoiceDate'> & {
    readonly positions: readonly PositionChanges[]
  }

/** The total is that of its positions. */
export function anInvoice(changes: InvoiceChanges): IncomingInvoice {
  const positions = changes.positions.map((line, index) => ({
    ...{ position: index + 1, taxRate: null, taxKey: null, costCentre: null, text: null },
    ...line,
    amountCents: cents(line.amountCents),
  }))
  return {
    ...{ version: 1, branch: null, serviceDate: null, dueDate: null, currency: 'EUR', creditNote: false },
    attachment: null,
    ...changes,
    positions,
    grossCents: cents(positions.reduce((sum, { amountCents }) => sum + amountCents, 0)),
  }
}

/** Only the number is known of what is left out. */
export function aPerson(
  changes: Partial<PersonalAccount> & Pick<PersonalAccount, 'mandant' | 'account' | 'kind'>,
): PersonalAccount {
  return {
    ...{ company: null, salutation: null, title: null, firstName: null, lastName: null, street: null, postcode: null },
    ...{ city: null, country: null, phone: null, email: null, vatId: null, iban: null, bic: null },
    ...{ paymentTermDays: null, externalNo: null },
    ...changes,
  }
}
