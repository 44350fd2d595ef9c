import type { CheckFile } from '../../core/run/file-check'
import { Pictures } from '../files/pictures'
import { SeenTexts } from '../files/seen-texts'
import type { TableRow } from './row'
import type { TableRules } from './rules'

const picture = /\.(pdf|jpe?g|png|gif|tiff?|xml)$/i

/** What has to be known across the tables of one request. */
export class SharedTables {
  readonly rules: TableRules
  readonly pictures: Pictures
  readonly #keys = new SeenTexts()

  constructor(rules: TableRules) {
    this.rules = rules
    this.pictures = new Pictures(rules.hasPictures)
  }

  isPicture({ kind, name }: CheckFile): boolean {
    return kind === 'attachments' || (kind === null && picture.test(name))
  }

  /** Tells a key that came before: of one Mandant in any file, else of the same file. */
  unique(row: TableRow, column: string, { mandant, name }: CheckFile, level: 'warn' | 'reject', code: string): void {
    const value = row.text(column)
    if (value === '') return
    if (this.#keys.take(`${column}\n${mandant ?? name}\n${value}`)) row.tell(level, code, column)
  }
}
