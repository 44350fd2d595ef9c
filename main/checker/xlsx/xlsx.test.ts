import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { makeZip, type ZipEntry } from '../../../test/fixtures/zip'
import { checkText } from '../../../test/formats/check-files'
import { commonLedgers } from '../../../test/formats/common-ledger'
import { linesOfLedger, linesRead, WrittenLedger } from '../../../test/formats/read-back'
import { partsOf, sheetPart } from '../../../test/formats/read-workbook'
import { findFormat } from '../../core/formats'
import { completeSettings } from '../../core/formats/settings'

const xlsx = findFormat('xlsx')
if (!xlsx) throw new Error('xlsx is not registered')
const columns = ['document-date', 'document-no', 'debit', 'credit', 'gross', 'text'].map((column) => ({
  ...{ column, heading: column },
}))
const settings = completeSettings(xlsx.settings, { bookingColumns: columns, documentNoMax: '39' })
const name = 'Buchungen.xlsx'

/** The common books as a workbook, as a run writes it. */
async function written(): Promise<{ readonly bytes: Buffer; readonly parts: ReadonlyMap<string, string> }> {
  using ledger = new WrittenLedger('xlsx', commonLedgers.DE, { bookingColumns: columns, documentNoMax: '39' })
  await ledger.write()
  const file = ledger.files.find(({ kind }) => kind === 'postings')
  if (!file) throw new Error('no file of postings')
  const bytes = readFileSync(file.path)
  return { bytes, parts: await partsOf(bytes) }
}
const good = await written()

const check = (bytes: Uint8Array, as = name) => checkText(as, bytes, 'xlsx', settings)
const zipOf = (parts: ReadonlyMap<string, string>, ...more: readonly ZipEntry[]) =>
  makeZip([...[...parts].map(([part, content]) => ({ name: part, content })), ...more])
const withSheet = (change: (xml: string) => string) => {
  const xml = good.parts.get(sheetPart) ?? ''
  const changed = change(xml)
  expect(changed, 'the test changes something').not.toBe(xml)
  return zipOf(new Map([...good.parts, [sheetPart, changed]]))
}

describe('a workbook of ours', () => {
  it('gives the postings of the books', async () => {
    const { found, postings } = await check(good.bytes)
    expect(found).toEqual([])
    const october = commonLedgers.DE.documents.filter(({ documentDate }) => documentDate.startsWith('2026-10'))
    expect(linesRead(postings)).toEqual(linesOfLedger({ documents: october, invoices: [] }, (no) => no))
  })

  it('is known whatever it is called, packed by another program too', async () => {
    const { report } = await checkText('x.xlsx', zipOf(good.parts), null)
    expect(report.files[0]?.format).toBe('xlsx')
  })

  it.each([
    ['a formula', (xml: string) => xml.replace('<v>598.00</v>', '<f>500+98</f><v>598.00</v>'), ['formula-cell gross']],
    [
      'a number stored as text',
      (xml: string) => xml.replace(/<c r="E2" s="\d"><v>598.00<\/v>/, '<c r="E2" s="1" t="str"><v>598,00</v>'),
      ['number-as-text gross'],
    ],
    [
      'an error',
      (xml: string) => xml.replace(/<c r="E2" s="\d"><v>598.00<\/v>/, '<c r="E2" t="e"><v>#REF!</v>'),
      ['cell-error gross'],
    ],
    ['three decimals', (xml: string) => xml.replace('<v>598.00</v>', '<v>598.005</v>'), ['amount gross']],
    ['a negative amount', (xml: string) => xml.replace('<v>598.00</v>', '<v>-598.00</v>'), ['amount gross']],
    [
      'a day without its form',
      (xml: string) => xml.replace('<c r="A2" s="4">', '<c r="A2" s="3">'),
      ['date document-date'],
    ],
    ['an amount that is a day', (xml: string) => xml.replace('<c r="E2" s="3">', '<c r="E2" s="4">'), ['amount gross']],
    [
      'an account stored as a number',
      (xml: string) => xml.replace(/<c r="D2"[^>]*>.*?<\/c>/, '<c r="D2"><v>8400</v></c>'),
      ['warning number-instead-of-text credit'],
    ],
    [
      'a cell too many',
      (xml: string) => xml.replace('</row></sheetData>', '<c r="G9"><v>1</v></c></row></sheetData>'),
      ['column-count'],
    ],
    [
      'another heading',
      (xml: string) => xml.replace('>debit<', '>soll<'),
      ['headings-differ soll', 'column-missing Sollkonto, Habenkonto', 'warning column-unknown soll'],
    ],
    ['XML that is cut', (xml: string) => xml.slice(0, xml.length / 2), ['workbook-damaged']],
    [
      'a document type',
      (xml: string) => xml.replace('<worksheet', '<!DOCTYPE x [<!ENTITY y "z">]><worksheet'),
      ['workbook-damaged'],
    ],
    ['no rows', (xml: string) => xml.replace(/<row r="2">.*<\/row>/s, ''), ['no-rows']],
    ['an empty sheet', (xml: string) => xml.replace(/<row.*<\/row>/s, ''), ['file-empty']],
  ])('finds %s', async (_what, change, expected) => {
    expect((await check(withSheet(change))).found).toEqual(expected)
  })

  it('finds what is wrong with the package', async () => {
    const of = async (bytes: Uint8Array, as?: string) => (await check(bytes, as)).found
    const part = (of: string, content = 'x'): ZipEntry => ({ name: of, content })
    const without = (missing: string) => zipOf(new Map([...good.parts].filter(([one]) => one !== missing)))
    expect(await of(good.bytes.subarray(0, 3000))).toEqual(['workbook-damaged'])
    expect(await of(Buffer.from('no workbook'))).toEqual(['workbook-damaged'])
    expect(await of(Buffer.alloc(0))).toEqual(['workbook-damaged'])
    expect(await of(without(sheetPart))).toEqual(['workbook-damaged'])
    expect(await of(zipOf(good.parts, part('xl/vbaProject.bin')))).toEqual(['workbook-macro'])
    expect(await of(zipOf(good.parts, part('xl/externalLinks/externalLink1.xml')))).toEqual(['warning workbook-links'])
    expect(await of(zipOf(good.parts, { ...part('x.xml'), encrypted: true }))).toEqual(['workbook-encrypted'])
    expect(await of(zipOf(good.parts, part(sheetPart)))).toEqual(['workbook-damaged'])
    expect(await of(zipOf(good.parts, part('x.xml', ' '.repeat(20_000_000))))).toEqual(['workbook-too-large'])
    expect(await of(good.bytes, 'Buchungen.xlsm')).toEqual(['file-name'])
    const sheet = good.parts.get(sheetPart) ?? ''
    const wrongSum = new Map([...good.parts].filter(([one]) => one !== sheetPart))
    expect(await of(zipOf(wrongSum, { ...part(sheetPart, sheet), crc32: 1 }))).toEqual(['workbook-damaged'])
    const tooLong = { ...part(sheetPart, sheet), declaredBytes: 100 }
    expect(await of(zipOf(wrongSum, tooLong))).toContain('workbook-damaged')
  })
})

describe('a workbook from elsewhere', () => {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`
  const text = (index: number) => `<x:v>${index}</x:v>`
  const row = (no: number, cells: string) => `<x:row r="${no}">${cells}</x:row>`
  const headings = ['Datum', 'Belegnummer', 'Konto', 'Gegenkonto', 'Betrag', 'Buchungstext']
  const letters = 'ABCDEF'
  const strings = [
    ...headings.map((one) => `<si><t>${one}</t></si>`),
    '<si><r><t>Bri</t></r><r><t>lle_x0041_</t></r><rPh><t>no</t></rPh></si>',
  ]
  const book = (rows: string, sheets = '<x:sheet name="a" sheetId="1" r:id="r1"/>') =>
    makeZip([
      {
        name: '_rels/.rels',
        content: `<Relationships>${relation('r0', 'officeDocument', '/xl/workbook.xml')}</Relationships>`,
      },
      {
        name: 'xl/workbook.xml',
        content: `<x:workbook xmlns:x="m" xmlns:r="r"><x:workbookPr date1904="1"/><x:sheets>${sheets}</x:sheets></x:workbook>`,
      },
      {
        name: 'xl/_rels/workbook.xml.rels',
        content: `<Relationships>${relation('r1', 'worksheet', 'worksheets/a.xml')}${relation('r2', 'sharedStrings', 'sharedStrings.xml')}${relation('r3', 'styles', 'styles.xml')}</Relationships>`,
      },
      { name: 'xl/sharedStrings.xml', content: `<sst>${strings.join('')}</sst>` },
      {
        name: 'xl/styles.xml',
        content:
          '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy;@"/><numFmt numFmtId="171" formatCode="&quot;Tag &quot;0.00"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>',
      },
      {
        name: 'xl/worksheets/a.xml',
        content: `<x:worksheet xmlns:x="m"><x:sheetData>${rows}</x:sheetData></x:worksheet>`,
      },
    ])
  const head = row(1, headings.map((_one, at) => `<x:c r="${letters[at]}1" t="s">${text(at)}</x:c>`).join(''))
  const cell = (at: string, rest: string) => `<x:c r="${at}" ${rest}</x:c>`
  // 2026-10-05 is day 46300, and 1462 less when counted from 1904.
  const first = row(
    3,
    [
      ...[
        cell('A3', 's="1"><x:v>44838.5</x:v>'),
        cell('B3', 't="str"><x:v>RE-1</x:v>'),
        cell('C3', '><x:v>10001</x:v>'),
      ],
      ...[cell('D3', 't="inlineStr"><x:is><x:t>8400</x:t></x:is>'), cell('E3', 's="2"><x:v>0.30000000000000004</x:v>')],
      cell('F3', 't="s"><x:v>6</x:v>'),
    ].join(''),
  )

  it('is understood: shared texts, texts in pieces, prefixes, days from 1904, binary fractions', async () => {
    const { found, postings } = await checkText('x.xlsx', book(head + first), null)
    expect(found).toEqual(['warning number-instead-of-text Konto'])
    expect(linesRead(postings)).toEqual(['2026-10-05 RE-1 10001 an 8400 30'])
    expect(postings[0]?.text).toBe('BrilleA')
  })

  it('has one sheet, and no texts that are not there', async () => {
    const second = '<x:sheet name="a" sheetId="1" r:id="r1"/><x:sheet name="b" sheetId="2" r:id="r1"/>'
    expect((await checkText('x.xlsx', book(head + first, second), null)).found).toContain('warning workbook-sheets')
    const lost = book(head + first.replace('<x:v>6</x:v>', '<x:v>7</x:v>'))
    expect((await checkText('x.xlsx', lost, null)).found).toContain('workbook-damaged')
  })
})
