import type { ImportProgress, ImportSummary } from '../core/ledger/import'
import type { Branch, DocumentType, Mandant, PaymentMethod } from '../core/ledger/ledger'
import type { Result } from '../core/result'
import type { AppError } from './app'
import type { AddedInvoice } from './app-invoices'

// The ledger's part of the `App`.

export interface LedgerStatus {
  readonly mandants: readonly {
    readonly mandant: string
    readonly name: string
    readonly bookkeepingActive: boolean
    readonly documents: number
    readonly postings: number
    readonly debitCents: number
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
    /** Per profile id: documents the profile would export now. */
    readonly notExported: Readonly<Record<string, number>>
  }[]
}

/** A document that changed after a profile had sent it: waits for a person. */
export interface ChangedDocument {
  readonly profileId: string
  readonly mandant: string
  readonly sourceId: string
  readonly documentNo: string
  readonly sentVersion: number
  readonly currentVersion: number
}

/** What an import came to. */
export interface LedgerImportSummary extends ImportSummary {
  /** E-invoices that lay among the books, or were all there was. */
  readonly invoices?: readonly AddedInvoice[]
}

export interface LedgerUseCases {
  /**
   * Folders, ZIPs or e-invoices. All or nothing per path; the first faulty path ends it with all its faults. Loose e-invoices
   * go to the inbox once the books of their path are taken; one that is refused stops nothing.
   * @param isCancelled asked between pieces of the work; true ends it as `import-cancelled`, with the path not taken
   */
  import(
    paths: readonly string[],
    onProgress?: (progress: ImportProgress) => void,
    isCancelled?: () => boolean,
  ): Promise<Result<LedgerImportSummary, AppError>>
  status(): Promise<LedgerStatus>
  masterData(): Promise<{
    readonly mandants: readonly Mandant[]
    readonly branches: readonly Branch[]
    readonly documentTypes: readonly DocumentType[]
    readonly paymentMethods: readonly PaymentMethod[]
  }>
  /** Fills an empty ledger with the demo chain (3 branches, 2 Mandanten, one year). */
  createDemo(
    onProgress?: (progress: ImportProgress) => void,
    isCancelled?: () => boolean,
  ): Promise<Result<ImportSummary, AppError>>
  changedAfterExport(): Promise<readonly ChangedDocument[]>
  decideChanged(
    choice: 'reverse-and-resend' | 'do-not-send',
    changed: Pick<ChangedDocument, 'profileId' | 'mandant' | 'sourceId'>,
  ): Promise<Result<void, AppError>>
}
