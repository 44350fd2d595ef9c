import type { FileKind, FileSink, OpenFile } from '../format'
import { ByteChunks } from '../text/bytes'
import type { LineWriter } from './compile'

/** DATEV takes no more bookings in one file. */
export const maxRowsPerFile = 99_999

export interface FileHead {
  readonly mandant: string
  readonly name: string
  readonly header: (out: ByteChunks) => void
}

interface Current {
  readonly key: string
  readonly file: OpenFile
  readonly out: ByteChunks
  rows: number
}

/** Writes the files of one kind, one after the other: a new one per key and whenever the next rows would be too many. */
export class Output<Row> {
  readonly #sink: FileSink
  readonly #kind: FileKind
  readonly #headings: Uint8Array
  readonly #line: LineWriter<Row>
  #current: Current | null = null

  constructor(sink: FileSink, kind: FileKind, headings: Uint8Array, line: LineWriter<Row>) {
    this.#sink = sink
    this.#kind = kind
    this.#headings = headings
    this.#line = line
  }

  /** @param rows stay together in one file */
  write(key: string, head: () => FileHead, rows: readonly Row[]): void {
    const current = this.#fileFor(key, head, rows.length)
    for (const row of rows) this.#line.write(row, current.out)
    current.rows += rows.length
  }

  close(): void {
    if (!this.#current) return
    this.#current.out.flush()
    this.#current.file.close(this.#current.rows)
    this.#current = null
  }

  #fileFor(key: string, head: () => FileHead, moreRows: number): Current {
    const current = this.#current
    if (current && current.key === key && current.rows + moreRows <= maxRowsPerFile) return current
    this.close()
    const { mandant, name, header } = head()
    const file = this.#sink.open({ kind: this.#kind, mandant, name })
    const out = new ByteChunks((bytes) => file.write(bytes))
    header(out)
    out.reserve(this.#headings.length)
    out.bytes(this.#headings)
    this.#current = { key, file, out, rows: 0 }
    return this.#current
  }
}
