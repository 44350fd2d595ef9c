import { existsSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { StoreError } from '../../core/store-ports'

/** Marks the file as ours ("BELB"), so that no other program's database is ever taken for it. */
export const applicationId = 0x42454c42

const busyTimeoutMs = 5_000
/** Several connections are open at once; SQLite's own default would be 16 MiB each. */
const cacheKiB = 2048
const walAttempts = 50
const walPauseMs = 100

/** What made a database refuse to open or migrate, as an exception that only leaves this folder as a value. */
export class StoreFailure extends Error {
  readonly kind: StoreError['kind']

  constructor(kind: StoreError['kind'], message: string) {
    super(message)
    this.kind = kind
  }
}

/** A damaged or foreign file is reported and left as it is: an empty database in its place would export everything again. */
export function connect(path: string, lastRunPath: string): Database.Database {
  if (existsSync(path) && statSync(path).size === 0 && existsSync(lastRunPath)) {
    throw new StoreFailure('database-unreadable', 'the database file is empty although runs were made')
  }
  const connection = new Database(path, { timeout: busyTimeoutMs })
  try {
    if (connection.pragma('journal_mode', { simple: true }) !== 'wal') turnWalOn(connection)
    connection.pragma('synchronous = FULL')
    connection.pragma('foreign_keys = ON')
    connection.pragma('trusted_schema = OFF')
    connection.pragma(`cache_size = ${-cacheKiB}`)
    refuseForeign(connection)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/** Two processes that make a new database at the same time meet here, and SQLite does not wait by itself for this lock. */
function turnWalOn(connection: Database.Database): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      if (connection.pragma('journal_mode = WAL', { simple: true }) === 'wal') return
      throw new StoreFailure('profile-folder-unusable', 'the folder does not allow a write-ahead log')
    } catch (error) {
      const busy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
      if (!busy || attempt >= walAttempts) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, walPauseMs)
    }
  }
}

function refuseForeign(connection: Database.Database): void {
  const id = connection.pragma('application_id', { simple: true })
  if (id === applicationId) return
  const tables = connection.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()
  if (id !== 0 || tables !== 0) throw new StoreFailure('database-unreadable', 'the file is not a database of Belegbote')
}

const unreadableCodes = /^SQLITE_(NOTADB|CORRUPT|FORMAT|IOERR|SCHEMA|ERROR)/
const folderCodes = /^SQLITE_(CANTOPEN|READONLY|PERM|FULL|AUTH)/

/** The one table from SQLite's and the file system's words to ours. Bugs are thrown on. */
export function toStoreError(error: unknown, path: string): StoreError {
  if (error instanceof StoreFailure) return { kind: error.kind, path, detail: error.message }
  if (error instanceof Database.SqliteError) {
    const detail = `${error.code}: ${error.message}`
    if (error.code.startsWith('SQLITE_BUSY') || error.code.startsWith('SQLITE_LOCKED')) {
      return { kind: 'database-busy', path, detail }
    }
    if (folderCodes.test(error.code)) return { kind: 'profile-folder-unusable', path, detail }
    if (unreadableCodes.test(error.code)) return { kind: 'database-unreadable', path, detail }
  }
  if (error instanceof Error && 'code' in error && 'syscall' in error) {
    return { kind: 'profile-folder-unusable', path, detail: error.message }
  }
  throw error
}
