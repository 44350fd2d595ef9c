import { assert } from '../../core/assert'
import type { Cell, OpenFile, OpenSheet } from '../../core/formats/format'
import { escapeXml } from '../../core/formats/text/xml'
import { archiveInto } from './archive'
import { columnName, sheetHead, sheetTail, styles, workbookParts } from './workbook-parts'

const maxRows = 1_048_576
const maxTextCharacters = 32_767
const flushAtCharacters = 64 * 1024
/** Of compression: rows are so alike that a higher one takes a third longer for hardly fewer bytes. */
const quickLevel = 3
/** What a spreadsheet would take for a formula. Such a cell carries Excel's own mark of a text, as if typed with an apostrophe. */
const formula = /^\s*[=+\-@＝＋－＠]/u
/** Readers take `_x0041_` in a text for the character of that number; the underscore itself is `_x005F_`. */
const escapedCharacter = /_(?=x[0-9A-Fa-f]{4}_)/g
const dayMs = 86_400_000
/** Excel counts days from here for every date after February 1900. */
const dayZero = Date.UTC(1899, 11, 30)

/**
 * A workbook (ECMA-376, transitional) with one sheet into an open file, row by row: memory does not grow with the rows. Texts
 * stand in their cells and not in a shared table for the same reason.
 */
export function workbookInto(file: OpenFile, sheet: string): OpenSheet {
  const archive = archiveInto(file, () => assert(false, 'a workbook holds no attachments'), quickLevel)
  const encoder = new TextEncoder()
  for (const [name, xml] of workbookParts(sheet)) {
    const part = archive.entry(name)
    part.write(encoder.encode(xml))
    part.close()
  }
  const body = archive.entry('xl/worksheets/sheet1.xml')
  let pending = ''
  let rowNumber = 0
  const put = (xml: string) => {
    pending += xml
    if (pending.length < flushAtCharacters) return
    body.write(encoder.encode(pending))
    pending = ''
  }
  return {
    row: (cells, heading = false) => {
      if (rowNumber === 0) put(sheetHead(heading))
      rowNumber += 1
      assert(rowNumber <= maxRows, `a sheet has no more than ${maxRows} rows`)
      put(rowXml(cells, rowNumber, heading))
    },
    close: (rows) => {
      put((rowNumber === 0 ? sheetHead(false) : '') + sheetTail)
      body.write(encoder.encode(pending))
      body.close()
      archive.close(rows)
    },
  }
}

function rowXml(cells: readonly Cell[], rowNumber: number, heading: boolean): string {
  let xml = `<row r="${rowNumber}">`
  cells.forEach((cell, index) => {
    if (cell !== null) xml += cellXml(cell, `${columnName(index)}${rowNumber}`, heading)
  })
  return `${xml}</row>`
}

function cellXml(cell: Exclude<Cell, null>, at: string, heading: boolean): string {
  if (typeof cell === 'string') {
    assert(cell.length <= maxTextCharacters, 'a text longer than a cell')
    const style = heading ? styles.heading : formula.test(cell) ? styles.guardedText : styles.text
    const text = escapeXml(cell.replace(escapedCharacter, '_x005F_'))
    return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`
  }
  if ('date' in cell) return `<c r="${at}" s="${styles.date}"><v>${serialOf(cell.date)}</v></c>`
  if ('whole' in cell) return `<c r="${at}" s="${styles.whole}"><v>${cell.whole}</v></c>`
  return `<c r="${at}" s="${styles.amount}"><v>${decimal(cell.amountCents)}</v></c>`
}

function serialOf(date: string): number {
  const serial = (Date.parse(`${date}T00:00:00Z`) - dayZero) / dayMs
  assert(Number.isInteger(serial) && serial > 60, `no date that Excel counts right: ${date}`)
  return serial
}

function decimal(amountCents: number): string {
  const digits = Math.abs(amountCents).toString().padStart(3, '0')
  return `${amountCents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
