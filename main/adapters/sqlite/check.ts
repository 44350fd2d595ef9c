import Database from 'better-sqlite3'
import { DatabaseFailure } from './failure'

const mebibyte = 1024 * 1024
/** At a start people wait: up to this size every page is looked at, which takes a few dozen milliseconds. */
const startBytesMax = 16 * mebibyte
/** Comparing every index with its table takes sixteen times as long as looking at every page. */
const thoroughBytesMax = 32 * mebibyte

/**
 * Looks at every page of a database, and at what its rows point to; up to a size, also whether each index holds what its table
 * holds.
 * @throws DatabaseFailure, or SQLite's own error, when it is not whole
 */
export function checkDatabase(path: string): void {
  const connection = new Database(path, { readonly: true, fileMustExist: true })
  try {
    checkConnection(connection)
  } finally {
    connection.close()
  }
}

export function checkConnection(connection: Database.Database): void {
  look(connection, sizeOf(connection) <= thoroughBytesMax ? 'integrity_check' : 'quick_check')
  const broken = connection.prepare('PRAGMA foreign_key_check').all().length
  if (broken > 0) throw new DatabaseFailure('database-unreadable', `${broken} rows point to nothing`)
}

/** A large database is looked at by the daily backup only; a cut one does not open at all. */
export function checkAtStart(connection: Database.Database): void {
  if (sizeOf(connection) <= startBytesMax) look(connection, 'quick_check')
}

function look(connection: Database.Database, how: 'quick_check' | 'integrity_check'): void {
  const found = connection.pragma(`${how}(1)`, { simple: true })
  if (found !== 'ok') throw new DatabaseFailure('database-unreadable', String(found))
}

function sizeOf(connection: Database.Database): number {
  const [pages, pageBytes] = [
    connection.pragma('page_count', { simple: true }),
    connection.pragma('page_size', { simple: true }),
  ]
  return Number(pages) * Number(pageBytes)
}
