import type { LedgerImport } from './import'
import type { LedgerSource } from './source'

/** What the books of one Mandant hold: the newest version of every document, also of those marked nicht_exportieren. */
export interface MandantCounts {
  readonly mandant: string
  readonly name: string
  readonly bookkeepingActive: boolean
  readonly documents: number
  readonly postings: number
  readonly incomingInvoices: number
  /** Sum of the amounts of the postings with `S`. */
  readonly debitCents: number
  /** Sum of the amounts of the postings with `H`. */
  readonly creditCents: number
  readonly byBranch: readonly {
    readonly branch: string | null
    readonly documents: number
    readonly debitCents: number
    readonly creditCents: number
  }[]
  readonly byDocumentType: readonly {
    readonly documentType: string
    readonly documents: number
    readonly debitCents: number
    readonly creditCents: number
  }[]
}

/** A document or incoming invoice that is stored in more than one version. */
export interface RevisedDocument {
  readonly occasion: 'document' | 'incoming'
  readonly mandant: string
  /** `beleg`; of an incoming invoice `incomingSourceId()`. */
  readonly sourceId: string
  /** `belegnummer`, or the number of the incoming invoice. */
  readonly documentNo: string
  readonly currentVersion: number
}

/** The ledger inside the profile folder: a source that is filled by import. */
export interface EmbeddedLedger extends LedgerSource, LedgerImport {
  /** Per Mandant, in the order of their ids. */
  status(): Promise<readonly MandantCounts[]>
  /**
   * Everything that has more than one version, with the newest: what was exported in an older version than
   * `currentVersion` changed after its export. Few, so that nobody has to ask for every exported document.
   */
  revised(): Promise<readonly RevisedDocument[]>
  /** Full path of a document's picture; the name is `attachment` of the document. */
  attachmentPath(name: string): string
  /** Ends open passes too. */
  close(): void
}

/** The identity of an incoming invoice within its Mandant as one text: creditor and number, kept apart by a slash. */
export function incomingSourceId(invoice: { readonly creditor: string; readonly invoiceNo: string }): string {
  return `${invoice.creditor}/${invoice.invoiceNo}`
}
