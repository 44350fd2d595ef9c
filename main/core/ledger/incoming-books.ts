import type { Result } from '../result'
import type { ImportFailure } from './import'
import type { IncomingInvoice, PersonalAccount } from './ledger'

/** An incoming invoice for the books. `attachment` is a name that `keepAttachment` gave. */
export type NewIncoming = Omit<IncomingInvoice, 'version'>

/** What the books are asked, and told, about incoming invoices that came as files (port). */
export interface IncomingBooks {
  /** Every listed creditor of the Mandant, by number. */
  creditors(mandant: string): Promise<readonly PersonalAccount[]>
  /** The newest version; null: no such number of this creditor. */
  incomingInvoice(mandant: string, creditor: string, invoiceNo: string): Promise<IncomingInvoice | null>
  /**
   * Keeps a file byte for byte beside the pictures of documents, durable when it resolves. The same bytes twice are one file.
   * @param ending `.pdf` or `.xml`
   * @returns its name in the store; the error is the system's own word
   */
  keepAttachment(bytes: Uint8Array, ending: string): Promise<Result<string, { readonly detail: string }>>
  /**
   * Takes one invoice by the rules, and on the way, of an import. One that is there with another content is refused
   * (`import-invoice-known`); the same once more changes nothing.
   */
  bookIncoming(invoice: NewIncoming): Promise<Result<void, ImportFailure>>
}
