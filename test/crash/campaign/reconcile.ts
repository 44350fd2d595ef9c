import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { checkDatevFile } from '../../checker'

/** One document as the ledger has it. */
export interface LedgerDocument {
  readonly documentNo: string
  readonly debitCents: number
}

export interface Findings {
  readonly lost: number
  readonly double: number
  readonly half: number
  /** Amounts, stamps, receipts or states that do not agree; temporary files that were left. */
  readonly wrong: readonly string[]
}

interface FileRow {
  readonly name: string
  readonly sha256: string
}

const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

/** What lies under a final name on the server; the folder may not be there yet. */
function visible(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : []
}

function plannedFiles(db: Database.Database, profileId: string): ReadonlyMap<string, string> {
  const rows = db
    .prepare<[string], FileRow>('SELECT name, sha256 FROM run_file JOIN run ON run.id = run_id WHERE profile_id = ?')
    .all(profileId)
  return new Map(rows.map(({ name, sha256: hash }) => [name, hash]))
}

/** May be asked at any moment: files with a final name that are not byte for byte what was written down before. */
export function countHalf(db: Database.Database, profileId: string, folder: string): number {
  const names = visible(folder)
  // The server first, the books after it: what got its name in between is in the books already.
  const found = names.map((name) => [name, sha256(join(folder, name))] as const)
  const planned = plannedFiles(db, profileId)
  return found.filter(([name, hash]) => planned.get(name) !== hash).length
}

/** At the end of a delivery: ledger, database and server must tell the same story. */
export function reconcile(
  db: Database.Database,
  profileId: string,
  folder: string,
  ledger: readonly LedgerDocument[],
): Findings {
  const wrong: string[] = []
  const arrived = new Map<string, { count: number; debitCents: number }>()
  for (const name of visible(folder)) {
    const checked = checkDatevFile(name, readFileSync(join(folder, name)))
    wrong.push(...checked.faults.map((fault) => `${name}: ${JSON.stringify(fault)}`))
    if (checked.category !== 21) continue
    for (const [number, { rows, debitCents }] of checked.byDocument) {
      const before = arrived.get(number) ?? { count: 0, debitCents: 0 }
      arrived.set(number, { count: before.count + rows, debitCents: before.debitCents + debitCents })
    }
  }
  for (const { documentNo, debitCents } of ledger) {
    const found = arrived.get(documentNo)
    if (found?.count === 1 && found.debitCents !== debitCents) wrong.push(`${documentNo}: ${found.debitCents} cents`)
  }
  const temporary = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('.')) : []
  wrong.push(...temporary.map((name) => `left behind: ${name}`), ...checkDatabase(db, profileId, ledger.length))
  const planned = plannedFiles(db, profileId)
  if (planned.size !== visible(folder).length)
    wrong.push(`${planned.size} files planned, ${visible(folder).length} there`)
  return {
    lost: ledger.filter(({ documentNo }) => !arrived.has(documentNo)).length,
    double: [...arrived.values()].filter(({ count }) => count > 1).length,
    half: countHalf(db, profileId, folder),
    wrong,
  }
}

function checkDatabase(db: Database.Database, profileId: string, documents: number): readonly string[] {
  const count = (sql: string) => db.prepare<[string], number>(sql).pluck().get(profileId) ?? 0
  const expected: readonly (readonly [what: string, found: number, wanted: number])[] = [
    ['delivered runs', count(`SELECT count(*) FROM run WHERE profile_id = ? AND state = 'delivered'`), 1],
    [
      'unfinished runs',
      count(`SELECT count(*) FROM run WHERE profile_id = ? AND state NOT IN ('delivered', 'empty')`),
      0,
    ],
    ['stamps', count('SELECT count(*) FROM run_document WHERE profile_id = ? AND released_ms IS NULL'), documents],
    [
      'files without exactly one receipt',
      count(
        `SELECT count(*) FROM run_file f JOIN run r ON r.id = f.run_id WHERE r.profile_id = ? AND 1 <>
           (SELECT count(*) FROM receipt q WHERE q.run_id = f.run_id AND q.file_no = f.no)`,
      ),
      0,
    ],
  ]
  return expected.filter(([, found, wanted]) => found !== wanted).map(([what, found]) => `${what}: ${found}`)
}
