import type { Result } from '../result'

/** What is wrong in an exchange folder, and where. */
export interface ImportFault {
  /** Path inside the folder or ZIP, or the PATH given. */
  readonly file: string
  /** From 1; the header is line 1. Null when the fault is not in one line. */
  readonly line: number | null
  readonly column: string | null
  readonly value: string | null
  /** Key under `fault.<code>` in the locales, with `params`. */
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
}

export interface ImportProgress {
  readonly phase: 'read' | 'check' | 'store'
  readonly done: number
  readonly total: number
}

/** Rows of one kind, or for versioned ones the rows of documents that are new, changed, unchanged. */
export interface ImportCounts {
  readonly read: number
  readonly created: number
  readonly changed: number
  readonly unchanged: number
}

export interface ImportSummary {
  /** By kind, the file's name without its ending: `mandanten`, `belege`, `buchungen`, … Only files that were there. */
  readonly kinds: Readonly<Record<string, ImportCounts>>
  readonly warnings: readonly ImportFault[]
}

/** Why nothing of a path was taken. */
export interface ImportFailure {
  /** In the order of files and lines; not more than the first thousand. */
  readonly faults: readonly ImportFault[]
  /** All of them, also those that are not listed. */
  readonly total: number
  /** The paths before the faulty one, which are stored. */
  readonly imported: readonly string[]
  /** Somebody stopped it, and that is why there are no faults. */
  readonly cancelled: boolean
}

/** An XML or PDF that lies beside the books and belongs to no row of them: an e-invoice that somebody expects to be taken. */
export interface LooseInvoice {
  /** Without folders. */
  readonly name: string
  readonly sizeBytes: number
  /** @throws the file system's error, or that of a broken ZIP */
  read(): Promise<Uint8Array>
}

/** Takes books in the exchange format (port). */
export interface LedgerImport {
  /**
   * Folders, ZIPs or single files, one after the other. Each is all or nothing; the first faulty one ends the import.
   * Importing the same rows again changes nothing.
   * @param isCancelled asked between pieces of the work; true: nothing of the path is taken, and no further path is begun
   * @param onInvoice given every loose invoice after the books of its path were taken, also that of a path which is nothing
   *   but an invoice. Without it such files are named as not taken.
   */
  importExchange(
    paths: readonly string[],
    onProgress?: (progress: ImportProgress) => void,
    isCancelled?: () => boolean,
    onInvoice?: (file: LooseInvoice) => Promise<void>,
  ): Promise<Result<ImportSummary, ImportFailure>>
}
