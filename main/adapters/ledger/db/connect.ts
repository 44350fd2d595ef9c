import type BetterSqlite from 'better-sqlite3'
import { checkAtStart, checkDatabase } from '../../sqlite/check'
import { connect, type DatabaseKind } from '../../sqlite/connect'
import { migrate } from '../../sqlite/migrate'
import { migrations } from './migrations'
import { type ReadDb, toReadDb, toWriteDb, type WriteDb } from './sql'

/** "BELL" */
export const ledgerKind: DatabaseKind = { applicationId: 0x42454c4c, busyTimeoutMs: 10_000 }

/** Makes or migrates the ledger, and closes it again. */
export function prepareLedger(path: string, mustExist: boolean): void {
  const connection = connect(path, ledgerKind, mustExist)
  try {
    checkAtStart(connection)
    migrate(connection, migrations, ledgerKind)
  } finally {
    connection.close()
  }
}

const open = (path: string): BetterSqlite.Database => connect(path, ledgerKind, true)

/** For looking only: SQLite itself refuses a change. */
export function openReader(path: string): ReadDb {
  const connection = open(path)
  connection.pragma('query_only = ON')
  return toReadDb(connection)
}

/** For one import; its scratch tables go with it. They live in a temporary file, so a large import needs little memory. */
export function openWriter(path: string): WriteDb {
  const connection = open(path)
  connection.pragma('temp_store = FILE')
  connection.pragma('temp.cache_size = -8192')
  connection.pragma('main.cache_size = -8192')
  return toWriteDb(connection)
}

/** Makes a ledger out of a backup ready to take its place. @throws DatabaseFailure, or SQLite's error */
export function makeLedgerReady(path: string): void {
  checkDatabase(path)
  prepareLedger(path, true)
}
