import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The technical log of an installation, oldest first. */
export function logOf(profileDir: string): readonly Readonly<Record<string, unknown>>[] {
  const lines = readFileSync(join(profileDir, 'log', 'belegbote.log'), 'utf8')
    .trimEnd()
    .split('\n')
  return lines.map((line) => JSON.parse(line))
}
