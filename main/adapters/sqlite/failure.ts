import Database from 'better-sqlite3'
import { type StoreError, StoreRefused } from '../../core/store-ports'

/** What made a database refuse to open or migrate, as an exception that leaves an adapter only as a value. */
export class DatabaseFailure extends Error {
  readonly kind: StoreError['kind']

  constructor(kind: StoreError['kind'], message: string) {
    super(message)
    this.kind = kind
  }
}

export const isSqliteError = (error: unknown): error is InstanceType<typeof Database.SqliteError> =>
  error instanceof Database.SqliteError

export function isBusy(error: unknown): boolean {
  return isSqliteError(error) && /^SQLITE_(BUSY|LOCKED)/.test(error.code)
}

const unreadableCodes = /^SQLITE_(NOTADB|CORRUPT|FORMAT|IOERR_(READ|SHORT_READ|CORRUPTFS|DATA|SEEK)|SCHEMA|ERROR)/
/** What a full disk says that has no room for the shared memory of a write-ahead log is an `IOERR`, too. */
const folderCodes = /^SQLITE_(CANTOPEN|READONLY|PERM|FULL|AUTH|IOERR(?!_(READ|SHORT_READ|CORRUPTFS|DATA|SEEK)))/

/** The one table from SQLite's and the file system's words to ours. Bugs are thrown on. */
export function toStoreError(error: unknown, path: string): StoreError {
  if (error instanceof StoreRefused) return error.error
  if (error instanceof DatabaseFailure) return { kind: error.kind, path, detail: error.message }
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

/** Does work on an open database. What the disk or another program refuses becomes `StoreRefused`; the rest is thrown on. */
export function refusable<T>(connection: Database.Database, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!isSqliteError(error) || !(isBusy(error) || folderCodes.test(error.code))) throw error
    throw new StoreRefused(toStoreError(error, connection.name))
  }
}
