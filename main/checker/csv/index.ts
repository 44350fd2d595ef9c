import { open } from 'node:fs/promises'
import type { FormatSettings } from '../../core/formats/settings'
import type { CheckFile } from '../../core/run/file-check'
import { TableFile } from '../columns/file'
import { rulesOf } from '../columns/rules'
import { SharedTables } from '../columns/shared'
import { LineSplitter } from '../files/fields'
import { readLines } from '../files/lines'
import type { FormatReader, Reading, Teller } from '../reader'
import { isTable, type Spelling, spellingOf, spellingOfForeign } from './spelling'

const headBytes = 8192

/** Tables of chosen columns as text, from us or from elsewhere. */
export const reader: FormatReader = {
  id: 'csv',
  recognises: ({ head }) => isTable(head),
  open: ({ settings }) => new CsvReading(settings),
}

class CsvReading implements Reading {
  readonly #settings: FormatSettings | null
  readonly #shared: SharedTables

  constructor(settings: FormatSettings | null) {
    this.#settings = settings
    this.#shared = new SharedTables(rulesOf(settings))
  }

  async file(file: CheckFile, tell: Teller): Promise<number> {
    if (this.#shared.isPicture(file)) {
      this.#shared.pictures.given(file, tell)
      return 0
    }
    if (!/\.(csv|txt|tsv)$/i.test(file.name)) tell.reject('file-name', { value: file.name })
    const { encoding, mark, separator, reader: cells } = await this.#spelling(file)
    const isOwn = this.#settings !== null
    const table = new TableFile(file, tell, this.#shared, cells)
    const splitter = new LineSplitter(separator, {
      reject: (code, place) => tell.reject(code, { ...place, field: table.heading(Number(place?.field) - 1) }),
    })
    const tabs = separator === '\t' ? ({ tabs: true } as const) : {}
    const rules = { encoding, mark, end: isOwn ? 'crlf' : 'any', ...tabs } as const
    const lines = await readLines(file.path, rules, tell, (line, no) => {
      if (line === '' && !isOwn) return true
      return table.row(
        splitter.split(line, no).map(({ text }) => text),
        no,
      )
    })
    table.end(lines)
    return table.rows
  }

  finish(): void {
    this.#shared.pictures.finish()
  }

  async #spelling({ path }: CheckFile): Promise<Spelling> {
    if (this.#settings) return spellingOf(this.#settings)
    const handle = await open(path)
    try {
      const { bytesRead, buffer } = await handle.read(new Uint8Array(headBytes), 0, headBytes, 0)
      return spellingOfForeign(buffer.subarray(0, bytesRead))
    } finally {
      await handle.close()
    }
  }
}
