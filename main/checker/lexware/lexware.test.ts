import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkPaths, checkText, goldenFiles } from '../../../test/formats/check-files'
import { commonLedgers } from '../../../test/formats/common-ledger'
import { linesOfLedger, linesRead } from '../../../test/formats/read-back'

const name = 'Buchungen.csv'
const headings =
  'Belegdatum;Buchungsdatum;Belegnummernkreis;Belegnummer;Buchungstext;Buchungsbetrag;Sollkonto;Habenkonto;Steuerschlüssel;Kostenstelle 1;Kostenstelle 2;Buchungsbetrag Euro;Währung'
const total = '05.10.2026;05.10.2026;"AR";"RE-2";"Rechnung";120,00;10001;0;0;"";"";;"EUR"'
const part = ';;"";"";"Brille; ""7""";100,00;0;8400;3;"";"";;""'
const other = ';;"";"";"Etui";20,00;0;8300;2;"";"";;""'
const single = '06.10.2026;06.10.2026;"BK";"RE-2";"Zahlung";50,00;1200;10001;0;"";"";;"EUR"'
const file = (...lines: readonly string[]) => [headings, ...lines, ''].join('\r\n')
const good = file(total, part, other, single)
const personHeadings =
  'Kontonummer;Kontobezeichnung;Kunden- oder Lieferantennummer;Anrede;Firma;Name;Vorname;Zusatz;Land;Straße, Hausnummer;Postleitzahl;Ort;E-Mail;IBAN;BIC'
const person = '10001;"Optik";"";"";"Optik";"";"";"";"DE";"";"";"";"";"DE02120300000000202051";""'
const persons = [personHeadings, person, ''].join('\r\n')
const check = (text: string, as = name) => checkText(as, Buffer.from(text, 'latin1'), 'lexware')
const found = async (text: string, as = name) => (await check(text, as)).found

describe('lexware', () => {
  it.each(['single.', 'split.'])('takes the golden files %s and gives the postings of the books', async (title) => {
    const { report, postings } = await checkPaths(goldenFiles('lexware', title), null)
    expect(report.files.every(({ format }) => format === 'lexware')).toBe(true)
    expect(report.findings.map(({ code, value }) => `${code} ${value}`)).toEqual(
      title === 'split.' ? ['tax-key-unusual 94'] : [],
    )
    const { documents, invoices } = commonLedgers.DE
    const books = { documents, invoices: title === 'split.' ? invoices : [] }
    expect(linesRead(postings)).toEqual(linesOfLedger(books, (no) => no.slice(-10)))
  })

  it('gives a split and a single row back as postings', async () => {
    const { report, postings } = await check(good)
    expect(report.findings).toEqual([])
    expect(report.files).toEqual([{ name, format: 'lexware', rows: 4 }])
    expect(linesRead(postings)).toEqual([
      '2026-10-05 RE-2 10001 an 8300 2000',
      '2026-10-05 RE-2 10001 an 8400 10000',
      '2026-10-06 RE-2 1200 an 10001 5000',
    ])
    expect(postings[0]).toMatchObject({ taxCode: '3', text: 'Brille; "7"', currency: 'EUR', mandant: null })
    expect(postings[2]?.taxCode).toBeNull()
  })

  it('takes a file in which everything is quoted, in another order, with the optional column', async () => {
    const text = [
      '"Sollkonto";"Habenkonto";"Belegdatum";"Belegnummer";"Buchungsbetrag";"Zusatzangaben"',
      '"1000";"8400";"05.10.2026";"7";"11,90";"x"',
      '',
    ].join('\n')
    const { report, postings } = await check(text)
    expect(report.findings).toEqual([])
    expect(linesRead(postings)).toEqual(['2026-10-05 7 1000 an 8400 1190'])
  })

  it('turns a reversal key', async () => {
    const { found: told, postings } = await check(file(single.replace(';0;"";"";;"EUR"', ';20;"";"";;"EUR"')))
    expect(told).toEqual(['warning general-reversal Steuerschlüssel'])
    expect(linesRead(postings)).toEqual(['2026-10-06 RE-2 10001 an 1200 5000'])
  })

  it.each([
    ['no line', '', ['file-empty']],
    ['only headings', file(), ['no-rows']],
    [
      'a column spelt otherwise',
      good.replace('Sollkonto', 'Soll'),
      ['column-missing Sollkonto', 'warning column-unknown Soll'],
    ],
    ['a column twice', good.replace('Kostenstelle 2', 'Sollkonto'), ['column-twice Sollkonto']],
    ['a row too short', good.replace('Zahlung";50,00;', 'Zahlung;50,00";'), ['column-count']],
    ['no such day', good.replace('06.10.2026;06', '31.02.2026;06'), ['document-date Belegdatum']],
    ['another form of date', good.replace('06.10.2026;06', '2026-10-06;06'), ['document-date Belegdatum']],
    ['no such booking day', good.replace(';06.10.2026;', ';32.10.2026;'), ['date Buchungsdatum']],
    ['no date with a number', good.replace('06.10.2026;06', ';06'), ['required Belegdatum']],
    ['a negative amount', good.replace(';50,00;', ';-50,00;'), ['amount Buchungsbetrag']],
    ['an amount of nothing', good.replace(';50,00;', ';0,00;'), ['amount Buchungsbetrag']],
    ['thousands', good.replace(';50,00;', ';1.050,00;'), ['amount Buchungsbetrag']],
    ['no amount', good.replace(';50,00;', ';;'), ['required Buchungsbetrag']],
    ['a decimal point', good.replace(';50,00;', ';50.00;'), ['amount Buchungsbetrag']],
    [
      'a number that would be cut',
      good.replace('"RE-2";"Zahlung"', '"RE-20000002";"Zahlung"'),
      ['too-long Belegnummer'],
    ],
    ['no number', good.replace('"RE-2";"Zahlung"', '"";"Zahlung"'), ['warning number-missing Belegnummer']],
    ['a long text', good.replace('Zahlung', 'x'.repeat(80)), ['warning too-long Buchungstext']],
    ['a name of books that is too long', good.replace('"BK"', '"0123456789"'), ['too-long Belegnummernkreis']],
    [
      'a long cost centre',
      good.replace(/;"";"";;"EUR"\r\n$/, `;"${'9'.repeat(20)}";"";;"EUR"\r\n`),
      ['too-long Kostenstelle 1'],
    ],
    ['letters in an account', good.replace('1200;10001', '12x0;10001'), ['pattern Sollkonto']],
    ['no account', good.replace('1200;10001', '0;'), ['required Sollkonto']],
    ['one account', good.replace('1200;10001', '1200;0'), ['total-without-parts Habenkonto']],
    ['the same account', good.replace('1200;10001', '1200;1200'), ['warning account-on-both-sides Habenkonto']],
    [
      'a key of three digits',
      good.replace('10001;0;"";"";;"EUR"\r\n', '10001;0;"";"";;"EUR"\r\n').replace('8300;2;', '8300;200;'),
      ['too-long Steuerschlüssel', 'unbalanced Buchungsbetrag'],
    ],
    ['an unusual key', good.replace('8300;2;', '8300;77;'), ['warning tax-key-unusual Steuerschlüssel']],
    [
      '16 % in another year',
      file(single.replace('10001;0;', '8400;5;')),
      ['warning tax-key-of-another-time Steuerschlüssel'],
    ],
    ['a key on the total', good.replace('10001;0;0', '10001;0;3'), ['tax-code-on-total Steuerschlüssel']],
    ['another sum', good.replace(';20,00;', ';20,01;'), ['unbalanced Buchungsbetrag']],
    ['a part gone', file(total, part, single), ['unbalanced Buchungsbetrag']],
    ['parts without their total', file(part, other), ['part-without-total Belegdatum']],
    ['a part on the same side', good.replace('20,00;0;8300', '20,00;8300;0'), ['part-on-wrong-side Habenkonto']],
    ['a part with two accounts', good.replace('20,00;0;8300', '20,00;1000;8300'), ['part-on-wrong-side Habenkonto']],
    ['a foreign currency alone', good.replace(/"EUR"\r\n$/, '"CHF"\r\n'), ['currency Währung']],
    ['a last line cut off', good.slice(0, -2), ['last-line-not-ended']],
    [
      'UTF-8',
      Buffer.from(good.replace('Etui', 'Hülle')).toString('latin1'),
      ['looks-like-utf-8', 'warning column-unknown SteuerschlÃ¼ssel', 'warning column-unknown WÃ¤hrung'],
    ],
  ])('finds %s', async (_what, text, expected) => {
    expect(await found(text)).toEqual(expected)
  })

  it('reads accounts', async () => {
    expect(await found(persons)).toEqual([])
    expect(await found(persons.replace('10001', '999'))).toEqual(['warning account-range Kontonummer'])
    expect(await found(persons.replace('"Optik"', '""'))).toEqual(['required Kontobezeichnung'])
    expect(await found(persons.replace('202051', '202052'))).toEqual(['warning iban IBAN'])
    expect(await found([personHeadings, person, person, ''].join('\r\n'))).toEqual([
      'warning account-twice Kontonummer',
    ])
    expect(await found(persons.replace('Kontobezeichnung', 'Bezeichnung'))).toContain('column-missing Kontobezeichnung')
  })

  it('wants an ending that the import offers, and knows its files by what is in them', async () => {
    expect(await found(good, 'Buchungen.dat')).toEqual(['file-name'])
    const golden = readFileSync(goldenFiles('lexware', 'split.')[0] ?? '')
    expect((await checkText('x.txt', golden, null)).report.files[0]?.format).toBe('lexware')
  })
})
