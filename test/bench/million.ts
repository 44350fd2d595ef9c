import { spawn, spawnSync } from 'node:child_process'
import { createReadStream, createWriteStream, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pipeline } from 'node:stream/promises'
import Database from 'better-sqlite3'
import { makeBigLedger } from '../fixtures/exchange'
import { peakMiB } from './peak'
import { runWorker, type Watched } from './run-worker'
import type { BenchOrder } from './worker'

/**
 * A run of a whole ledger, end to end: ledger → files → read back → stamped → handed into a folder → named. Each stage is a
 * process of its own, so that the memory of one does not count for the other; what the disk and SQLite need for the same
 * rows is measured beside it.
 */

const argument = (name: string) =>
  process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined
const postings = Number(argument('--postings')) || 1_000_000
const format = argument('--format') ?? 'datev-csv'
const stage = argument('--stage')
const script = new URL('./worker.mjs', import.meta.url)
const folder = argument('--folder') ?? mkdtempSync(join(tmpdir(), 'belegbote-million-'))
const place = { exchange: join(folder, 'exchange'), profile: join(folder, 'profile'), target: join(folder, 'target') }

type Stage = 'fill' | 'export' | 'idle' | 'yardsticks'

interface Exported extends Watched {
  readonly cpuMs: number
  readonly peakMiB: number
  readonly baselineMiB: number
}

interface Yardsticks {
  readonly scanMs: number
  readonly copyMs: number
  readonly bytes: number
}

const orderOf = (phases: BenchOrder['phases']): BenchOrder => ({
  ...{ profileDir: place.profile, exchangeFolder: place.exchange, format, password: null, phases },
  target: {
    ...{ protocol: 'folder', host: null, port: null, directory: place.target, user: null },
    ...{ hostKeys: [], privateKeyFile: null, tlsCaFile: null },
  },
})

async function exported(): Promise<Exported> {
  const baselineMiB = peakMiB()
  const started = process.cpuUsage()
  const watched = await runWorker(script, orderOf(['export']))
  const { user, system } = process.cpuUsage(started)
  return { ...watched, cpuMs: (user + system) / 1000, peakMiB: peakMiB(), baselineMiB }
}

/** The same rows read by one plain query, and the same bytes copied to the disk as a stream. */
async function yardsticks(): Promise<Yardsticks> {
  const files = readdirSync(place.target).map((name) => join(place.target, name))
  const scanMs = await timed(async () => scan())
  const copyMs = await timed(async () => {
    for (const [index, path] of files.entries()) {
      const copy = join(folder, `copy-${index}`)
      await pipeline(createReadStream(path), createWriteStream(copy))
      await synced(copy)
    }
  })
  return { scanMs, copyMs, bytes: files.reduce((sum, path) => sum + statSync(path).size, 0) }
}

function scan(): void {
  const db = new Database(join(place.profile, 'ledger.db'), { readonly: true })
  const rows = db.prepare(`SELECT d.*, p.* FROM accounting_document d JOIN posting p ON p.document_id = d.id
    WHERE d.newest = 1 ORDER BY d.mandant, d.document_date, d.source_id, p.position`)
  let count = 0
  for (const _ of rows.raw().iterate()) count += 1
  db.close()
  if (count !== postings) throw new Error(`the ledger holds ${count} postings`)
}

async function synced(path: string): Promise<void> {
  const file = await open(path, 'r+')
  await file.sync()
  await file.close()
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}

/** Pauses of a program that does nothing until it is told to end: what the machine itself does to everybody. */
async function idle(): Promise<{ readonly pauseMs: number }> {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  process.stdin.resume()
  await new Promise((resolve) => process.stdin.once('end', resolve))
  return { pauseMs: delay.max / 1e6 }
}

const command = (name: Stage) => {
  const given = ['--stage', name, '--folder', folder, '--postings', `${postings}`, '--format', format]
  return [process.argv[1] ?? '', ...given]
}

function inProcess<T>(name: Stage): T {
  const { status, stdout } = spawnSync(process.execPath, command(name), {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error(`${name} ended with ${status}`)
  return JSON.parse(stdout) as T // safe: written below
}

/** Beside another stage. */
function beside(name: Stage): () => Promise<{ readonly pauseMs: number }> {
  const child = spawn(process.execPath, command(name), { stdio: ['pipe', 'pipe', 'inherit'] })
  const output = child.stdout.toArray() as Promise<readonly Buffer[]> // safe: no encoding was asked for
  return async () => {
    child.stdin.end()
    return JSON.parse(Buffer.concat(await output).toString()) as { pauseMs: number } // safe: written below
  }
}

async function report(): Promise<void> {
  const loadBefore = loadavg()[0] ?? 0
  inProcess('fill')
  const ended = beside('idle')
  const run = inProcess<Exported>('export')
  const { pauseMs: idleMs } = await ended()
  const { scanMs, copyMs, bytes } = inProcess<Yardsticks>('yardsticks')
  const ms = run.lines.reduce((sum, line) => sum + line.ms, 0)
  const seconds = (of: number) => `${(of / 1000).toFixed(1)} s`
  const lines = [
    `${postings} postings as ${format}, ledger to folder, end to end (${cpus().length} processors, load ${loadBefore.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after)`,
    `  ${seconds(ms)} on the clock, ${seconds(run.cpuMs)} of processor (goal for datev-csv: under 15 s); ${(bytes / 1024 / 1024).toFixed(0)} MiB`,
    `  beside one plain query for the same rows ${(ms / scanMs).toFixed(1)} × (${seconds(scanMs)}), beside a copy of the same bytes ${(ms / copyMs).toFixed(1)} × (${seconds(copyMs)})`,
    `  peak memory ${run.peakMiB.toFixed(0)} MiB, of it ${run.baselineMiB.toFixed(0)} before anything began (goal: under 300)`,
    `  longest pause of the main thread ${run.mainPauseMs.toFixed(0)} ms (goal: under 50), of a program that does nothing meanwhile ${idleMs.toFixed(0)} ms; of the worker ${Math.max(...run.lines.map(({ pauseMs }) => pauseMs)).toFixed(0)} ms`,
  ]
  console.log(lines.join('\n'))
}

async function carryOut(name: string): Promise<unknown> {
  switch (name) {
    case 'fill':
      mkdirSync(place.target, { recursive: true })
      await makeBigLedger(place.exchange, postings)
      return runWorker(script, orderOf(['import']))
    case 'export':
      return exported()
    case 'idle':
      return idle()
    case 'yardsticks':
      return yardsticks()
    default:
      throw new Error(`no stage: ${name}`)
  }
}

if (stage !== undefined) process.stdout.write(JSON.stringify(await carryOut(stage)))
else {
  try {
    await report()
  } finally {
    if (!process.argv.includes('--keep')) rmSync(folder, { recursive: true, force: true })
  }
}
