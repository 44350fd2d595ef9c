import type {
  ImportCounts,
  ImportFailure,
  ImportSummary,
  LedgerImport,
  LooseInvoice,
} from '../../../core/ledger/import'
import { fail, ok } from '../../../core/result'
import { isSqliteError } from '../../sqlite/failure'
import { openWriter } from '../db/connect'
import type { WriteDb } from '../db/sql'
import { generationOf } from '../reading/groups'
import { type Attachments, createAttachments } from './attachments'
import { ImportCancelled, type Watched, watched } from './cancel'
import { checkRules } from './check'
import { createFaults, type Faults } from './faults'
import type { ExchangeFile, ExchangeFiles } from './files'
import { type Kind, kinds, versionedKinds } from './kinds'
import { openExchange } from './open'
import { type Plan, planVersions } from './plan'
import { type Findings, looseInvoices, type Recognised, recognise } from './recognise'
import { createStaging, stageFile } from './stage'
import { storeStaged } from './store'

/** How often an import that meets another one compares again. */
const comparisonsMax = 5

export interface Around {
  readonly profileDir: string
  /** `ledger.db`, migrated. */
  readonly path: string
}

type Counts = Readonly<Record<string, ImportCounts>>

export function createImport(around: Around): LedgerImport {
  return {
    importExchange: async (paths, onProgress = () => undefined, isCancelled = () => false, onInvoice) => {
      const watch = watched(onProgress, isCancelled)
      const warnings = createFaults()
      const imported: string[] = []
      let counts: Counts = {}
      for (const path of paths) {
        const faults = createFaults()
        const taken = await importPath({ ...around, onInvoice }, path, { faults, warnings }, watch).catch(asCancelled)
        if (taken === 'cancelled') return fail<ImportFailure>({ faults: [], total: 0, imported, cancelled: true })
        if (!taken) {
          return fail<ImportFailure>({ faults: faults.list(), total: faults.total, imported, cancelled: false })
        }
        counts = addCounts(counts, taken)
        imported.push(path)
      }
      return ok<ImportSummary>({ kinds: counts, warnings: warnings.list() })
    },
  }
}

function asCancelled(error: unknown): 'cancelled' {
  if (error instanceof ImportCancelled) return 'cancelled'
  throw error
}

function addCounts(before: Counts, more: Counts): Counts {
  const sum = { ...before }
  for (const [kind, counts] of Object.entries(more)) {
    const old = sum[kind] ?? { read: 0, created: 0, changed: 0, unchanged: 0 }
    sum[kind] = {
      read: old.read + counts.read,
      created: old.created + counts.created,
      changed: old.changed + counts.changed,
      unchanged: old.unchanged + counts.unchanged,
    }
  }
  return sum
}

type OnInvoice = Parameters<LedgerImport['importExchange']>[3]

/** Null when `faults` got something; then nothing of the path was taken. */
async function importPath(
  { onInvoice, ...around }: Around & { readonly onInvoice: OnInvoice },
  path: string,
  findings: Findings,
  watch: Watched,
): Promise<Counts | null> {
  watch.goOn()
  const takesInvoices = onInvoice !== undefined
  const files = await openExchange(path, findings.faults, takesInvoices)
  if (!files) return null
  let loose: readonly string[] = []
  try {
    const counts = await importOpened(path, findings, async () => {
      const found = await recognise(files, path, findings, takesInvoices)
      if (findings.faults.total > 0) return null
      const onLoose = (names: readonly string[]) => {
        loose = names
      }
      return await importFiles({ ...around, files, found, onLoose }, findings, watch)
    })
    if (counts) await giveInvoices(files, loose, findings.warnings, onInvoice)
    return counts
  } finally {
    files.close()
  }
}

/** Books first: a loose invoice may belong to a creditor, or a Mandant, that came with them. */
async function giveInvoices(
  files: ExchangeFiles,
  names: readonly string[],
  warnings: Faults,
  onInvoice: OnInvoice,
): Promise<void> {
  for (const name of names) {
    const file = await files.find(name)
    if (!onInvoice || typeof file === 'string') warnings.add({ file: name }, { code: 'import-einvoice-not-read' })
    else await onInvoice({ name, sizeBytes: file.sizeBytes, read: () => bytesOf(file) })
  }
}

async function bytesOf(file: ExchangeFile): ReturnType<LooseInvoice['read']> {
  const pieces: Uint8Array[] = []
  for await (const piece of file.read()) pieces.push(piece)
  return Uint8Array.from(Buffer.concat(pieces))
}

/** @param work null when `findings` got a fault */
export async function importOpened(
  path: string,
  findings: Findings,
  work: () => Promise<Counts | null>,
): Promise<Counts | null> {
  try {
    return await work()
  } catch (error) {
    const detail = troubleOf(error)
    if (detail === null) throw error
    findings.faults.add({ file: path }, { code: 'import-ledger-unwritable', params: { detail } })
    return null
  }
}

const refusedByDisk = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB)/

/** The disk or the database refused in the middle; null for everything else, which is a bug. */
function troubleOf(error: unknown): string | null {
  if (isSqliteError(error)) return refusedByDisk.test(error.code) ? error.code : null
  return error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : null
}

export interface Opened extends Around {
  readonly files: ExchangeFiles
  readonly found: Recognised
  /** Told which XML and PDF files belong to no row. */
  readonly onLoose: (names: readonly string[]) => void
  /** What is stored with another content is refused instead of becoming a new version. */
  readonly onlyNew?: boolean
}

export async function importFiles(
  { profileDir, path, files, found, onLoose, onlyNew = false }: Opened,
  findings: Findings,
  watch: Watched,
): Promise<Counts | null> {
  const db = openWriter(path)
  const attachments = createAttachments(db, profileDir)
  try {
    const read = await stageAll(db, found, findings, watch)
    onLoose(looseInvoices(db, found.invoices))
    const job = { db, files, attachments, faults: findings.faults, watch, onlyNew }
    const stored = await compareAndStore(job, read)
    return stored && countsOf(found, read.rows, stored)
  } finally {
    await attachments.discard()
    db.close()
  }
}

interface Read {
  readonly rows: ReadonlyMap<Kind, number>
  /** Tables whose file could not be read as a whole. */
  readonly unread: ReadonlySet<string>
}

async function stageAll(db: WriteDb, { files }: Recognised, findings: Findings, watch: Watched): Promise<Read> {
  for (const kind of kinds) createStaging(db, kind)
  const total = [...files.values()].reduce((sum, file) => sum + file.sizeBytes, 0)
  const rows = new Map<Kind, number>()
  const unread = new Set<string>()
  let done = 0
  const report = {
    ...findings,
    onBytes: (bytes: number) => {
      watch.goOn()
      done += bytes
      watch.onProgress({ phase: 'read', done: Math.min(done, total), total })
    },
  }
  for (const kind of kinds) {
    const file = files.get(kind)
    if (!file) continue
    const staged = await stageFile(db, kind, file, report)
    rows.set(kind, staged.read)
    if (!staged.isWhole) unread.add(kind.table)
  }
  return { rows, unread }
}

interface Job {
  readonly db: WriteDb
  readonly files: ExchangeFiles
  readonly attachments: Attachments
  readonly faults: Faults
  readonly watch: Watched
  readonly onlyNew: boolean
}

interface StoredResult {
  readonly masters: NonNullable<ReturnType<typeof storeStaged>>
  readonly plans: readonly Plan[]
}

/** Rules are checked against the books as they are; when another import changed them meanwhile, once more. */
async function compareAndStore(job: Job, { unread }: Read): Promise<StoredResult | null> {
  const { db, files, attachments, faults, watch, onlyNew } = job
  const showCheck = (done: number, total: number) => {
    watch.goOn()
    watch.onProgress({ phase: 'check', done, total })
  }
  const showStore = (done: number, total: number) => watch.onProgress({ phase: 'store', done, total })
  const showCopy = (done: number, total: number) => {
    watch.goOn()
    showStore(done, total)
  }
  for (let attempt = 1; attempt <= comparisonsMax; attempt += 1) {
    const generation = generationOf(db)
    await checkRules(db, unread, faults, showCheck)
    if (attempt === 1) await attachments.check(files, faults)
    if (faults.total > 0) return null
    if (attempt === 1) await attachments.copy(files, faults, showCopy)
    const plans: Plan[] = []
    for (const versioned of versionedKinds) plans.push(await planVersions(db, versioned, faults, watch.goOn))
    if (onlyNew && plans.some(({ heads }) => heads.changed > 0)) {
      faults.add({ file: 'eingangsrechnungen.csv' }, { code: 'import-invoice-known' })
    }
    if (faults.total > 0) return null
    watch.goOn() // the last chance: from here on it is stored
    if (attempt === 1) await attachments.keep()
    showStore(0, 1)
    const masters = storeStaged(db, generation)
    showStore(1, 1)
    if (masters) return { masters, plans }
  }
  throw new Error('other imports did not come to an end')
}

function countsOf({ files }: Recognised, rows: ReadonlyMap<Kind, number>, { masters, plans }: StoredResult): Counts {
  const outcome = new Map<string, Omit<ImportCounts, 'read'>>(masters)
  for (const [index, { head, rows: children }] of versionedKinds.entries()) {
    const plan = plans[index]
    if (!plan) continue
    outcome.set(head.kind, plan.heads)
    outcome.set(children.kind, plan.rows)
  }
  const none = { created: 0, changed: 0, unchanged: 0 }
  return Object.fromEntries(
    kinds
      .filter((kind) => files.has(kind))
      .map((kind) => [kind.kind, { read: rows.get(kind) ?? 0, ...(outcome.get(kind.kind) ?? none) }]),
  )
}
