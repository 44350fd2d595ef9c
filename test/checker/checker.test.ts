import { describe, expect, it } from 'vitest'
import { checkDatevFile } from '.'
import { aDocument, aFormatMandant, aPartner, aPosting, type Books, writeBooks } from './sample'

/** A check that cannot fail proves nothing: every rule is broken once in a good file and must be named. */

function good(books: Books): { readonly name: string; readonly text: string } {
  const file = writeBooks(books).files[0]
  if (!file) throw new Error('nothing was written')
  return { name: file.name, text: Buffer.from(file.bytes).toString('latin1') }
}

const postings = good({
  documents: [
    aDocument({
      documentNo: 'RE-1001',
      personalAccount: '10000',
      serviceDate: '2026-10-02',
      dueDate: '2026-10-19',
      postings: [aPosting({ text: 'Brille "7"; Müller' }), aPosting({ position: 2, contraAccount: '8000', side: 'H' })],
    }),
    aDocument({
      sourceId: 'B2',
      documentNo: 'KA-2',
      postings: [aPosting({ account: '1000', contraAccount: '1360', taxRate: null })],
    }),
  ],
})
const partners = good({
  partners: [
    aPartner({ company: 'Brillen GmbH', vatId: 'DE133546770', iban: 'DE02120300000000202051' }),
    aPartner({ account: '10001', lastName: 'Weiß', firstName: 'Eva' }),
  ],
})

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const codesOf = (text: string, name = postings.name) =>
  checkDatevFile(name, bytesOf(text)).faults.map((fault) => fault.code)

/** Changes one field (from 1) of one line (from 1), quotes included. */
function setField(text: string, line: number, field: number, value: string): string {
  const lines = text.split('\r\n')
  const fields = lines[line - 1]!.match(/"(?:[^"]|"")*"|[^;]+|(?<=;|^)(?=;|$)/g)!
  expect(fields.join(';'), 'the test splits as the file does').toBe(lines[line - 1])
  fields[field - 1] = value
  lines[line - 1] = fields.join(';')
  return lines.join('\r\n')
}

const header = (field: number, value: string) => setField(postings.text, 1, field, value)
const row = (field: number, value: string, line = 3) => setField(postings.text, line, field, value)
const partner = (field: number, value: string, line = 3) => setField(partners.text, line, field, value)
const line = (no: number, change: (text: string) => string) =>
  postings.text
    .split('\r\n')
    .map((text, index) => (index === no - 1 ? change(text) : text))
    .join('\r\n')

/** The same batch in 2017. */
const old = (text: string) =>
  setField(setField(setField(text, 1, 13, '20170101'), 1, 15, '20171001'), 1, 16, '20171031')

const broken: readonly [string, string, string][] = [
  ['UTF-8 mark', `ï»¿${postings.text}`, 'byte-order-mark'],
  ['UTF-16 mark', `ÿþ${postings.text}`, 'utf-16'],
  ['UTF-8 umlaut', postings.text.replace('Müller', 'MÃ¼ller'), 'looks-like-utf-8'],
  ['unassigned byte', postings.text.replace('Müller', 'M\x81ller'), 'byte-not-in-windows-1252'],
  ['tab in a text', postings.text.replace('Brille', 'Bri\tle'), 'control-character'],
  ['delete character in a text', postings.text.replace('Brille', 'Bri\x7fle'), 'control-character'],
  ['line feed alone', postings.text.replace('Brille', 'Bri\nle'), 'control-character'],
  ['carriage return alone', postings.text.replace('Brille', 'Bri\rle'), 'control-character'],
  ['LF line ends', postings.text.replaceAll('\r\n', '\n'), 'line-end'],
  ['last line without an end', postings.text.replace(/\r\n$/, ''), 'last-line-not-ended'],
  ['empty file', '', 'file-empty'],
  ['only header and headings', `${postings.text.split('\r\n').slice(0, 2).join('\r\n')}\r\n`, 'no-rows'],
  ['empty line at the end', `${postings.text}\r\n`, 'column-count'],
  ['header with 30 fields', line(1, (text) => text.replace(/;""$/, '')), 'header-field-count'],
  ['header not EXTF', header(1, '"DTVF"'), 'header-not-extf'],
  ['header version 510', header(2, '510'), 'header-pattern'],
  ['category in quotes', header(3, '"21"'), 'header-quoting'],
  ['unknown category', header(3, '65'), 'header-category'],
  ['name of another category', header(4, '"Debitoren/Kreditoren"'), 'header-name'],
  ['older version', header(5, '12'), 'header-version'],
  ['impossible moment', header(6, '20261324183005123'), 'header-pattern'],
  ['impossible day of creation', header(6, '20260231183005123'), 'header-created'],
  ['filled reserved field', header(7, '20261124183005123'), 'header-pattern'],
  ['no consultant', header(11, ''), 'header-required'],
  ['consultant below 1001', header(11, '1000'), 'header-consultant'],
  ['client 0', header(12, '0'), 'header-client'],
  ['client of six digits', header(12, '100000'), 'header-pattern'],
  ['impossible financial year', header(13, '20260231'), 'header-fiscal-year'],
  ['account length 9', header(14, '9'), 'header-pattern'],
  ['no start of the period', header(15, ''), 'header-period'],
  ['impossible end of the period', header(16, '20261032'), 'header-period'],
  ['period backwards', header(16, '20260930'), 'header-period-order'],
  ['period over two months', header(16, '20261130'), 'header-period-month'],
  ['period before the financial year', header(13, '20261101'), 'header-before-fiscal-year'],
  ['period after the financial year', header(13, '20250101'), 'header-after-fiscal-year'],
  ['label with an umlaut', header(17, '"Für Oktober"'), 'header-pattern'],
  ['label too long', header(17, `"${'x'.repeat(31)}"`), 'header-field-too-long'],
  ['no kind of booking', header(19, ''), 'header-booking-kind'],
  ['locking not stated', header(21, ''), 'header-locking'],
  ['no currency', header(22, '""'), 'header-currency'],
  ['a heading changed', line(2, (text) => text.replace('Belegfeld 1', 'Belegfeld1')), 'headings'],
  ['headings in quotes', line(2, (text) => `"${text.replaceAll(';', '";"')}"`), 'headings'],
  ['a column too few', line(3, (text) => text.replace(/;$/, '')), 'column-count'],
  ['a column too many', line(3, (text) => `${text};`), 'column-count'],
  ['inner quote not doubled', postings.text.replace('""7""', '"7"'), 'text-after-quote'],
  ['quote not closed', line(3, (text) => text.replace(/"([^"]*)$/, '$1')), 'quote-not-closed'],
  ['quote inside a number', row(1, '11"9,00'), 'quote-inside-unquoted'],
  ['amount in quotes', row(1, '"119,00"'), 'quoted'],
  ['text without quotes', row(14, 'Brille'), 'not-quoted'],
  ['empty text without quotes', row(12, ''), 'empty-quotes'],
  ['no amount', row(1, ''), 'required'],
  ['amount with a point', row(1, '119.00'), 'pattern'],
  ['amount with a sign', row(1, '-119,00'), 'pattern'],
  ['amount without decimals', row(1, '119'), 'amount-without-decimals'],
  ['amount zero', row(1, '0,00'), 'pattern'],
  ['thousands separator', row(1, '1.119,00'), 'pattern'],
  ['eleven digits', row(1, '10000000000,00'), 'pattern'],
  ['no side', row(2, '""'), 'required'],
  ['side X', row(2, '"X"'), 'pattern'],
  ['another currency', row(3, '"CHF"'), 'currency'],
  ['no currency in the row', row(3, '""'), 'currency-left-out'],
  ['letters in an account', row(7, '1000a'), 'pattern'],
  ['account of zeros', row(7, '0000'), 'pattern'],
  ['account too long', row(7, '100000'), 'account-length'],
  ['personal account beginning with zero', row(7, '01000'), 'account-length'],
  ['contra account too long', row(8, '840000'), 'account-length'],
  ['key beside an automatic account', row(9, '"3"'), 'tax-key-beside-automatic-account'],
  ['key of five digits', row(9, '"12345"', 4), 'pattern'],
  ['key of zeros', row(9, '"0"', 4), 'tax-key'],
  ['input key on a revenue account', row(9, '"9"', 4), 'tax-key-direction'],
  ['output key on an expense account', setField(row(9, '"3"', 4), 4, 8, '4930'), 'tax-key-direction'],
  ['key between accounts without tax', row(9, '"3"', 5), 'tax-key-without-taxable-account'],
  ['date lost its zero', row(10, '510'), 'pattern'],
  ['date with a year', row(10, '05102026'), 'pattern'],
  ['impossible day', row(10, '3111'), 'document-date'],
  ['outside the period', row(10, '0511'), 'document-date-outside-period'],
  ['blank in Belegfeld 1', row(11, '"RE 1001"'), 'pattern'],
  ['underscore in Belegfeld 1', row(11, '"RE_1001"'), 'underscore'],
  ['umlaut in Belegfeld 1', row(11, '"RÜ1001"'), 'pattern'],
  ['Belegfeld 1 too long', row(11, `"${'1'.repeat(37)}"`), 'pattern'],
  ['no document number', row(11, '""'), 'number-missing'],
  ['Belegfeld 2 filled', row(12, '"191026"'), 'document-field-2'],
  ['Buchungstext too long', row(14, `"${'x'.repeat(61)}"`), 'too-long'],
  ['cost centre with a dash', row(37, '"A-1"'), 'pattern'],
  ['locking missing in the row', row(114, ''), 'locking'],
  ['locking unlike the header', row(114, '1'), 'locking'],
  ['service date alone', row(116, ''), 'service-date-alone'],
  ['impossible service date', row(115, '31022026'), 'date'],
  ['due date without a personal account', row(117, '19102026', 5), 'open-item-without-personal-account'],
  ['general reversal', row(118, '"1"'), 'general-reversal'],
  ['period over two years', header(16, '20270131'), 'header-period-year'],
  ['header too long', line(1, (text) => text.replace(/""$/, `"${'x'.repeat(1000)}"`)), 'header-too-long'],
  ['version of the future', header(5, '14'), 'header-version'],
  ['rate without a base amount', row(4, '1,240402'), 'base-amount-halved'],
  ['kind of a Beleginfo without content', row(21, '"Filiale"'), 'pair-halved'],
  ['bank without a mandate', row(17, '1'), 'pair-halved'],
  ['link to no picture', row(20, '"Rechnung.pdf"'), 'document-link'],
  ['three digits of a key before 2018', old(row(9, '"101"', 4)), 'tax-key-too-new'],
  ['discount without a personal account', row(13, '2,00', 5), 'open-item-without-personal-account'],
  ['impossible day of a block', row(111, '31022026'), 'date'],
  ['period in master data', setField(partners.text, 1, 15, '20261001'), 'header-not-empty'],
  ['locking in master data', setField(partners.text, 1, 21, '0'), 'header-not-empty'],
  ['bookings announced as master data', header(3, '16'), 'header-name'],
  ['personal account too short', partner(1, '1000'), 'personal-account-length'],
  ['personal account with zero', partner(1, '01000'), 'personal-account-length'],
  ['same account twice', partner(1, '10000', 4), 'account-twice'],
  ['unknown kind of address', partner(7, '"3"'), 'address-kind'],
  ['person as company', partner(7, '"2"', 4), 'name-in-wrong-field'],
  ['no name', partner(2, '""'), 'name-missing'],
  ['half a VAT number', partner(9, '""'), 'vat-number-halved'],
  ['Greece as GR', partner(9, '"GR"'), 'vat-country'],
  ['country inside the VAT number', partner(10, '"DE133546770"'), 'vat-number-with-country'],
  ['IBAN with blanks', partner(45, '"DE02 1203 0000 0000 2020 51"'), 'iban-blanks'],
  ['country unlike the IBAN', partner(44, '"AT"'), 'iban-country'],
  ['IBAN with a wrong digit', partner(45, '"DE02120300000000202052"'), 'iban'],
  ['main bank without IBAN', partner(49, '"1"', 4), 'main-bank-without-iban'],
]

describe('checker', () => {
  it('finds nothing in good files, and adds them up', () => {
    const read = checkDatevFile(postings.name, bytesOf(postings.text))
    expect(read.faults).toEqual([])
    expect(read).toMatchObject({ category: 21, rows: 3, debitCents: 23800, creditCents: 11900 })
    expect(read.byDocument.get('RE-1001')).toEqual({ rows: 2, debitCents: 11900, creditCents: 11900 })
    expect(read.balances.get('10000')).toBe(0)
    expect(read.balances.get('8400')).toBe(-11900)
    expect(read.record(0)[13]).toBe('Brille "7"; Müller')
    expect(checkDatevFile(partners.name, bytesOf(partners.text))).toMatchObject({
      faults: [],
      category: 16,
      rows: 2,
      debitCents: 0,
    })
  })

  it.each(broken)('%s', (_title, text, code) => {
    expect(codesOf(text)).toContain(code)
  })

  it.each([
    'Buchungsstapel.csv',
    'EXTF_x.txt',
    'EXTF_.csv',
    'EXTF_a b.csv',
    'EXTF_ä.csv',
    'x/EXTF_a.csv',
    '.EXTF_a.csv',
  ])('refuses the name %j', (name) => expect(codesOf(postings.text, name)).toContain('datev-file-name'))

  it('believes the books about automatic accounts', () => {
    const marked = { automaticAccounts: new Set(['8000']) }
    const codes = checkDatevFile(postings.name, bytesOf(postings.text), marked).faults.map((fault) => fault.code)
    expect(codes).toEqual(['tax-key-beside-automatic-account'])
  })

  it('counts rows', () => {
    const [first, second, ...rows] = postings.text.trimEnd().split('\r\n')
    const many = [first, second, ...Array.from({ length: 100_000 }, () => rows[0])].join('\r\n')
    expect(codesOf(`${many}\r\n`)).toContain('too-many-rows')
  }, 30_000)

  it('notices a key in a month when the header knows the chart', () => {
    const other = good({
      mandants: [aFormatMandant({ chartOfAccounts: 'SKR04' })],
      documents: [aDocument({ postings: [aPosting({ contraAccount: '4400' })] })],
    })
    expect(codesOf(setField(other.text, 3, 9, '"3"'))).toEqual(['tax-key-beside-automatic-account'])
    expect(codesOf(setField(setField(other.text, 3, 9, '"3"'), 1, 27, '"03"'))).not.toContain(
      'tax-key-beside-automatic-account',
    )
  })
})
