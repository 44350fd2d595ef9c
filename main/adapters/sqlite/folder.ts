import { existsSync, mkdirSync } from 'node:fs'
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
