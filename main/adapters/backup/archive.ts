import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { constants, deflateRawSync } from 'node:zlib'
import { Zip, ZipPassThrough } from 'fflate'
import { BackupFailure } from './failure'
import type { Part } from './manifest'

/** Compressed at once; a few milliseconds, after which others have their turn. */
const pieceBytes = 256 * 1024
/** Twice as fast as the usual 6, for a tenth more bytes. */
const level = 1
/** The library writes no ZIP64. */
const zipBytesMax = 4 * 1024 ** 3 - 64 * 1024 * 1024
/** The hash of all bytes before it, as the archive's comment: no bit of the file is without a witness. */
export const trailerBytes = 64

/** A backup that is being written: a ZIP whose comment is the SHA-256 of the rest. */
export class Archive {
  readonly #file: FileHandle
  readonly #hash = createHash('sha256')
  readonly #zip: Zip
  #out: Buffer[] = []
  #sizeBytes = 0
  #contentBytes = 0

  private constructor(file: FileHandle) {
    this.#file = file
    this.#zip = new Zip((error, bytes) => {
      if (error) throw error
      this.#out.push(Buffer.from(bytes))
    })
  }

  /** @throws the file system's error when a file of that name is there */
  static async create(path: string): Promise<Archive> {
    return new Archive(await open(path, 'wx', 0o600))
  }

  async addFile(name: string, path: string, onBytes: (bytes: number) => void = () => undefined): Promise<Part> {
    const source = await open(path, 'r')
    try {
      return await this.#add(name, async (push) => {
        const piece = Buffer.alloc(pieceBytes)
        for (;;) {
          const { bytesRead } = await source.read(piece, 0, pieceBytes, null)
          if (bytesRead === 0) return
          await push(piece.subarray(0, bytesRead))
          onBytes(bytesRead)
        }
      })
    } finally {
      await source.close()
    }
  }

  addBytes(name: string, bytes: Uint8Array): Promise<Part> {
    return this.#add(name, (push) => push(bytes))
  }

  /** Everything on the disk, the hash last. @returns the size of the file */
  async finish(): Promise<number> {
    this.#zip.end()
    const rest = Buffer.concat(this.#out)
    this.#out = []
    // The last two bytes of a ZIP say how long its comment is.
    rest.writeUInt16LE(trailerBytes, rest.length - 2)
    await this.#write(rest)
    const trailer = Buffer.from(this.#hash.digest('hex'), 'latin1')
    await this.#file.writeFile(trailer)
    await this.#file.sync()
    await this.#file.close()
    return this.#sizeBytes + trailerBytes
  }

  /** After a failure; the file is the caller's to remove. */
  async abandon(): Promise<void> {
    await this.#file.close().catch(() => undefined) // closed already, or the disk is gone: the first failure counts
  }

  async #add(name: string, feed: (push: (bytes: Uint8Array) => Promise<void>) => Promise<void>): Promise<Part> {
    const entry = new DeflatedEntry(name)
    entry.mtime = new Date(1980, 0, 1) // the oldest moment a ZIP knows; the manifest says when
    this.#zip.add(entry)
    const hash = createHash('sha256')
    let sizeBytes = 0
    await feed(async (bytes) => {
      hash.update(bytes)
      sizeBytes += bytes.length
      this.#contentBytes += bytes.length
      if (this.#contentBytes > zipBytesMax * 4 || sizeBytes > zipBytesMax) throw tooLarge()
      entry.push(new Uint8Array(bytes)) // the library keeps what it is given
      await this.#flush()
    })
    entry.push(new Uint8Array(0), true)
    await this.#flush()
    return { path: name, sizeBytes, sha256: hash.digest('hex') }
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.concat(this.#out)
    this.#out = []
    await this.#write(bytes)
  }

  async #write(bytes: Buffer): Promise<void> {
    this.#sizeBytes += bytes.length
    if (this.#sizeBytes > zipBytesMax) throw tooLarge()
    this.#hash.update(bytes)
    await this.#file.writeFile(bytes)
  }
}

const tooLarge = () => new BackupFailure('backup-too-large', 'a ZIP of this kind ends at 4 GiB')

/** Compressed by Node, piece by piece: the library's own compressor is several times slower. */
class DeflatedEntry extends ZipPassThrough {
  override compression = 8

  protected override process(chunk: Uint8Array, final: boolean): void {
    const finishFlush = final ? constants.Z_FINISH : constants.Z_SYNC_FLUSH
    this.ondata(null, deflateRawSync(chunk, { level, finishFlush }), final)
  }
}
