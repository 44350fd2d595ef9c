import type { DesktopAlert } from '../core/alert/alert'
import type { FormatFault, MandantSettings } from '../core/formats/format'
import type { ImportFault, ImportProgress, ImportSummary } from '../core/ledger/import'
import type { MailReceipt, SmtpSettings } from '../core/mail/mail'
import type { Profile } from '../core/profile/profile'
import type { Result } from '../core/result'
import type { Run, RunDocument, RunState, SpoolFile } from '../core/run/run'
import type { KeptReceipt } from '../core/run/run-store'
import type { ChainSettings, JournalEntry, Workstation } from '../core/store-ports'
import type { TransferErrorKind } from '../core/transfer/transfer-error'
import type { AccessUseCases } from './app-access'
import type { BackupUseCases } from './app-backups'
import type { HistoryUseCases } from './app-history'
import type { InvoiceUseCases } from './app-invoices'
import type { LedgerUseCases } from './app-ledger'
import type { MasterDataUseCases } from './app-master-data'
import type { ExportPreview, PreviewProgress } from './app-preview'
import type { ProfileFormUseCases } from './app-profile-form'
import type { WatchUseCases } from './app-watch'

export type { DayRuns, DocumentPage, HistoryFilter, HistoryUseCases, PageOrder } from './app-history'
export type { ChangedDocument, LedgerImportSummary, LedgerStatus, LedgerUseCases } from './app-ledger'
export type { MasterDataUseCases, MasterField, MasterRecord } from './app-master-data'
export type { ExclusionReason, ExportPreview, PreviewExclusion, PreviewGroup, PreviewProgress } from './app-preview'
export type { DraftCheck, DraftNames, ProfileFormUseCases } from './app-profile-form'
export type { WatchOverview, WatchUseCases } from './app-watch'
export type { ChainSettings, ImportFault, ImportProgress, ImportSummary, JournalEntry, KeptReceipt, Workstation }

/**
 * Everything Belegbote can do, as one value. The command line and the window are two faces of it: both get an `App`
 * from `compose()` and add nothing but words. Errors carry a code; the words stand in resources/locales under
 * `error.<code>`, filled with `params`.
 */
export interface App {
  readonly ledger: LedgerUseCases
  readonly invoices: InvoiceUseCases
  readonly masterData: MasterDataUseCases
  readonly watch: WatchUseCases
  readonly profiles: ProfileUseCases
  readonly runs: RunUseCases
  readonly workstation: WorkstationUseCases
  readonly chain: ChainUseCases
  readonly mandants: MandantUseCases
  readonly access: AccessUseCases
  readonly schedule: ScheduleUseCases
  readonly smtp: SmtpUseCases
  readonly alerts: AlertUseCases
  readonly backups: BackupUseCases
  /** Tells when something durable changed (an id, not the data). Returns its own unsubscribe. */
  onChange(listener: (fact: ChangeFact) => void): () => void
  /** Stops open work at its next commit and closes the database. */
  close(): Promise<void>
}

export type ChangeFact =
  | { readonly fact: 'runs.changed'; readonly runId: string }
  | { readonly fact: 'profiles.changed'; readonly profileId: string }
  | { readonly fact: 'ledger.changed' }
  /** An incoming invoice arrived or was decided, or the rules changed. */
  | { readonly fact: 'invoices.changed' }
  | { readonly fact: 'workstation.changed' }
  /** The schedule was paused or resumed, an incident began or ended, a profile began to run: the status is another one. */
  | { readonly fact: 'status.changed' }
  /** Something waits for `alerts.takeDesktop()`. */
  | { readonly fact: 'alerts.raised' }

/** `class` decides the exit status: `failed` 1, `invalid` 2 (nothing changed), `refused` 3 (a rule). */
export interface AppError {
  readonly class: 'failed' | 'invalid' | 'refused'
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
  /** Machine-readable extra for `--json`. */
  readonly details?: unknown
}

// ----------------------------------------------------------------------------------------------------------- profiles
export interface ProfileOverview {
  readonly profile: Profile
  /** A secret is stored for this sign-in; in a list as remembered, in `show` as the keychain says. */
  readonly secretSet: boolean
  /** May run here and now by the rules that do not change by the minute (workstation, branch, start date). */
  readonly runnable: Result<void, AppError>
  readonly nextRun: string | null
  readonly lastRun: Run | null
  readonly openRun: Run | null
  readonly waitingDocuments: number
}

export interface ApplyReport {
  /** Profiles that need their secret anew, for they sign in elsewhere now. */
  readonly secretsForgotten: readonly string[]
}

export interface TestStep {
  /** resolve · connect · identity · sign-in · folder · write · read-back · rename · delete */
  readonly name: string
  readonly ok: boolean
  readonly error: { readonly kind: TransferErrorKind; readonly detail: string } | null
}
export interface TestReport {
  readonly ok: boolean
  readonly steps: readonly TestStep[]
  /** The fingerprint the server showed (SFTP), also when it is not trusted. */
  readonly hostKey: string | null
}

export interface ProfileUseCases extends ProfileFormUseCases {
  list(): Promise<readonly ProfileOverview[]>
  show(id: string): Promise<Result<ProfileOverview, AppError>>
  /** Creates or replaces; `profiles` is all or nothing. The secret of one that signs in elsewhere now is forgotten. */
  apply(profiles: readonly Profile[]): Promise<Result<ApplyReport, AppError>>
  remove(id: string): Promise<Result<void, AppError>>
  setSecret(id: string, secret: string): Promise<Result<{ readonly place: 'keychain' | 'vault' }, AppError>>
  test(id: string, onStep?: (step: TestStep) => void): Promise<Result<TestReport, AppError>>
  /**
   * The same for settings that need not be stored. `secret` null: the stored one, when it was given for this very host, port,
   * protocol, user and key file; it is never sent anywhere else.
   */
  testDraft(
    draft: Profile,
    secret: string | null,
    onStep?: (step: TestStep) => void,
  ): Promise<Result<TestReport, AppError>>
  /**
   * What these settings, stored or not, would export now. Nothing is stamped, sent or stored.
   * @param isCancelled asked between pieces of the work; true ends it as `preview-cancelled`
   */
  preview(
    draft: Profile,
    onProgress?: (progress: PreviewProgress) => void,
    isCancelled?: () => boolean,
  ): Promise<Result<ExportPreview, AppError>>
  trust(id: string, hostKey: string): Promise<Result<void, AppError>>
  /** The next `count` run times from a local ISO date-time on, as ISO with offset. */
  schedulePreview(id: string, fromLocal: string, count: number): Promise<Result<readonly string[], AppError>>
  /** The same from now on, for a schedule that is not stored; what is wrong with it comes as `input-faults`. */
  previewSchedule(
    draft: Pick<Profile, 'schedule' | 'timeZone' | 'startDate'>,
    count: number,
  ): Promise<Result<readonly string[], AppError>>
}

// --------------------------------------------------------------------------------------------------------------- runs
export interface RunProgress {
  readonly runId: string
  readonly phase: 'collect' | 'write' | 'send' | 'verify' | 'publish'
  readonly file: string | null
  readonly done: number
  readonly total: number
}

export interface ExportReport {
  /** The runs carried on or started by this order, oldest first. */
  readonly runs: readonly Run[]
  /** The run to speak of: the last one that was not empty, else the last. */
  readonly run: Run
  readonly warnings: readonly FormatFault[]
}

/** What an export would do, written to a folder or only listed: nothing is stamped or sent. */
export interface DryRunReport {
  readonly run: Run
  readonly files: readonly SpoolFile[]
  readonly documentList: readonly RunDocument[]
  readonly faults: readonly FormatFault[]
}

/** Its documents come by the page: `runs.documents`. */
export interface RunDetails {
  readonly run: Run
  readonly faults: readonly FormatFault[]
  readonly journal: readonly JournalEntry[]
  /** In the order in which they came; a file that was sent again has several. */
  readonly receipts: readonly KeptReceipt[]
  /** Why a deed is not possible now; null: it is. */
  readonly refusals: Readonly<Record<'resend' | 'release' | 'arrived', AppError | null>>
}

export interface RunUseCases extends HistoryUseCases {
  /** Carries the profile's open or parked run on, then starts a new one. An error is a refusal before any run. */
  export(profileId: string, onProgress?: (progress: RunProgress) => void): Promise<Result<ExportReport, AppError>>
  /** @param outDir null: list only */
  dryRun(profileId: string, outDir: string | null): Promise<Result<DryRunReport, AppError>>
  list(filter: {
    readonly profileId?: string
    readonly state?: RunState
    readonly limit?: number
  }): Promise<Result<readonly Run[], AppError>>
  show(runId: string): Promise<Result<RunDetails, AppError>>
  /** Sends the prepared bytes once more under the same names. */
  resend(runId: string, onProgress?: (progress: RunProgress) => void): Promise<Result<Run, AppError>>
  /** Frees the run's documents for the next run. */
  release(runId: string, reason: string): Promise<Result<Run, AppError>>
  /** Ends a run of which only a person knows that it arrived; its documents stay handed over. */
  arrived(runId: string, reason: string): Promise<Result<Run, AppError>>
  find(documentNo: string): Promise<readonly Run[]>
  /** Carries on every open run that is due: at start, and so after a crash. */
  resumeOpen(): Promise<readonly Run[]>
}

// ---------------------------------------------------------------------------------------------------- workstation etc.
export interface WorkstationUseCases {
  show(): Workstation
  adopt(): Promise<Result<Workstation, AppError>>
  setBranch(branch: string | null): Promise<Result<Workstation, AppError>>
}

export interface ChainUseCases {
  show(): ChainSettings
  set(settings: ChainSettings): Promise<Result<ChainSettings, AppError>>
}

export interface MandantUseCases {
  show(mandant: string): Promise<Result<MandantSettings, AppError>>
  set(mandant: string, settings: MandantSettings): Promise<Result<void, AppError>>
}

// ------------------------------------------------------------------------------------------------------------ schedule
export interface ScheduleUseCases {
  /** Begins to watch the clock; open runs go on, slots that were missed are caught up or skipped, by profile. */
  start(): Promise<void>
  /**
   * Looks at the clock once: claims what is due and starts it. Resolves when the claims are written down; the runs go on.
   * Called every minute, and by the shell when the computer wakes up.
   */
  tick(): Promise<void>
  /** Resolves when nothing that the schedule started is under way. */
  settled(): Promise<void>
  /** No more ticks; what is under way commits its step and stays so. This app carries no run on any more: close it. */
  stop(): Promise<void>
  /** Stops the schedule until then, also over a restart. Runs by hand stay possible. */
  pause(untilMs: number): Promise<Result<void, AppError>>
  /** One hour from now, or until the open hours begin tomorrow (in the zone of this computer). */
  pauseFor(span: 'hour' | 'tomorrow'): Promise<Result<void, AppError>>
  resume(): Promise<Result<void, AppError>>
}

// ---------------------------------------------------------------------------------------------------------------- mail
export interface SmtpOverview {
  /** Null: not configured. */
  readonly settings: SmtpSettings | null
  readonly secretSet: boolean
  /** The OAuth2 client's own secret is set. */
  readonly clientSecretSet: boolean
}

export interface SmtpUseCases {
  show(): Promise<SmtpOverview>
  set(settings: SmtpSettings): Promise<Result<void, AppError>>
  /** `sign-in`: password or refresh token; `client`: the OAuth2 client's own secret, where the provider wants one. */
  setSecret(
    secret: string,
    which?: 'sign-in' | 'client',
  ): Promise<Result<{ readonly place: 'keychain' | 'vault' }, AppError>>
  /** Sends a test message; the server's own answer is in the value and in the error's `details.answer`. */
  test(address: string): Promise<Result<MailReceipt, AppError>>
}

// -------------------------------------------------------------------------------------------------------------- status
/** Something a person should look at. */
export interface StatusTrouble {
  /** `ledger`: the watched folder; `invoices`: incoming ones that wait for their accounts. */
  readonly subject: 'profile' | 'mail' | 'workstation' | 'ledger' | 'invoices' | 'backup' | 'store'
  readonly profileId: string | null
  readonly profileName: string | null
  readonly runId: string | null
  /** Words under `error.<code>`. */
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
  readonly sinceMs: number | null
  readonly needsPerson: boolean
  readonly nextAttemptMs: number | null
}

/** How the installation is, at a glance: what the tray draws. */
export interface AppStatus {
  /** `running` before `attention` before `paused` before `ok`. */
  readonly state: 'ok' | 'running' | 'attention' | 'paused'
  readonly pausedUntilMs: number | null
  readonly running: readonly { readonly profileId: string; readonly name: string }[]
  /** Null when nothing is going to run, also while paused beyond it. */
  readonly nextRun: { readonly profileId: string; readonly name: string; readonly atMs: number } | null
  /** The newest run that is not open. */
  readonly lastRun: { readonly profileName: string; readonly run: Run } | null
  /** What needs a person first, then by age. */
  readonly troubles: readonly StatusTrouble[]
  /** For "run now". */
  readonly profiles: readonly { readonly id: string; readonly name: string; readonly runnable: boolean }[]
}

export interface AlertUseCases {
  status(): Promise<AppStatus>
  /** Hands out each desktop alert once, marked as told; those of incidents that ended meanwhile are left out. */
  takeDesktop(): Promise<readonly DesktopAlert[]>
  /** Whether deliveries are told on the desktop, too. */
  settings(): { readonly notifyOnSuccess: boolean }
  setSettings(settings: { readonly notifyOnSuccess: boolean }): Promise<Result<void, AppError>>
  /** Looks at one profile, or all: opens and ends incidents, writes alerts down. Sends what is due; resolves afterwards. */
  review(profileId: string | null): Promise<void>
}
