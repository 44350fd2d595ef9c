import { open } from 'node:fs/promises'
import type { CheckFile } from '../../core/run/file-check'
import { type LineRules, readLines } from '../files/lines'
import { PersonAccounts } from '../files/persons'
import { Pictures } from '../files/pictures'
import { choice } from '../files/settings'
import type { FormatReader, ReadContext, Reading, Teller } from '../reader'
import { otherHeadings } from './columns'
import { BmdFile, type Shared } from './file'
import { Numbers } from './numbers'

const marks = ['konto', 'gkonto', 'belegnr', 'buchcode', 'betrag'] as const

/** BMD NTCS: bookings and person accounts as text with headings, with those of BMD 5.5 too. */
export const reader: FormatReader = {
  id: 'bmd-ntcs',
  recognises: ({ head }) => {
    const [first = ''] = Buffer.from(head).toString('latin1').replace(/^ï»¿/, '').split(/\r?\n/, 1)
    const names = first.split(';').map((name) => otherHeadings.get(name) ?? name)
    return marks.every((name) => names.includes(name)) || (names[0] === 'KontoNummer' && names[1] === 'Name')
  },
  open: (context) => new BmdReading(context),
}

class BmdReading implements Reading {
  readonly #shared: Shared

  constructor({ settings }: ReadContext) {
    const pictures = new Pictures(settings?.['attachments'] === true)
    this.#shared = { settings, persons: new PersonAccounts(), pictures, numbers: new Numbers() }
  }

  async file(file: CheckFile, tell: Teller): Promise<number> {
    if (file.kind === 'attachments') {
      this.#shared.pictures.given(file, tell)
      return 0
    }
    const read = new BmdFile(file, tell, this.#shared)
    const rules = await this.#linesOf(file)
    read.end(await readLines(file.path, rules, tell, (line, no) => read.line(line, no)))
    return read.rows
  }

  finish(): void {
    this.#shared.pictures.finish()
  }

  /** As agreed with the advisor; of a file of which nothing is known the mark tells. */
  async #linesOf({ path }: CheckFile): Promise<LineRules> {
    const encoding = choice(this.#shared.settings, 'encoding')
    if (encoding === 'utf-8-bom') return { encoding: 'utf-8', mark: 'required', end: 'any' }
    if (encoding === 'utf-8') return { encoding: 'utf-8', mark: 'never', end: 'any' }
    if (encoding === null && (await hasMark(path))) return { encoding: 'utf-8', mark: 'required', end: 'any' }
    return { encoding: 'windows-1252', mark: 'never', end: 'any' }
  }
}

async function hasMark(path: string): Promise<boolean> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(3), 0, 3, 0)
    return bytesRead === 3 && buffer.toString('latin1') === 'ï»¿'
  } finally {
    await handle.close()
  }
}
