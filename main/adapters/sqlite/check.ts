import Database from 'better-sqlite3'
import { DatabaseFailure } from './failure'

/**
 * Looks at every page of a database.
 * @param depth `quick` leaves out whether each index holds what its table holds
 * @throws DatabaseFailure, or SQLite's own error, when it is not whole
 */
export function checkDatabase(path: string, depth: 'quick' | 'full'): void {
  const connection = new Database(path, { readonly: true, fileMustExist: true })
  try {
    checkConnection(connection, depth)
  } finally {
    connection.close()
  }
}

export function checkConnection(connection: Database.Database, depth: 'quick' | 'full'): void {
  const word = depth === 'quick' ? 'quick_check' : 'integrity_check'
  const found = connection.pragma(`${word}(1)`, { simple: true })
  if (found !== 'ok') throw new DatabaseFailure('database-unreadable', String(found))
}
