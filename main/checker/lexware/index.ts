import type { CheckFile } from '../../core/run/file-check'
import { readLines } from '../files/lines'
import { PersonAccounts } from '../files/persons'
import { fromWindows1252 } from '../files/windows-1252'
import type { FormatReader, Reading, Teller } from '../reader'
import { LexwareFile } from './file'

/** Lexware buchhalter: bookings with splits, and accounts of debtors and creditors. */
export const reader: FormatReader = {
  id: 'lexware',
  recognises: ({ head }) => {
    const [first = ''] = fromWindows1252(Buffer.from(head).toString('latin1'), () => undefined).split(/\r?\n/, 1)
    const names = first.split(';').map((name) => name.replaceAll('"', ''))
    const has = (...wanted: readonly string[]) => wanted.every((name) => names.includes(name))
    return has('Belegdatum', 'Buchungsbetrag', 'Sollkonto', 'Habenkonto') || has('Kontonummer', 'Kontobezeichnung')
  },
  open: () => new LexwareReading(),
}

class LexwareReading implements Reading {
  readonly #persons = new PersonAccounts()

  async file(file: CheckFile, tell: Teller): Promise<number> {
    if (!/\.(txt|csv)$/i.test(file.name)) tell.reject('file-name', { value: file.name })
    const read = new LexwareFile(file, tell, this.#persons)
    const rules = { encoding: 'windows-1252', mark: 'never', end: 'any' } as const
    read.end(await readLines(file.path, rules, tell, (line, no) => read.line(line, no)))
    return read.rows
  }
}
