import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { CheckFile } from '../core/run/file-check'

interface Known {
  readonly file: CheckFile
  hash: string | null
}

/** Finds a file that holds byte for byte what another one of the request holds. Only files of one size are read for it. */
export class SameFiles {
  readonly #bySize = new Map<number, Known[]>()

  /** Name of an earlier file with the same bytes, or null. Pictures may well be the same twice. */
  async other(file: CheckFile): Promise<string | null> {
    if (file.kind === 'attachments') return null
    const size = await sizeOf(file.path)
    if (size === null) return null
    const alike = this.#bySize.get(size) ?? []
    const one: Known = { file, hash: alike.length > 0 ? await hashOf(file.path) : null }
    this.#bySize.set(size, [...alike, one])
    for (const other of alike) {
      other.hash ??= await hashOf(other.file.path)
      if (other.hash === one.hash) return other.file.name
    }
    return null
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    const found = await stat(path)
    return found.isFile() && found.size > 0 ? found.size : null
  } catch {
    return null // that it cannot be read has been found by who reads it
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}
