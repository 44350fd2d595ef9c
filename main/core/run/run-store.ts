import type { FormatFault } from '../formats/format'
import type { DocumentGroup, GroupKey } from '../ledger/embedded'
import type { Run, RunDocument, RunError, RunOrigin, RunState, RunSum, SpoolFile } from './run'
import type { StampPile, StampPlaces } from './stamp-pile'

export interface PlannedRun {
  readonly id: string
  readonly profileId: string
  readonly origin: RunOrigin
  readonly dueMs: number
}

export type Occasion = RunDocument['occasion']

/** How many documents of a group a profile holds as handed over: stamped, not released. Reversals do not count. */
export interface HandedGroup extends DocumentGroup {
  readonly profileId: string
}

/** A version that a profile has stamped and not released, with the group it belongs to. */
export interface StampOfVersion extends Omit<GroupKey, 'occasion'> {
  readonly profileId: string
  readonly occasion: Occasion
  readonly sourceId: string
  readonly version: number
}

/** What the books say of a version that was stamped before stamps kept it. */
export interface GroupedVersion {
  readonly occasion: Occasion
  readonly mandant: string
  readonly sourceId: string
  readonly version: number
  readonly branch: string | null
  readonly paymentMethod: string | null
}

/** The state of a debtor or creditor that was handed over, as a hash of its content. */
export interface HandedPartner {
  readonly mandant: string
  readonly account: string
  readonly contentHash: string
}

/** All that is fixed before anything is sent. */
export interface PreparedRun {
  readonly files: readonly Omit<SpoolFile, 'state' | 'remotePath'>[]
  readonly documents: StampPile
  readonly places: StampPlaces
  readonly partners: readonly HandedPartner[]
  readonly sums: readonly RunSum[]
  readonly warnings: readonly FormatFault[]
}

export interface Receipt {
  readonly remotePath: string
  readonly sizeBytes: number
  /** Hex. */
  readonly sha256: string
  /** Whether the content was read back before the rename, or only its size compared. */
  readonly verification: 'size' | 'content'
  /** What the server showed: `renamed`, `found in place`. */
  readonly serverAnswer: string
}

/** A receipt as it was kept. */
export interface KeptReceipt extends Receipt {
  readonly fileNo: number
  readonly atMs: number
}

export interface Retry {
  readonly error: RunError
  readonly attempts: number
  readonly retryAtMs: number
}

export type ChangeChoice = 'reverse-and-resend' | 'do-not-send'

/** A document that changed after a profile had sent it, and what a person decided. */
export interface ChangeDecision {
  readonly profileId: string
  readonly mandant: string
  readonly sourceId: string
  readonly sentVersion: number
  readonly currentVersion: number
  readonly choice: ChangeChoice
}

export interface RunFilter {
  readonly profileId?: string
  readonly state?: RunState
  readonly limit?: number
}

/** What a person looks for in the history; what is left out does not matter. */
export interface RunSearch {
  readonly profileIds?: readonly string[]
  readonly states?: readonly RunState[]
  readonly origin?: RunOrigin
  /** Began at this moment or later. */
  readonly fromMs?: number
  /** Began before this moment. */
  readonly untilMs?: number
  /** Handed over documents of this branch, or belongs to a profile that is for this branch only. */
  readonly branch?: string
  /** A run's or a document's whole number, or part of a profile's name; unless it is a short number, part of an id or a file's
   * name, too. Where no document has that number, the beginning of one, three characters at least. */
  readonly text?: string
}

/** The newest `limit` runs below the number `before` (null: from the newest on). */
export interface RunPage {
  readonly before: number | null
  readonly limit: number
}

export interface RunsFound {
  /** All that were found, also those on other pages. */
  readonly total: number
  /** Newest first. */
  readonly runs: readonly Run[]
}

/** A stretch of time, from its first moment to before its last. */
export interface Span {
  readonly fromMs: number
  readonly untilMs: number
}

/** The runs of one profile that began in one span. */
export interface SpanRuns {
  /** Place of the span in the question. */
  readonly span: number
  readonly profileId: string
  readonly delivered: number
  /** Handed over by the delivered ones. */
  readonly documents: number
  readonly empty: number
  /** Parked, given up, or waiting after a failed attempt. */
  readonly failed: number
  /** Under way, nothing failed yet. */
  readonly open: number
}

/**
 * The runs of this installation (port). Every write is one transaction with its journal entry, durable when it returns,
 * refused by `transitions.ts` when the state does not allow it. Errors, attempts and pauses of a run are wiped by progress.
 */
export interface RunStore {
  /** Makes a run. Null when this slot of the schedule has been taken already; a slot moves the profile's newest slot on. */
  plan(run: PlannedRun, actor: string): Run | null
  /** An empty pile for the stamps of a run; lives as long as this store is open. */
  pile(): StampPile
  /** planned → prepared, with files, stamps, handed partners and sums. */
  prepared(runId: string, prepared: PreparedRun, actor: string): Run
  /** planned → empty. */
  empty(runId: string, warnings: readonly FormatFault[], actor: string): Run
  /** prepared → sending. */
  sending(runId: string, actor: string): Run
  fileUploaded(runId: string, fileNo: number, remotePath: string, actor: string): Run
  /** sending → publishing, when every file is uploaded and before the first gets its name. */
  publishing(runId: string, actor: string): Run
  filePublished(runId: string, fileNo: number, receipt: Receipt, actor: string): Run
  /** publishing → sending: this file has to be uploaded again. */
  uploadAgain(runId: string, fileNo: number, error: RunError, actor: string): Run
  /** publishing → delivered, when every file is published. */
  delivered(runId: string, actor: string): Run
  /** Keeps the state and waits. */
  retry(runId: string, retry: Retry, actor: string): Run
  parked(runId: string, error: RunError, faults: readonly FormatFault[], actor: string): Run
  /** A parked run goes on in the state its files show; an open one forgets its pause. */
  carryOn(runId: string, actor: string): Run
  /** delivered or parked → prepared, with every file as it was before it was sent. */
  resend(runId: string, actor: string): Run
  /** parked → delivered, because a person says that it arrived. */
  arrived(runId: string, reason: string, actor: string): Run
  /**
   * Whether documents of the run may have been handed over in the time that a restored backup does not know, and nobody said since
   * to send it all the same (`resend`).
   */
  mayBeRepeated(runId: string): boolean
  /** Frees the documents. Delivered stays delivered; what is not delivered becomes cancelled. */
  release(runId: string, reason: string, actor: string): Run

  get(runId: string): Run | null
  /** Open and parked runs, oldest first. */
  unfinished(profileId: string | null): readonly Run[]
  latest(profileId: string): Run | null
  /** The same for many, in no order. */
  latestOf(profileIds: readonly string[]): readonly Run[]
  /** Newest first. */
  list(filter: RunFilter): readonly Run[]
  documents(runId: string): readonly RunDocument[]
  /** Some of them, in the same order, and how many there are. */
  documentPage(
    runId: string,
    page: { readonly offset: number; readonly limit: number },
  ): { readonly total: number; readonly rows: readonly RunDocument[] }
  search(search: RunSearch, page: RunPage): RunsFound
  /** Spans do not overlap; those without runs are left out. @param profileId null: of every profile */
  perSpan(spans: readonly Span[], profileId: string | null): readonly SpanRuns[]
  faults(runId: string): readonly FormatFault[]
  /** In the order in which they came. */
  receipts(runId: string): readonly KeptReceipt[]
  /** Newest first. */
  findByDocumentNo(documentNo: string): readonly Run[]

  /**
   * Runs questions of this port at one moment. Hundreds of them in a row cost a fraction of what they do one by one, since
   * the database locks its file once.
   */
  snapshot<T>(questions: () => T): T
  /** Versions of a document that this profile has stamped and not released, ascending. */
  stampedVersions(profileId: string, occasion: Occasion, mandant: string, sourceId: string): readonly number[]
  /** Per profile and group, for one profile or all: a few dozen rows each, however many documents there are. */
  handed(profileId: string | null): readonly HandedGroup[]
  /** What any profile has stamped of these documents, in whatever version, by ascending version. */
  stampsOf(sources: readonly { readonly mandant: string; readonly sourceId: string }[]): readonly StampOfVersion[]
  /** Runs of an earlier version of the program, whose stamps do not say their groups yet: they are missing in `handed`. */
  ungrouped(): readonly string[]
  /** Adds what was missing. */
  group(runId: string, versions: readonly GroupedVersion[]): void
  /**
   * The same for many documents in one question: for each stamp of one of them its place in the list and its version, by
   * ascending place and version.
   */
  stampedAmong(
    profileId: string,
    occasion: Occasion,
    sources: readonly { readonly mandant: string; readonly sourceId: string }[],
  ): readonly { readonly place: number; readonly version: number }[]
  /** Hash of the newest handed-over state of a debtor or creditor; null: never, or released. */
  handedPartner(profileId: string, mandant: string, account: string): string | null
  decision(key: Omit<ChangeDecision, 'choice'>): ChangeChoice | null
  /** Decisions for reversal that no run has carried out yet. */
  openReversals(profileId: string): readonly ChangeDecision[]
  decide(decision: ChangeDecision, actor: string): void
}
