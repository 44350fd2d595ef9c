import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Level by level, because Node's recursive `mkdir` never ends where a parent cannot be made (below /proc, for one).
 * Another process may make the same folder at the same moment.
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    if (!existsSync(folder)) throw error
  }
}

/**
 * An empty file that only its owner can read, where there is none: SQLite itself would let everybody, and goes by it. One that
 * is there is not even opened, for closing it would drop the locks that this process holds on it.
 */
export function makeFile(path: string): void {
  if (existsSync(path)) return
  try {
    closeSync(openSync(path, 'ax', 0o600))
  } catch (error) {
    if (!existsSync(path)) throw error // else another process was quicker
  }
}
