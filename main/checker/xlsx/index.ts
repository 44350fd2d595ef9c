import type { FormatSettings } from '../../core/formats/settings'
import type { CheckFile } from '../../core/run/file-check'
import { TableFile } from '../columns/file'
import { rulesOf } from '../columns/rules'
import { SharedTables } from '../columns/shared'
import type { FormatReader, Reading, Teller } from '../reader'
import { SheetCells } from './cells'
import { DamagedWorkbook, WorkbookPackage } from './package'
import { readSheet } from './sheet'
import { readWorkbook } from './workbook'

/** Begin of a ZIP, and of the older kind of file in which Office stores what is encrypted. */
const zipMark = 'PK\x03\x04'
const oldMark = '\xd0\xcf\x11\xe0'

/** Tables of chosen columns as a workbook, from us or from elsewhere. */
export const reader: FormatReader = {
  id: 'xlsx',
  recognises: ({ name, head }) => {
    const begin = Buffer.from(head).toString('latin1')
    const isNamed = /\.xls[xm]$/i.test(name)
    if (begin.startsWith(oldMark)) return isNamed
    return begin.startsWith(zipMark) && (isNamed || /\[Content_Types\]\.xml|xl\/workbook\.xml/.test(begin))
  },
  open: ({ settings }) => new XlsxReading(settings),
}

class XlsxReading implements Reading {
  readonly #isForeign: boolean
  readonly #shared: SharedTables

  constructor(settings: FormatSettings | null) {
    this.#isForeign = settings === null
    this.#shared = new SharedTables(rulesOf(settings))
  }

  async file(file: CheckFile, tell: Teller): Promise<number> {
    if (this.#shared.isPicture(file)) {
      this.#shared.pictures.given(file, tell)
      return 0
    }
    if (!/\.xlsx$/i.test(file.name)) tell.reject('file-name', { value: file.name })
    try {
      using book = await WorkbookPackage.open(file.path, tell)
      return await this.#read(book, file, tell)
    } catch (error) {
      if (!(error instanceof DamagedWorkbook)) throw error
      tell.reject(error.code, { value: error.message })
      return 0
    }
  }

  finish(): void {
    this.#shared.pictures.finish()
  }

  async #read(book: WorkbookPackage, file: CheckFile, tell: Teller): Promise<number> {
    const workbook = await readWorkbook(book, tell)
    const cells = new SheetCells(workbook.is1904, this.#isForeign)
    const table = new TableFile(file, tell, this.#shared, cells)
    const rows = await readSheet(book, workbook, (row, line) => table.row(row, line))
    table.end(rows)
    return table.rows
  }
}
