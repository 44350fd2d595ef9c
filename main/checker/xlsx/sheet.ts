import { DamagedWorkbook, type WorkbookPackage } from './package'
import { CellText, type Workbook } from './workbook'

/** A cell as the sheet stores it. */
export interface SheetCell {
  readonly type: 'number' | 'text' | 'boolean' | 'error'
  readonly text: string
  /** Its format shows a day. */
  readonly isDate: boolean
  readonly isFormula: boolean
}

const columnsMax = 16_384

/**
 * Reads the rows of a sheet one after the other; empty rows are left out, empty cells are null.
 * @param onRow false: enough, no further row is told
 * @returns number of rows told
 */
export async function readSheet(
  book: WorkbookPackage,
  workbook: Workbook,
  onRow: (cells: readonly (SheetCell | null)[], line: number) => boolean,
): Promise<number> {
  const rows = new Rows(workbook, onRow)
  await book.read(workbook.sheet, rows)
  return rows.count
}

class Rows {
  count = 0
  readonly #workbook: Workbook
  readonly #onRow: (cells: readonly (SheetCell | null)[], line: number) => boolean
  readonly #text = new CellText()
  #wantsMore = true
  #line = 0
  #cells: (SheetCell | null)[] = []
  #at = -1
  #type = 'n'
  #isDate = false
  #isFormula = false
  #value: string | null = null
  #isInValue = false

  constructor(workbook: Workbook, onRow: (cells: readonly (SheetCell | null)[], line: number) => boolean) {
    this.#workbook = workbook
    this.#onRow = onRow
  }

  readonly open = (name: string, attribute: (name: string) => string | undefined): void => {
    if (name === 'row') {
      this.#line = Number(attribute('r') ?? this.#line + 1)
      this.#cells = []
      this.#at = -1
    } else if (name === 'c') this.#begin(attribute('r'), attribute('t') ?? 'n', Number(attribute('s') ?? 0))
    else if (name === 'f') this.#isFormula = true
    else if (name === 'v') {
      this.#isInValue = true
      this.#value = ''
    } else if (name === 'is') {
      this.#text.begin()
    } else this.#text.open(name)
  }

  readonly text = (piece: string): void => {
    if (this.#isInValue) this.#value += piece
    else this.#text.text(piece)
  }

  readonly close = (name: string): void => {
    if (name === 'v') this.#isInValue = false
    else if (name === 'is') this.#value = this.#text.value
    else if (name === 'c') this.#put()
    else if (name === 'row') this.#end()
    else this.#text.close(name)
  }

  #begin(place: string | undefined, type: string, style: number): void {
    this.#at = place === undefined ? this.#at + 1 : columnOf(place)
    if (this.#at < 0 || this.#at >= columnsMax) throw new DamagedWorkbook('workbook-damaged', place ?? '')
    this.#type = type
    this.#isDate = this.#workbook.dateStyles[style] ?? false
    this.#isFormula = false
    this.#value = null
  }

  #put(): void {
    if (this.#value === null && !this.#isFormula) return
    while (this.#cells.length < this.#at) this.#cells.push(null)
    this.#cells[this.#at] = this.#cell(this.#value ?? '')
  }

  #cell(value: string): SheetCell | null {
    const [isDate, isFormula] = [this.#isDate, this.#isFormula]
    switch (this.#type) {
      case 's': {
        const text = this.#workbook.strings[Number(value)]
        if (text === undefined) throw new DamagedWorkbook('workbook-damaged', `sharedStrings ${value}`)
        return { type: 'text', text, isDate, isFormula }
      }
      case 'inlineStr':
      case 'str':
        return { type: 'text', text: value, isDate, isFormula }
      case 'd':
        return { type: 'text', text: value.slice(0, 10), isDate: true, isFormula }
      case 'b':
        return { type: 'boolean', text: value === '1' ? 'TRUE' : 'FALSE', isDate, isFormula }
      case 'e':
        return { type: 'error', text: value, isDate, isFormula }
      default:
        return { type: 'number', text: value, isDate, isFormula }
    }
  }

  #end(): void {
    if (!this.#wantsMore || this.#cells.every((cell) => cell === null || cell.text === '')) return
    this.count += 1
    this.#wantsMore = this.#onRow(this.#cells, this.#line)
  }
}

/** `A1` → 0, `AB7` → 27. */
function columnOf(place: string): number {
  let column = 0
  for (const sign of place) {
    const code = sign.charCodeAt(0) - 64
    if (code < 1 || code > 26) break
    column = column * 26 + code
  }
  return column - 1
}
