import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { checkDatevFile } from './check'

/** What the independent reader finds wrong in these files, a line each; nothing when all would import. */
export function faultsOfFiles(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => {
    const name = basename(path)
    return checkDatevFile(name, readFileSync(path)).faults.map((fault) => `${name} ${JSON.stringify(fault)}`)
  })
}

/** The prepared DATEV files of an installation, below its spool. */
export function spoolFiles(profileDir: string): readonly string[] {
  const spool = join(profileDir, 'spool')
  if (!existsSync(spool)) return []
  return readdirSync(spool, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.startsWith('EXTF_'))
    .map((entry) => join(entry.parentPath, entry.name))
}

/**
 * Of the prepared files those that are what was written down. A test that spoils one, or a process killed while it wrote,
 * leaves others.
 * @param prepared hex SHA-256 of each prepared file, from the database
 */
export function unspoiled(paths: readonly string[], prepared: ReadonlySet<string>): readonly string[] {
  return paths.filter((path) => prepared.has(createHash('sha256').update(readFileSync(path)).digest('hex')))
}
