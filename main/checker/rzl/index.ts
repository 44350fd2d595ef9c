import type { CheckFile } from '../../core/run/file-check'
import { readLines } from '../files/lines'
import { PersonAccounts } from '../files/persons'
import { Pictures } from '../files/pictures'
import { fromWindows1252 } from '../files/windows-1252'
import type { FormatReader, ReadContext, Reading, Teller } from '../reader'
import { RzlFile, type Shared } from './file'

/** Account, contra account, open item, day, value day, currency: nothing else begins like that. */
const booking = /^\d{1,9};\d{0,9};\d{0,16};\d{8};(\d{8})?;[A-Z]{3};/
const person = /^\d{5,6};\d;[^;]{0,3};[^;]*;[^;]*;[^;]+(;[^;\r\n]*){10,14}\r?\n/
const headings = /^Kontonummer;(Gegenkonto;OP-Nummer|Kontenart;Fremdwährung);/

/** RZL FIBU: bookings and person accounts, with or without headings. */
export const reader: FormatReader = {
  id: 'rzl',
  recognises: ({ head }) => {
    const text = fromWindows1252(Buffer.from(head).toString('latin1'), () => undefined)
    return [booking, person, headings].some((form) => form.test(text))
  },
  open: (context) => new RzlReading(context),
}

class RzlReading implements Reading {
  readonly #shared: Shared

  constructor({ settings }: ReadContext) {
    const pictures = new Pictures(settings?.['attachments'] === true)
    this.#shared = { settings, persons: new PersonAccounts(), pictures }
  }

  async file(file: CheckFile, tell: Teller): Promise<number> {
    if (file.kind === 'attachments') {
      this.#shared.pictures.given(file, tell)
      return 0
    }
    const read = new RzlFile(file, tell, this.#shared)
    const rules = { encoding: 'windows-1252', mark: 'never', end: 'any' } as const
    read.end(await readLines(file.path, rules, tell, (line, no) => read.line(line, no)))
    return read.rows
  }

  finish(): void {
    this.#shared.pictures.finish()
  }
}
