import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { isTextKey } from '../../../resources/locales/texts'
import { type Exchange, sampleExchange, sampleFiles, toCsv, writeExchange } from '../../../test/fixtures/exchange'
import { type LedgerPlace, must, openLedgerPlace } from '../../../test/fixtures/ledger'
import { makeZip, type ZipEntry } from '../../../test/fixtures/zip'

let place: LedgerPlace
let before: ReturnType<LedgerPlace['dump']>

/** A ledger that holds something, so that "nothing changed" says something. */
beforeAll(async () => {
  place = openLedgerPlace()
  must(await place.ledger.importExchange([writeExchange(place.freshPath(), sampleExchange, sampleFiles)]))
  before = place.dump()
  return () => place[Symbol.dispose]()
})

async function faultsOf(path: string) {
  const result = await place.ledger.importExchange([path])
  if (result.ok) throw new Error(`was taken: ${JSON.stringify(result.value)}`)
  expect(place.dump()).toEqual(before)
  expect(result.error.faults.filter(({ code }) => !isTextKey(`fault.${code}`))).toEqual([])
  return result.error
}

const folderOf = (exchange: Exchange, others: Readonly<Record<string, string | Uint8Array>> = {}) =>
  writeExchange(place.freshPath(), exchange, { ...sampleFiles, ...others })

/** The sample with one field changed; rows count from 0, lines from 1 under the header. */
function changed(file: string, row: number, column: string, value: string): Exchange {
  const rows = sampleExchange[file] ?? []
  return { ...sampleExchange, [file]: rows.map((one, index) => (index === row ? { ...one, [column]: value } : one)) }
}

interface Case {
  readonly file: string
  /** From 0. */
  readonly row: number
  readonly column: string
  readonly value: string
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
}

const missing = (file: string) => ['import-reference-missing', { file: `${file}.csv` }] as const
const position = ['import-whole-number-invalid', { min: 1, max: 999_999_999 }] as const

const rules: readonly (readonly [string, number, string, string, string, Case['params']?])[] = [
  // mandatory fields
  ['mandanten', 0, 'name', '', 'import-value-missing'],
  ['mandanten', 0, 'name', '  ', 'import-value-missing'],
  ['belege', 0, 'belegnummer', '', 'import-value-missing'],
  ['buchungen', 2, 'gegenkonto', '', 'import-value-missing'],
  // dates
  ['belege', 0, 'belegdatum', '2026-02-29', 'import-date-invalid'],
  ['belege', 0, 'belegdatum', '2026-13-01', 'import-date-invalid'],
  ['belege', 0, 'belegdatum', '15.01.2026', 'import-date-invalid'],
  ['belege', 0, 'leistungsdatum', '2026-00-10', 'import-date-invalid'],
  ['belege', 0, 'faelligkeit', '2026-1-5', 'import-date-invalid'],
  ['eingangsrechnungen', 0, 'rechnungsdatum', '2100-02-29', 'import-date-invalid'],
  ['mandanten', 0, 'wj_beginn', '02-29', 'import-day-of-year-invalid'],
  ['mandanten', 0, 'wj_beginn', '13-01', 'import-day-of-year-invalid'],
  // amounts
  ['buchungen', 0, 'betrag', '1.234,56', 'import-amount-invalid'],
  ['buchungen', 0, 'betrag', '1,234', 'import-amount-invalid'],
  ['buchungen', 0, 'betrag', '12 EUR', 'import-amount-invalid'],
  ['buchungen', 0, 'betrag', ',50', 'import-amount-invalid'],
  ['buchungen', 0, 'betrag', '+5', 'import-amount-invalid'],
  ['buchungen', 0, 'betrag', '-119,00', 'import-amount-not-positive'],
  ['buchungen', 0, 'betrag', '0,00', 'import-amount-not-positive'],
  ['buchungen', 0, 'betrag', '99999999999999999', 'import-amount-too-large'],
  ['eingangsrechnung_positionen', 0, 'betrag', '0', 'import-amount-not-positive'],
  // closed sets and numbers
  ['buchungen', 0, 'soll_haben', 'D', 'import-side-invalid'],
  ['buchungen', 0, 'soll_haben', 's', 'import-side-invalid'],
  ['buchungen', 0, 'konto', '10A01', 'import-account-invalid'],
  ['buchungen', 0, 'gegenkonto', ' 8400', 'import-account-invalid'],
  ['belege', 0, 'personenkonto', '10.001', 'import-account-invalid'],
  ['debitoren', 0, 'konto', 'D1', 'import-account-invalid'],
  ['konten', 0, 'automatik', 'ja', 'import-flag-invalid'],
  ['mandanten', 1, 'buchhaltung_aktiv', '2', 'import-flag-invalid'],
  ['belege', 2, 'nicht_exportieren', 'x', 'import-flag-invalid'],
  ['eingangsrechnungen', 0, 'gutschrift', 'nein', 'import-flag-invalid'],
  ['buchungen', 0, 'steuersatz', '19%', 'import-tax-rate-invalid'],
  ['buchungen', 0, 'steuersatz', '-19', 'import-tax-rate-invalid'],
  ['buchungen', 0, 'steuersatz', '8,125', 'import-tax-rate-invalid'],
  ['buchungen', 0, 'steuersatz', '101', 'import-tax-rate-invalid'],
  ['buchungen', 0, 'position', '0', ...position],
  ['buchungen', 0, 'position', '1,5', ...position],
  ['mandanten', 0, 'sachkontenlaenge', '3', 'import-whole-number-invalid', { min: 4, max: 8 }],
  ['mandanten', 0, 'sachkontenlaenge', '9', 'import-whole-number-invalid', { min: 4, max: 8 }],
  ['debitoren', 0, 'zahlungsziel_tage', '14 Tage', 'import-whole-number-invalid', { min: 0, max: 99_999 }],
  ['mandanten', 0, 'waehrung', 'Euro', 'import-currency-invalid'],
  [
    'belegarten',
    0,
    'art',
    'Rechnung',
    'import-document-kind-invalid',
    { allowed: 'rechnung, gutschrift, storno, barverkauf, anzahlung, zahlung, rueckzahlung, kasse, sonstige' },
  ],
  // characters
  ['belege', 0, 'buchungstext', 'a\tb', 'import-control-character', { character: 'U+0009' }],
  ['belege', 0, 'buchungstext', 'a\nb', 'import-control-character', { character: 'U+000A' }],
  ['belege', 0, 'buchungstext', 'a\u0085b', 'import-control-character', { character: 'U+0085' }],
  ['mandanten', 0, 'name', 'a\u2028b', 'import-control-character', { character: 'U+2028' }],
  ['zahlungsarten', 1, 'name', 'a\u0000b', 'import-control-character', { character: 'U+0000' }],
  // references
  ['filialen', 0, 'mandant', 'M7', ...missing('mandanten')],
  ['konten', 0, 'mandant', 'M7', ...missing('mandanten')],
  ['debitoren', 0, 'mandant', 'm1', ...missing('mandanten')],
  ['kreditoren', 0, 'mandant', 'M7', ...missing('mandanten')],
  ['belege', 0, 'belegart', 'XX', ...missing('belegarten')],
  ['belege', 0, 'filiale', 'OST', ...missing('filialen')],
  ['belege', 0, 'zahlungsart', 'PAYPAL', ...missing('zahlungsarten')],
  ['belege', 1, 'storno_zu', 'B9', ...missing('belege')],
  ['buchungen', 3, 'beleg', 'B9', ...missing('belege')],
  ['eingangsrechnungen', 0, 'filiale', 'OST', ...missing('filialen')],
  ['eingangsrechnung_positionen', 1, 'rechnungsnummer', 'L/78', ...missing('eingangsrechnungen')],
  // rules over several rows
  ['belege', 0, 'waehrung', 'USD', 'import-currency-other', { currency: 'EUR' }],
  ['belege', 2, 'waehrung', 'EUR', 'import-currency-other', { currency: 'CHF' }],
  ['eingangsrechnungen', 0, 'waehrung', 'CHF', 'import-currency-other', { currency: 'EUR' }],
  ['eingangsrechnungen', 0, 'brutto', '238,01', 'import-gross-differs', { sum: '238,00' }],
  // files of documents
  ['belege', 0, 'datei', 'belege/2.pdf', 'import-attachment-missing'],
  ['belege', 0, 'datei', 'belege', 'import-attachment-missing'],
  ['belege', 0, 'datei', '../1.pdf', 'import-attachment-outside'],
  ['belege', 0, 'datei', 'belege\\..\\..\\1.pdf', 'import-attachment-outside'],
  ['belege', 0, 'datei', '/etc/hostname', 'import-attachment-outside'],
  ['belege', 0, 'datei', 'C:\\1.pdf', 'import-attachment-outside'],
  ['eingangsrechnungen', 0, 'datei', 'fehlt.xml', 'import-attachment-missing'],
]

describe('one field that breaks a rule', () => {
  const cases = rules.map(([file, row, column, value, code, params = {}]): Case => {
    return { file, row, column, value, code, params }
  })

  it.each(cases)('$file row $row: $column=$value is $code', async ({ file, row, column, value, code, params }) => {
    const { faults } = await faultsOf(folderOf(changed(file, row, column, value)))
    const found = faults.filter((fault) => fault.code === code)
    expect(found).toEqual([{ file: `${file}.csv`, line: row + 2, column, value, code, params }])
    // What follows from the same field in other rows may be named beside it, for instance a document without its posting.
    const consequences =
      /^import-(reference-missing|document-without-posting|invoice-without-position|gross-differs|posting-without-document|currency-other)$/
    expect(faults.filter((fault) => fault.code !== code && !consequences.test(fault.code))).toEqual([])
  })
})

describe('rows that are there twice or not at all', () => {
  const double = (file: string, row: number): Exchange => {
    const rows = sampleExchange[file] ?? []
    return { ...sampleExchange, [file]: [...rows, ...rows.slice(row, row + 1)] }
  }

  it.each([
    ['mandanten', 1, 'mandant', 'M2'],
    ['filialen', 0, 'filiale', 'MITTE'],
    ['konten', 1, 'konto', 'M1 / 8300'],
    ['debitoren', 0, 'konto', 'M1 / 10001'],
    ['belege', 1, 'beleg', 'M1 / B2'],
    ['buchungen', 2, 'position', 'M1 / B2 / 1'],
    ['eingangsrechnung_positionen', 0, 'position', 'M1 / 70001 / L/77 / 1'],
  ])('%s row %i comes again', async (file, row, column, value) => {
    const { faults, total } = await faultsOf(folderOf(double(file, row)))
    const line = (sampleExchange[file]?.length ?? 0) + 2
    const params = { first: row + 2 }
    expect(faults).toEqual([{ file: `${file}.csv`, line, column, value, code: 'import-key-twice', params }])
    expect(total).toBe(1)
  })

  it('a document and an invoice without rows', async () => {
    const lonely = { ...(sampleExchange['belege']?.[0] ?? {}), beleg: 'B7' }
    const invoice = { ...(sampleExchange['eingangsrechnungen']?.[0] ?? {}), rechnungsnummer: '8' }
    const { faults } = await faultsOf(folderOf({ belege: [lonely], eingangsrechnungen: [invoice] }))
    expect(faults.map(({ file, line, column, value, code }) => [file, line, column, value, code])).toEqual([
      ['belege.csv', 2, 'beleg', 'B7', 'import-document-without-posting'],
      ['eingangsrechnungen.csv', 2, 'rechnungsnummer', '8', 'import-invoice-without-position'],
    ])
  })

  it('a currency that stored documents do not have', async () => {
    const mandanten = [{ mandant: 'M1', name: 'Optik Nord GmbH', waehrung: 'CHF' }]
    const { faults } = await faultsOf(folderOf({ mandanten }))
    expect(faults).toMatchObject([
      { line: 2, column: 'waehrung', value: 'CHF', code: 'import-currency-in-use', params: { currency: 'EUR' } },
    ])
  })
})

describe('a file that cannot be read as the format says', () => {
  const header = 'zahlungsart;name'
  const csvCases: readonly (readonly [string, string | Uint8Array, readonly unknown[]])[] = [
    ['nothing in it', '', [1, null, null, 'import-file-empty']],
    ['only a byte order mark', '\ufeff', [1, null, null, 'import-file-empty']],
    ['a mandatory column missing', 'zahlungsart;bezeichnung\nA;B\n', [1, 'name', null, 'import-column-missing']],
    ['a key column missing', 'name\nB\n', [1, 'zahlungsart', null, 'import-column-missing']],
    ['a column twice', `${header};name\nA;B;C\n`, [1, 'name', null, 'import-column-twice']],
    ['a field too few', `${header}\nA;B\nC\n`, [3, null, null, 'import-field-count']],
    ['a field too many', `${header}\nA;B;\n`, [2, null, null, 'import-field-count']],
    ['a quote inside a field', `${header}\nA;B "x" C\nD;E\n`, [2, 'name', 'B "x" C', 'import-quote-misplaced']],
    ['text after a quote', `${header}\r\nA;"B"C\r\n`, [2, 'name', '"B"C', 'import-quote-misplaced']],
    ['a quote that stays open', `${header}\nA;"B\nC;D\n`, [2, 'name', '"B', 'import-quote-unclosed']],
    [
      'a quote that stays open before others',
      `${header}\nA;"B\n"C";"D"\nE;F\n`,
      [2, 'name', '"B', 'import-quote-unclosed'],
    ],
    ['Latin-1', Buffer.from(`${header}\nA;B\nC;Händler\n`, 'latin1'), [3, 'name', 'H\ufffdndler', 'import-not-utf8']],
    ['Latin-1 in an unknown column', Buffer.from(`${header};x\nA;B;ü\n`, 'latin1'), [2, null, null, 'import-not-utf8']],
    [
      'a cut character at its end',
      Buffer.from([...Buffer.from(`${header}\nA;B`), 0xc3]),
      [2, 'name', 'B\ufffd', 'import-not-utf8'],
    ],
    [
      'a break in a field, over CRLF lines',
      `${header}\r\nA;"B\r\nC"\r\nD;E\t\r\n`,
      [2, 'name', 'B\nC', 'import-control-character'],
    ],
    ['a line without an end', `${header}\n${'x'.repeat(1_100_000)}`, [2, null, null, 'import-line-too-long']],
  ]

  it.each(csvCases)('%s', async (_what, content, expected) => {
    const { faults } = await faultsOf(writeExchange(place.freshPath(), {}, { 'zahlungsarten.csv': content }))
    const [first] = faults
    expect([first?.line, first?.column, first?.value, first?.code]).toEqual(expected)
    expect(first?.file).toBe('zahlungsarten.csv')
  })

  it('tells the true line after a field over several lines', async () => {
    const content = `${header}\r\nA;"B\r\n\r\nC"\r\n\r\nD;\r\n`
    const { faults } = await faultsOf(writeExchange(place.freshPath(), {}, { 'zahlungsarten.csv': content }))
    expect(faults.map(({ line, code }) => [line, code])).toEqual([
      [2, 'import-control-character'],
      [6, 'import-value-missing'],
    ])
  })

  it('does not blame others for a file whose header is wrong', async () => {
    const others = { 'mandanten.csv': 'mandant\nM3\n' }
    const konten = [{ mandant: 'M3', konto: '1', bezeichnung: 'x' }]
    const { faults } = await faultsOf(writeExchange(place.freshPath(), { konten }, others))
    expect(faults.map(({ file, code }) => [file, code])).toEqual([['mandanten.csv', 'import-column-missing']])
  })

  it('is told with every fault at once, a thousand of them listed', async () => {
    const rows = Array.from({ length: 1_500 }, (_, index) => ({ zahlungsart: `Z${index}`, name: '' }))
    const { faults, total } = await faultsOf(
      folderOf({ zahlungsarten: rows, filialen: [{ filiale: 'X', name: '', mandant: 'M7' }] }),
    )
    expect(total).toBe(1_502)
    expect(faults).toHaveLength(1_000)
    expect(faults[0]).toMatchObject({ file: 'filialen.csv', line: 2, column: 'name' })
    expect(faults.at(-1)).toMatchObject({ file: 'zahlungsarten.csv', line: 1_000 })
  })
})

describe('a path that is no exchange folder', () => {
  const write = (name: string, content: string | Uint8Array) => {
    const path = join(place.freshPath('paths'), name)
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, content)
    return path
  }

  it.each([
    ['rechnung.xml', '<Invoice/>', 'import-einvoice-not-supported'],
    ['rechnung.pdf', '%PDF-1.7', 'import-einvoice-not-supported'],
    ['rechnung', '<?xml version="1.0"?>', 'import-einvoice-not-supported'],
    ['belege.csv', 'mandant\n', 'import-kind-unknown'],
    ['leer.zip', '', 'import-kind-unknown'],
    ['kaputt.zip', 'PK\x03\x04 and nothing more', 'import-zip-invalid'],
  ])('%s', async (name, content, code) => {
    const { faults } = await faultsOf(write(name, content))
    expect(faults.map((fault) => fault.code)).toEqual([code])
  })

  it('nothing there, an empty folder, a folder of e-invoices, a file twice', async () => {
    const codes = async (path: string) => (await faultsOf(path)).faults.map(({ file, code }) => [file, code])
    const nowhere = place.freshPath()
    expect(await codes(nowhere)).toEqual([[nowhere, 'import-path-missing']])
    const empty = writeExchange(place.freshPath(), {}, { 'liesmich.txt': '' })
    expect(await codes(empty)).toEqual([[empty, 'import-nothing-there']])
    const invoices = writeExchange(place.freshPath(), {}, { 'a.xml': '<Invoice/>' })
    expect(await codes(invoices)).toEqual([['a.xml', 'import-einvoice-not-supported']])
    const twice = folderOf({}, { 'belege.csv': 'x', 'BELEGE.CSV': 'x' })
    expect(await codes(twice)).toEqual([['belege.csv', 'import-file-twice']])
  })

  it('follows no link out of the folder', async () => {
    const outside = write('secret.pdf', '%PDF-1.7 secret')
    const folder = folderOf(changed('belege', 0, 'datei', 'belege/link.pdf'))
    symlinkSync(outside, join(folder, 'belege', 'link.pdf'))
    expect((await faultsOf(folder)).faults).toMatchObject([
      { line: 2, column: 'datei', code: 'import-attachment-outside' },
    ])
    const linked = place.freshPath()
    mkdirSync(linked)
    symlinkSync(join(folder, 'mandanten.csv'), join(linked, 'mandanten.csv'))
    expect((await faultsOf(linked)).faults).toMatchObject([
      { file: 'mandanten.csv', code: 'import-attachment-outside' },
    ])
  })
})

describe('a ZIP that must not be used', () => {
  const mandanten = { name: 'mandanten.csv', content: toCsv(sampleExchange['mandanten'] ?? []) }
  const zipCases: readonly (readonly [string, readonly ZipEntry[], string, string])[] = [
    ['a parent path', [{ name: '../x.pdf', content: '' }], '../x.pdf', 'import-zip-path'],
    ['a parent path with backslashes', [{ name: 'a\\..\\..\\x', content: '' }], 'a/../../x', 'import-zip-path'],
    ['an absolute path', [{ name: '/etc/x', content: '' }], '/etc/x', 'import-zip-path'],
    ['a drive', [{ name: 'C:/x', content: '' }], 'C:/x', 'import-zip-path'],
    ['a link', [{ name: 'x.pdf', content: '/etc/hostname', mode: 0o120777 }], 'x.pdf', 'import-zip-link'],
    ['a device', [{ name: 'x.pdf', content: '', mode: 0o020666 }], 'x.pdf', 'import-zip-link'],
    ['a password', [{ name: 'x.pdf', content: 'x', encrypted: true }], 'x.pdf', 'import-zip-encrypted'],
    ['a bomb', [{ name: 'x.pdf', content: Buffer.alloc(1_000_000) }], 'x.pdf', 'import-zip-ratio'],
    [
      'a name twice',
      [
        { name: 'x', content: 'x' },
        { name: 'x', content: 'y' },
      ],
      'x',
      'import-file-twice',
    ],
    [
      'a wrong checksum',
      [{ name: 'filialen.csv', content: 'filiale;name;mandant\n', crc32: 1 }],
      'filialen.csv',
      'import-zip-damaged',
    ],
    [
      'a wrong length',
      [{ name: 'filialen.csv', content: 'filiale;name;mandant\n', declaredBytes: 5 }],
      'filialen.csv',
      'import-zip-damaged',
    ],
  ]

  it.each(zipCases)('%s', async (_what, entries, file, code) => {
    const path = place.freshPath('books.zip')
    writeFileSync(path, makeZip([mandanten, ...entries]))
    const { faults } = await faultsOf(path)
    expect(faults.map((fault) => [fault.file, fault.code])).toEqual([[file, code]])
  })

  it('would be larger than four gigabytes', async () => {
    const path = place.freshPath('books.zip')
    const large = Array.from({ length: 3 }, (_, index) => ({
      name: `${index}.pdf`,
      content: Buffer.alloc(1_000, index + 1),
      declaredBytes: 0x7000_0000,
    }))
    writeFileSync(path, makeZip([mandanten, ...large]))
    expect((await faultsOf(path)).faults.map(({ code }) => code)).toContain('import-zip-too-large')
  })
})

describe('what is only warned of', () => {
  it('names unknown files and e-invoices that lie beside', async () => {
    const others = { 'buchung.csv': 'x', 'er.xml': '<Invoice/>', 'notiz.txt': '' }
    const { warnings } = must(await place.ledger.importExchange([folderOf(sampleExchange, others)]))
    expect(warnings.map(({ file, code }) => [file, code])).toEqual([
      ['buchung.csv', 'import-file-unknown'],
      ['er.xml', 'import-einvoice-not-read'],
    ])
    expect(warnings.filter(({ code }) => !isTextKey(`warning.${code}`))).toEqual([])
    expect(place.dump()).toEqual(before)
  })
})
