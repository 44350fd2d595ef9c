import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/** A version of a document or incoming invoice in the books. */
export interface BookEntry {
  readonly occasion: 'document' | 'incoming'
  readonly sourceId: string
  readonly version: number
  readonly isNewest: boolean
  readonly isExported: boolean
  readonly number: string
  readonly rows: number
  readonly cents: number
}

export interface RunRow {
  readonly id: string
  readonly no: number
  readonly state: string
  readonly errorKind: string | null
}

export interface StampRow {
  readonly runId: string
  readonly occasion: string
  readonly sourceId: string
  readonly version: number
}

export interface FileRow {
  readonly runId: string
  readonly no: number
  readonly name: string
  readonly sizeBytes: number
  readonly sha256: string
  readonly state: string
  readonly receipts: number
}

/** What stands in the two databases of a profile folder and beside them, read past the program. */
export interface Records {
  readonly entries: readonly BookEntry[]
  readonly runs: readonly RunRow[]
  readonly stamps: readonly StampRow[]
  readonly files: readonly FileRow[]
  /** Codes of the open incidents. */
  readonly incidents: readonly string[]
  /** How often a run was written down as delivered. */
  readonly deliveries: ReadonlyMap<string, number>
  /** The number in the file beside the database; null: there is none. */
  readonly lastRunNo: number | null
  /** What SQLite finds wrong with the files themselves. */
  readonly damage: readonly string[]
}

/** @param store the open database of the profile folder */
export function readRecords(profileDir: string, store: Database.Database): Records {
  const ledger = new Database(join(profileDir, 'ledger.db'), { readonly: true })
  try {
    return {
      ...readStore(store, profileDir),
      entries: readEntries(ledger),
      damage: [...check(store), ...check(ledger)],
    }
  } finally {
    ledger.close()
  }
}

function readEntries(db: Database.Database): readonly BookEntry[] {
  const rows = db
    .prepare<[], Omit<BookEntry, 'isNewest' | 'isExported'> & { newest: number; exported: number }>(
      `SELECT 'document' AS occasion, source_id AS sourceId, version, newest, 1 - do_not_export AS exported,
         document_no AS number, count(*) AS rows, abs(sum(iif(side = 'S', amount_cents, -amount_cents))) AS cents
       FROM accounting_document JOIN posting ON document_id = id GROUP BY id
       UNION ALL
       SELECT 'incoming', creditor || '/' || invoice_no, version, newest, 1, invoice_no, count(*), abs(gross_cents)
       FROM incoming_invoice JOIN incoming_position ON invoice_id = id GROUP BY id`,
    )
    .all()
  return rows.map(({ newest, exported, ...row }) => ({ ...row, isNewest: newest === 1, isExported: exported === 1 }))
}

function readStore(db: Database.Database, profileDir: string): Omit<Records, 'entries' | 'damage'> {
  const deliveries = db
    .prepare<[], [string, number]>(`SELECT run_id, count(*) FROM journal WHERE event = 'run.delivered' GROUP BY run_id`)
    .raw()
    .all()
  return {
    runs: db.prepare<[], RunRow>('SELECT id, no, state, error_kind AS errorKind FROM run ORDER BY no').all(),
    stamps: db
      .prepare<[], StampRow>(
        `SELECT run_id AS runId, occasion, source_id AS sourceId, version FROM run_document WHERE released_ms IS NULL`,
      )
      .all(),
    files: readFiles(db),
    incidents: db.prepare<[], string>('SELECT code FROM incident WHERE ended_ms IS NULL').pluck().all(),
    deliveries: new Map(deliveries),
    lastRunNo: readLastRun(join(profileDir, 'last-run')),
  }
}

export function readFiles(db: Database.Database): readonly FileRow[] {
  return db
    .prepare<[], FileRow>(
      `SELECT run_id AS runId, no, name, size_bytes AS sizeBytes, sha256, state,
         (SELECT count(*) FROM receipt r WHERE r.run_id = f.run_id AND r.file_no = f.no AND r.sha256 = f.sha256
            AND r.size_bytes = f.size_bytes) AS receipts
       FROM run_file f`,
    )
    .all()
}

function readLastRun(path: string): number | null {
  return existsSync(path) ? Number(readFileSync(path, 'utf8')) : null
}

function check(db: Database.Database): readonly string[] {
  const integrity = db.prepare<[], string>('PRAGMA integrity_check').pluck().all()
  const keys = db.prepare<[], string>('PRAGMA foreign_key_check').pluck().all()
  return [...integrity.filter((line) => line !== 'ok'), ...keys.map((table) => `a row of ${table} points nowhere`)]
}
