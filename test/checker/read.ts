/** Reads the bytes of a DATEV file as strictly as the format describes them. Knows nothing of the writer. */

export interface Fault {
  /** Short and stable; tests ask for it. */
  readonly code: string
  /** From 1; 0 is the file as a whole. */
  readonly line: number
  /** Number of the field, from 1; 0 is the whole line. */
  readonly field: number
  readonly detail: string
}

export interface Field {
  readonly text: string
  readonly quoted: boolean
}

const undefinedBytes: ReadonlySet<number> = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d])
/** Unicode points of the bytes 0x80 to 0x9F, 0 where there is none. Node's own decoder answers U+0080 for the euro sign. */
const highPoints = [
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0,
  0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
]

const forbiddenControls = /[^\P{Cc}\r\n]|\r(?!\n)|(?<!\r)\n/gu
const highUnits = /[\u0080-\u009f]/g

/** Lines without their CRLF. */
export function readLines(bytes: Uint8Array, faults: Fault[]): readonly string[] {
  // Latin-1 here only means: one unit per byte, nothing lost.
  const units = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  if (/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/.test(units)) faults.push(at('byte-order-mark', 0, ''))
  const lineOf = (index: number) => units.slice(0, index).split('\r\n').length
  const text = units.replace(highUnits, (unit, index: number) => {
    const byte = unit.charCodeAt(0)
    if (undefinedBytes.has(byte)) faults.push(at('byte-not-in-windows-1252', lineOf(index), `0x${byte.toString(16)}`))
    return String.fromCharCode(highPoints[byte - 0x80] ?? 0)
  })
  for (const match of text.matchAll(forbiddenControls)) {
    faults.push(at('control-character', lineOf(match.index), `0x${match[0].charCodeAt(0).toString(16)}`))
  }
  const lines = text.split('\r\n')
  if (lines.at(-1) === '' && lines.length > 1) lines.pop()
  else faults.push(at('last-line-not-ended', 0, ''))
  // Two UTF-8 units of an umlaut, read as Windows-1252.
  const doubled = lines.findIndex((one) => /Ã[¤¶¼Ÿ„–œ]/.test(one))
  if (doubled >= 0) faults.push(at('looks-like-utf-8', doubled + 1, lines[doubled] ?? ''))
  return lines
}

export function at(code: string, line: number, detail: string, field = 0): Fault {
  return { code, line, field, detail }
}

const empty: Field = { text: '', quoted: false }
const emptyQuoted: Field = { text: '', quoted: true }

/** Splits one line at `;`. A quote opens only at the start of a field and closes only before `;` or the end. */
export function splitLine(line: string, lineNo: number, faults: Fault[]): readonly Field[] {
  const fields: Field[] = []
  let start = 0
  for (;;) {
    const end =
      line[start] === '"'
        ? quotedField(line, start, lineNo, fields, faults)
        : plainField(line, start, lineNo, fields, faults)
    if (end >= line.length) return fields
    start = end + 1
    if (start === line.length) {
      fields.push(empty)
      return fields
    }
  }
}

/** Answers where the field ends: at a `;` or at the end of the line. */
function plainField(line: string, start: number, lineNo: number, fields: Field[], faults: Fault[]): number {
  const found = line.indexOf(';', start)
  const end = found < 0 ? line.length : found
  const text = line.slice(start, end)
  fields.push(text === '' ? empty : { text, quoted: false })
  if (text.includes('"')) faults.push(at('quote-inside-unquoted', lineNo, text, fields.length))
  return end
}

function quotedField(line: string, start: number, lineNo: number, fields: Field[], faults: Fault[]): number {
  let close = line.indexOf('"', start + 1)
  while (close >= 0 && line[close + 1] === '"') close = line.indexOf('"', close + 2)
  const text = line.slice(start + 1, close < 0 ? undefined : close)
  fields.push(text === '' ? emptyQuoted : { text: text.replaceAll('""', '"'), quoted: true })
  if (close < 0) {
    faults.push(at('quote-not-closed', lineNo, text, fields.length))
    return line.length
  }
  const end = close + 1
  if (end === line.length || line[end] === ';') return end
  faults.push(at('text-after-quote', lineNo, line.slice(end, end + 20), fields.length))
  const next = line.indexOf(';', end)
  return next < 0 ? line.length : next
}
