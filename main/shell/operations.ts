import { join } from 'node:path'
import { ok, type Result } from '../core/result'
import type { App, AppError, ImportProgress, RunProgress } from '../engine/app'
import { demoProfile } from './demo-profile'
import type { HostFact } from './host-protocol'

/** What an operation works with: the app, and a way to tell how far it is. */
export interface HostContext {
  readonly app: App
  readonly profileDir: string
  tell(fact: HostFact): void
}

type Answer<T> = Promise<Result<T, AppError>>
type RunFilter = Parameters<App['runs']['list']>[0]

const importTold = (host: HostContext) => (progress: ImportProgress) =>
  host.tell({
    name: 'import.progress',
    data: { phase: progress.phase, done: progress.done, total: progress.total },
  })

const runTold = (host: HostContext, profileId: string) => (progress: RunProgress) =>
  host.tell({
    name: 'export.progress',
    data: { profileId, phase: progress.phase, file: progress.file, done: progress.done, total: progress.total },
  })

async function createDemoProfile(host: HostContext): Answer<void> {
  const { mandants, documentTypes } = await host.app.ledger.masterData()
  const directory = join(host.profileDir, 'demo-kanzlei')
  return host.app.profiles.apply([demoProfile(mandants, documentTypes, directory)])
}

async function resend(host: HostContext, runId: string) {
  const shown = await host.app.runs.show(runId)
  return shown.ok ? host.app.runs.resend(runId, runTold(host, shown.value.run.profileId)) : shown
}

/** What the shell can ask of the worker. One value in, a `Result` out; all of it survives structured cloning. */
export const operations = {
  'ledger.status': async ({ app }: HostContext) => ok(await app.ledger.status()),
  'ledger.masterData': async ({ app }: HostContext) => ok(await app.ledger.masterData()),
  'ledger.createDemo': (host: HostContext) => host.app.ledger.createDemo(importTold(host)),
  'ledger.import': (host: HostContext, paths: readonly string[]) => host.app.ledger.import(paths, importTold(host)),
  'profiles.list': async ({ app }: HostContext) => ok(await app.profiles.list()),
  'profiles.createDemo': createDemoProfile,
  'export.runNow': (host: HostContext, profileId: string) => host.app.runs.export(profileId, runTold(host, profileId)),
  'runs.list': ({ app }: HostContext, filter: RunFilter) => app.runs.list(filter),
  'runs.show': ({ app }: HostContext, runId: string) => app.runs.show(runId),
  'runs.resend': resend,
  'runs.release': ({ app }: HostContext, input: { readonly runId: string; readonly reason: string }) =>
    app.runs.release(input.runId, input.reason),
  'runs.find': async ({ app }: HostContext, documentNo: string) => ok(await app.runs.find(documentNo)),
  'workstation.show': async ({ app }: HostContext) => ok(app.workstation.show()),
  'workstation.adopt': ({ app }: HostContext) => app.workstation.adopt(),
} as const

export type Operations = typeof operations
export type OperationName = keyof Operations
/** What goes in; `undefined` where nothing does. */
export type OperationInput<K extends OperationName> =
  Parameters<Operations[K]> extends [HostContext, infer I] ? I : undefined
export type OperationValue<K extends OperationName> =
  Awaited<ReturnType<Operations[K]>> extends infer R
    ? R extends { readonly ok: true; readonly value: infer T }
      ? T
      : never
    : never
