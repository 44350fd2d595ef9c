import { createHash } from 'node:crypto'
import { constants, type Dirent } from 'node:fs'
import { access, lstat, mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import {
  type Aside,
  asideFolders,
  type WatchedEntry,
  type WatchFolder,
  type WatchTrouble,
} from '../../core/ledger/watch-folder'
import { fail, ok, type Result } from '../../core/result'

const hidden = /^[.~]|\.(part|tmp|crdownload|filepart)$/i
const asideNames: ReadonlySet<string> = new Set(Object.values(asideFolders))
const listEnding = '.txt'
const namesMax = 10_000

/** See `WatchFolder`. */
export const watchFolder: WatchFolder = {
  check: (folder) => withTrouble(folder, () => checkFolder(folder)),
  look: (folder) =>
    withTrouble(folder, async () => {
      const found = (await readdir(folder, { withFileTypes: true }))
        .filter(({ name }) => !hidden.test(name))
        .sort(byName)
      const books = found.filter((one) => isExchange(one) && !asideNames.has(one.name))
      const entries = await Promise.all([
        ...books.map(({ name }) => toEntry(folder, name, 'books')),
        ...found.filter(isInvoice).map(({ name }) => toEntry(folder, name, 'invoice')),
      ])
      return {
        entries: entries.filter((entry) => entry !== null),
        strays: found.filter((one) => one.isFile() && !isExchange(one) && !isInvoice(one)).map(({ name }) => name),
        refused: await refusedIn(folder),
      }
    }),
  fingerprint: ({ path }) => fingerprintOf(path),
  setAside: async (folder, entry, where, list) => {
    try {
      return await moveAside(folder, entry, where, list)
    } catch (error) {
      if (isFileError(error)) return false
      throw error
    }
  },
}

const byName = (a: Dirent, b: Dirent) => (a.name < b.name ? -1 : 1)
const isExchange = (one: Dirent) => one.isDirectory() || (one.isFile() && extname(one.name).toLowerCase() === '.zip')
const isInvoice = (one: Dirent) => one.isFile() && /\.(xml|pdf)$/i.test(one.name)

async function checkFolder(folder: string): Promise<void> {
  await readdir(folder)
  await access(folder, constants.W_OK)
}

/** Null: gone, or a folder without any file yet. */
async function toEntry(folder: string, name: string, kind: WatchedEntry['kind']): Promise<WatchedEntry | null> {
  const path = join(folder, name)
  const fingerprint = await fingerprintOf(path)
  return fingerprint === null ? null : { name, path, kind, fingerprint }
}

async function fingerprintOf(path: string): Promise<string | null> {
  try {
    const found = await lstat(path)
    const files = found.isDirectory() ? await filesIn(path) : [path]
    if (files.length === 0) return null
    const hash = createHash('sha256')
    for (const file of files) {
      const { size, mtimeMs } = await stat(file)
      hash.update(JSON.stringify([file, size, mtimeMs]))
    }
    return hash.digest('base64url')
  } catch (error) {
    if (isFileError(error)) return null // taken away while we looked: the next look sees what is there
    throw error
  }
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const found = await readdir(folder, { withFileTypes: true, recursive: true })
  return found
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
    .sort()
}

async function refusedIn(folder: string): Promise<readonly string[]> {
  try {
    const names = (await readdir(join(folder, asideFolders.refused))).filter((name) => !hidden.test(name)).sort()
    const all = new Set(names)
    return names.filter((name) => !(name.endsWith(listEnding) && all.has(name.slice(0, -listEnding.length))))
  } catch (error) {
    if (isFileError(error)) return [] // nothing was ever refused
    throw error
  }
}

async function moveAside(folder: string, entry: WatchedEntry, where: Aside, list: string | null): Promise<string> {
  const aside = join(folder, asideFolders[where])
  await mkdir(aside, { recursive: true })
  const taken = new Set(await readdir(aside))
  const name = freeName(entry.name, taken)
  // The list first: refused books without a word beside them would be a riddle.
  if (list !== null) await writeFile(join(aside, `${name}${listEnding}`), list, { flag: 'wx' })
  await rename(entry.path, join(aside, name))
  return name
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  const ending = /\.(zip|xml|pdf)$/i.test(name) ? extname(name) : ''
  const stem = name.slice(0, name.length - ending.length)
  for (let no = 1; no <= namesMax; no += 1) {
    const candidate = no === 1 ? name : `${stem}-${no}${ending}`
    if (!taken.has(candidate) && !taken.has(`${candidate}${listEnding}`)) return candidate
  }
  return `${stem}-${taken.size + 1}${ending}`
}

const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && 'syscall' in error

async function withTrouble<T>(folder: string, work: () => Promise<T>): Promise<Result<T, WatchTrouble>> {
  try {
    return ok(await work())
  } catch (error) {
    if (!isFileError(error)) throw error
    const isForbidden = /^(EACCES|EPERM|EROFS)$/.test(error.code ?? '')
    const code = isForbidden ? 'watch-folder-forbidden' : 'watch-folder-missing'
    return fail({ code, path: folder, detail: error.message })
  }
}
