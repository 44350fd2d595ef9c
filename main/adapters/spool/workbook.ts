import { assert } from '../../core/assert'
import type { OpenFile, OpenSheet } from '../../core/formats/format'

/** A workbook with one sheet into an open file. */
export function workbookInto(_file: OpenFile, sheet: string): OpenSheet {
  assert(false, `no format writes workbooks yet: ${sheet}`)
}
