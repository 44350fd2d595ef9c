import { extname } from 'node:path'
import type {
  ImportCounts,
  ImportFailure,
  ImportProgress,
  ImportSummary,
  LedgerImport,
} from '../../../core/ledger/import'
import { fail, ok } from '../../../core/result'
import { isSqliteError, openWriter } from '../db/connect'
import type { WriteDb } from '../db/sql'
import { type Attachments, createAttachments } from './attachments'
import { checkRules } from './check'
import { createFaults, type Faults } from './faults'
import type { ExchangeFile, ExchangeFiles } from './files'
import { fileOf, type Kind, kinds, versionedKinds } from './kinds'
import { isEInvoice, openExchange } from './open'
import { type Plan, planVersions } from './plan'
import { createStaging, stageFile } from './stage'
import { generationOf, storeStaged } from './store'

/** How often an import that meets another one compares again. */
const comparisonsMax = 5

interface Around {
  readonly profileDir: string
  /** `ledger.db`, migrated. */
  readonly path: string
}

type OnProgress = (progress: ImportProgress) => void
type Counts = Readonly<Record<string, ImportCounts>>

export function createImport(around: Around): LedgerImport {
  return {
    importExchange: async (paths, onProgress = () => undefined) => {
      const warnings = createFaults()
      const imported: string[] = []
      let counts: Counts = {}
      for (const path of paths) {
        const faults = createFaults()
        const taken = await importPath(around, path, { faults, warnings }, onProgress)
        if (!taken) return fail<ImportFailure>({ faults: faults.list(), total: faults.total, imported })
        counts = addCounts(counts, taken)
        imported.push(path)
      }
      return ok<ImportSummary>({ kinds: counts, warnings: warnings.list() })
    },
  }
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

interface Findings {
  readonly faults: Faults
  readonly warnings: Faults
}

/** Null when `faults` got something; then nothing of the path was taken. */
async function importPath(
  around: Around,
  path: string,
  findings: Findings,
  onProgress: OnProgress,
): Promise<Counts | null> {
  const files = await openExchange(path, findings.faults)
  if (!files) return null
  try {
    const found = await recognise(files, path, findings)
    return findings.faults.total > 0 ? null : await importFiles({ ...around, files, found }, findings, onProgress)
  } catch (error) {
    const detail = troubleOf(error)
    if (detail === null) throw error
    findings.faults.add({ file: path }, { code: 'import-ledger-unwritable', params: { detail } })
    return null
  } finally {
    files.close()
  }
}

const refusedByDisk = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB)/

/** The disk or the database refused in the middle; null for everything else, which is a bug. */
function troubleOf(error: unknown): string | null {
  if (isSqliteError(error)) return refusedByDisk.test(error.code) ? error.code : null
  return error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : null
}

interface Opened extends Around {
  readonly files: ExchangeFiles
  readonly found: Found
}

async function importFiles(
  { profileDir, path, files, found }: Opened,
  findings: Findings,
  onProgress: OnProgress,
): Promise<Counts | null> {
  const db = openWriter(path)
  const attachments = createAttachments(db, profileDir)
  try {
    const read = await stageAll(db, found, findings, onProgress)
    const job = { db, files, attachments, faults: findings.faults, onProgress }
    const stored = await compareAndStore(job, read)
    return stored && countsOf(found, read.rows, stored)
  } finally {
    await attachments.discard()
    db.close()
  }
}

type Found = readonly (readonly [Kind, ExchangeFile])[]

/** Which files of the exchange format are there. What is not one of them is named, not passed over in silence. */
async function recognise(files: ExchangeFiles, path: string, { faults, warnings }: Findings): Promise<Found> {
  const found: (readonly [Kind, ExchangeFile])[] = []
  const invoices: string[] = []
  for (const name of files.names) {
    const kind = kinds.find((one) => fileOf(one) === name.toLowerCase())
    if (!kind) {
      if (isEInvoice(name)) invoices.push(name)
      else if (extname(name).toLowerCase() === '.csv') warnings.add({ file: name }, { code: 'import-file-unknown' })
      continue
    }
    const file = await files.find(name)
    if (typeof file === 'string') faults.add({ file: name }, { code: 'import-attachment-outside' })
    else if (found.some(([other]) => other === kind)) faults.add({ file: name }, { code: 'import-file-twice' })
    else found.push([kind, file])
  }
  if (found.length === 0) {
    for (const name of invoices) faults.add({ file: name }, { code: 'import-einvoice-not-supported' })
    if (invoices.length === 0) faults.add({ file: path }, { code: 'import-nothing-there' })
  }
  return found
}

interface Read {
  readonly rows: ReadonlyMap<Kind, number>
  /** Tables whose file could not be read as a whole. */
  readonly unread: ReadonlySet<string>
}

async function stageAll(db: WriteDb, found: Found, findings: Findings, onProgress: OnProgress): Promise<Read> {
  for (const kind of kinds) createStaging(db, kind)
  const total = found.reduce((sum, [, file]) => sum + file.sizeBytes, 0)
  const rows = new Map<Kind, number>()
  const unread = new Set<string>()
  let done = 0
  const report = {
    ...findings,
    onBytes: (bytes: number) => {
      done += bytes
      onProgress({ phase: 'read', done: Math.min(done, total), total })
    },
  }
  for (const kind of kinds) {
    const file = found.find(([one]) => one === kind)?.[1]
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
  readonly onProgress: OnProgress
}

interface StoredResult {
  readonly masters: NonNullable<ReturnType<typeof storeStaged>>
  readonly plans: readonly Plan[]
}

/** Rules are checked against the books as they are; when another import changed them meanwhile, once more. */
async function compareAndStore(job: Job, { unread }: Read): Promise<StoredResult | null> {
  const { db, files, attachments, faults, onProgress } = job
  const showCheck = (done: number, total: number) => onProgress({ phase: 'check', done, total })
  for (let attempt = 1; attempt <= comparisonsMax; attempt += 1) {
    const generation = generationOf(db)
    await checkRules(db, unread, faults, showCheck)
    if (attempt === 1) await attachments.check(files, faults)
    if (faults.total > 0) return null
    if (attempt === 1) await attachments.copy(files, faults)
    const plans: Plan[] = []
    for (const versioned of versionedKinds) plans.push(await planVersions(db, versioned, faults))
    if (faults.total > 0) return null
    onProgress({ phase: 'store', done: 0, total: 1 })
    if (attempt === 1) await attachments.keep()
    const masters = storeStaged(db, generation)
    onProgress({ phase: 'store', done: 1, total: 1 })
    if (masters) return { masters, plans }
  }
  throw new Error('other imports did not come to an end')
}

function countsOf(found: Found, rows: ReadonlyMap<Kind, number>, { masters, plans }: StoredResult): Counts {
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
      .filter((kind) => found.some(([one]) => one === kind))
      .map((kind) => [kind.kind, { read: rows.get(kind) ?? 0, ...(outcome.get(kind.kind) ?? none) }]),
  )
}
