import type { IsoDate } from '../../core/ledger/ledger'
import { type CellReader, type CellValue, emptyCell } from '../columns/cells'
import type { CellKind } from '../columns/facts'
import { amountOf, germanDay, isoDay } from '../files/values'
import type { SheetCell } from './sheet'

const dayMs = 86_400_000
/** Day 0 of every date after February 1900. */
const dayZero = Date.UTC(1899, 11, 30)
const firstSafeDay = 61
const lastDay = 2_958_465
/** Days between the two ways of counting. */
const days1904 = 1462
/** More digits than a number of Excel can hold. */
const digitsMax = 15

/** Cells of a sheet. */
export class SheetCells implements CellReader<SheetCell | null> {
  readonly isRagged = true
  readonly #is1904: boolean
  readonly #isForeign: boolean

  constructor(is1904: boolean, isForeign: boolean) {
    this.#is1904 = is1904
    this.#isForeign = isForeign
  }

  read(cell: SheetCell | null | undefined, kind: CellKind): CellValue {
    if (!cell || (cell.text === '' && !cell.isFormula)) return emptyCell
    if (cell.isFormula) return refused(cell, 'formula-cell')
    if (cell.type === 'error' || cell.type === 'boolean') return refused(cell, 'cell-error')
    switch (kind) {
      case 'date':
        return this.#date(cell)
      case 'amount':
      case 'percent':
        return this.#number(cell, hundredthsOf(cell.text), kind === 'amount' ? 'amount' : 'pattern')
      case 'whole':
        return this.#number(cell, /^\d{1,15}$/.test(cell.text) ? Number(cell.text) : null, 'pattern')
      default:
        return textOf(cell)
    }
  }

  #number(cell: SheetCell, value: number | null, code: string): CellValue {
    if (cell.type === 'text') return refused(cell, 'number-as-text')
    return value === null || cell.isDate ? refused(cell, code) : { value, shown: cell.text, fault: null }
  }

  #date(cell: SheetCell): CellValue {
    const day = cell.type === 'text' ? this.#writtenDay(cell) : cell.isDate ? this.#countedDay(Number(cell.text)) : null
    return day === null ? refused(cell, 'date') : { value: day, shown: day, fault: null }
  }

  /** A day as text is what a person typed, or a program that stores days so. */
  #writtenDay({ text, isDate }: SheetCell): IsoDate | null {
    return isDate ? isoDay(text) : this.#isForeign ? (germanDay(text) ?? isoDay(text)) : null
  }

  /** The hours behind the point do not matter. */
  #countedDay(serial: number): IsoDate | null {
    const day = Math.floor(serial) + (this.#is1904 ? days1904 : 0)
    if (!Number.isSafeInteger(day) || day < firstSafeDay || day > lastDay) return null
    return new Date(dayZero + day * dayMs).toISOString().slice(0, 10)
  }
}

function textOf(cell: SheetCell): CellValue {
  if (cell.type === 'text') return { value: cell.text, shown: cell.text, fault: null }
  const isWhole = /^\d+$/.test(cell.text) && cell.text.length <= digitsMax && !cell.isDate
  if (!isWhole) return refused(cell, 'pattern')
  return { value: cell.text, shown: cell.text, fault: ['warn', 'number-instead-of-text'] }
}

/** Excel stores binary fractions: 0.1 + 0.2 is meant as 0.30. More decimals than two are no amount. */
function hundredthsOf(text: string): number | null {
  const exact = amountOf(text, { decimal: '.' })
  if (exact !== null) return exact
  const hundredths = Number(text) * 100
  const rounded = Math.round(hundredths)
  const isMeant = text.trim() !== '' && Number.isSafeInteger(rounded) && Math.abs(hundredths - rounded) < 1e-4
  return isMeant ? rounded : null
}

function refused({ text }: SheetCell, code: string): CellValue {
  return { value: null, shown: text, fault: ['reject', code] }
}
