import type { FileSink, SinkFile } from './format'
import { type Encoding, LineFile } from './text/line-file'

export interface OpenedFile {
  readonly file: SinkFile
  readonly lines: LineFile
}

/** The text files of a run, each opened when its first row comes and closed with the run. */
export class LineFiles {
  readonly #sink: FileSink
  readonly #encoding: Encoding
  readonly #tail: string
  readonly #opened = new Map<string, OpenedFile>()

  /** @param tail ends every file */
  constructor(sink: FileSink, encoding: Encoding, tail = '') {
    this.#sink = sink
    this.#encoding = encoding
    this.#tail = tail
  }

  /** @param begin names a file that is not open yet and says how it begins */
  get(key: string, begin: () => { readonly file: SinkFile; readonly head: string }): OpenedFile {
    const known = this.#opened.get(key)
    if (known) return known
    const { file, head } = begin()
    const lines = new LineFile(this.#sink.open(file), this.#encoding)
    lines.text(head)
    const opened = { file, lines }
    this.#opened.set(key, opened)
    return opened
  }

  close(): void {
    for (const { lines } of this.#opened.values()) {
      lines.text(this.#tail)
      lines.close()
    }
    this.#opened.clear()
  }
}
