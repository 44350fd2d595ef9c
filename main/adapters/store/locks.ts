import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { assert } from '../../core/assert'
import { type RunLocks, StoreRefused } from '../../core/store-ports'
import { isBusy, toStoreError } from '../sqlite/failure'
import { makeFile } from '../sqlite/folder'

/**
 * One lock per profile that the kernel frees when the process dies, also by SIGKILL: an exclusive transaction on an
 * empty SQLite file of its own. Node has no file locks, and SQLite's work on every system we ship for.
 */
export function createRunLocks(folder: string): RunLocks {
  return {
    acquire: (profileId) => {
      assert(/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(profileId), `not a profile id: ${profileId}`)
      const path = join(folder, `${profileId}.db`)
      let connection: Database.Database | null = null
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        makeFile(path)
        connection = new Database(path, { timeout: 0 })
        connection.exec('BEGIN EXCLUSIVE')
      } catch (error) {
        connection?.close()
        if (isBusy(error)) return null
        throw new StoreRefused(toStoreError(error, path))
      }
      const held = connection
      return { release: () => held.close() }
    },
  }
}
