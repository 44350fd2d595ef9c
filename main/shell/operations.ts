import { join } from 'node:path'
import type { SmtpSettings } from '../core/mail/mail'
import type { Profile } from '../core/profile/profile'
import { ok, type Result } from '../core/result'
import type { App, AppError, ChainSettings, PageOrder, RunProgress } from '../engine/app'
import { accessOperations } from './access-operations'
import { backupOperations, type recoveryOperations } from './backup-operations'
import { csvOperations } from './csv/operations'
import { demoProfile } from './demo-profile'
import { historyOperations } from './history-operations'
import type { HostFact } from './host-protocol'
import { invoiceOperations } from './invoice-operations'
import { ledgerOperations } from './ledger-operations'
import { masterDataOperations } from './master-data-operations'
import { profileOperations } from './profile-operations'

/** What an operation works with: the app, and a way to tell how far it is. */
export interface HostContext {
  readonly app: App
  readonly profileDir: string
  tell(fact: HostFact): void
}

type Answer<T> = Promise<Result<T, AppError>>
type RunFilter = Parameters<App['runs']['list']>[0]

const runTold = (host: HostContext, profileId: string) => (progress: RunProgress) =>
  host.tell({
    name: 'export.progress',
    data: { profileId, phase: progress.phase, file: progress.file, done: progress.done, total: progress.total },
  })

async function createDemoProfile(host: HostContext) {
  const { mandants, documentTypes } = await host.app.ledger.masterData()
  const directory = join(host.profileDir, 'demo-kanzlei')
  return host.app.profiles.apply([demoProfile(mandants, documentTypes, directory)])
}

async function resend(host: HostContext, runId: string) {
  const shown = await host.app.runs.show(runId)
  return shown.ok ? host.app.runs.resend(runId, runTold(host, shown.value.run.profileId)) : shown
}

/** Run times that a form shows for a schedule. */
const previewCount = 5

/** A first secret is stored after the settings: without them it would belong to nothing. */
async function saveSmtp({ app }: HostContext, input: SmtpOrder): Answer<void> {
  const saved = await app.smtp.set(input.settings)
  if (!saved.ok) return saved
  for (const which of ['sign-in', 'client'] as const) {
    const secret = which === 'client' ? input.clientSecret : input.secret
    if (secret === undefined) continue
    const stored = await app.smtp.setSecret(secret, which)
    if (!stored.ok) return stored
  }
  return ok()
}

interface SmtpOrder {
  readonly settings: SmtpSettings
  readonly secret?: string | undefined
  readonly clientSecret?: string | undefined
}

/** What the shell can ask of the worker. One value in, a `Result` out; all of it survives structured cloning. */
export const operations = {
  ...ledgerOperations,
  ...invoiceOperations,
  ...masterDataOperations,
  'profiles.list': async ({ app }: HostContext) => ok(await app.profiles.list()),
  'profiles.createDemo': createDemoProfile,
  'profiles.previewSchedule': ({ app }: HostContext, draft: Pick<Profile, 'schedule' | 'timeZone' | 'startDate'>) =>
    app.profiles.previewSchedule(draft, previewCount),
  'schedule.tick': async ({ app }: HostContext) => ok(await app.schedule.tick()),
  'schedule.pauseFor': ({ app }: HostContext, span: 'hour' | 'tomorrow') => app.schedule.pauseFor(span),
  'schedule.resume': ({ app }: HostContext) => app.schedule.resume(),
  'smtp.show': async ({ app }: HostContext) => ok(await app.smtp.show()),
  'smtp.save': saveSmtp,
  'smtp.test': ({ app }: HostContext, address: string) => app.smtp.test(address),
  'alerts.status': async ({ app }: HostContext) => ok(await app.alerts.status()),
  /** Marks them as told: ask only when they will be shown. */
  'alerts.takeDesktop': async ({ app }: HostContext) => ok(await app.alerts.takeDesktop()),
  'alerts.settings': async ({ app }: HostContext) => ok(app.alerts.settings()),
  'alerts.setSettings': ({ app }: HostContext, settings: { readonly notifyOnSuccess: boolean }) =>
    app.alerts.setSettings(settings),
  'export.runNow': (host: HostContext, profileId: string) => host.app.runs.export(profileId, runTold(host, profileId)),
  'runs.list': ({ app }: HostContext, filter: RunFilter) => app.runs.list(filter),
  'runs.show': ({ app }: HostContext, runId: string) => app.runs.show(runId),
  'runs.documents': ({ app }: HostContext, input: { readonly runId: string; readonly page: PageOrder }) =>
    app.runs.documents(input.runId, input.page),
  'runs.resend': resend,
  'runs.release': ({ app }: HostContext, input: { readonly runId: string; readonly reason: string }) =>
    app.runs.release(input.runId, input.reason),
  'runs.arrived': ({ app }: HostContext, input: { readonly runId: string; readonly reason: string }) =>
    app.runs.arrived(input.runId, input.reason),
  'runs.find': async ({ app }: HostContext, documentNo: string) => ok(await app.runs.find(documentNo)),
  'workstation.show': async ({ app }: HostContext) => ok(app.workstation.show()),
  'workstation.adopt': ({ app }: HostContext) => app.workstation.adopt(),
  'workstation.setBranch': ({ app }: HostContext, branch: string | null) => app.workstation.setBranch(branch),
  'chain.show': async ({ app }: HostContext) => ok(app.chain.show()),
  'chain.save': ({ app }: HostContext, settings: ChainSettings) => app.chain.set(settings),
  ...accessOperations,
  ...profileOperations,
  ...csvOperations,
  ...historyOperations,
  ...backupOperations,
} as const

export type Operations = typeof operations & typeof recoveryOperations
export type OperationName = keyof Operations
/** What goes in; `undefined` where nothing does. */
export type OperationInput<K extends OperationName> =
  Parameters<Operations[K]> extends [unknown, infer I] ? I : undefined
export type OperationValue<K extends OperationName> =
  Awaited<ReturnType<Operations[K]>> extends infer R
    ? R extends { readonly ok: true; readonly value: infer T }
      ? T
      : never
    : never
