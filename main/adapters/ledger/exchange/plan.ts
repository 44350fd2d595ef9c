import { hash } from 'node:crypto'
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

interface PlanContext {
  readonly db: WriteDb
  readonly versioned: Versioned
  readonly faults: Faults
  readonly goOn: () => void
  readonly plan: Plan
}

/**
 * Compares what came with what is stored, by content, and writes down the versions that are missing. Postings belong to
 * a document of the same import: one of the two alone is accepted only when nothing in it differs from what is stored,
 * since nobody could say whether the other half should stay.
 * @param goOn called between pages; may throw
 */
export async function planVersions(db: WriteDb, versioned: Versioned, faults: Faults, goOn: () => void): Promise<Plan> {
  const { head, keys } = versioned
  const context = { db, versioned, faults, goOn, plan: { heads: emptyTally(), rows: emptyTally() } }
  db.exec(`DROP TABLE IF EXISTS ${plannedOf(head.table)};
    CREATE TABLE ${plannedOf(head.table)} (${keys.join(', ')}, version, head_hash, rows_hash,
    PRIMARY KEY (${keys.join(', ')})) WITHOUT ROWID`)
  const headColumns = head.columns.map(({ into }) => into).filter((name) => !keys.includes(name))
  await planPages(context, pageSql(versioned, stagedOf(head.table), headColumns), true)
  await planPages(context, pageSql(versioned, `(${rowsAloneSql(versioned)})`, []), false)
  return context.plan
}

const emptyTally = (): Tally => ({ created: 0, changed: 0, unchanged: 0 })

const sameKeys = (keys: readonly string[], a: string, b: string) =>
  keys.map((key) => `${a}.${key} = ${b}.${key}`).join(' AND ')

function rowsAloneSql({ head, rows, keys }: Versioned): string {
  return `SELECT DISTINCT ${keys.join(', ')} FROM ${stagedOf(rows.table)} r
    WHERE NOT EXISTS (SELECT 1 FROM ${stagedOf(head.table)} h WHERE ${sameKeys(keys, 'h', 'r')})`
}

/** A page of documents: what is stored of each (`stored`), its key, its content. */
function pageSql({ head, keys }: Versioned, from: string, columns: readonly string[]): string {
  const own = [...keys, ...columns].map((name) => `s.${name}`).join(', ')
  const key = keys.map((name) => `s.${name}`).join(', ')
  return `SELECT t.version, t.head_hash, t.rows_hash, ${own} FROM ${from} s
    LEFT JOIN main.${head.table} t ON ${sameKeys(keys, 't', 's')} AND t.newest = 1
    WHERE (${key}) > (${keys.map(() => '?').join(', ')}) ORDER BY ${key} LIMIT ${batch}`
}

const stored = 3

async function planPages(context: PlanContext, sql: string, isHead: boolean): Promise<void> {
  const { db, versioned, goOn } = context
  const { keys } = versioned
  let after: readonly SqlValue[] = keys.map(() => '')
  for (let page = db.rows(sql, ...after); page.length > 0; page = db.rows(sql, ...after)) {
    const last = page.at(-1)?.slice(stored, stored + keys.length) ?? after
    const found = rowsBetween(db, versioned, after, last)
    db.scratch(() => {
      for (const row of page) planOne(context, row, found, isHead)
    })
    after = last
    await new Promise(setImmediate)
    goOn()
  }
}

interface RowsOf {
  readonly count: number
  readonly hash: string
}

/** Control characters are refused, so this one is in no key. */
const keyText = (key: RawRow) => key.join('\0')

/** The postings of a page of documents by document: how many, and what they say. */
function rowsBetween(
  db: WriteDb,
  { rows, keys }: Versioned,
  after: readonly SqlValue[],
  last: readonly SqlValue[],
): ReadonlyMap<string, RowsOf> {
  const columns = rows.columns.map(({ into }) => into).filter((name) => !keys.includes(name))
  const key = `(${keys.join(', ')})`
  const marks = `(${keys.map(() => '?').join(', ')})`
  const found = db.rows(
    `SELECT ${[...keys, ...columns].join(', ')} FROM ${stagedOf(rows.table)} WHERE ${key} > ${marks} AND ${key} <= ${marks}
      ORDER BY ${keys.join(', ')}, position`,
    ...after,
    ...last,
  )
  const groups = Map.groupBy(found, (row) => keyText(row.slice(0, keys.length)))
  return new Map(
    [...groups].map(([name, group]) => [
      name,
      { count: group.length, hash: hashOf(group.map((row) => row.slice(keys.length))) },
    ]),
  )
}

/** The content as stored decides: an amount written with a point or a comma, a default or an empty field, are the same. */
function hashOf(content: unknown): string {
  return hash('sha256', JSON.stringify(content), 'base64url')
}

/** @param row see `pageSql`: of a staged head, or only the key of rows that came without one */
function planOne(context: PlanContext, row: RawRow, found: ReadonlyMap<string, RowsOf>, isHead: boolean): void {
  const { db, versioned, plan } = context
  const { head, keys } = versioned
  const [version = null, storedHead = null, storedRows = null] = row
  const key = row.slice(stored, stored + keys.length)
  const rows = found.get(keyText(key))
  const headHash = isHead ? hashOf(row.slice(stored + keys.length)) : storedHead
  const rowsHash = rows?.hash ?? storedRows
  const isSame = version !== null && storedHead === headHash && storedRows === rowsHash
  if (!isSame && (!isHead || !rows)) {
    addAlone(context, key, isHead)
    return
  }
  const outcome = isSame ? 'unchanged' : version === null ? 'created' : 'changed'
  if (isHead) plan.heads[outcome] += 1
  plan.rows[outcome] += rows?.count ?? 0
  if (isSame) return
  const values = [...key, Number(version ?? 0) + 1, headHash, rowsHash]
  db.run(`INSERT INTO ${plannedOf(head.table)} VALUES (${values.map(() => '?').join(', ')})`, ...values)
}

function addAlone({ db, versioned, faults }: PlanContext, key: RawRow, isHead: boolean): void {
  const { head, rows, keys, nameColumn, codes } = versioned
  const kind = isHead ? head : rows
  const where = keys.map((name) => `${name} = ?`).join(' AND ')
  const first = db.get<{ line: number }>(`SELECT min(line) AS line FROM ${stagedOf(kind.table)} WHERE ${where}`, ...key)
  faults.add(
    { file: fileOf(kind), line: first?.line ?? null, column: nameColumn, value: key.at(-1) ?? null },
    { code: isHead ? codes.headAlone : codes.rowsAlone },
  )
}
