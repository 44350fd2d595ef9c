import type { CheckFile } from '../../core/run/file-check'
import { readLines } from '../files/lines'
import { SeenTexts } from '../files/seen-texts'
import type { FormatReader, ReadContext, Reading, Teller } from '../reader'
import { CollmexFile, type Shared } from './file'

/** Collmex: CMXUMS, CMXLRN, CMXKND and CMXLIF as CSV. */
export const reader: FormatReader = {
  id: 'collmex',
  recognises: ({ head }) =>
    /^(\ufeff|\xef\xbb\xbf)?"?CMX[A-Z]{3}"?;/.test(Buffer.from(head.subarray(0, 20)).toString('latin1')),
  open: (context) => new CollmexReading(context),
}

class CollmexReading implements Reading {
  readonly #shared: Shared

  constructor({ settings }: ReadContext) {
    this.#shared = {
      ...{ documents: new SeenTexts(), debtors: new Set(), creditors: new Set() },
      hasSupplierInNumber: settings?.['collmexCreditorNumber'] === 'with-creditor',
    }
  }

  async file(file: CheckFile, tell: Teller): Promise<number> {
    if (!/\.(csv|txt)$/i.test(file.name)) tell.reject('file-name', { value: file.name })
    const read = new CollmexFile(file, tell, this.#shared)
    const rules = { encoding: 'windows-1252', mark: 'never', end: 'any' } as const
    read.end(await readLines(file.path, rules, tell, (line, no) => read.line(line, no)))
    return read.rows
  }
}
