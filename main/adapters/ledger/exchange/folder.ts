import { createReadStream } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { ExchangeFile, ExchangeFiles } from './files'

/** A folder on the disk. @throws the file system's error when it cannot be listed */
export async function openFolder(folder: string): Promise<ExchangeFiles> {
  const root = await realpath(folder)
  const entries = await readdir(root, { withFileTypes: true })
  return {
    names: entries
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => entry.name.normalize('NFC'))
      .sort(),
    find: async (path) => {
      const composed = await findFile(root, path)
      // Some systems store names decomposed.
      return composed === 'missing' ? await findFile(root, path.normalize('NFD'), path) : composed
    },
    close: () => undefined,
  }
}

async function findFile(root: string, path: string, shownPath = path): Promise<ExchangeFile | 'missing' | 'outside'> {
  try {
    const place = await realpath(join(root, path))
    if (!place.startsWith(root.endsWith(sep) ? root : root + sep)) return 'outside'
    const found = await stat(place)
    if (!found.isFile()) return 'missing'
    return { path: shownPath, sizeBytes: found.size, read: () => createReadStream(place) }
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^(ENOENT|ENOTDIR|ENAMETOOLONG|ELOOP)$/.test(String(error.code))) {
      return 'missing'
    }
    throw error
  }
}
