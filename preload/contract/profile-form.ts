import { z } from 'zod'
import { ScheduleDraft, SecretInput } from './drafts'
import { ChosenColumn, FormatSettingsByFormat, SettingValue } from './profile'
import { FieldFault, FormatFault, Trouble } from './trouble'

// The profile form: what a person has typed goes in, what is wrong with it and what follows from it comes back.

const Typed = z.string().max(1000)
const TypedNumber = z.number().nullable()
const ProfileId = z.string().min(1).max(200)
const Nothing = z.strictObject({})

export const protocols = ['sftp', 'ftps', 'ftps-implicit', 'ftp', 'folder'] as const

/** Like the JSON of a profile; an empty text is '', an empty number null. No secret is in it. */
export const ProfileDraft = z.strictObject({
  /** Of a new profile ''. */
  id: z.string().max(200),
  name: Typed,
  enabled: z.boolean(),
  workstation: Typed.nullable(),
  branch: Typed.nullable(),
  startDate: z.string().max(20).nullable(),
  timeZone: z.string().max(100),
  missedRuns: z.enum(['catch-up', 'skip']),
  target: z.strictObject({
    protocol: z.enum(protocols),
    host: Typed.nullable(),
    port: TypedNumber,
    directory: Typed,
    user: Typed.nullable(),
    hostKeys: z.array(Typed).max(100),
    privateKeyFile: Typed.nullable(),
    tlsCaFile: Typed.nullable(),
  }),
  selection: z.strictObject({
    mandants: z.array(Typed).max(10_000),
    documentTypes: z.array(Typed).max(10_000),
    paymentMethods: z.array(Typed).max(10_000),
  }),
  exportDebtors: z.boolean(),
  format: Typed,
  incomingInvoices: z.strictObject({ enabled: z.boolean(), format: Typed }),
  formatSettings: FormatSettingsByFormat,
  fileNamePattern: Typed.nullable(),
  schedule: ScheduleDraft,
  email: z.array(Typed).max(100),
  attemptsMax: TypedNumber,
})

const Named = z.object({ id: z.string(), name: z.string() })

const Setting = { key: z.string(), help: z.boolean(), when: z.object({ key: z.string(), is: SettingValue }).nullable() }

/** What a format lets a person set; words stand under `format.setting.<key>` and, for columns, `format.column.<column>`. */
const FormatSetting = z.discriminatedUnion('kind', [
  z.object({ ...Setting, kind: z.literal('choice'), options: z.array(z.string()), default: z.string() }),
  z.object({ ...Setting, kind: z.literal('switch'), default: z.boolean() }),
  z.object({ ...Setting, kind: z.literal('text'), maxLength: z.int(), default: z.string() }),
  z.object({ ...Setting, kind: z.literal('columns'), offered: z.array(ChosenColumn), default: z.array(ChosenColumn) }),
])

/** What a person can choose from. */
export const ProfileChoices = z.object({
  /** Name of this computer, for a profile that only it shall run. */
  workstation: z.string(),
  branches: z.array(Named),
  mandants: z.array(Named.extend({ bookkeepingActive: z.boolean() })),
  documentTypes: z.array(Named),
  paymentMethods: z.array(Named),
  formats: z.array(
    z.object({
      id: z.string(),
      personalAccounts: z.boolean(),
      incomingInvoices: z.boolean(),
      settings: z.array(FormatSetting),
      presets: z.array(z.object({ id: z.string(), values: z.record(z.string(), SettingValue) })),
    }),
  ),
})

const Count = z.int().min(0)

/** What would go out now; of a Mandant and a document type the names are among the choices. */
export const ExportPreview = z.object({
  /** Documents and incoming invoices, without reversals. */
  documents: Count,
  groups: z.array(
    z.object({
      occasion: z.enum(['document', 'reversal', 'incoming']),
      mandant: z.string(),
      /** Empty for incoming invoices. */
      documentType: z.string(),
      documents: Count,
      currency: z.string(),
      debitCents: z.int(),
      creditCents: z.int(),
    }),
  ),
  files: z.array(
    z.object({
      kind: z.enum(['attachments', 'personal-accounts', 'postings', 'incoming-invoices']),
      mandant: z.string(),
      name: z.string(),
      rows: Count,
      sizeBytes: Count,
    }),
  ),
  excluded: z.array(
    z.object({
      reason: z.enum([
        'bookkeeping-inactive',
        'other-branch',
        'document-type',
        'payment-method',
        'incoming-not-selected',
        'sent',
        'changed',
        'declined',
      ]),
      mandant: z.string(),
      documents: Count,
    }),
  ),
  /** What the format cannot carry: then nothing goes out at all. */
  rejected: Count,
  faults: z.array(FormatFault),
  faultsTotal: Count,
  /** A rule that would refuse the run here and now. */
  refusal: Trouble.nullable(),
})

const Secret = SecretInput.nullable()
/** Chosen by the page, to tell what comes of one call from what comes of another. */
const WorkId = z.string().min(1).max(40)
const Drafted = z.strictObject({ draft: ProfileDraft, isNew: z.boolean() })

/** Who can mend it; the words stand under `alert.who.<party>`. */
const Party = z.enum(['shop', 'it', 'advisor', 'support', 'nobody'])

/** One step of the connection test; `detail` is what the server or the library said, never a secret. */
const TestStep = z.object({
  name: z.string(),
  ok: z.boolean(),
  error: z.object({ kind: z.string(), detail: z.string(), party: Party }).nullable(),
})

export const profileFormCalls = {
  /** A stored profile to change, one to make another of, or (both null) a new one. */
  'profiles.edit': {
    in: z.strictObject({ profileId: ProfileId.nullable(), duplicateOf: ProfileId.nullable() }),
    out: z.object({ draft: ProfileDraft, choices: ProfileChoices }),
  },
  /** What is wrong with it, and what follows from it. */
  'profiles.check': {
    in: Drafted,
    out: z.object({
      id: z.string(),
      faults: z.array(FieldFault),
      /** A secret is stored for this very sign-in. */
      secretSet: z.boolean(),
      /** Names of today; the directory null while it is wrong. A name that repeats stops the later run. */
      names: z.object({
        directory: z.string().nullable(),
        files: z.array(z.string()),
        repeat: z.enum(['never', 'same-day', 'any-run']),
      }),
    }),
  },
  /** A secret null stays as it is. What is wrong comes as `fields`, and nothing is stored then. */
  'profiles.save': {
    in: Drafted.extend({ secret: Secret }),
    out: z.object({
      profileId: z.string(),
      /** The settings are stored, the secret is not. */
      secretTrouble: Trouble.nullable(),
    }),
  },
  /** What an export would do now; nothing is stamped, sent or stored. Told as `preview.progress` while it goes on. */
  'profiles.preview': { in: Drafted.extend({ previewId: WorkId }), out: ExportPreview },
  /** Stops it; the call answers `preview-cancelled` then. Nothing happens when it is not under way. */
  'profiles.cancelPreview': { in: z.strictObject({ previewId: WorkId }), out: Nothing },
  /** Each step is told as `test.step` while it goes on. */
  'profiles.test': {
    in: z.strictObject({ draft: ProfileDraft, secret: Secret, testId: WorkId }),
    out: z.object({ ok: z.boolean(), steps: z.array(TestStep), hostKey: z.string().nullable() }),
  },
  'profiles.setEnabled': { in: z.strictObject({ profileId: ProfileId, enabled: z.boolean() }), out: Nothing },
  /** Its runs, documents and receipts stay. */
  'profiles.remove': { in: z.strictObject({ profileId: ProfileId }), out: Nothing },
  /** Asks the person for a file or folder of this computer; null when they choose none. */
  'profiles.choosePath': { in: z.strictObject({ kind: z.enum(['file', 'folder']) }), out: z.string().nullable() },
} as const

/** The data of the fact `preview.progress`: documents read so far, of those the settings select. */
export const PreviewProgressFact = z.object({ previewId: z.string(), done: Count, total: Count })

/** The data of the fact `test.step`. */
export const TestStepFact = TestStep.extend({ testId: z.string(), no: z.int().min(0) })
