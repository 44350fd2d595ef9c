import { open } from 'node:fs/promises'
import { crc32, inflateRawSync } from 'node:zlib'
import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl'
import type { Teller } from '../reader'
import { WindowedFile } from './window'

/** Beyond this an entry is not unpacked: it could be a bomb. */
const entryBytesMax = 200 * 1024 * 1024
/** Up to here an entry is unpacked in one go: a stream for each of thousands takes many times as long. */
const smallBytes = 32 * 1024

interface OpenedFile {
  readonly zip: ZipFile
  readonly bytes: WindowedFile
}

/** A ZIP without folders; every entry can be read as often as is needed, and is unpacked nowhere. */
export class Zip {
  readonly #file: OpenedFile
  readonly #entries: ReadonlyMap<string, Entry>

  constructor(file: OpenedFile, entries: ReadonlyMap<string, Entry>) {
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
      if (isSmall(entry)) return await this.#readSmall(entry, onPiece)
      let sum = 0
      for await (const piece of await this.#file.zip.openReadStreamPromise(entry)) {
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

  async #readSmall(entry: Entry, onPiece: (piece: Buffer) => void): Promise<boolean> {
    const { fileDataStart } = await this.#file.zip.readLocalFileHeaderPromise(entry, { minimal: true })
    const packed = await this.#file.bytes.bytes(fileDataStart, entry.compressedSize)
    const size = entry.uncompressedSize
    const options = { chunkSize: Math.max(size, leastChunkBytes), maxOutputLength: Math.max(size, 1) }
    const bytes = inflateRawSync(packed, options)
    if (bytes.length !== size || crc32(bytes) !== entry.crc32) return false
    onPiece(bytes)
    return true
  }

  close(): void {
    this.#file.zip.close()
  }
}

/** Of zlib. */
const leastChunkBytes = 64

function isSmall(entry: Entry): boolean {
  const { compressionMethod, compressedSize, uncompressedSize } = entry
  const isDeflated = compressionMethod === 8 && !entry.isEncrypted()
  return isDeflated && compressedSize <= smallBytes && uncompressedSize <= smallBytes
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
    for await (const entry of file.zip.eachEntry()) {
      const { fileName: name } = entry
      if (/[/\\]/.test(name)) tell.reject('zip-folder', { value: name })
      if (entry.isEncrypted()) tell.reject('zip-encrypted', { value: name })
      if (lowered.has(name.toLowerCase())) tell.reject('zip-name-twice', { value: name })
      lowered.add(name.toLowerCase())
      if (!name.endsWith('/')) entries.set(name, entry)
    }
  } catch (error) {
    file.zip.close()
    if (isFileTrouble(error)) throw error
    tell.reject('zip-damaged')
    return null
  }
  return new Zip(file, entries)
}

async function openFile(path: string): Promise<OpenedFile | null> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const bytes = new WindowedFile(file)
    const zip = await fromRandomAccessReaderPromise(bytes, size, { autoClose: false, strictFileNames: false })
    // Every call answers its own error; without a listener the same error would end the process.
    zip.on('error', () => undefined)
    return { zip, bytes }
  } catch (error) {
    await file.close()
    if (isFileTrouble(error)) throw error
    return null
  }
}

const isFileTrouble = (error: unknown) => error instanceof Error && 'syscall' in error
