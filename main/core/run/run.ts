import type { FileKind } from '../formats/format'
import type { IsoDate } from '../ledger/ledger'
import type { Cents } from '../money/cents'
import type { TransferErrorKind } from '../transfer/transfer-error'

/** Durable states of one execution of a profile; see `transitions.ts` for what may follow what. */
export const runStates = [
  'planned',
  'prepared',
  'sending',
  'publishing',
  'delivered',
  'empty',
  'cancelled',
  'parked',
] as const
export type RunState = (typeof runStates)[number]

/** Who asked for the run. */
export type RunOrigin = 'schedule' | 'manual'

/** Why a run stands still or waits: a transfer error, or trouble in our own house. */
export type RunErrorKind =
  | TransferErrorKind
  | 'format-rejected' // documents that the format cannot carry; `faults` names them
  | 'sums-differ' // what was written is not what the ledger holds
  | 'ledger-unavailable'
  | 'secret-unavailable'
  | 'spool-failed' // the local disk refused
  | 'delivery-uncertain' // neither the temporary nor the final file is there
  | 'restored-uncertain' // a backup was restored: its documents may have been handed over after that backup
  | 'attempts-exhausted'
  | 'internal' // a bug

export interface RunError {
  readonly kind: RunErrorKind
  /** Technical words for the reader who wants them; never a secret. */
  readonly detail: string
  readonly hostKey?: string
}

/** Prepared bytes of one file. `spooled` → `uploaded` (temporary name, verified) → `published` (final name). */
export interface SpoolFile {
  readonly no: number
  readonly kind: FileKind
  readonly mandant: string
  readonly name: string
  readonly rows: number
  readonly sizeBytes: number
  /** Hex. */
  readonly sha256: string
  readonly state: 'spooled' | 'uploaded' | 'published'
  /** Final path on the target; null until the first upload fixes it. */
  readonly remotePath: string | null
}

export interface RunSum {
  readonly mandant: string
  readonly currency: string
  /** Sum of the amounts of the postings with `S`. */
  readonly debitCents: Cents
  /** Sum of the amounts of the postings with `H`. */
  readonly creditCents: Cents
}

export interface Run {
  readonly id: string
  /** Counts up by one per run of this installation. */
  readonly no: number
  readonly profileId: string
  readonly origin: RunOrigin
  /** The slot (schedule) or the moment of the order (manual). */
  readonly dueMs: number
  readonly state: RunState
  /** Set with `parked`, and with an open run that waits for its next attempt. */
  readonly error: RunError | null
  readonly attempts: number
  readonly retryAtMs: number | null
  /** Accounting documents plus incoming invoices. */
  readonly documents: number
  readonly files: readonly SpoolFile[]
  readonly sums: readonly RunSum[]
  readonly startedMs: number
  readonly finishedMs: number | null
  /** Set when a person released the documents for the next run. */
  readonly releasedMs: number | null
}

/** One document of a run, as the history shows it. */
export interface RunDocument {
  readonly mandant: string
  readonly sourceId: string
  readonly version: number
  readonly documentNo: string
  readonly documentType: string
  readonly documentDate: IsoDate
  readonly occasion: 'document' | 'reversal' | 'incoming'
}

export function isOpen(run: Pick<Run, 'state'>): boolean {
  return run.state === 'planned' || run.state === 'prepared' || run.state === 'sending' || run.state === 'publishing'
}
