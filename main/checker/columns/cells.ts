import type { FieldFault } from '../files/facts'
import type { CellKind } from './facts'

/** What a cell says, in the form of its column: text, a day as `YYYY-MM-DD`, or hundredths or an integer as a number. */
export interface CellValue {
  /** Null: empty, or it cannot be read. */
  readonly value: string | number | null
  /** As a person sees it, for a finding. */
  readonly shown: string
  readonly fault: FieldFault | null
}

/** How the cells of one file are spelled. */
export interface CellReader<Cell> {
  /** Empty cells at the end of a row are not stored. */
  readonly isRagged: boolean
  read(cell: Cell | undefined, kind: CellKind): CellValue
}

export const emptyCell: CellValue = { value: null, shown: '', fault: null }
