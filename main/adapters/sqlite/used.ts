import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Whether this folder has been worked in: a run was made, or a backup. A database that is missing there was lost, and is not
 * made anew.
 */
export function wasUsed(folder: string): boolean {
  if (existsSync(join(folder, 'last-run'))) return true
  const backups = join(folder, 'backups')
  return existsSync(backups) && readdirSync(backups).some((name) => name.endsWith('.zip'))
}
