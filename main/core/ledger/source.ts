import type {
  Account,
  AccountingDocument,
  Branch,
  DocumentType,
  IncomingInvoice,
  Mandant,
  PaymentMethod,
  PersonalAccount,
} from './ledger'

/** What a profile asks of the ledger. An empty `paymentMethods` means all, also documents without one. */
export interface DocumentSelection {
  readonly mandants: readonly string[]
  readonly documentTypes: readonly string[]
  readonly paymentMethods: readonly string[]
  readonly branch: string | null
}

/**
 * Where documents and postings come from (port). The embedded SQLite ledger is the first; databases of branch software
 * come behind the same port. Documents and invoices arrive in batches, ordered by Mandant, date, then source id, so that
 * a format can write month by month without holding them. One pass sees one unchanging state of the books.
 */
export interface LedgerSource {
  mandants(): Promise<readonly Mandant[]>
  branches(): Promise<readonly Branch[]>
  documentTypes(): Promise<readonly DocumentType[]>
  paymentMethods(): Promise<readonly PaymentMethod[]>
  /** Accounts the source lists for this Mandant (it need not list all that are used). */
  accounts(mandant: string): Promise<readonly Account[]>
  /** The newest version of every selected document that is not marked nicht_exportieren. */
  documents(selection: DocumentSelection): AsyncIterable<readonly AccountingDocument[]>
  /** The newest version of every incoming invoice of these Mandants (and this branch, when set) whose positions are assigned. */
  incomingInvoices(selection: Pick<DocumentSelection, 'mandants' | 'branch'>): AsyncIterable<readonly IncomingInvoice[]>
  /** One stored version, for the reversal of what was sent; null when the source does not hold it. */
  documentVersion(mandant: string, sourceId: string, version: number): Promise<AccountingDocument | null>
  /** Null when only the number is known. */
  personalAccount(mandant: string, account: string): Promise<PersonalAccount | null>
}
