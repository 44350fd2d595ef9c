import { spawnSync } from 'node:child_process'
import { createReadStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSpool } from '../../main/adapters/spool/spool'
import { fileChecker } from '../../main/checker'
import { exportFormats, findFormat } from '../../main/core/formats'
import { completeSettings } from '../../main/core/formats/settings'
import type { AccountingDocument } from '../../main/core/ledger/ledger'
import { cents } from '../../main/core/money/cents'
import type { CheckReport } from '../../main/core/run/file-check'
import { type Country, countries } from '../formats/country'
import { casesOf } from '../formats/round-trip-cases'
import { peakMiB } from './peak'

/** Every registered format writes a year of invoices into real files and reads them back, in a process of its own. */

const postings = Number(process.argv[process.argv.indexOf('--postings') + 1]) || 100_000
const only = process.argv.includes('--format') ? process.argv[process.argv.indexOf('--format') + 1] : undefined

interface Measured {
  readonly rejects: number
  readonly writeMs: number
  /** Of the processor, user and system: other programs count less in it than in the time on the clock. */
  readonly writeCpuMs: number
  readonly readCpuMs: number | null
  readonly bytes: number
  /** Null: no reader. */
  readonly readMs: number | null
  readonly writePeakMiB: number
  readonly peakMiB: number
  readonly baselineMiB: number
}

const two = (n: number) => n.toString().padStart(2, '0')

/** Invoices with two postings each, in the ledger's order; made one by one, so that they cost no memory. */
function* documentsOf(of: Country, count: number): Generator<AccountingDocument> {
  for (let index = 0; index < count; index++) {
    const day = Math.floor((index / count) * 336)
    const account = `${Number(of.debtors[0]) + (index % 40)}`
    const posting = (position: 1 | 2) => ({
      ...{ position, side: 'S' as const, account, taxKey: null, costCentre: '100', costObject: null },
      amountCents: cents(1000 + ((index * 7919 + position * 13) % 250_000)),
      contraAccount: of.revenues[position - 1] ?? of.plainRevenue,
      taxRate: of.rates[position - 1] ?? null,
      text: 'Gleitsichtgläser, Größe 52',
    })
    yield {
      ...{ mandant: of.mandant.mandant.mandant, sourceId: `B${index}`, version: 1, occasion: 'document' },
      ...{ documentNo: `${1_000_000 + index}`, documentType: 'RE', kind: 'rechnung', branch: 'MITTE' },
      documentDate: `2026-${two(Math.floor(day / 28) + 1)}-${two((day % 28) + 1)}`,
      ...{ serviceDate: null, dueDate: null, paymentMethod: null, currency: of.mandant.mandant.currency },
      ...{ personalAccount: account, text: null, cancels: null, attachment: null },
      postings: [posting(1), posting(2)],
    }
  }
}

async function measure(id: string): Promise<Measured> {
  const baselineMiB = peakMiB()
  const folder = mkdtempSync(join(tmpdir(), 'belegbote-bench-formats-'))
  mkdirSync(join(folder, 'attachments'))
  try {
    const format = findFormat(id)
    const [one] = casesOf(id)
    if (!format || !one) throw new Error(`not registered: ${id}`)
    const of = countries[one.country]
    const settings = completeSettings(format.settings, one.settings)
    const spool = createSpool(join(folder, 'spool'), join(folder, 'attachments'))
    const place = spool.begin('run')
    if (!place.ok) throw new Error(place.error.detail)
    const writing = stopwatch()
    const context = { createdAt: '2026-11-24T18:30:00.000', runId: '20261124-183000-abcd', branch: null }
    const mandants = [{ ...of.mandant, settings: { ...of.mandant.settings, taxKeys: one.taxKeys } }]
    const writer = format.open({ ...context, fileNamePattern: null, mandants, settings }, place.value)
    let rejects = 0
    const count = (faults: ReturnType<typeof writer.finish>) => {
      rejects += faults.filter(({ level }) => level === 'reject').length
    }
    for (const document of documentsOf(of, postings / 2)) count(writer.add(document))
    count(writer.finish())
    const finished = await place.value.finish()
    const { ms: writeMs, cpuMs: writeCpuMs } = writing()
    if (!finished.ok) throw new Error(finished.error.detail)
    const writePeakMiB = peakMiB()
    const files = finished.value.map(({ name, kind, mandant }) => ({
      name,
      kind,
      mandant,
      path: spool.path('run', name),
    }))
    for (const { path } of files) for await (const _ of createReadStream(path)); // into the system's cache
    const read = fileChecker.reads(id) ? await timed(() => fileChecker.check({ format: id, settings, files })) : null
    const [readMs, readCpuMs] = [read?.ms ?? null, read?.cpuMs ?? null]
    const bytes = finished.value.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
    return { rejects, writeMs, writeCpuMs, bytes, readMs, readCpuMs, writePeakMiB, peakMiB: peakMiB(), baselineMiB }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Took {
  readonly ms: number
  readonly cpuMs: number
}

/** Starts; what it answers tells what was used up to then. */
function stopwatch(): () => Took {
  const [startedMs, started] = [performance.now(), process.cpuUsage()]
  return () => {
    const { user, system } = process.cpuUsage(started)
    return { ms: performance.now() - startedMs, cpuMs: (user + system) / 1000 }
  }
}

async function timed(work: () => Promise<CheckReport>): Promise<Took> {
  const took = stopwatch()
  const { rejects, findings } = await work()
  if (rejects > 0) throw new Error(`the checker found ${rejects} faults: ${JSON.stringify(findings[0])}`)
  return took()
}

function inProcess(id: string, count: number): Measured {
  // A small nursery, as the app's worker has: what is garbage goes soon and does not count as memory.
  const args = ['--max-semi-space-size=1', process.argv[1] ?? '', '--format', id, '--postings', `${count}`]
  const { status, stdout } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error(`${id} ended with ${status}`)
  return JSON.parse(stdout) as Measured // safe: written below
}

const sizes = [postings / 4, postings, ...(process.argv.includes('--fourfold') ? [postings * 4] : [])]

/** Ratios are those of processor time. */
function report(): void {
  const load = loadavg()[0] ?? 0
  console.log(
    `Every format: ${postings} postings into files and back, a process each; load ${load.toFixed(1)} at the start`,
  )
  console.log(`  memory beyond the start for ${sizes.join(' / ')} postings`)
  let yardstick: Measured | null = null
  for (const { id } of exportFormats) {
    const all = sizes.map((size) => inProcess(id, size))
    const whole = all[1]
    if (!whole) throw new Error('two sizes at least')
    yardstick ??= whole
    console.log(
      `  ${lineOf(id, whole, yardstick)}; memory ${grown(all, 'writePeakMiB')} writing, ${grown(all, 'peakMiB')} with reading`,
    )
  }
}

function lineOf(id: string, whole: Measured, yardstick: Measured): string {
  const rate = (ms: number) => `${Math.round(postings / (ms / 1000))} rows/s`
  const times = (ours: number | null, theirs: number | null) =>
    ours === null || theirs === null ? '' : ` (${(theirs / ours).toFixed(2)} × datev-csv)`
  const write = `write ${rate(whole.writeMs)}${times(whole.writeCpuMs, yardstick.writeCpuMs)}`
  const read =
    whole.readMs === null ? 'no reader' : `read ${rate(whole.readMs)}${times(whole.readCpuMs, yardstick.readCpuMs)}`
  const rejected = whole.rejects > 0 ? `; ${whole.rejects} REJECTED` : ''
  return `${id}: ${write}, ${(whole.bytes / 1024 / 1024).toFixed(0)} MiB; ${read}${rejected}`
}

function grown(all: readonly Measured[], peak: 'writePeakMiB' | 'peakMiB'): string {
  return all.map((one) => `+${(one[peak] - one.baselineMiB).toFixed(0)}`).join(' / ')
}

if (only === undefined) report()
else process.stdout.write(JSON.stringify(await measure(only)))
