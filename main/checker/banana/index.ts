import type { CheckFile } from '../../core/run/file-check'
import { readLines } from '../files/lines'
import { SeenTexts } from '../files/seen-texts'
import type { FormatReader, Reading, Teller } from '../reader'
import { BananaFile } from './file'

/** Banana Accounting: the table Transactions as text with tabs. */
export const reader: FormatReader = {
  id: 'banana',
  recognises: ({ head }) => {
    const [first = ''] = Buffer.from(head)
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/, 1)
    const names = first.split('\t').map((name) => name.toLowerCase())
    return ['date', 'accountdebit', 'accountcredit', 'amount'].every((name) => names.includes(name))
  },
  open: () => new BananaReading(),
}

class BananaReading implements Reading {
  readonly #references = new SeenTexts()

  async file(file: CheckFile, tell: Teller): Promise<number> {
    if (!/\.(txt|tsv|csv)$/i.test(file.name)) tell.reject('file-name', { value: file.name })
    const read = new BananaFile(tell, this.#references)
    const rules = { encoding: 'utf-8', mark: 'allowed', end: 'any', tabs: true } as const
    read.end(await readLines(file.path, rules, tell, (line, no) => read.line(line, no)))
    return read.rows
  }
}
