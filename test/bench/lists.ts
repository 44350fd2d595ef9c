import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { systemClock, systemRandom } from '../../main/adapters/clock/clock'
import { createRunStore } from '../../main/adapters/store/runs'
import { openStore } from '../../main/adapters/store/store'
import { compose } from '../../main/compose'
import type { Profile } from '../../main/core/profile/profile'
import type { RunStore } from '../../main/core/run/run-store'
import type { App } from '../../main/engine/app'
import { makeBigLedger } from '../fixtures/exchange'

const argument = (name: string, otherwise: number) => Number(process.argv[process.argv.indexOf(name) + 1]) || otherwise
const documents = argument('--documents', 100_000)
const profiles = argument('--profiles', 500)
const runs = argument('--runs', 5_000)
const documentsPerRun = 20
const dayMs = 86_400_000
const repetitions = 5

function must<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

const two = (n: number) => String(n).padStart(2, '0')

/** Every profile with a time of its own, of four selections. */
function profileOf(index: number): Profile {
  return {
    id: `p${index}`,
    name: `Filiale ${index}`,
    enabled: true,
    workstation: null,
    branch: index % 4 === 1 ? 'MITTE' : null,
    startDate: null,
    timeZone: 'Europe/Berlin',
    missedRuns: 'skip',
    target: {
      ...{ protocol: 'sftp', host: `stb${index}.example.de`, port: null, directory: '{mandant}', user: 'stb' },
      ...{ hostKeys: [], privateKeyFile: null, tlsCaFile: null },
    },
    selection: {
      mandants: index % 4 === 2 ? ['M1'] : ['M1', 'M2'],
      documentTypes: ['RE', 'GU'],
      paymentMethods: index % 4 === 3 ? ['EC'] : [],
    },
    exportDebtors: false,
    format: 'datev-csv',
    incomingInvoices: { enabled: false, format: 'datev-csv' },
    fileNamePattern: null,
    schedule: { interval: 'daily', time: `${two(6 + (index % 16))}:${two(index % 60)}` },
    email: [],
    attemptsMax: 30,
  }
}

/** One delivered run, as a real one leaves it. */
function deliver(store: RunStore, index: number): void {
  const id = `2026-run-${index}`
  const profileId = `p${index % profiles}`
  store.plan({ id, profileId, origin: 'schedule', dueMs: index }, 'schedule')
  const first = Math.floor(index / profiles) * documentsPerRun
  const stamped = Array.from({ length: documentsPerRun }, (_, at) => {
    const no = first + at
    return {
      ...{ mandant: no % 4 === 3 ? 'M2' : 'M1', sourceId: `B${no}`, version: 1, documentNo: `RE-2026-${no}` },
      ...{ documentType: no % 10 === 9 ? 'GU' : 'RE', documentDate: '2026-01-01', occasion: 'document' as const },
      ...{ fileNo: 1, branch: no % 4 === 3 ? 'SUED' : no % 2 === 0 ? 'MITTE' : 'WEST' },
      paymentMethod: no % 3 === 0 ? 'EC' : null,
    }
  })
  const file = { name: `EXTF_${id}.csv`, rows: documentsPerRun, sizeBytes: 1, sha256: '0'.repeat(64) }
  store.prepared(
    id,
    {
      files: [{ no: 1, kind: 'postings', mandant: 'M1', ...file }],
      documents: stamped,
      ...{ partners: [], sums: [], warnings: [] },
    },
    'schedule',
  )
  store.sending(id, 'schedule')
  store.fileUploaded(id, 1, 'x', 'schedule')
  store.publishing(id, 'schedule')
  const receipt = { remotePath: 'x', sizeBytes: 1, sha256: '0'.repeat(64) }
  store.filePublished(id, 1, { ...receipt, verification: 'size', serverAnswer: 'renamed' }, 'schedule')
  store.delivered(id, 'schedule')
}

/** A run per profile and day; one transaction for all of them, because nobody measures this. */
function makeHistory(profileDir: string): void {
  const nowMs = systemClock.now()
  let at = nowMs
  const clock = { now: () => at }
  const store = must(openStore(profileDir, { workstationName: 'BENCH', clock, random: systemRandom }))
  const runStore = createRunStore(store.db, clock, store.journal)
  store.db.transaction(() => {
    for (let index = 0; index < runs; index += 1) {
      at = nowMs - dayMs * (Math.ceil(runs / profiles) - Math.floor(index / profiles)) + index
      deliver(runStore, index)
    }
  })
  store.close()
}

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

const open = async () =>
  must(await compose({ profileDir, workstationName: 'BENCH', actor: 'window', vaultKeyFile: keyFile }))

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
  await makeBigLedger(join(folder, 'exchange'), documents * 2)
  const app = await open()
  must(await app.ledger.import([join(folder, 'exchange')]))
  must(await app.profiles.apply(Array.from({ length: profiles }, (_, index) => profileOf(index))))
  await app.close()
  makeHistory(profileDir)
  const yardMs = await yardstick()
  console.log(`Lists over ${documents} documents, ${profiles} profiles, ${runs} runs (goal: under 200 ms)`)
  console.log(`  yardstick: one count over the documents, ${yardMs.toFixed(1)} ms`)
  await measure('profiles.list, with what waits for each', ({ profiles: p }) => p.list(), yardMs)
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
