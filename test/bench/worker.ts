import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parentPort, workerData } from 'node:worker_threads'
import { fileChecker } from '../../main/checker'
import { compose } from '../../main/compose'
import type { App } from '../../main/engine/app'

export interface BenchOrder {
  readonly profileDir: string
  readonly exchangeFolder: string
  readonly postings: number
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly hostKeys: readonly string[]
}

/** What the worker tells the main thread; `pauseMs` is its own longest pause, as the command line has it. */
export interface BenchLine {
  readonly phase: string
  readonly ms: number
  readonly pauseMs: number
}

const order = workerData as BenchOrder // safe: pipeline.ts is the only starter

async function measured<T>(phase: string, work: () => Promise<T>): Promise<T> {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const startedMs = performance.now()
  const value = await work()
  const line: BenchLine = { phase, ms: performance.now() - startedMs, pauseMs: delay.max / 1e6 }
  delay.disable()
  parentPort?.postMessage(line)
  return value
}

function must<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

async function applyProfile(app: App): Promise<void> {
  const target = {
    protocol: 'sftp' as const,
    host: order.host,
    port: order.port,
    directory: 'in',
    user: order.user,
    hostKeys: order.hostKeys,
    privateKeyFile: null,
    tlsCaFile: null,
  }
  const profile = {
    id: 'bench',
    name: 'Bench',
    enabled: true,
    workstation: null,
    branch: null,
    startDate: null,
    timeZone: 'Europe/Berlin',
    missedRuns: 'catch-up' as const,
    target,
    selection: await selectAll(app),
    exportDebtors: true,
    format: 'datev-csv',
    incomingInvoices: { enabled: false, format: 'datev-csv' },
    formatSettings: {},
    fileNamePattern: null,
    schedule: { interval: 'daily' as const, time: '18:30' },
    email: [],
    attemptsMax: 30,
  }
  must(await app.profiles.apply([profile]))
  must(await app.profiles.setSecret('bench', order.password))
}

async function selectAll(app: App) {
  const { mandants, documentTypes } = await app.ledger.masterData()
  return {
    mandants: mandants.map((one) => one.mandant),
    documentTypes: documentTypes.map((one) => one.documentType),
    paymentMethods: [],
  }
}

const app = must(await compose({ profileDir: order.profileDir, workstationName: 'BENCH', actor: 'command-line' }))
must(await measured('import', () => app.ledger.import([order.exchangeFolder])))
await applyProfile(app)
must(await measured('write (dry run: read, write, hash)', () => app.runs.dryRun('bench', null)))
const report = must(
  await measured('export (read, write, stamp, upload, read back, publish)', () => app.runs.export('bench')),
)
if (report.run.state !== 'delivered')
  throw new Error(`the run ended as ${report.run.state}: ${JSON.stringify(report.run.error)}`)
const folder = join(order.profileDir, 'spool', report.run.id)
await measured('read back once more (part of the export)', async () => {
  const files = report.run.files.map(({ name, kind, mandant }) => ({ name, kind, mandant, path: join(folder, name) }))
  const { rejects } = await fileChecker.check({ format: 'datev-csv', settings: {}, files })
  if (rejects > 0) throw new Error(`the checker found ${rejects} faults`)
})
await app.close()
