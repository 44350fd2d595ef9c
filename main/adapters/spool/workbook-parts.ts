import { assert } from '../../core/assert'
import { escapeXml } from '../../core/formats/text/xml'

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageRelationships = 'http://schemas.openxmlformats.org/package/2006/relationships'
const contentTypes = 'http://schemas.openxmlformats.org/package/2006/content-types'
const ofSpreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Places of the formats of cells in the list below. */
export const styles = { text: 1, guardedText: 2, amount: 3, date: 4, whole: 5, heading: 6 } as const

/** Numbers of Excel's built-in formats. */
const whole = 1
const twoDecimals = 4
const shortDate = 14
const text = 49

const cellFormat = (format: number, more = '') =>
  `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"${more}/>`

const stylesXml = `${declaration}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${cellFormat(text)}${cellFormat(text, ' quotePrefix="1"')}${cellFormat(twoDecimals)}${cellFormat(shortDate)}${cellFormat(whole)}<xf numFmtId="${text}" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

/** Every part but the sheet, in the order in which they go into the package. */
export function workbookParts(sheet: string): readonly (readonly [name: string, xml: string])[] {
  assert(/^[^[\]:*?/\\']{1,31}$/.test(sheet), `not the name of a sheet: ${sheet}`)
  return [
    [
      '[Content_Types].xml',
      `${declaration}<Types xmlns="${contentTypes}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${ofSpreadsheet}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${ofSpreadsheet}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${ofSpreadsheet}.styles+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `${declaration}<Relationships xmlns="${packageRelationships}"><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${declaration}<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets><sheet name="${escapeXml(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${declaration}<Relationships xmlns="${packageRelationships}"><Relationship Id="rId1" Type="${relationships}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relationships}/styles" Target="styles.xml"/></Relationships>`,
    ],
    ['xl/styles.xml', stylesXml],
  ]
}

/** Before the rows; wide enough for a date. @param frozen the first row stays in sight */
export function sheetHead(frozen: boolean): string {
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
  const view = `<sheetViews><sheetView workbookViewId="0">${frozen ? pane : ''}</sheetView></sheetViews>`
  return `${declaration}<worksheet xmlns="${main}">${view}<sheetFormatPr defaultColWidth="14" defaultRowHeight="15"/><sheetData>`
}

export const sheetTail = '</sheetData></worksheet>'

const letters = 26
const codeOfA = 65
const names: string[] = []

/** 0 → `A`, 26 → `AA`. */
export function columnName(index: number): string {
  const known = names[index]
  if (known !== undefined) return known
  const last = String.fromCharCode(codeOfA + (index % letters))
  const name = index < letters ? last : columnName(Math.floor(index / letters) - 1) + last
  names[index] = name
  return name
}
