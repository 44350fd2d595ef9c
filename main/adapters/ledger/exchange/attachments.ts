import { createHash, randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { WriteDb } from '../db/sql'
import { type Faults, toRefusal } from './faults'
import type { ExchangeFile, ExchangeFiles } from './files'
import { fileOf, stagedOf, versionedKinds } from './kinds'

const scratchPrefix = '.incoming-'
const staleMs = 24 * 60 * 60 * 1000

/** Where pictures of documents lie, named by their content: `<sha256>.<ending>`. Nothing there is ever changed. */
export const attachmentFolder = (profileDir: string) => join(profileDir, 'attachments')

/** The pictures of one import, copied beside the store and not yet in it. */
export interface Attachments {
  /** Refuses rows whose file is not in the folder. */
  check(files: ExchangeFiles, faults: Faults): Promise<void>
  /** Copies every picture once and puts its name into the staged rows. */
  copy(files: ExchangeFiles, faults: Faults, onFile: (done: number, total: number) => void): Promise<void>
  /** Moves the copies into the store, durable, before the ledger points to them. */
  keep(): Promise<void>
  /** Removes what was not kept. */
  discard(): Promise<void>
}

export function createAttachments(db: WriteDb, profileDir: string): Attachments {
  const folder = attachmentFolder(profileDir)
  const scratch = join(folder, scratchPrefix + randomBytes(6).toString('hex'))
  const copied = new Set<string>()
  db.exec(`DROP TABLE IF EXISTS temp.attachment;
    CREATE TABLE temp.attachment (path TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID`)
  return {
    check: (files, faults) => checkFiles(db, files, faults),
    copy: async (files, faults, onFile) => {
      const paths = db.all<{ path: string }>('SELECT path FROM temp.attachment ORDER BY path')
      if (paths.length > 0) await mkdir(scratch, { recursive: true, mode: 0o700 })
      for (const [index, { path }] of paths.entries()) {
        const name = await copyFile(files, path, scratch, faults)
        if (name !== null) {
          copied.add(name)
          db.run('UPDATE temp.attachment SET name = ? WHERE path = ?', name, path)
        }
        onFile(index + 1, paths.length)
      }
      nameStaged(db)
    },
    keep: () => keepCopies(folder, scratch, copied),
    discard: async () => {
      await rm(scratch, { recursive: true, force: true })
      await removeStale(folder)
    },
  }
}

async function checkFiles(db: WriteDb, files: ExchangeFiles, faults: Faults): Promise<void> {
  for (const { head } of versionedKinds) {
    const rows = db.all<{ line: number; path: string }>(
      `SELECT line, attachment AS path FROM ${stagedOf(head.table)} WHERE attachment IS NOT NULL ORDER BY line`,
    )
    for (const { line, path } of rows) {
      const found = await files.find(path)
      if (found === 'missing' || found === 'outside') {
        const code = found === 'missing' ? 'import-attachment-missing' : 'import-attachment-outside'
        faults.add({ file: fileOf(head), line, column: 'datei', value: path }, { code })
      } else {
        db.run('INSERT INTO temp.attachment (path) VALUES (?) ON CONFLICT DO NOTHING', path)
      }
    }
  }
}

/** @returns the name in the store, or null when the file could not be read to its end */
async function copyFile(files: ExchangeFiles, path: string, scratch: string, faults: Faults): Promise<string | null> {
  try {
    const file = await files.find(path)
    if (typeof file === 'string') {
      faults.add({ file: path }, { code: 'import-attachment-missing' })
      return null
    }
    return await copyContent(file, scratch)
  } catch (error) {
    faults.add({ file: path }, toRefusal(error))
    return null
  }
}

async function copyContent(file: ExchangeFile, scratch: string): Promise<string> {
  const hash = createHash('sha256')
  const part = join(scratch, 'part')
  const copy = await open(part, 'w', 0o600)
  try {
    for await (const piece of file.read()) {
      hash.update(piece)
      await copy.writeFile(piece)
    }
    await copy.sync()
  } finally {
    await copy.close()
  }
  const name = hash.digest('hex') + endingOf(file.path)
  await rename(part, join(scratch, name))
  return name
}

function endingOf(path: string): string {
  const ending = extname(path).toLowerCase()
  return /^\.[a-z0-9]{1,8}$/.test(ending) ? ending : ''
}

function nameStaged(db: WriteDb): void {
  for (const { head } of versionedKinds) {
    db.run(`UPDATE ${stagedOf(head.table)} AS s
      SET attachment = (SELECT name FROM temp.attachment a WHERE a.path = s.attachment) WHERE attachment IS NOT NULL`)
  }
}

async function keepCopies(folder: string, scratch: string, names: ReadonlySet<string>): Promise<void> {
  if (names.size === 0) return
  for (const name of names) await rename(join(scratch, name), join(folder, name))
  syncFolder(folder)
}

/** Without this a loss of power may forget the new names. Windows knows no such call for folders. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** What an import that was killed left behind. */
async function removeStale(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.startsWith(scratchPrefix)) continue
    const found = await stat(join(folder, name)).catch(() => null)
    const ageMs = found ? Date.now() - found.mtimeMs : 0
    if (ageMs > staleMs) await rm(join(folder, name), { recursive: true, force: true })
  }
}

/** Keeps one file in the store, durable before its name is told. @throws the file system's error */
export async function keepFile(profileDir: string, bytes: Uint8Array, ending: string): Promise<string> {
  const folder = attachmentFolder(profileDir)
  const scratch = join(folder, scratchPrefix + randomBytes(6).toString('hex'))
  const name = createHash('sha256').update(bytes).digest('hex') + endingOf(`x${ending}`)
  await mkdir(scratch, { recursive: true, mode: 0o700 })
  try {
    const file = await open(join(scratch, name), 'w', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await keepCopies(folder, scratch, new Set([name]))
    return name
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
