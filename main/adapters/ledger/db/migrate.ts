import { chmodSync, closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import type BetterSqlite from 'better-sqlite3'
import { applicationId, LedgerFailure } from './connect'
import { firstTables } from './migrations/0010-first-tables'
import { groups } from './migrations/0020-groups'

/** One step of the ledger's shape: forward only, never changed once a version of the program has been handed out. */
export interface Migration {
  /** Steps of ten; becomes `PRAGMA user_version`. */
  readonly no: number
  readonly sql: string
}

export const migrations: readonly Migration[] = [firstTables, groups]

/**
 * Brings the ledger to the newest shape: a copy beside it first, then all missing steps in one transaction.
 * @throws LedgerFailure, after which the ledger is as it was
 */
export function migrate(connection: BetterSqlite.Database, steps: readonly Migration[] = migrations): void {
  const newest = steps.at(-1)?.no ?? 0
  const before = versionOf(connection)
  if (before > newest) {
    throw new LedgerFailure('database-newer', `the ledger has version ${before}, this program knows ${newest}`)
  }
  if (before === newest) return
  if (before > 0) keepCopy(connection, before)
  connection.pragma('foreign_keys = OFF')
  try {
    connection.transaction(() => climb(connection, steps, newest)).immediate()
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')) throw error
    throw new LedgerFailure('database-migration-failed', error instanceof Error ? error.message : String(error))
  } finally {
    connection.pragma('foreign_keys = ON')
  }
}

/** Another process may have done it in the meantime; then nothing is missing. */
function climb(connection: BetterSqlite.Database, steps: readonly Migration[], newest: number): void {
  const version = versionOf(connection)
  for (const step of steps) if (step.no > version) connection.exec(step.sql)
  const broken = connection.prepare('PRAGMA foreign_key_check').all().length
  if (broken > 0) throw new Error(`${broken} rows point to nothing`)
  connection.pragma(`application_id = ${applicationId}`)
  connection.pragma(`user_version = ${Math.max(version, newest)}`)
}

const versionOf = (connection: BetterSqlite.Database) => Number(connection.pragma('user_version', { simple: true }))

/** `ledger.db.v10.bak`: the state before the step, written whole or not at all. */
function keepCopy(connection: BetterSqlite.Database, version: number): void {
  const copy = `${connection.name}.v${version}.bak`
  const part = `${copy}.part`
  rmSync(part, { force: true })
  connection.prepare('VACUUM INTO ?').run(part)
  chmodSync(part, 0o600)
  const file = openSync(part, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(part, copy)
}
