import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parentPort, workerData } from 'node:worker_threads'
import { fileChecker } from '../../main/checker'
import { compose } from '../../main/compose'
import type { TargetSettings } from '../../main/core/transfer/target'
import type { App } from '../../main/engine/app'
import { must } from './must'

export interface BenchOrder {
  readonly profileDir: string
  readonly exchangeFolder: string
  readonly format: string
  readonly target: TargetSettings
  /** Null: the target asks for none. */
  readonly password: string | null
  readonly phases: readonly ('import' | 'dry-run' | 'export' | 'read-back')[]
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

async function applyProfile(app: App): Promise<void> {
  const profile = {
    id: 'bench',
    name: 'Bench',
    enabled: true,
    workstation: null,
    branch: null,
    startDate: null,
    timeZone: 'Europe/Berlin',
    missedRuns: 'catch-up' as const,
    target: order.target,
    selection: await selectAll(app),
    exportDebtors: true,
    format: order.format,
    incomingInvoices: { enabled: false, format: order.format },
    formatSettings: {},
    fileNamePattern: null,
    schedule: { interval: 'daily' as const, time: '18:30' },
    email: [],
    attemptsMax: 30,
  }
  must(await app.profiles.apply([profile]))
  if (order.password !== null) must(await app.profiles.setSecret('bench', order.password))
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
const asked = (phase: BenchOrder['phases'][number]) => order.phases.includes(phase)

async function exportAll(): Promise<void> {
  const report = must(
    await measured('export (read, write, read back, stamp, hand over, publish)', () => app.runs.export('bench')),
  )
  const { id, state, error, files } = report.run
  if (state !== 'delivered') throw new Error(`the run ended as ${state}: ${JSON.stringify(error)}`)
  if (!asked('read-back')) return
  const folder = join(order.profileDir, 'spool', id)
  await measured('read back once more (part of the export)', async () => {
    const written = files.map(({ name, kind, mandant }) => ({ name, kind, mandant, path: join(folder, name) }))
    const { rejects } = await fileChecker.check({ format: order.format, settings: null, files: written })
    if (rejects > 0) throw new Error(`the checker found ${rejects} faults`)
  })
}

if (asked('import')) must(await measured('import', () => app.ledger.import([order.exchangeFolder])))
await applyProfile(app)
if (asked('dry-run'))
  must(await measured('write (dry run: read, write, read back, hash)', () => app.runs.dryRun('bench', null)))
if (asked('export')) await exportAll()
await app.close()
