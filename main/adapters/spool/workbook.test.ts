import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cellsOf, partsOf, sheetPart } from '../../../test/formats/read-workbook'
import type { Cell } from '../../core/formats/format'
import { createSpool } from './spool'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'belegbote-workbook-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

async function written(rows: readonly (readonly Cell[])[], heading = true, name = 'a.xlsx') {
  const spool = createSpool(join(root, 'spool'), join(root, 'attachments'))
  const writer = spool.begin('r1')
  if (!writer.ok) throw new Error(writer.error.detail)
  const sheet = writer.value.openWorkbook({ kind: 'postings', mandant: 'M1', name }, 'Buchungen')
  rows.forEach((cells, index) => {
    sheet.row(cells, heading && index === 0)
  })
  sheet.close(rows.length - 1)
  const files = await writer.value.finish()
  if (!files.ok) throw new Error(files.error.detail)
  return { bytes: readFileSync(spool.path('r1', name)), file: files.value[0] }
}

const sheetOf = async (rows: readonly (readonly Cell[])[]) =>
  cellsOf((await partsOf((await written(rows)).bytes)).get(sheetPart) ?? '')

describe('a workbook', () => {
  it('keeps texts as texts, amounts and dates as numbers', async () => {
    const cells = await sheetOf([
      ['Text', 'Betrag', 'Datum', 'Zahl', 'Leer'],
      ['0049', { amountCents: -123_456 }, { date: '2026-10-05' }, { whole: 30 }, null],
      ['1/2', { amountCents: 7 }, { date: '2024-02-29' }, { whole: 0 }, null],
    ])
    const values = cells.map(({ at, type, value }) => `${at} ${type} ${value}`)
    expect(values.slice(5)).toEqual([
      ...['A2 inlineStr 0049', 'B2 n -1234.56', 'C2 n 46300', 'D2 n 30'],
      ...['A3 inlineStr 1/2', 'B3 n 0.07', 'C3 n 45351', 'D3 n 0'],
    ])
    expect(values[4]).toBe('E1 inlineStr Leer')
  })

  it('counts days as Excel does', async () => {
    const cells = await sheetOf([[{ date: '1900-03-01' }], [{ date: '2000-01-01' }], [{ date: '2026-12-31' }]])
    expect(cells.map(({ value }) => value)).toEqual(['61', '36526', '46387'])
  })

  it('has no formula, whatever a text begins with', async () => {
    const texts = ['=1+1', '+49 351', '-1', '@x', ' =1', '＝1', 'plain', '<b>&"\'', '_x0041_', 'a\u0000b\tc\nd']
    const cells = await sheetOf([['Kopf'], ...texts.map((text) => [text])])
    expect(cells.map(({ type }) => type)).toEqual(texts.map(() => 'inlineStr').concat('inlineStr'))
    expect(cells.slice(1).map(({ style }) => style)).toEqual([...Array(6).fill('2'), ...Array(4).fill('1')])
    expect(cells.slice(1, 9).map(({ value }) => value)).toEqual(texts.slice(0, 8))
    // What a reader decodes as the text itself.
    expect(cells[9]?.value).toBe('_x005F_x0041_')
    expect(cells[10]?.value).toBe('a b\tc\nd')
  })

  it('names every part that it holds, and no macro', async () => {
    const { bytes, file } = await written([['Kopf'], ['x']])
    const parts = await partsOf(bytes)
    expect([...parts.keys()]).toEqual([
      ...['[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/styles.xml'],
      'xl/worksheets/sheet1.xml',
    ])
    for (const xml of parts.values()) expect(() => cellsOf(xml)).not.toThrow()
    expect(parts.get('xl/workbook.xml')).toContain('<sheet name="Buchungen"')
    expect(parts.get('xl/styles.xml')?.match(/quotePrefix="1"/g)).toHaveLength(1)
    expect(file).toMatchObject({ rows: 1, sizeBytes: bytes.length, sha256: sha256(bytes) })
  })

  it('is the same bytes for the same rows', async () => {
    const rows = [['Kopf'], ['x', { amountCents: 1 }]]
    expect(sha256((await written(rows)).bytes)).toBe(sha256((await written(rows)).bytes))
  })

  it('names columns beyond Z, and is a workbook without rows', async () => {
    const cells = await sheetOf([Array.from({ length: 703 }, () => 'x')])
    expect([0, 25, 26, 701, 702].map((index) => cells[index]?.at)).toEqual(['A1', 'Z1', 'AA1', 'ZZ1', 'AAA1'])
    expect(await sheetOf([])).toEqual([])
  })
})

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
