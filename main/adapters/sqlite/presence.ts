import { join } from 'node:path'
import Database from 'better-sqlite3'
import { isBusy } from './failure'
import { makeFile, makeFolder } from './folder'

/** Held as long as a process works in the folder; the kernel lets go of it when the process dies. */
export interface Presence {
  leave(): void
}

/**
 * Enters a profile folder. Many may be in it together (`with-others`); whoever exchanges what lies in it must be alone.
 * A lock of SQLite's on an empty file, as for the profiles.
 * @returns null when somebody is in it who does not allow that. Never waits.
 * @throws the file system's error, or SQLite's, when the folder cannot be used
 */
export function enterFolder(folder: string, how: 'with-others' | 'alone'): Presence | null {
  const locks = join(folder, 'locks')
  makeFolder(locks)
  const path = join(locks, 'folder.open.db') // no profile's id has a dot
  makeFile(path)
  const connection = new Database(path, { timeout: 0 })
  try {
    if (how === 'alone') connection.exec('BEGIN EXCLUSIVE')
    else {
      connection.exec('BEGIN')
      connection.prepare('SELECT count(*) FROM sqlite_schema').get()
    }
    return { leave: () => connection.close() }
  } catch (error) {
    connection.close()
    if (isBusy(error)) return null
    throw error
  }
}
