import { stat } from 'node:fs/promises'
import type { CheckFile } from '../../core/run/file-check'
import { readLines } from '../files/lines'
import type { FormatReader, ReadContext, Reading, Teller } from '../reader'
import { DatevFile, type Shared } from './file'
import { DocumentLinks } from './links'

const sizeMaxBytes = 50 * 1024 * 1024
/** A file that is meant to be one, with or without marks of another encoding before it. */
const mark = /^[^A-Z]{0,4}"?\0?(EXTF|DTVF|E\0X\0T\0F|D\0T\0V\0F)/

/** DATEV-Format (EXTF, DTVF): Buchungsstapel and Debitoren/Kreditoren, in every version. */
export const reader: FormatReader = {
  id: 'datev-csv',
  recognises: ({ head }) => mark.test(Buffer.from(head.subarray(0, 40)).toString('latin1')),
  open: (context) => new DatevReading(context),
}

class DatevReading implements Reading {
  readonly #shared: Shared
  readonly #links = new DocumentLinks()

  constructor({ automaticAccounts, mandant }: ReadContext) {
    this.#shared = { accounts: new Map(), links: this.#links, automaticAccounts, mandant }
  }

  async file(file: CheckFile, tell: Teller): Promise<number> {
    const { size } = await stat(file.path)
    if (file.kind === 'attachments') return this.#links.package(file, size, tell)
    if (size > sizeMaxBytes) tell.warn('datev-file-size', { value: `${Math.round(size / 1024 / 1024)}` })
    const read = new DatevFile(file, tell, this.#shared)
    const rules = { encoding: 'windows-1252', mark: 'never', end: 'crlf' } as const
    read.end(await readLines(file.path, rules, tell, (line, no) => read.line(line, no)))
    return read.rows
  }

  finish(): void {
    this.#links.finish()
  }
}
