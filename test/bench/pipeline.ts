import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Worker } from 'node:worker_threads'
import { makeBigLedger } from '../fixtures/exchange'
import { startServers } from '../servers/servers'
import type { BenchLine, BenchOrder } from './worker'

const postings = Number(process.argv[process.argv.indexOf('--postings') + 1]) || 100_000
/** Highest resident memory of this program so far; the kernel's own count starts anew with each program. */
function peakMiB(): number {
  const [, kib] = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Number(kib) / 1024
}

const baselineMiB = peakMiB()
const folder = mkdtempSync(join(tmpdir(), 'belegbote-bench-'))
const keyFile = join(folder, 'vault.key')
writeFileSync(keyFile, `${'a1'.repeat(32)}\n`, { mode: 0o600 })
process.env['BELEGBOTE_VAULT_KEY_FILE'] = keyFile

type MeasuredLine = BenchLine & { readonly peakMiB: number }

/** Runs the work in a worker, as the app does, while this thread does nothing but watch its own pauses. */
async function runWorker(order: BenchOrder): Promise<readonly MeasuredLine[]> {
  const lines: MeasuredLine[] = []
  const worker = new Worker(new URL('./worker.mjs', import.meta.url), {
    workerData: order,
    resourceLimits: { maxYoungGenerationSizeMb: 2 },
  })
  worker.on('message', (line: BenchLine) => lines.push({ ...line, peakMiB: peakMiB() }))
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the worker ended with ${code}`))))
  })
  return lines
}

const servers = await startServers(['sshd'])
const { sshd } = servers.info.servers
const account = servers.info.users.xfer
try {
  const exchangeFolder = join(folder, 'exchange')
  await makeBigLedger(exchangeFolder, postings)
  const main = monitorEventLoopDelay({ resolution: 5 })
  main.enable()
  const lines = await runWorker({
    profileDir: join(folder, 'profile'),
    exchangeFolder,
    postings,
    host: '127.0.0.1',
    port: sshd.port,
    user: account.name,
    password: account.password,
    hostKeys: sshd.hostKeys,
  })
  main.disable()
  console.log(`One ledger of ${postings} postings through the app`)
  for (const line of lines) {
    const rowsPerSecond = Math.round(postings / (line.ms / 1000))
    console.log(
      `  ${line.phase}: ${rowsPerSecond} rows/s; longest pause of the worker ${line.pauseMs.toFixed(0)} ms; peak memory ${line.peakMiB.toFixed(0)} MiB`,
    )
  }
  console.log(`  longest pause of the main thread ${(main.max / 1e6).toFixed(0)} ms (goal: under 50)`)
  console.log(
    `  peak memory ${peakMiB().toFixed(0)} MiB, of it ${baselineMiB.toFixed(0)} before anything began (goal: under 250)`,
  )
} finally {
  await servers.stop()
  rmSync(folder, { recursive: true, force: true })
}
