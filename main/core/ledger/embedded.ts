import type { LedgerImport } from './import'
import type { IncomingBooks } from './incoming-books'
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

/** What a profile can select documents by. Incoming invoices have no type and no payment method. */
export interface GroupKey {
  readonly occasion: 'document' | 'incoming'
  readonly mandant: string
  /** Empty for incoming invoices. */
  readonly documentType: string
  readonly branch: string | null
  readonly paymentMethod: string | null
}

/** So many documents (or incoming invoices) of one group would be given out if everything was asked for. */
export interface DocumentGroup extends GroupKey {
  readonly documents: number
}

/** One version of a document; of an incoming invoice `sourceId` is `incomingSourceId()`. */
export interface VersionKey {
  readonly occasion: 'document' | 'incoming'
  readonly mandant: string
  readonly sourceId: string
  readonly version: number
}

/** A document or incoming invoice that is stored in more than one version. The group is that of the newest one. */
export interface RevisedDocument extends GroupKey {
  /** `beleg`; of an incoming invoice `incomingSourceId()`. */
  readonly sourceId: string
  /** `belegnummer`, or the number of the incoming invoice. */
  readonly documentNo: string
  readonly currentVersion: number
  /** False: the newest version is marked nicht_exportieren, so that nobody gets it. */
  readonly exported: boolean
}

/** The ledger inside the profile folder: a source that is filled by import. */
export interface EmbeddedLedger extends LedgerSource, LedgerImport, IncomingBooks {
  /** Per Mandant, in the order of their ids. */
  status(): Promise<readonly MandantCounts[]>
  /**
   * Everything that has more than one version, with the newest: what was exported in an older version than
   * `currentVersion` changed after its export. Few, so that nobody has to ask for every exported document.
   */
  revised(): Promise<readonly RevisedDocument[]>
  /** Another number after every import that changed something, also one of another process. */
  generation(): Promise<number>
  /** How many newest versions the books hold per group, without those marked nicht_exportieren. */
  groups(): Promise<readonly DocumentGroup[]>
  /** The group of each version, in the same order; null when it is not stored. */
  groupsOf(versions: readonly VersionKey[]): Promise<readonly (GroupKey | null)[]>
  /** Full path of a document's picture; the name is `attachment` of the document. */
  attachmentPath(name: string): string
  /** Ends open passes too. */
  close(): void
}

/** The identity of an incoming invoice within its Mandant as one text: creditor and number, kept apart by a slash. */
export function incomingSourceId(invoice: { readonly creditor: string; readonly invoiceNo: string }): string {
  return `${invoice.creditor}/${invoice.invoiceNo}`
}
