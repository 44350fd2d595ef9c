import { crc32 } from 'node:zlib'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import type { Teller } from '../reader'

/** Beyond this an entry is not unpacked: it could be a bomb. */
const entryBytesMax = 200 * 1024 * 1024

/** A ZIP without folders; every entry can be read as often as is needed, and is unpacked nowhere. */
export class Zip {
  readonly #file: ZipFile
  readonly #entries: ReadonlyMap<string, Entry>

  constructor(file: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#file = file
    this.#entries = entries
  }

  get names(): readonly string[] {
    return [...this.#entries.keys()]
  }

  /** Unpacked size in bytes; null: there is no such entry. */
  size(name: string): number | null {
    return this.#entries.get(name)?.uncompressedSize ?? null
  }

  /**
   * Reads an entry to its end and compares its check sum.
   * @returns false: it is damaged, or there is none
   */
  async read(name: string, onPiece: (piece: Buffer) => void = () => undefined): Promise<boolean> {
    const entry = this.#entries.get(name)
    if (!entry || entry.uncompressedSize > entryBytesMax) return false
    try {
      let sum = 0
      for await (const piece of await this.#file.openReadStreamPromise(entry)) {
        const bytes = piece as Buffer // safe: a stream of bytes without an encoding
        sum = crc32(bytes, sum)
        onPiece(bytes)
      }
      return sum === entry.crc32
    } catch (error) {
      if (isFileTrouble(error)) throw error
      return false
    }
  }

  close(): void {
    this.#file.close()
  }
}

/** Opens a ZIP and tells what is wrong with its list of entries. Null: it cannot be read at all. */
export async function openZip(path: string, tell: Pick<Teller, 'reject' | 'warn'>): Promise<Zip | null> {
  const file = await openFile(path)
  if (!file) {
    tell.reject('zip-damaged')
    return null
  }
  const entries = new Map<string, Entry>()
  const lowered = new Set<string>()
  try {
    for await (const entry of file.eachEntry()) {
      const { fileName: name } = entry
      if (/[/\\]/.test(name)) tell.reject('zip-folder', { value: name })
      if (entry.isEncrypted()) tell.reject('zip-encrypted', { value: name })
      if (lowered.has(name.toLowerCase())) tell.reject('zip-name-twice', { value: name })
      lowered.add(name.toLowerCase())
      if (!name.endsWith('/')) entries.set(name, entry)
    }
  } catch (error) {
    file.close()
    if (isFileTrouble(error)) throw error
    tell.reject('zip-damaged')
    return null
  }
  return new Zip(file, entries)
}

async function openFile(path: string): Promise<ZipFile | null> {
  try {
    const file = await openPromise(path, { autoClose: false, strictFileNames: false })
    // Every call answers its own error; without a listener the same error would end the process.
    file.on('error', () => undefined)
    return file
  } catch (error) {
    if (isFileTrouble(error)) throw error
    return null
  }
}

const isFileTrouble = (error: unknown) => error instanceof Error && 'syscall' in error
