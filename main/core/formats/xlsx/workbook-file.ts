import type { ColumnKind, Value } from '../columns/column'
import type { TableFile, TableMaker } from '../columns/table-file'
import type { Cell } from '../format'
import { switchOf } from '../settings'

/** Excel's rows of one sheet, less the headings. */
export const maxSheetRows = 1_048_576 - 1

/** A table as a sheet of a workbook: texts stay texts, amounts are numbers with two decimals, dates are dates. */
export const workbookMaker: TableMaker = {
  extension: '.xlsx',
  maxRows: maxSheetRows,
  narrow: () => false,
  open: (sink, file, { title, columns }, settings): TableFile => {
    const sheet = sink.openWorkbook(file, title)
    const kinds = columns.map(({ kind }) => kind)
    if (switchOf(settings, 'heading'))
      sheet.row(
        columns.map(({ heading }) => heading),
        true,
      )
    return {
      row: (values) => sheet.row(values.map((value, index) => cellOf(value, kinds[index] ?? 'text'))),
      close: (rows) => sheet.close(rows),
    }
  },
}

function cellOf(value: Value, kind: ColumnKind): Cell {
  if (value === null) return null
  if (typeof value === 'number') return kind === 'whole' ? { whole: value } : { amountCents: value }
  return kind === 'date' ? { date: value } : value
}
