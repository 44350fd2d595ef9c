import type { CheckFile } from '../../core/run/file-check'
import { Pictures } from '../files/pictures'
import type { TableRow } from './row'
import type { TableRules } from './rules'

/** Beyond this it is not asked any more, so that memory stays within bounds. */
const keysMax = 500_000
const picture = /\.(pdf|jpe?g|png|gif|tiff?|xml)$/i

/** What has to be known across the tables of one request. */
export class SharedTables {
  readonly rules: TableRules
  readonly pictures: Pictures
  readonly #keys = new Set<string>()

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
    const key = `${column}\n${mandant ?? name}\n${value}`
    if (this.#keys.has(key)) row.tell(level, code, column)
    else if (this.#keys.size < keysMax) this.#keys.add(key)
  }
}
