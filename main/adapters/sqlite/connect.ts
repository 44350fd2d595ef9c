import { statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { DatabaseFailure, isBusy } from './failure'
import { makeFile } from './folder'

/** One of our databases. */
export interface DatabaseKind {
  /** Marks the file as ours, so that no other program's database is ever taken for it. */
  readonly applicationId: number
  readonly busyTimeoutMs: number
}

/** Several connections are open at once; SQLite's own default would be 16 MiB each. */
const cacheKiB = 2048
const walAttempts = 50
const walPauseMs = 100

/**
 * Opens a database, making one where there is none. A damaged or foreign file is reported and left as it is.
 * @param mustExist the folder has been worked in: a database that is gone or emptied is not made anew, for an empty one in its
 *   place would export everything again
 */
export function connect(path: string, kind: DatabaseKind, mustExist: boolean): Database.Database {
  if (mustExist) refuseLost(path)
  makeFile(path)
  const connection = new Database(path, { timeout: kind.busyTimeoutMs })
  try {
    if (connection.pragma('journal_mode', { simple: true }) !== 'wal') turnWalOn(connection)
    connection.pragma('synchronous = FULL')
    connection.pragma('foreign_keys = ON')
    connection.pragma('trusted_schema = OFF')
    connection.pragma(`cache_size = ${-cacheKiB}`)
    refuseForeign(connection, kind)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

function refuseLost(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) throw new DatabaseFailure('database-missing', 'the file is gone, although this folder has been worked in')
  if (found.size === 0) throw new DatabaseFailure('database-unreadable', 'the file is empty, although it was in use')
}

/** Two processes that make a new database at the same time meet here, and SQLite does not wait by itself for this lock. */
function turnWalOn(connection: Database.Database): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      if (connection.pragma('journal_mode = WAL', { simple: true }) === 'wal') return
      throw new DatabaseFailure('profile-folder-unusable', 'the folder does not allow a write-ahead log')
    } catch (error) {
      if (!isBusy(error) || attempt >= walAttempts) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, walPauseMs)
    }
  }
}

function refuseForeign(connection: Database.Database, { applicationId }: DatabaseKind): void {
  const id = connection.pragma('application_id', { simple: true })
  if (id === applicationId) return
  const tables = connection.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()
  if (id !== 0 || tables !== 0)
    throw new DatabaseFailure('database-unreadable', 'the file is not this database of ours')
}
