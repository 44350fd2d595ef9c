import { isUtf8 } from 'node:buffer'
import { open } from 'node:fs/promises'
import type { Teller } from '../reader'
import { fromWindows1252 } from './windows-1252'

export interface LineRules {
  readonly encoding: 'windows-1252' | 'utf-8'
  /** A byte order mark: refused, let pass, or asked for. Only of UTF-8. */
  readonly mark: 'never' | 'allowed' | 'required'
  /** What every line has to end with; `any`: CRLF or LF, the same throughout. */
  readonly end: 'crlf' | 'any'
  /** Tabs are separators, not control characters. */
  readonly tabs?: true
}

/** No format has lines like that; a file without line ends must not fill the memory. */
const lineMaxBytes = 1024 * 1024
const pieceBytes = 256 * 1024

/**
 * Reads a text file line by line, from 1, and tells what is wrong with its bytes. Other work comes in between: after every
 * piece of the file. It keeps one piece, and no more.
 * @param onLine the line without its end; false: enough, read no further
 * @returns number of lines
 */
export async function readLines(
  path: string,
  rules: LineRules,
  tell: Pick<Teller, 'reject' | 'warn'>,
  onLine: (line: string, no: number) => boolean | undefined,
): Promise<number> {
  const lines = new Lines(rules, tell, onLine)
  const file = await open(path)
  try {
    let piece = Buffer.allocUnsafe(pieceBytes)
    let filled = 0
    for (;;) {
      const { bytesRead } = await file.read(piece, filled, piece.length - filled)
      if (bytesRead === 0) break
      filled += bytesRead
      const used = lines.take(piece.subarray(0, filled))
      if (!lines.wantsMore) return lines.count
      piece.copyWithin(0, used, filled)
      filled -= used
      if (filled === piece.length) piece = Buffer.concat([piece], piece.length * 2)
    }
    lines.end(piece.subarray(0, filled))
    return lines.count
  } finally {
    await file.close()
  }
}

const [tab, lineFeed, carriageReturn] = [0x09, 0x0a, 0x0d]
/** 0 plain, 1 line feed or carriage return, 2 another control character, 3 above ASCII. */
const kinds = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === lineFeed || byte === carriageReturn) return 1
  if (byte < 0x20 || byte === 0x7f) return 2
  return byte > 0x7f ? 3 : 0
})
/** Two UTF-8 units of an umlaut, read as Windows-1252. */
const doubled = /Ã[¤¶¼Ÿ„–œ]/

/** The same for who has the bytes already. */
export class Lines {
  count = 0
  /** False: the rest of the file does not matter. */
  wantsMore = true
  readonly #rules: LineRules
  readonly #tell: Pick<Teller, 'reject' | 'warn'>
  readonly #onLine: (line: string, no: number) => boolean | undefined
  #isBegun = false
  /** Decided by the first line. */
  #endsWithLineFeed: boolean | null = null
  #isDoubledTold = false

  constructor(
    rules: LineRules,
    tell: Pick<Teller, 'reject' | 'warn'>,
    onLine: (line: string, no: number) => boolean | undefined,
  ) {
    this.#rules = rules
    this.#tell = tell
    this.#onLine = onLine
  }

  /** @returns how many bytes were used; the others come again with the next piece */
  take(bytes: Buffer): number {
    let start = this.#isBegun ? 0 : this.#begin(bytes)
    let feed = bytes.indexOf(lineFeed, start)
    for (; feed >= 0 && this.wantsMore; feed = bytes.indexOf(lineFeed, feed + 1)) {
      const length = this.#endUpTo(bytes, feed, start)
      if (length === 0) continue
      this.#line(bytes.subarray(start, feed + 1 - length))
      start = feed + 1
    }
    if (this.wantsMore && bytes.length - start > lineMaxBytes) {
      this.#tell.reject('line-too-long', { line: this.count + 1 })
      this.wantsMore = false
    }
    return start
  }

  /** @param bytes what was not used */
  end(bytes: Buffer): void {
    const rest = this.#isBegun ? bytes : bytes.subarray(this.#begin(bytes))
    if (!this.wantsMore || rest.length === 0) return
    this.#line(rest)
    this.#tell.reject('last-line-not-ended', { line: this.count })
  }

  /** Answers the length of the mark. */
  #begin(bytes: Buffer): number {
    this.#isBegun = true
    const [first, second, third] = bytes
    if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
      this.#tell.reject('utf-16', { line: 1 })
      this.wantsMore = false
    }
    const isMarked = first === 0xef && second === 0xbb && third === 0xbf
    const { mark } = this.#rules
    if (isMarked && mark === 'never') this.#tell.reject('byte-order-mark', { line: 1 })
    if (!isMarked && mark === 'required') this.#tell.reject('byte-order-mark-missing', { line: 1 })
    return isMarked ? 3 : 0
  }

  /** Length of the line end whose last byte is this line feed; 0: it ends no line. */
  #endUpTo(bytes: Buffer, feed: number, start: number): number {
    const pair = feed > start && bytes[feed - 1] === carriageReturn ? this.#endAt(bytes, feed - 1) : 0
    return pair === 0 ? this.#endAt(bytes, feed) : pair
  }

  /** Length of the line end at this place; 0: no end, only a character that should not be there. */
  #endAt(bytes: Buffer, at: number): number {
    const isPair = bytes[at] === carriageReturn && bytes[at + 1] === lineFeed
    if (this.#endsWithLineFeed === null && (isPair || bytes[at] === lineFeed)) {
      this.#endsWithLineFeed = !isPair
      if (!isPair && this.#rules.end === 'crlf') this.#tell.warn('line-end', { line: 1 })
    }
    if (this.#endsWithLineFeed === true) return bytes[at] === lineFeed ? 1 : 0
    return isPair ? 2 : 0
  }

  #line(bytes: Buffer): void {
    this.count += 1
    const line = this.#decode(bytes)
    if (this.#onLine(line, this.count) === false) this.wantsMore = false
  }

  #decode(bytes: Buffer): string {
    let isPlain = true
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0
      const kind = kinds[byte]
      if (kind === 0) continue
      if (kind === 3) isPlain = false
      else if (byte !== tab || !this.#rules.tabs) this.#control(byte)
    }
    if (isPlain) return bytes.toString('latin1')
    return this.#rules.encoding === 'utf-8' ? this.#decodeUtf8(bytes) : this.#decode1252(bytes)
  }

  #control(byte: number): void {
    this.#tell.reject('control-character', { line: this.count, value: `0x${byte.toString(16).padStart(2, '0')}` })
  }

  #decodeUtf8(bytes: Buffer): string {
    if (!isUtf8(bytes)) this.#tell.reject('not-utf-8', { line: this.count })
    return bytes.toString('utf8')
  }

  #decode1252(bytes: Buffer): string {
    const line = fromWindows1252(bytes.toString('latin1'), (byte) =>
      this.#tell.reject('byte-not-in-windows-1252', { line: this.count, value: `0x${byte.toString(16)}` }),
    )
    if (!this.#isDoubledTold && doubled.test(line)) {
      this.#isDoubledTold = true
      this.#tell.reject('looks-like-utf-8', { line: this.count, value: line.slice(0, 80) })
    }
    return line
  }
}
