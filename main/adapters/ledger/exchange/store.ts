import type { ImportCounts } from '../../../core/ledger/import'
import type { WriteDb } from '../db/sql'
import { generationOf } from '../reading/groups'
import { type Kind, masterKinds, stagedOf, type Versioned, versionedKinds } from './kinds'
import { plannedOf } from './plan'

type MasterCounts = ReadonlyMap<string, Omit<ImportCounts, 'read'>>

/**
 * Takes everything that is staged and planned into the books, in one transaction.
 * @param generation of the books that the plan was made for
 * @returns what became of the master data, or null when the books changed in the meantime and nothing was done
 */
export function storeStaged(db: WriteDb, generation: number): MasterCounts | null {
  return db.transaction(() => {
    if (generationOf(db) !== generation) return null
    const counts = new Map(masterKinds.map((kind) => [kind.kind, storeMaster(db, kind)]))
    let changes = [...counts.values()].reduce((sum, { created, changed }) => sum + created + changed, 0)
    for (const versioned of versionedKinds) changes += storeVersions(db, versioned)
    if (changes > 0) db.run('UPDATE main.ledger_state SET generation = generation + 1')
    return counts
  })
}

function storeMaster(db: WriteDb, kind: Kind): Omit<ImportCounts, 'read'> {
  const columns = kind.columns.map(({ into }) => into)
  const keys = kind.columns.filter(({ key }) => key).map(({ into }) => into)
  const values = columns.filter((column) => !keys.includes(column))
  const staged = stagedOf(kind.table)
  const all = db.get<{ n: number }>(`SELECT count(*) AS n FROM ${staged}`)?.n ?? 0
  const known = `SELECT 1 FROM main.${kind.table} t WHERE ${keys.map((key) => `t.${key} = s.${key}`).join(' AND ')}`
  const created = db.get<{ n: number }>(`SELECT count(*) AS n FROM ${staged} s WHERE NOT EXISTS (${known})`)?.n ?? 0
  const touched = db.run(`INSERT INTO main.${kind.table} AS t (${columns.join(', ')})
    SELECT ${columns.join(', ')} FROM ${staged} WHERE true
    ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${values.map((name) => `${name} = excluded.${name}`).join(', ')}
    WHERE ${values.map((name) => `t.${name} IS NOT excluded.${name}`).join(' OR ')}`)
  return { created, changed: touched - created, unchanged: all - touched }
}

function storeVersions(db: WriteDb, { head, rows, keys, parent, order }: Versioned): number {
  const planned = plannedOf(head.table)
  const key = keys.join(', ')
  db.run(`UPDATE main.${head.table} SET newest = 0
    WHERE newest = 1 AND (${key}) IN (SELECT ${key} FROM ${planned} WHERE version > 1)`)
  const headColumns = head.columns.map(({ into }) => into)
  // In the order in which they will be read, so that neighbours lie together.
  const stored = db.run(`INSERT INTO main.${head.table}
      (${headColumns.join(', ')}, version, newest, head_hash, rows_hash)
    SELECT ${headColumns.map((name) => `s.${name}`).join(', ')}, p.version, 1, p.head_hash, p.rows_hash
    FROM ${planned} p JOIN ${stagedOf(head.table)} s USING (${key})
    ORDER BY ${order.map((name) => `s.${name}`).join(', ')}`)
  const rowColumns = rows.columns.map(({ into }) => into).filter((name) => !keys.includes(name))
  db.run(`INSERT INTO main.${rows.table} (${parent}, ${rowColumns.join(', ')})
    SELECT h.id, ${rowColumns.map((name) => `s.${name}`).join(', ')}
    FROM ${planned} p CROSS JOIN main.${head.table} h USING (${key}, version)
    CROSS JOIN ${stagedOf(rows.table)} s USING (${key})
    ORDER BY h.id, s.position`)
  return stored
}
