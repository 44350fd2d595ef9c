import { ok, type Result } from '../core/result'
import type { App, AppError, ChangedDocument, ImportFault, ImportProgress, LedgerImportSummary } from '../engine/app'
import type { HostContext } from './operations'

/** What the last import came to. */
export interface LastImport {
  readonly atMs: number
  /** Null: refused. */
  readonly summary: LedgerImportSummary | null
  readonly faults: readonly ImportFault[]
  readonly faultsTotal: number
}

/** By app, so that a fault list outlives the screen that asked for the import: it can be long, and is copied and saved. */
const lastImports = new WeakMap<App, LastImport>()

export const lastImportOf = (app: App): LastImport | null => lastImports.get(app) ?? null

/** Imports that are under way, by app; the watched folder's are its own matter. */
const underWay = new WeakMap<App, Set<AbortController>>()

/** Does an import that `ledger.cancelImport` can stop. */
async function stoppable({ app }: HostContext, work: (isCancelled: () => boolean) => Promise<ImportResult>) {
  const stop = new AbortController()
  const all = underWay.get(app) ?? new Set()
  underWay.set(app, all.add(stop))
  try {
    return await work(() => stop.signal.aborted)
  } finally {
    all.delete(stop)
  }
}

const told = (host: HostContext) => (progress: ImportProgress) =>
  host.tell({
    name: 'import.progress',
    data: { phase: progress.phase, done: progress.done, total: progress.total },
  })

type ImportResult = Result<LedgerImportSummary, AppError>

async function remembered(host: HostContext, work: (isCancelled: () => boolean) => Promise<ImportResult>) {
  const { app } = host
  const result = await stoppable(host, work)
  const atMs = Date.now()
  if (result.ok) lastImports.set(app, { atMs, summary: result.value, faults: [], faultsTotal: 0 })
  else if (result.error.code === 'import-faults') {
    // safe: `import-faults` carries these, see `createLedgerUseCases`
    const { faults, total } = result.error.details as { faults: readonly ImportFault[]; total?: number }
    lastImports.set(app, { atMs, summary: null, faults, faultsTotal: total ?? faults.length })
  }
  return result
}

export interface Decision {
  readonly choice: 'reverse-and-resend' | 'do-not-send'
  readonly changed: Pick<ChangedDocument, 'profileId' | 'mandant' | 'sourceId'>
}

/** The ledger's part of what the shell can ask of the worker. */
export const ledgerOperations = {
  'ledger.status': async ({ app }: HostContext) => ok(await app.ledger.status()),
  'ledger.masterData': async ({ app }: HostContext) => ok(await app.ledger.masterData()),
  'ledger.createDemo': (host: HostContext) =>
    remembered(host, (isCancelled) => host.app.ledger.createDemo(told(host), isCancelled)),
  'ledger.import': (host: HostContext, paths: readonly string[]) =>
    remembered(host, (isCancelled) => host.app.ledger.import(paths, told(host), isCancelled)),
  'ledger.cancelImport': async ({ app }: HostContext) => {
    for (const stop of underWay.get(app) ?? []) stop.abort()
    return ok()
  },
  'ledger.lastImport': async ({ app }: HostContext) => ok(lastImportOf(app)),
  'ledger.changed': async ({ app }: HostContext) => ok(await app.ledger.changedAfterExport()),
  'ledger.decide': ({ app }: HostContext, { choice, changed }: Decision) => app.ledger.decideChanged(choice, changed),
  'watch.show': async ({ app }: HostContext) => ok(await app.watch.show()),
  'watch.set': ({ app }: HostContext, folder: string | null) => app.watch.set(folder),
}
