import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { assert } from '../../core/assert'
import type { RunLocks } from '../../core/store-ports'

/**
 * One lock per profile that the kernel frees when the process dies, also by SIGKILL: an exclusive transaction on an
 * empty SQLite file of its own. Node has no file locks, and SQLite's work on every system we ship for.
 */
export function createRunLocks(folder: string): RunLocks {
  return {
    acquire: (profileId) => {
      assert(/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(profileId), `not a profile id: ${profileId}`)
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const connection = new Database(join(folder, `${profileId}.db`), { timeout: 0 })
      try {
        connection.exec('BEGIN EXCLUSIVE')
      } catch (error) {
        connection.close()
        if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null
        throw error
      }
      return { release: () => connection.close() }
    },
  }
}
