import type { ChosenColumn } from '../settings'
import { countedColumns } from './booking-columns'
import type { ColumnRule, RowContext, TableColumn, Value } from './column'
import type { TextRules } from './texts'

/** The chosen columns, ready to be asked. @param amountStyle how the column `amount` says debit and credit */
export function compileColumns<Row extends object>(
  rules: readonly ColumnRule<Row>[],
  chosen: readonly ChosenColumn[],
  amountStyle: string,
): readonly TableColumn<Row>[] {
  return chosen.flatMap(({ column, heading }): readonly TableColumn<Row>[] => {
    const rule = rules.find((one) => one.column === column)
    if (!rule) throw new TypeError(`a stored column that is not offered: ${column}`)
    const plain = { heading, kind: rule.kind, counts: countedColumns[column] ?? null, of: rule.of }
    if (column !== 'amount' || amountStyle === 'mark') return [plain]
    if (amountStyle === 'signed') {
      return [{ ...plain, of: (row, context) => signed(rule.of(row, context), isDebit(row)) }]
    }
    const onSide = (debit: boolean) => (row: Row, context: RowContext) =>
      isDebit(row) === debit ? rule.of(row, context) : null
    return [
      { ...plain, heading: `${heading} Soll`, of: onSide(true) },
      { ...plain, heading: `${heading} Haben`, of: onSide(false) },
    ]
  })
}

const isDebit = (row: object) => 'side' in row && row.side === 'S'
const signed = (value: Value, isPositive: boolean) => (typeof value === 'number' && !isPositive ? -value : value)

/** The values of one row, every text as the file takes it. */
export function valuesOf<Row>(
  row: Row,
  columns: readonly TableColumn<Row>[],
  texts: TextRules,
  context: RowContext,
): Value[] {
  return columns.map((column) => {
    const value = column.of(row, context)
    if (typeof value !== 'string') return value
    if (value === '') return null
    if (column.kind === 'identifier') return texts.identifier(value, column.heading, context.faults)
    return column.kind === 'text' ? texts.text(value, column.heading, context.faults) : value
  })
}
