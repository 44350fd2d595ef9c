import type { OpenFile } from '../format'
import { encodeWindows1252 } from './bytes'

export type Encoding = 'windows-1252' | 'utf-8' | 'utf-8-bom'

const flushAtCharacters = 32 * 1024

/** UTF-8. A lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3)
  let at = 0
  for (const character of text) {
    let point = character.codePointAt(0) ?? 0
    if (point >= 0xd800 && point <= 0xdfff) point = 0xfffd
    if (point < 0x80) bytes[at++] = point
    else if (point < 0x800) {
      bytes[at++] = 0xc0 | (point >> 6)
      bytes[at++] = 0x80 | (point & 0x3f)
    } else if (point < 0x1_0000) {
      bytes[at++] = 0xe0 | (point >> 12)
      bytes[at++] = 0x80 | ((point >> 6) & 0x3f)
      bytes[at++] = 0x80 | (point & 0x3f)
    } else {
      bytes[at++] = 0xf0 | (point >> 18)
      bytes[at++] = 0x80 | ((point >> 12) & 0x3f)
      bytes[at++] = 0x80 | ((point >> 6) & 0x3f)
      bytes[at++] = 0x80 | (point & 0x3f)
    }
  }
  return bytes.subarray(0, at)
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
