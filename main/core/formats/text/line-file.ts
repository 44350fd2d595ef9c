import type { OpenFile } from '../format'
import { encodeWindows1252 } from './bytes'
import { Utf8Encoder } from './utf-8'

export type Encoding = 'windows-1252' | 'utf-8' | 'utf-8-bom'

const flushAtCharacters = 32 * 1024
/** One for all: the bytes are used up before the next text comes. */
const utf8 = new Utf8Encoder()

/** A text file that is written piece by piece; memory does not grow with it. */
export class LineFile {
  readonly #file: OpenFile
  readonly #encode: (text: string) => Uint8Array
  #pending = ''
  rows = 0

  /** In `windows-1252` every text must have gone through `fitText` or hold only characters that it has. */
  constructor(file: OpenFile, encoding: Encoding) {
    this.#file = file
    this.#encode = encoding === 'windows-1252' ? encodeWindows1252 : (text) => utf8.encode(text)
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
