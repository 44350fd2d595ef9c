import type { OpenFile } from '../format'
import { encodeWindows1252 } from './bytes'

export type Encoding = 'windows-1252' | 'utf-8' | 'utf-8-bom'

const flushAtCharacters = 32 * 1024

/** UTF-8. A lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8Room(text))
  let at = 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 0x80) bytes[at++] = unit
    else if (unit < 0x800) {
      bytes[at++] = 0xc0 | (unit >> 6)
      bytes[at++] = 0x80 | (unit & 0x3f)
    } else if (unit < 0xd800 || unit > 0xdfff) at = threeBytes(bytes, at, unit)
    else {
      const point = text.codePointAt(index) ?? unit
      if (point === unit) at = threeBytes(bytes, at, 0xfffd)
      else {
        index += 1
        bytes[at++] = 0xf0 | (point >> 18)
        bytes[at++] = 0x80 | ((point >> 12) & 0x3f)
        bytes[at++] = 0x80 | ((point >> 6) & 0x3f)
        bytes[at++] = 0x80 | (point & 0x3f)
      }
    }
  }
  return bytes.subarray(0, at)
}

function threeBytes(bytes: Uint8Array, at: number, point: number): number {
  bytes[at] = 0xe0 | (point >> 12)
  bytes[at + 1] = 0x80 | ((point >> 6) & 0x3f)
  bytes[at + 2] = 0x80 | (point & 0x3f)
  return at + 3
}

/** Bytes that are enough: a pair of surrogates takes four and is counted as six. */
function utf8Room(text: string): number {
  let room = text.length
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit >= 0x80) room += unit < 0x800 ? 1 : 2
  }
  return room
}

/** A text file that is written piece by piece; memory does not grow with it. */
export class LineFile {
  readonly #file: OpenFile
  readonly #encode: (text: string) => Uint8Array
  #pending = ''
  rows = 0

  /** In `windows-1252` every text must have gone through `fitText` or hold only characters that it has. */
  constructor(file: OpenFile, encoding: Encoding) {
    this.#file = file
    this.#encode = encoding === 'windows-1252' ? encodeWindows1252 : encodeUtf8
    if (encoding === 'utf-8-bom') this.#pending = '\uFEFF'
  }

  /** A line of headings, or markup: no row. With its line end. */
  text(text: string): void {
    this.#pending += text
    if (this.#pending.length >= flushAtCharacters) this.#flush()
  }

  /** A row of data, with its line end. */
  row(text: string): void {
    this.rows += 1
    this.text(text)
  }

  close(): void {
    this.#flush()
    this.#file.close(this.rows)
  }

  #flush(): void {
    if (this.#pending !== '') this.#file.write(this.#encode(this.#pending))
    this.#pending = ''
  }
}
