import type { Field } from '../files/fields'
import type { Column } from './columns'

export type Level = 'reject' | 'warn'
/** @param no of the column, from 1 */
export type Tell = (level: Level, code: string, no: number) => void

/** Amount without decimals: read by DATEV, though its own form forbids it. */
const wholeAmount = /^\d{1,10}$/

/** Quotes, form and length of every field of a row. Answers false when quotes of empty fields are not as they should be. */
export function checkFields(row: readonly Field[], columns: readonly Column[], tell: Tell): boolean {
  let isRight = true
  for (let index = 0; index < row.length; index++) {
    const [field, column] = [row[index], columns[index]]
    if (!field || !column) continue
    if (field.text === '') {
      if (field.quoted !== column.quoted) isRight = false
      if (column.required === true) tell('reject', 'required', column.no)
      continue
    }
    if (field.quoted !== column.quoted) tell('reject', column.quoted ? 'not-quoted' : 'quoted', column.no)
    checkForm(field.text, column, tell)
  }
  return isRight
}

function checkForm(text: string, column: Column, tell: Tell): void {
  const { no, maxLength, type, form } = column
  if (type === 'text' && maxLength !== null && text.length > maxLength && !keys.has(column.name)) {
    tell('warn', 'too-long', no)
    if (!form.test(text.slice(0, maxLength))) tell('reject', 'pattern', no)
    return
  }
  if (form.test(text)) return
  if (type === 'amount' && wholeAmount.test(text) && Number(text) > 0) tell('warn', 'amount-without-decimals', no)
  else if (keys.has(column.name) && form.test(text.replaceAll('_', ''))) tell('warn', 'underscore', no)
  else tell('reject', 'pattern', no)
}
/** Numbers that belong together must not be cut. */
const keys: ReadonlySet<string> = new Set(['Belegfeld 1', 'Belegfeld 2', 'BU-Schlüssel'])
