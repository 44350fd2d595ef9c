import type { Teller } from '../reader'

export interface Field {
  readonly text: string
  readonly quoted: boolean
}

const empty: Field = { text: '', quoted: false }
const emptyQuoted: Field = { text: '', quoted: true }
const quote = 0x22

/**
 * Splits one line. A quote opens only at the start of a field and closes only before the separator or the end; the fields
 * hold no line breaks.
 * @param separator one character
 * @param tell the place's field is the number of the field, from 1
 */
export function splitLine(line: string, separator: string, no: number, tell: Pick<Teller, 'reject'>): readonly Field[] {
  const fields: Field[] = []
  const damaged = (code: string, value: string) => tell.reject(code, { line: no, field: `${fields.length}`, value })
  let start = 0
  for (;;) {
    const end =
      line.charCodeAt(start) === quote
        ? quotedField(line, start, separator, fields, damaged)
        : plainField(line, start, separator, fields, damaged)
    if (end >= line.length) return fields
    start = end + 1
    if (start === line.length) {
      fields.push(empty)
      return fields
    }
  }
}

type Damaged = (code: string, value: string) => void

/** Answers where the field ends: at a separator or at the end of the line. */
function plainField(line: string, start: number, separator: string, fields: Field[], damaged: Damaged): number {
  if (line[start] === separator) {
    fields.push(empty)
    return start
  }
  const found = line.indexOf(separator, start)
  const end = found < 0 ? line.length : found
  const text = line.slice(start, end)
  fields.push({ text, quoted: false })
  if (text.includes('"')) damaged('quote-inside-unquoted', text)
  return end
}

function quotedField(line: string, start: number, separator: string, fields: Field[], damaged: Damaged): number {
  let close = line.charCodeAt(start + 1) === quote ? start + 1 : line.indexOf('"', start + 1)
  while (close >= 0 && line.charCodeAt(close + 1) === quote) close = line.indexOf('"', close + 2)
  if (close === start + 1) fields.push(emptyQuoted)
  else fields.push({ text: line.slice(start + 1, close < 0 ? undefined : close).replaceAll('""', '"'), quoted: true })
  if (close < 0) {
    damaged('quote-not-closed', line.slice(start + 1))
    return line.length
  }
  const end = close + 1
  if (end === line.length || line[end] === separator) return end
  damaged('text-after-quote', line.slice(end, end + 20))
  const next = line.indexOf(separator, end)
  return next < 0 ? line.length : next
}
