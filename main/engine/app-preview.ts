import type { FileKind, FormatFault } from '../core/formats/format'
import type { AppError } from './app'

// What an export would do, asked before its settings are stored.

/** Documents of one kind that would go out. */
export interface PreviewGroup {
  /** `reversal`: of what was sent in an older version, as a person decided. */
  readonly occasion: 'document' | 'reversal' | 'incoming'
  readonly mandant: string
  /** Empty for incoming invoices. */
  readonly documentType: string
  readonly documents: number
  readonly currency: string
  readonly debitCents: number
  readonly creditCents: number
}

/**
 * Why a document of the chosen Mandanten would not go out; the first reason counts. `sent`: handed over already. `changed`:
 * handed over in an older version, waits for a person. `declined`: a person chose not to send the newer version.
 */
export type ExclusionReason =
  | 'bookkeeping-inactive'
  | 'other-branch'
  | 'document-type'
  | 'payment-method'
  | 'incoming-not-selected'
  | 'sent'
  | 'changed'
  | 'declined'

export interface PreviewExclusion {
  readonly reason: ExclusionReason
  readonly mandant: string
  readonly documents: number
}

export interface ExportPreview {
  /** Accounting documents and incoming invoices that would go out, without reversals. */
  readonly documents: number
  readonly groups: readonly PreviewGroup[]
  /** Under the names that a run would choose now. None when the format rejects something: then nothing goes out at all. */
  readonly files: readonly {
    readonly kind: FileKind
    readonly mandant: string
    readonly name: string
    readonly rows: number
    readonly sizeBytes: number
  }[]
  readonly excluded: readonly PreviewExclusion[]
  /** Documents and accounts that the format cannot carry. */
  readonly rejected: number
  /** Rejections first; not more than the first 200. */
  readonly faults: readonly FormatFault[]
  readonly faultsTotal: number
  /** A rule that would refuse the run here and now: workstation, start date, bookkeeping. */
  readonly refusal: AppError | null
}

/** `total` is what the books hold for these settings, handed over or not. */
export interface PreviewProgress {
  readonly done: number
  readonly total: number
}
