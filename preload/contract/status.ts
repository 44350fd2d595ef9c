import { z } from 'zod'
import { SmtpDraft } from './drafts'

const Params = z.record(z.string(), z.union([z.string(), z.number()]))

/** Something a person should look at; the words stand under `error.<code>`. */
export const StatusTrouble = z.object({
  subject: z.enum(['profile', 'mail', 'workstation', 'ledger', 'invoices', 'backup', 'store']),
  profileId: z.string().nullable(),
  profileName: z.string().nullable(),
  runId: z.string().nullable(),
  code: z.string(),
  params: Params,
  sinceMs: z.number().nullable(),
  needsPerson: z.boolean(),
  nextAttemptMs: z.number().nullable(),
})

/** How the installation is, at a glance. */
export const Status = z.object({
  state: z.enum(['ok', 'running', 'attention', 'paused']),
  pausedUntilMs: z.number().nullable(),
  running: z.array(z.object({ profileId: z.string(), name: z.string() })),
  nextRun: z.object({ profileId: z.string(), name: z.string(), atMs: z.number() }).nullable(),
  /** What needs a person first, then by age. */
  troubles: z.array(StatusTrouble),
})

/** Where this computer starts the app by itself, and what it tells. */
export const Settings = z.object({
  /** Null: this computer offers no start at sign-in. */
  startAtSignIn: z.boolean().nullable(),
  startMinimised: z.boolean(),
  notifyOnSuccess: z.boolean(),
})

export const SmtpEntry = z.object({
  /** Null: no mail server is set up. */
  settings: SmtpDraft.nullable(),
  secretSet: z.boolean(),
  clientSecretSet: z.boolean(),
})
