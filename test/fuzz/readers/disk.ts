import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of its own, in memory where there is such a disk; gone when it is disposed of. */
export function scratch(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'belegbote-fuzz-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
