import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect } from 'vitest'
import { faultsOfFiles, spoolFiles, unspoiled } from '../checker/files'

/** Every file that an installation has prepared passes the independent reader. */
export function expectSoundFiles(profileDir: string): void {
  const path = join(profileDir, 'belegbote.db')
  const files = spoolFiles(profileDir)
  if (files.length === 0 || !existsSync(path)) return
  const db = new Database(path, { readonly: true })
  const prepared = db.prepare('SELECT sha256 FROM run_file').pluck().all() as string[] // safe: TEXT by the table
  db.close()
  expect(faultsOfFiles(unspoiled(files, new Set(prepared)))).toEqual([])
}
