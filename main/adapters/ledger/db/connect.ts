import Database from 'better-sqlite3'
import type { StoreError } from '../../../core/store-ports'
import { type ReadDb, toReadDb, toWriteDb, type WriteDb } from './sql'

/** Marks the file as our ledger ("BELL"), so that no other program's database is ever taken for it. */
export const applicationId = 0x42454c4c

const busyTimeoutMs = 10_000
/** Several connections are open at once; SQLite's own default would be 16 MiB each. */
const cacheKiB = 2048
const walAttempts = 50
const walPauseMs = 100

/** What made the ledger refuse to open, as an exception that only leaves this folder as a value. */
export class LedgerFailure extends Error {
  constructor(
    readonly kind: StoreError['kind'],
    message: string,
  ) {
    super(message)
  }
}

/** A damaged or foreign file is reported and left as it is. */
export function connect(path: string): Database.Database {
  const connection = new Database(path, { timeout: busyTimeoutMs })
  try {
    if (connection.pragma('journal_mode', { simple: true }) !== 'wal') turnWalOn(connection)
    connection.pragma('synchronous = FULL')
    connection.pragma('foreign_keys = ON')
    connection.pragma('trusted_schema = OFF')
    connection.pragma(`cache_size = ${-cacheKiB}`)
    const id = connection.pragma('application_id', { simple: true })
    const tables = connection.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()
    if (id !== applicationId && (id !== 0 || tables !== 0)) {
      throw new LedgerFailure('database-unreadable', 'the file is not a ledger of Belegbote')
    }
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
      throw new LedgerFailure('profile-folder-unusable', 'the folder does not allow a write-ahead log')
    } catch (error) {
      if (!isBusy(error) || attempt >= walAttempts) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, walPauseMs)
    }
  }
}

/** For looking only: SQLite itself refuses a change. */
export function openReader(path: string): ReadDb {
  const connection = connect(path)
  connection.pragma('query_only = ON')
  return toReadDb(connection)
}

/** For one import; its scratch tables go with it. They live in a temporary file, so a large import needs little memory. */
export function openWriter(path: string): WriteDb {
  const connection = connect(path)
  connection.pragma('temp_store = FILE')
  connection.pragma('temp.cache_size = -8192')
  connection.pragma('main.cache_size = -8192')
  return toWriteDb(connection)
}

export const isSqliteError = (error: unknown): error is InstanceType<typeof Database.SqliteError> =>
  error instanceof Database.SqliteError

function isBusy(error: unknown): boolean {
  return isSqliteError(error) && /^SQLITE_(BUSY|LOCKED)/.test(error.code)
}

const unreadableCodes = /^SQLITE_(NOTADB|CORRUPT|FORMAT|IOERR|SCHEMA|ERROR)/
const folderCodes = /^SQLITE_(CANTOPEN|READONLY|PERM|FULL|AUTH)/

/** The one table from SQLite's and the file system's words to ours. Bugs are thrown on. */
export function toStoreError(error: unknown, path: string): StoreError {
  if (error instanceof LedgerFailure) return { kind: error.kind, path, detail: error.message }
  if (isSqliteError(error)) {
    const detail = `${error.code}: ${error.message}`
    if (isBusy(error)) return { kind: 'database-busy', path, detail }
    if (folderCodes.test(error.code)) return { kind: 'profile-folder-unusable', path, detail }
    if (unreadableCodes.test(error.code)) return { kind: 'database-unreadable', path, detail }
  }
  if (error instanceof Error && 'code' in error && 'syscall' in error) {
    return { kind: 'profile-folder-unusable', path, detail: error.message }
  }
  throw error
}
