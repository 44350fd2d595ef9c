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

/** An import that a person asked for; the window that asked may be gone before it ends. */
interface UnderWay {
  readonly stop: AbortController
  progress: ImportProgress
}

/** What is under way, by app; the watched folder's imports are its own matter. */
const underWay = new WeakMap<App, Set<UnderWay>>()

type ImportResult = Result<LedgerImportSummary, AppError>
type Work = (onProgress: (progress: ImportProgress) => void, isCancelled: () => boolean) => Promise<ImportResult>

/** Does an import that every window can follow, and that `ledger.cancelImport` can stop. */
async function followed(host: HostContext, work: Work): Promise<ImportResult> {
  const one: UnderWay = { stop: new AbortController(), progress: { phase: 'read', done: 0, total: 0 } }
  const all = underWay.get(host.app) ?? new Set()
  underWay.set(host.app, all.add(one))
  host.tell({ name: 'import.changed', data: {} })
  const tell = ({ phase, done, total }: ImportProgress) => {
    one.progress = { phase, done, total }
    host.tell({ name: 'import.progress', data: { phase, done, total } })
  }
  try {
    return remember(host.app, await work(tell, () => one.stop.signal.aborted))
  } finally {
    all.delete(one)
    host.tell({ name: 'import.changed', data: {} })
  }
}

function remember(app: App, result: ImportResult): ImportResult {
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
  'ledger.createDemo': (host: HostContext) => followed(host, (...watched) => host.app.ledger.createDemo(...watched)),
  'ledger.import': (host: HostContext, paths: readonly string[]) =>
    followed(host, (...watched) => host.app.ledger.import(paths, ...watched)),
  'ledger.cancelImport': async ({ app }: HostContext) => {
    for (const { stop } of underWay.get(app) ?? []) stop.abort()
    return ok()
  },
  /** The one that began last; null: none is under way. */
  'ledger.importUnderWay': async ({ app }: HostContext) => ok([...(underWay.get(app) ?? [])].at(-1)?.progress ?? null),
  'ledger.lastImport': async ({ app }: HostContext) => ok(lastImportOf(app)),
  'ledger.changed': async ({ app }: HostContext) => ok(await app.ledger.changedAfterExport()),
  'ledger.decide': ({ app }: HostContext, { choice, changed }: Decision) => app.ledger.decideChanged(choice, changed),
  'watch.show': async ({ app }: HostContext) => ok(await app.watch.show()),
  'watch.set': ({ app }: HostContext, folder: string | null) => app.watch.set(folder),
}
