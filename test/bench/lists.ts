import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { compose } from '../../main/compose'
import type { App } from '../../main/engine/app'
import { makeHouse, profileOf } from './house'
import { must } from './must'

const argument = (name: string, otherwise: number) => Number(process.argv[process.argv.indexOf(name) + 1]) || otherwise
const size = {
  documents: argument('--documents', 100_000),
  profiles: argument('--profiles', 500),
  runs: argument('--runs', 5_000),
}
const { documents, profiles, runs } = size
const repetitions = 5

async function timed(work: () => unknown): Promise<number> {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const folder = mkdtempSync(join(tmpdir(), 'belegbote-bench-'))
const profileDir = join(folder, 'profile')
const keyFile = join(folder, 'vault.key')
writeFileSync(keyFile, `${'a1'.repeat(32)}\n`, { mode: 0o600 })

const open = async (actor: 'window' | 'command-line' = 'window') =>
  must(await compose({ profileDir, workstationName: 'BENCH', actor, vaultKeyFile: keyFile }))

/** The yardstick: what SQLite takes to count the documents, on a connection that is open already. */
async function yardstick(): Promise<number> {
  const db = new Database(join(profileDir, 'ledger.db'), { readonly: true })
  const count = db.prepare('SELECT count(*) FROM accounting_document NOT INDEXED').pluck()
  count.get()
  const times: number[] = []
  for (let no = 0; no < repetitions; no += 1) times.push(await timed(() => count.get()))
  db.close()
  return median(times)
}

async function measure(name: string, ask: (app: App) => Promise<unknown>, yardMs: number): Promise<void> {
  const app = await open()
  const coldMs = await timed(() => ask(app))
  const times: number[] = []
  for (let no = 0; no < repetitions; no += 1) times.push(await timed(() => ask(app)))
  await app.close()
  const told = (ms: number) => `${ms.toFixed(0)} ms = ${(ms / yardMs).toFixed(1)} counts`
  console.log(`  ${name}: first ${told(coldMs)}, then ${told(median(times))}`)
}

try {
  await makeHouse({ folder, profileDir, workstationName: 'BENCH', open }, size)
  const yardMs = await yardstick()
  console.log(`Lists over ${documents} documents, ${profiles} profiles, ${runs} runs (goal: under 200 ms)`)
  console.log(`  yardstick: one count over the documents, ${yardMs.toFixed(1)} ms`)
  await measure('profiles.list, with what waits for each', ({ profiles: p }) => p.list(), yardMs)
  await measure('ledger.changedAfterExport', ({ ledger }) => ledger.changedAfterExport(), yardMs)
  const search = (filter: Parameters<App['runs']['search']>[0]) => async (one: App) =>
    must(await one.runs.search(filter, { before: null, limit: 100 }))
  await measure('runs.search, everything', search({}), yardMs)
  await measure('runs.search, branch and text', search({ branch: 'MITTE', text: 'filiale 1' }), yardMs)
  const page = async (one: App) => must(await one.runs.documents(`2026-run-${runs - 1}`, { offset: 0, limit: 100 }))
  await measure('runs.documents, one page', page, yardMs)
  const now = Temporal.Now.plainDateISO()
  const month = { from: now.subtract({ days: 30 }).toString(), to: now.toString() }
  await measure('runs.perDay, a month of all profiles', async (one) => must(await one.runs.perDay(month, null)), yardMs)
  const year = { from: now.subtract({ days: 364 }).toString(), to: now.toString() }
  await measure('runs.perDay, a year of one profile', async (one) => must(await one.runs.perDay(year, 'p1')), yardMs)
  const draft = { ...profileOf(0), id: 'draft' }
  await measure('profiles.preview, everything', async (one) => must(await one.profiles.preview(draft)), yardMs)
  await measure(
    'profiles.preview, of a profile with runs',
    async (one) => must(await one.profiles.preview(profileOf(0))),
    yardMs,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
