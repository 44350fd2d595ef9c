import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkPaths, checkText, goldenFiles } from '../../../test/formats/check-files'
import { commonLedgers } from '../../../test/formats/common-ledger'
import { linesOfLedger, linesRead } from '../../../test/formats/read-back'
import type { FormatSettings } from '../../core/formats/settings'

const name = 'buchungen.csv'
const headings =
  'satzart;konto;gkonto;belegnr;belegdatum;buchdatum;buchsymbol;buchcode;prozent;steuercode;betrag;steuer;text;extbelegnr;zziel;waehrung'
const sale = '0;20001;4000;2;05.10.2026;05.10.2026;AR;1;20;1;120,00;-20,00;Brille "7", blau;RE-2;14;EUR'
const purchase = '0;30001;5000;7;06.10.2026;06.10.2026;ER;2;20;2;-1200,00;200,00;Gläser;L-7;;EUR'
const payment = '0;20001;2800;2;07.10.2026;07.10.2026;BK;2;0;00;-120,00;0,00;Zahlung;RE-2;;EUR'
const till = '0;2700;4000;3;08.10.2026;08.10.2026;KA;1;20;1;20,83;-4,17;Bar;KA-3;;EUR'
const file = (...lines: readonly string[]) => [headings, ...lines, ''].join('\r\n')
const good = file(sale, purchase, payment, till)
const persons = 'KontoNummer;Name;Ort;IBAN\r\n20001;Müller & Co;Wien;AT611904300234573201\r\n'
const check = (text: string, settings: FormatSettings | null = null) =>
  checkText(name, Buffer.from(text, 'latin1'), 'bmd-ntcs', settings)
const found = async (text: string, settings: FormatSettings | null = null) => (await check(text, settings)).found
const digits = (no: string) =>
  no
    .replace(/\D/g, '')
    .replace(/^0+(?=\d)/, '')
    .slice(-10)
    .replace(/^0+(?=\d)/, '')

describe('bmd-ntcs', () => {
  it.each([
    ['usual.', digits],
    ['headings-5-5.', (no: string) => (no.startsWith('RE-2026') ? digits(no) : no)],
  ])('takes the golden files %s and gives the postings of the books', async (title, numberOf) => {
    const { report, postings } = await checkPaths(goldenFiles('bmd-ntcs', title), null)
    expect(report.files.every(({ format }) => format === 'bmd-ntcs')).toBe(true)
    expect(report.findings.filter(({ level }) => level === 'reject')).toEqual([])
    const { documents, invoices } = commonLedgers.AT
    const lines = linesOfLedger({ documents, invoices }, numberOf)
    const strip = (all: readonly string[]) => all.map((line) => line.replace(/ \S+ /, ' '))
    if (title === 'usual.') expect(linesRead(postings)).toEqual(lines)
    else expect([...strip(linesRead(postings))].sort()).toEqual([...strip(lines)].sort())
  })

  it('reads signs, gross amounts of persons and net amounts of ledger accounts', async () => {
    const { report, postings } = await check(good)
    expect(report.findings).toEqual([])
    expect(report.files).toEqual([{ name, format: 'bmd-ntcs', rows: 4 }])
    expect(linesRead(postings)).toEqual([
      '2026-10-05 2 20001 an 4000 12000',
      '2026-10-06 7 5000 an 30001 120000',
      '2026-10-07 2 2800 an 20001 12000',
      '2026-10-08 3 2700 an 4000 2500',
    ])
    expect(postings[0]).toMatchObject({ taxCode: '1', text: 'Brille "7", blau', currency: 'EUR' })
  })

  it('turns a credit note, and takes the headings and days of BMD 5.5 with a separator at the end', async () => {
    const old =
      'konto;buchdat;gkto;belegnr;belegdat;mwst;bucod;betrag;steuer;text;zziel;symbol;gegenbuchkz;verbuchkz;steucod;'
    const row = '20001;20261005;4000;GU-1;20261005;20;1;-120,00;20,00;x;;GU;E;A;1;'
    const { found: told, postings } = await check(`${old}\r\n${row}\r\n`)
    expect(told).toEqual([])
    expect(linesRead(postings)).toEqual(['2026-10-05 GU-1 4000 an 20001 12000'])
  })

  it('goes by the settings: headings, form of days, characters', async () => {
    const settings = {
      bmdColumns: headings.split(';').map((heading) => ({ column: `bmd-${heading}`, heading: heading.toUpperCase() })),
      ...{ dateForm: 'YYYYMMDD', encoding: 'utf-8-bom', bmdDocumentNo: 'digits' },
    }
    const text = [headings.toUpperCase(), sale.replaceAll('05.10.2026', '20261005'), ''].join('\r\n')
    const bytes = (marked: string) => Buffer.from(marked).toString('latin1')
    expect(await found(bytes(`\uFEFF${text}`), settings)).toEqual([])
    expect(await found(bytes(text), settings)).toEqual(['byte-order-mark-missing'])
    expect(await found(bytes(`\uFEFF${text.replace(';2;', ';RE-2;')}`), settings)).toEqual(['pattern belegnr'])
    expect(await found(bytes(`\uFEFF${text.replace('20261005', '05.10.2026')}`), settings)).toEqual([
      'document-date belegdatum',
    ])
    expect(await found(bytes(`\uFEFF${text}`), null)).toContain('column-missing konto')
  })

  it('takes a mark for UTF-8 where nothing is known', async () => {
    expect(await found(Buffer.from(`\uFEFF${good}`).toString('latin1'))).toEqual([])
    expect(await found(Buffer.from(good).toString('latin1'))).toEqual(['looks-like-utf-8'])
  })

  it.each([
    ['no line', '', ['file-empty']],
    ['only headings', file(), ['no-rows']],
    [
      'a heading spelt otherwise',
      good.replace('steuercode', 'Steuercode'),
      ['column-missing steuercode', 'warning column-unknown Steuercode'],
    ],
    ['a heading twice', good.replace('zziel', 'konto'), ['column-twice konto']],
    ['a separator in a text', good.replace('Bar', 'Bar;x'), ['column-count']],
    ['an account of nothing', good.replace('0;2700;4000', '0;0;4000'), ['account konto']],
    ['letters in an account', good.replace(';4000;3;', ';40a0;3;'), ['pattern gkonto']],
    ['an account that is too long', good.replace('0;2700', '0;27000000000'), ['too-long konto']],
    ['the same account', good.replace(';4000;3;', ';2700;3;'), ['warning account-on-both-sides gkonto']],
    ['no such day', good.replace('08.10.2026;08', '31.11.2026;08'), ['document-date belegdatum']],
    ['two forms of day', good.replace('08.10.2026;08', '20261008;08'), ['document-date belegdatum']],
    ['no such booking day', good.replace(';08.10.2026;KA', ';8.10.2026;KA'), ['date buchdatum']],
    ['no number', good.replace(';4000;3;', ';4000;;'), ['required belegnr']],
    ['a number of signs', good.replace(';4000;3;', ';4000;-;'), ['warning number-missing belegnr']],
    ['a long symbol', good.replace(';KA;', ';KAS;'), ['too-long buchsymbol']],
    ['a symbol of signs', good.replace(';KA;', ';K!;'), ['pattern buchsymbol']],
    ['another code', good.replace(';KA;1;', ';KA;3;'), ['value-unknown buchcode']],
    ['the code of the other side', good.replace(';KA;1;', ';KA;2;'), ['bmd-booking-code buchcode']],
    ['a rate in words', good.replace(';20;1;20,83', ';USt;1;20,83'), ['pattern prozent']],
    ['a long tax code', good.replace(';20;1;20,83', ';20;0001;20,83'), ['too-long steuercode']],
    ['a decimal point', good.replace('20,83', '20.83'), ['amount betrag']],
    ['no decimals', good.replace('120,00;-20,00', '120;-20,00'), ['amount betrag']],
    ['thousands', good.replace('-1200,00', '-1.200,00'), ['amount betrag']],
    ['an amount of nothing', good.replace('20,83;-4,17', '0,00;0,00'), ['amount betrag']],
    ['an amount in quotes', good.replace('20,83', '"20,83"'), ['quoted betrag']],
    ['the sign of the tax', good.replace('-20,00', '20,00'), ['tax-sign steuer']],
    ['a tax that is no share of the amount', good.replace('-20,00', '-19,00'), ['tax-sum steuer']],
    ['a gross amount at the till', good.replace('20,83', '25,00'), ['tax-sum steuer']],
    ['a rate that is not that of the tax', good.replace(';20;1;20,83', ';10;1;20,83'), ['tax-sum steuer']],
    ['no tax with a code for it', good.replace('120,00;-20,00', '120,00;0,00'), ['tax-sum steuer']],
    ['tax without a rate', good.replace(';20;1;20,83', ';0;00;20,83'), ['tax-sum steuer']],
    ['a long text', good.replace('Bar', 'x'.repeat(256)), ['warning too-long text']],
    ['a long term', good.replace(';14;EUR', ';1000;EUR'), ['too-long zziel']],
    ['a foreign currency', good.replace('RE-2;14;EUR', 'RE-2;14;CHF'), ['currency waehrung']],
    ['another kind of record', good.replace('0;2700', '1;2700'), ['warning bmd-record-kind satzart']],
    ['two documents of one number', file(sale, sale.replace('RE-2', 'AZ-2')), ['number-of-two-documents belegnr']],
    ['the end gone', good.slice(0, -2), ['last-line-not-ended']],
  ])('finds %s', async (_what, text, expected) => {
    expect(await found(text)).toEqual(expected)
  })

  it('leaves tax out where the code is one of the client: reverse charge, acquisition', async () => {
    expect(
      await found(file(purchase.replace(';20;2;', ';20;19;').replace('200,00', '0,00').replace('-10,00', '-1200,00'))),
    ).toEqual([])
  })

  it('reads person accounts', async () => {
    expect(await found(persons)).toEqual([])
    expect(await found(persons.replace('Müller & Co', ''))).toEqual(['required Name'])
    expect(await found(persons.replace('Müller & Co', 'x'.repeat(36)))).toEqual(['warning too-long Name'])
    expect(await found(persons.replace('3201', '3202'))).toEqual(['warning iban IBAN'])
    expect(await found(persons.replace('20001', '020001'))).toEqual(['account KontoNummer'])
    expect(await found(persons + persons.slice(persons.indexOf('\n') + 1))).toEqual([
      'warning account-twice KontoNummer',
    ])
    expect(await found(persons.replace('Ort', 'Stadt'))).toEqual(['warning column-unknown Stadt'])
  })

  it('knows its files by what is in them', async () => {
    const golden = readFileSync(goldenFiles('bmd-ntcs', 'usual.')[0] ?? '')
    expect((await checkText('x.txt', golden, null)).report.files[0]?.format).toBe('bmd-ntcs')
  })
})
