import { z } from 'zod'
import { accessCalls } from './access'
import { appearanceCalls } from './appearance'
import { backupCalls } from './backups'
import { chainCalls } from './chain'
import { ScheduleDraft, SecretInput, SmtpDraft, weekdays } from './drafts'
import { historyCalls, Receipt } from './history'
import { invoiceCalls } from './invoices'
import { ImportFault, ImportProgress, ImportSummary, LedgerStatus, ledgerCalls } from './ledger'
import { listCalls } from './lists'
import { masterDataCalls } from './master-data'
import type { CallName, FactName } from './names'
import { PreviewProgressFact, profileFormCalls, TestStepFact } from './profile-form'
import { setupCalls } from './setup'
import { Settings, SmtpEntry, Status } from './status'
import { FieldFault, FormatFault, Params, Trouble } from './trouble'
import { updateCalls } from './updates'

export { FieldFault, ImportFault, ImportSummary, LedgerStatus, Settings, SmtpDraft, SmtpEntry, Status, Trouble }

// Objects in results drop keys that are not named here: what is not in the treaty does not cross.

const Nothing = z.strictObject({})
const ProfileId = z.string().min(1).max(200)
const RunId = z.string().regex(/^[A-Za-z0-9-]{1,64}$/)
const Count = z.int().min(0)

export const languages = ['de', 'en'] as const
const Language = z.enum(languages)

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
const RunState = z.enum(runStates)

export const CallError = Trouble.extend({
  /** The first faults of a refused import, and how many there are. */
  faults: z.array(ImportFault).optional(),
  faultsTotal: Count.optional(),
  /** Every wrong field of a form. */
  fields: z.array(FieldFault).optional(),
  /** What a mail server said itself. */
  answer: z.string().optional(),
})

export const AppInfo = z.object({ language: Language, version: z.string(), host: z.enum(['running', 'stopped']) })

/** The screens that something outside the page may ask for: the tray, a notification. */
export const View = z.object({
  screen: z.enum(['profiles', 'runs', 'ledger', 'master-data', 'users', 'settings']),
  runId: RunId.nullable(),
})

const RunFile = z.object({
  no: Count,
  kind: z.enum(['attachments', 'personal-accounts', 'postings', 'incoming-invoices']),
  mandant: z.string(),
  name: z.string(),
  rows: Count,
  sizeBytes: Count,
  sha256: z.string(),
  state: z.enum(['spooled', 'uploaded', 'published']),
  remotePath: z.string().nullable(),
})

const RunSum = z.object({ mandant: z.string(), currency: z.string(), debitCents: z.int(), creditCents: z.int() })

/** `error.kind` has its words under `error.<kind>`, with the parameter `hostKey`. */
const RunError = z.object({ kind: z.string(), detail: z.string(), hostKey: z.string().optional() })

export const Run = z.object({
  id: RunId,
  no: Count,
  profileId: ProfileId,
  origin: z.enum(['schedule', 'manual']),
  dueMs: z.number(),
  state: RunState,
  error: RunError.nullable(),
  attempts: Count,
  retryAtMs: z.number().nullable(),
  documents: Count,
  files: z.array(RunFile),
  sums: z.array(RunSum),
  startedMs: z.number(),
  finishedMs: z.number().nullable(),
  releasedMs: z.number().nullable(),
})

const LocalTime = z.string()
const Interval = z.discriminatedUnion('interval', [
  z.object({ interval: z.literal('hourly') }),
  z.object({ interval: z.literal('minutes'), minutes: z.int() }),
  z.object({ interval: z.literal('daily'), time: LocalTime }),
  z.object({ interval: z.literal('weekly'), weekdays: z.array(z.enum(weekdays)), time: LocalTime }),
  z.object({ interval: z.literal('monthly'), days: z.array(z.int()), time: LocalTime }),
])

const MissedRuns = z.enum(['catch-up', 'skip'])

export const ProfileEntry = z.object({
  id: ProfileId,
  name: z.string(),
  enabled: z.boolean(),
  workstation: z.string().nullable(),
  /** Name of the branch, its id when the ledger does not know it; null: all. */
  branch: z.string().nullable(),
  /** `place` is for the eye: host and folder, or the folder. */
  target: z.object({ protocol: z.enum(['sftp', 'ftp', 'ftps', 'ftps-implicit', 'folder']), place: z.string() }),
  format: z.string(),
  schedule: Interval,
  startDate: z.string().nullable(),
  timeZone: z.string(),
  missedRuns: MissedRuns,
  /** Null: may run here and now. */
  blocked: Trouble.nullable(),
  /** ISO date-time with offset. */
  nextRun: z.string().nullable(),
  lastRun: Run.nullable(),
  openRun: Run.nullable(),
  waitingDocuments: Count,
})

export const ExportReport = z.object({ run: Run, warnings: z.array(FormatFault) })

const RunDocument = z.object({
  mandant: z.string(),
  sourceId: z.string(),
  version: z.int(),
  documentNo: z.string(),
  documentType: z.string(),
  documentDate: z.string(),
  occasion: z.enum(['document', 'reversal', 'incoming']),
})

export const JournalLine = z.object({ atMs: z.number(), event: z.string(), actor: z.string(), data: Params })

export const RunDetails = z.object({
  run: Run,
  faults: z.array(FormatFault),
  journal: z.array(JournalLine),
  /** In the order in which they came; a file that was sent again has several. */
  receipts: z.array(Receipt),
  /** Why a deed is not possible now; null: it is. */
  refusals: z.object({ resend: Trouble.nullable(), release: Trouble.nullable(), arrived: Trouble.nullable() }),
})

export const documentsPerPage = 100
export const DocumentPage = z.object({ total: Count, rows: z.array(RunDocument).max(documentsPerPage) })

export const Workstation = z.object({
  name: z.string(),
  boundName: z.string(),
  branch: z.string().nullable(),
  adopted: z.boolean(),
  reason: z.enum(['other-name', 'older-copy']).nullable(),
})

/** Calls go in. `in` refuses keys it does not know, `out` drops them. */
export const calls = {
  'app.show': { in: Nothing, out: AppInfo },
  'app.setLanguage': { in: z.strictObject({ language: Language }), out: Nothing },
  'app.copy': { in: z.strictObject({ text: z.string().min(1).max(1000) }), out: Nothing },
  'app.restartHost': { in: Nothing, out: Nothing },
  /** What the page was asked to show; null: nothing, or it was handed out before. Asked at the start and on `view.requested`. */
  'app.takeView': { in: Nothing, out: View.nullable() },
  'profiles.list': { in: Nothing, out: z.array(ProfileEntry) },
  /** A profile that delivers the demo ledger into a folder of this installation. */
  'profiles.createDemo': { in: Nothing, out: Nothing },
  /** The next run times, as ISO date-times with offset; what is wrong comes back as `fields`. */
  'schedule.preview': {
    in: z.strictObject({
      schedule: ScheduleDraft,
      timeZone: z.string().max(100),
      startDate: z.string().max(20).nullable(),
    }),
    out: z.array(z.string()),
  },
  'schedule.pause': { in: z.strictObject({ span: z.enum(['hour', 'tomorrow']) }), out: Nothing },
  'schedule.resume': { in: Nothing, out: Nothing },
  'status.show': { in: Nothing, out: Status },
  'settings.show': { in: Nothing, out: Settings },
  'settings.save': {
    in: z
      .strictObject({ startAtSignIn: z.boolean(), startMinimised: z.boolean(), notifyOnSuccess: z.boolean() })
      .partial(),
    out: Settings,
  },
  'smtp.show': { in: Nothing, out: SmtpEntry },
  /** A secret that is left out stays as it is. */
  'smtp.save': {
    in: z.strictObject({ settings: SmtpDraft, secret: SecretInput.optional(), clientSecret: SecretInput.optional() }),
    out: Nothing,
  },
  /** Sends a test message; answers what the server said to it. */
  'smtp.test': { in: z.strictObject({ address: z.string().trim().max(320) }), out: z.object({ answer: z.string() }) },
  'export.runNow': { in: z.strictObject({ profileId: ProfileId }), out: ExportReport },
  'runs.list': {
    in: z.strictObject({
      profileId: ProfileId.nullable(),
      state: RunState.nullable(),
      limit: z.int().min(1).max(1000),
    }),
    out: z.array(Run),
  },
  'runs.show': { in: z.strictObject({ runId: RunId }), out: RunDetails },
  'runs.documents': { in: z.strictObject({ runId: RunId, offset: Count.max(100_000_000) }), out: DocumentPage },
  'runs.resend': { in: z.strictObject({ runId: RunId }), out: Run },
  'runs.arrived': { in: z.strictObject({ runId: RunId, reason: z.string().trim().min(3).max(500) }), out: Run },
  'runs.release': { in: z.strictObject({ runId: RunId, reason: z.string().trim().min(3).max(500) }), out: Run },
  'runs.find': { in: z.strictObject({ documentNo: z.string().trim().min(1).max(200) }), out: z.array(Run) },
  'workstation.show': { in: Nothing, out: Workstation },
  'workstation.adopt': { in: Nothing, out: Workstation },
  ...appearanceCalls,
  ...setupCalls,
  ...updateCalls,
  ...ledgerCalls,
  ...invoiceCalls,
  ...masterDataCalls,
  ...chainCalls,
  ...accessCalls,
  ...profileFormCalls,
  ...historyCalls,
  ...listCalls,
  ...backupCalls,
} as const satisfies Readonly<Record<CallName, { readonly in: z.ZodType; readonly out: z.ZodType }>>

/** Facts come out. */
export const facts = {
  'runs.changed': z.object({ runId: RunId }),
  'profiles.changed': z.object({ profileId: ProfileId }),
  'ledger.changed': Nothing,
  /** An incoming invoice arrived or was decided, or the rules changed. */
  'invoices.changed': Nothing,
  'workstation.changed': Nothing,
  /** The schedule was paused or resumed, a profile began to fail or works again. */
  'status.changed': Nothing,
  /** For the desktop, not for the page: something is to be told there. */
  'alerts.raised': Nothing,
  'export.progress': z.object({
    profileId: ProfileId,
    phase: z.enum(['collect', 'write', 'send', 'verify', 'publish']),
    file: z.string().nullable(),
    done: z.number().min(0),
    total: z.number().min(0),
  }),
  /** An import that a person asked for began or ended. */
  'import.changed': Nothing,
  'import.progress': ImportProgress,
  'preview.progress': PreviewProgressFact,
  'test.step': TestStepFact,
  'host.changed': z.object({ host: z.enum(['running', 'stopped']) }),
  'view.requested': Nothing,
  /** Another person is at the window, or the screen was locked or opened, or what a person may do was changed. */
  'access.changed': Nothing,
  /** Something is known about a new version of the app. */
  'updates.changed': Nothing,
} as const satisfies Readonly<Record<FactName, z.ZodType>>
