import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { RandomAccessReader } from 'yauzl'

const windowBytes = 64 * 1024

/**
 * A file that is read here and there, mostly forwards: what lies close together comes by one question to the disk. A ZIP of
 * thousands of small entries would ask four times for each.
 */
export class WindowedFile extends RandomAccessReader {
  readonly #file: FileHandle
  readonly #window = Buffer.allocUnsafeSlow(windowBytes)
  #start = 0
  #length = 0

  constructor(file: FileHandle) {
    super()
    this.#file = file
  }

  /** The bytes at a place, fewer at the end of the file. They are the reader's only until the next call. */
  async bytes(position: number, length: number): Promise<Buffer> {
    if (length > windowBytes) {
      const { bytesRead, buffer } = await this.#file.read(Buffer.alloc(length), 0, length, position)
      return buffer.subarray(0, bytesRead)
    }
    if (position < this.#start || position + length > this.#start + this.#length) {
      this.#length = 0
      const { bytesRead } = await this.#file.read(this.#window, 0, windowBytes, position)
      this.#start = position
      this.#length = bytesRead
    }
    const at = position - this.#start
    return this.#window.subarray(at, Math.min(at + length, this.#length))
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    this.bytes(position, length).then((bytes) => callback(null, bytes.copy(buffer, offset)), callback)
  }

  override _readStreamForRange(start: number, end: number) {
    return Readable.from(this.#pieces(start, end), { objectMode: false })
  }

  async *#pieces(start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end; ) {
      const piece = Buffer.alloc(Math.min(windowBytes, end - at))
      const { bytesRead } = await this.#file.read(piece, 0, piece.length, at)
      if (bytesRead === 0) return
      yield piece.subarray(0, bytesRead)
      at += bytesRead
    }
  }

  override close(callback: (error: Error | null) => void): void {
    this.#file.close().then(() => callback(null), callback)
  }
}
