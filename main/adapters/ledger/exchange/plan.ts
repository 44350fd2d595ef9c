import { createHash } from 'node:crypto'
import type { RawRow, SqlValue, WriteDb } from '../db/sql'
import type { Faults } from './faults'
import { fileOf, stagedOf, type Versioned } from './kinds'

const batch = 1_000

/** What an import means for one pair of files: which documents are new, which become a new version. */
export interface Plan {
  readonly heads: Tally
  readonly rows: Tally
}
export interface Tally {
  created: number
  changed: number
  unchanged: number
}

/** The scratch table of the versions to be stored. */
export const plannedOf = (table: string) => `temp.planned_${table}`

/**
 * Compares what came with what is stored, by content, and writes down the versions that are missing. Postings belong to
 * a document of the same import: one of the two alone is accepted only when nothing in it differs from what is stored,
 * since nobody could say whether the other half should stay.
 */
export async function planVersions(db: WriteDb, versioned: Versioned, faults: Faults): Promise<Plan> {
  const { head, rows, keys } = versioned
  const plan: Plan = { heads: emptyTally(), rows: emptyTally() }
  db.exec(`DROP TABLE IF EXISTS ${plannedOf(head.table)};
    CREATE TABLE ${plannedOf(head.table)} (${keys.join(', ')}, version, head_hash, rows_hash,
    PRIMARY KEY (${keys.join(', ')})) WITHOUT ROWID`)
  const columns = head.columns.map(({ into }) => into)
  const alone = `SELECT DISTINCT ${keys.join(', ')} FROM ${stagedOf(rows.table)} r
    WHERE NOT EXISTS (SELECT 1 FROM ${stagedOf(head.table)} h WHERE ${keys.map((key) => `h.${key} = r.${key}`).join(' AND ')})`
  const passes = [
    { from: stagedOf(head.table), select: [...columns, 'line'], isHead: true },
    { from: `(${alone})`, select: keys, isHead: false },
  ]
  for (const { from, select, isHead } of passes) {
    const sql = pageSql(from, select, keys)
    let after: readonly SqlValue[] = keys.map(() => '')
    for (let page = db.rows(sql, ...after); page.length > 0; page = db.rows(sql, ...after)) {
      const last = page.at(-1)?.slice(0, keys.length) ?? after
      const found = rowsBetween(db, versioned, after, last)
      db.scratch(() => {
        for (const row of page) planOne({ db, versioned, faults, plan }, row, found, isHead)
      })
      after = last
      await new Promise(setImmediate)
    }
  }
  return plan
}

const emptyTally = (): Tally => ({ created: 0, changed: 0, unchanged: 0 })

/** Keys come first in every list of columns, see `kinds.ts`. */
function pageSql(from: string, select: readonly string[], keys: readonly string[]): string {
  const marks = keys.map(() => '?').join(', ')
  return `SELECT ${select.join(', ')} FROM ${from} WHERE (${keys.join(', ')}) > (${marks})
    ORDER BY ${keys.join(', ')} LIMIT ${batch}`
}

/** Control characters are refused, so this one is in no key. */
const keyText = (row: RawRow, keys: readonly string[]) => row.slice(0, keys.length).join('\0')

interface RowsOf {
  readonly count: number
  readonly hash: string
}

function rowsBetween(
  db: WriteDb,
  { rows, keys }: Versioned,
  after: readonly SqlValue[],
  last: readonly SqlValue[],
): ReadonlyMap<string, RowsOf> {
  const columns = rows.columns.map(({ into }) => into).join(', ')
  const key = `(${keys.join(', ')})`
  const marks = `(${keys.map(() => '?').join(', ')})`
  const found = db.rows(
    `SELECT ${columns} FROM ${stagedOf(rows.table)} WHERE ${key} > ${marks} AND ${key} <= ${marks}
      ORDER BY ${keys.join(', ')}, position`,
    ...after,
    ...last,
  )
  const groups = Map.groupBy(found, (row) => keyText(row, keys))
  return new Map(
    [...groups].map(([name, group]) => [
      name,
      { count: group.length, hash: hashOf(group.map((row) => row.slice(keys.length))) },
    ]),
  )
}

/** Columns that a later version of the program adds must not change it where they are empty. */
function hashOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url')
}

interface PlanContext {
  readonly db: WriteDb
  readonly versioned: Versioned
  readonly faults: Faults
  readonly plan: Plan
}

interface Stored {
  readonly version: number
  readonly head_hash: string
  readonly rows_hash: string
}

/** @param row a staged head with its line, or only the key of rows that came without one */
function planOne(context: PlanContext, row: RawRow, found: ReadonlyMap<string, RowsOf>, isHead: boolean): void {
  const { db, versioned, plan } = context
  const { head, keys } = versioned
  const key = row.slice(0, keys.length)
  const stored = db.get<Stored>(
    `SELECT version, head_hash, rows_hash FROM main.${head.table} WHERE ${keys.map((name) => `${name} = ?`).join(' AND ')}
      ORDER BY version DESC LIMIT 1`,
    ...key,
  )
  const rows = found.get(keyText(row, keys))
  const headHash = isHead ? hashOf(row.slice(keys.length, -1)) : stored?.head_hash
  const rowsHash = rows?.hash ?? stored?.rows_hash
  const isSame = stored !== undefined && stored.head_hash === headHash && stored.rows_hash === rowsHash
  if (!isSame && (!isHead || !rows)) {
    addAlone(context, row, isHead)
    return
  }
  const outcome = isSame ? 'unchanged' : stored ? 'changed' : 'created'
  if (isHead) plan.heads[outcome] += 1
  plan.rows[outcome] += rows?.count ?? 0
  if (isSame || headHash === undefined || rowsHash === undefined) return
  db.run(
    `INSERT INTO ${plannedOf(head.table)} VALUES (${keys.map(() => '?').join(', ')}, ?, ?, ?)`,
    ...key,
    (stored?.version ?? 0) + 1,
    headHash,
    rowsHash,
  )
}

function addAlone({ db, versioned, faults }: PlanContext, row: RawRow, isHead: boolean): void {
  const { head, rows, keys, nameColumn, codes } = versioned
  const key = row.slice(0, keys.length)
  const kind = isHead ? head : rows
  const where = keys.map((name) => `${name} = ?`).join(' AND ')
  const first = db.get<{ line: number }>(`SELECT min(line) AS line FROM ${stagedOf(kind.table)} WHERE ${where}`, ...key)
  faults.add(
    { file: fileOf(kind), line: first?.line ?? null, column: nameColumn, value: key.at(-1) ?? null },
    { code: isHead ? codes.headAlone : codes.rowsAlone },
  )
}
