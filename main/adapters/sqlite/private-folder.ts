import { chmodSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Group and others. */
const foreignBits = 0o077
const stickyBit = 0o1000
/** What of it is ours; in a folder that holds other things as well, those are left alone. */
const ours = /^(belegbote|ledger)\.db|^(log|spool|attachments|locks|backups|chromium)$|^window\.json$|^secrets/

/**
 * Makes a profile folder that exists its owner's alone, with the databases and folders directly in it. Windows has no such
 * bits: there the folder has the rights of the user's own `AppData`.
 * @returns `open`: others may get at it, and that cannot be changed from here (a folder of somebody else, one that all write
 *   into, a disk without rights)
 */
export function keepPrivate(folder: string): 'private' | 'mended' | 'open' {
  if (process.platform === 'win32') return 'private'
  const { mode, uid } = statSync(folder)
  if ((mode & foreignBits) === 0) return 'private'
  if ((mode & stickyBit) !== 0 || uid !== process.getuid?.()) return 'open'
  try {
    chmodSync(folder, mode & ~foreignBits)
    for (const name of readdirSync(folder)) if (ours.test(name)) close(join(folder, name))
  } catch {
    return 'open' // the disk does not take it; told by the answer
  }
  return (statSync(folder).mode & foreignBits) === 0 ? 'mended' : 'open'
}

function close(path: string): void {
  const { mode } = statSync(path)
  if ((mode & foreignBits) !== 0) chmodSync(path, mode & ~foreignBits)
}
