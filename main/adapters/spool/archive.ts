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
  const entry = (name: string) => {
    const part = new DeflatedEntry(name, level)
    part.mtime = oldest
    zip.add(part)
    return {
      write: (bytes: Uint8Array) => part.push(bytes.slice()), // the library keeps what it is given until it is compressed
      close: () => part.push(new Uint8Array(0), true),
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

/** Compressed by Node: the library's own compressor takes milliseconds for an entry of a few hundred bytes. */
class DeflatedEntry extends ZipPassThrough {
  override compression = 8
  readonly #level: number
  #waiting: Uint8Array[] = []
  #bytes = 0

  constructor(name: string, level: number) {
    super(name)
    this.#level = level
  }

  protected override process(chunk: Uint8Array, final: boolean): void {
    this.#waiting.push(chunk)
    this.#bytes += chunk.length
    if (!final && this.#bytes < pieceBytes) return
    const finishFlush = final ? constants.Z_FINISH : constants.Z_SYNC_FLUSH
    const bytes = Buffer.concat(this.#waiting)
    const packed = deflateRawSync(bytes, { level: this.#level, finishFlush, ...roomFor(bytes.length) })
    this.#waiting = []
    this.#bytes = 0
    this.ondata(null, packed, final)
  }
}

const [fewestWindowBits, mostWindowBits] = [9, 15]
/** Of zlib: a match begins no nearer to the end of the window. */
const lookaheadBytes = 262
const [smallChunkBytes, chunkBytes] = [1024, 64 * 1024]

/**
 * Zlib prepares a window of 32 KiB and an output of 16 KiB for every piece, which takes five times as long as compressing a
 * few hundred bytes. A window that holds the whole piece gives the same bytes.
 */
function roomFor(sizeBytes: number): { readonly windowBits: number; readonly chunkSize: number } {
  const bits = Math.ceil(Math.log2(sizeBytes + lookaheadBytes))
  const windowBits = Math.min(Math.max(bits, fewestWindowBits), mostWindowBits)
  return { windowBits, chunkSize: windowBits < mostWindowBits ? smallChunkBytes : chunkBytes }
}
