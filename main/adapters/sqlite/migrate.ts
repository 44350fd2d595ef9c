import { chmodSync, closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import type BetterSqlite from 'better-sqlite3'
import type { DatabaseKind } from './connect'
import { DatabaseFailure, isBusy } from './failure'

/** One step of a database's shape. Forward only; never changed once a version of the program has been handed out. */
export interface Migration {
  /** Steps of ten; becomes `PRAGMA user_version`. */
  readonly no: number
  /** Runs in one transaction, with foreign keys checked at its end. */
  readonly sql: string
}

/**
 * Brings a connected database to the newest shape: a copy beside it first, then all missing steps in one transaction.
 * Another process may be doing the same; the one that comes second finds nothing left to do.
 * @throws DatabaseFailure, after which the database is as it was
 */
export function migrate(connection: BetterSqlite.Database, steps: readonly Migration[], kind: DatabaseKind): void {
  const newest = steps.at(-1)?.no ?? 0
  const before = versionOf(connection)
  if (before > newest) throw tooNew(before, newest)
  if (before === newest) return
  if (before > 0 && !connection.memory) keepCopy(connection, before)
  connection.pragma('foreign_keys = OFF')
  try {
    connection.transaction(() => climb(connection, steps, kind)).immediate()
  } catch (error) {
    if (error instanceof DatabaseFailure || isBusy(error)) throw error
    throw new DatabaseFailure('database-migration-failed', error instanceof Error ? error.message : String(error))
  } finally {
    connection.pragma('foreign_keys = ON')
  }
}

function climb(connection: BetterSqlite.Database, steps: readonly Migration[], { applicationId }: DatabaseKind): void {
  const newest = steps.at(-1)?.no ?? 0
  const version = versionOf(connection)
  if (version > newest) throw tooNew(version, newest)
  for (const step of steps) if (step.no > version) connection.exec(step.sql)
  const broken = connection.prepare('PRAGMA foreign_key_check').all()
  if (broken.length > 0) throw new Error(`${broken.length} rows point to nothing`)
  connection.pragma(`application_id = ${applicationId}`)
  connection.pragma(`user_version = ${newest}`)
}

const versionOf = (connection: BetterSqlite.Database) => Number(connection.pragma('user_version', { simple: true }))

const tooNew = (found: number, newest: number) =>
  new DatabaseFailure('database-newer', `the database has version ${found}, this program knows ${newest}`)

/** `belegbote.db.v10.bak`: the state before the step, written whole or not at all. */
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
