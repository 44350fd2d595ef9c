import { constants, deflateRawSync } from 'node:zlib'
import { Zip, ZipPassThrough } from 'fflate'
import type { OpenArchive, OpenFile } from '../../core/formats/format'

/** An entry is compressed in pieces of this size, each for itself. */
const pieceBytes = 256 * 1024
/** Of compression, 1 to 9. */
const usualLevel = 6
/** The same run gives the same bytes, in every zone: the oldest moment a ZIP knows. */
const oldest = new Date(1980, 0, 1)

/**
 * A ZIP into an open file. Every entry is deflated: readers that take a ZIP as a stream refuse stored entries whose size
 * comes after them.
 */
export function archiveInto(
  file: OpenFile,
  readAttachment: (attachment: string, onBytes: (bytes: Uint8Array) => void) => void,
  level = usualLevel,
): OpenArchive {
  let sizeBytes = 0
  const zip = new Zip((error, bytes) => {
    if (error) throw error
    sizeBytes += bytes.length
    file.write(bytes)
  })
  const waiting = new Waiting()
  const entry = (name: string) => {
    const part = new DeflatedEntry(name, level, waiting)
    part.mtime = oldest
    zip.add(part)
    return {
      write: (bytes: Uint8Array) => part.push(bytes),
      close: () => part.push(nothing, true),
    }
  }
  return {
    get sizeBytes() {
      return sizeBytes
    },
    entry,
    attach: (name, attachment) => {
      const part = entry(name)
      readAttachment(attachment, part.write)
      part.close()
    },
    close: (rows) => {
      zip.end()
      file.close(rows)
    },
  }
}

const nothing = new Uint8Array(0)

/** Bytes on their way into an archive, in memory that all its entries use one after the other. */
class Waiting {
  #memory = new Uint8Array(4096)
  sizeBytes = 0

  get bytes(): Uint8Array {
    return this.#memory.subarray(0, this.sizeBytes)
  }

  add(bytes: Uint8Array): void {
    const needed = this.sizeBytes + bytes.length
    if (needed > this.#memory.length) {
      const { bytes: before } = this
      this.#memory = new Uint8Array(Math.max(needed, Math.min(this.#memory.length * 4, pieceBytes)))
      this.#memory.set(before)
    }
    this.#memory.set(bytes, this.sizeBytes)
    this.sizeBytes = needed
  }
}

/** Compressed by Node: the library's own compressor takes milliseconds for an entry of a few hundred bytes. */
class DeflatedEntry extends ZipPassThrough {
  override compression = 8
  readonly #level: number
  readonly #waiting: Waiting

  constructor(name: string, level: number, waiting: Waiting) {
    super(name)
    this.#level = level
    this.#waiting = waiting
  }

  protected override process(chunk: Uint8Array, final: boolean): void {
    const waiting = this.#waiting
    waiting.add(chunk)
    if (!final && waiting.sizeBytes < pieceBytes) return
    const finishFlush = final ? constants.Z_FINISH : constants.Z_SYNC_FLUSH
    const packed = deflateRawSync(waiting.bytes, { level: this.#level, finishFlush, ...roomFor(waiting.sizeBytes) })
    waiting.sizeBytes = 0
    this.ondata(null, packed, final)
  }
}

const [fewestWindowBits, mostWindowBits] = [9, 15]
/** Of zlib: a match begins no nearer to the end of the window. */
const lookaheadBytes = 262
const [smallChunkBytes, chunkBytes] = [512, 64 * 1024]

/**
 * Zlib prepares a window of 32 KiB and an output of 16 KiB for every piece, which takes five times as long as compressing a
 * few hundred bytes. A window that holds the whole piece gives the same bytes.
 */
function roomFor(sizeBytes: number): { readonly windowBits: number; readonly chunkSize: number } {
  const bits = Math.ceil(Math.log2(sizeBytes + lookaheadBytes))
  const windowBits = Math.min(Math.max(bits, fewestWindowBits), mostWindowBits)
  return { windowBits, chunkSize: windowBits < mostWindowBits ? smallChunkBytes : chunkBytes }
}
