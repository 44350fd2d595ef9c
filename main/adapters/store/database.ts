import type BetterSqlite from 'better-sqlite3'
import { checkAtStart } from '../sqlite/check'
import { connect, type DatabaseKind } from '../sqlite/connect'
import { migrate as climb, type Migration } from '../sqlite/migrate'
import { migrations } from './migrations'

/** "BELB" */
export const storeKind: DatabaseKind = { applicationId: 0x42454c42, busyTimeoutMs: 5_000 }

export function migrate(connection: BetterSqlite.Database, steps: readonly Migration[] = migrations): void {
  climb(connection, steps, storeKind)
}

/** The store's database, in its newest shape. */
export function openDatabase(path: string, mustExist: boolean): BetterSqlite.Database {
  const connection = connect(path, storeKind, mustExist)
  try {
    checkAtStart(connection)
    migrate(connection)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}
