import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkPaths, checkText, goldenFiles } from '../../../test/formats/check-files'
import { commonLedgers } from '../../../test/formats/common-ledger'
import { linesOfLedger, linesRead } from '../../../test/formats/read-back'

const name = 'Erloese.csv'
const sale = (no: string, amounts: string, accounts: string, more = ';;;;;Belegbote;;') =>
  `CMXUMS;10001;1;20261005;${no};${amounts};EUR;;0;Brille;;${accounts};${more}`
const first = sale('RE-1', '100,00;19,00;;;;;;', '8400;')
const second = sale('RE-1', ';;20,00;1,40;;;;', ';8300')
const cash = 'CMXUMS;;1;20261006;BV-1;10,00;1,90;;;;;;;EUR;1000;0;Barverkauf;;8400;;;;;;;Belegbote;;100'
const bill = 'CMXLRN;70001;1;20261007;70001/A-1;100,00;19,00;10,00;0,70;;;EUR;;;Gläser;;4930;4940;;'
const customer = `CMXKND;10001;1;Herr;(NULL);Eva;Groß;(NULL)${';(NULL)'.repeat(6)};DE${';(NULL)'.repeat(5)};DE02120300000000202051${';(NULL)'.repeat(18)}`
const supplier = `CMXLIF;70001;1${';(NULL)'.repeat(4)};Vision AG${';(NULL)'.repeat(33)}`
const file = (...lines: readonly string[]) => `${lines.join('\r\n')}\r\n`
const check = (text: string, settings: Readonly<Record<string, string>> | null = null, as = name) =>
  checkText(as, Buffer.from(text, 'latin1'), 'collmex', settings)

describe('collmex', () => {
  it('takes the golden files and gives the postings of the books', async () => {
    const settings = { collmexCreditorNumber: 'with-creditor' }
    const { report, postings } = await checkPaths(goldenFiles('collmex', 'de.'), 'collmex', settings)
    expect(report.findings).toEqual([])
    const refused = ['RE-1002', 'GU-12', 'KA-31']
    const isTaken = ({ documentNo, kind }: { readonly documentNo: string; readonly kind: string }) =>
      !refused.includes(documentNo) || kind === 'rechnung' || kind === 'gutschrift'
    const { documents, invoices } = commonLedgers.DE
    expect(linesRead(postings)).toEqual(
      linesOfLedger({ documents: documents.filter(isTaken), invoices }, (no) => no.slice(-30)),
    )
  })

  it('adds the tax to what is net, in rows of one document', async () => {
    const { report, postings } = await check(file(first, second, cash))
    expect(report.findings).toEqual([])
    expect(linesRead(postings)).toEqual([
      '2026-10-05 RE-1 10001 an 8300 2140',
      '2026-10-05 RE-1 10001 an 8400 11900',
      '2026-10-06 BV-1 1000 an 8400 1190',
    ])
    expect(postings.map(({ taxCode, currency }) => [taxCode, currency])).toEqual([
      ['0', 'EUR'],
      ['1', 'EUR'],
      ['0', 'EUR'],
    ])
  })

  it.each([
    ['credit notes', first.replace(';EUR;;0;', ';EUR;;1;'), '8400 an 10001 11900'],
    ['cancellations', first.replace('8400;;;;;', '8400;;;;1;'), '8400 an 10001 11900'],
    ['a minus', first.replace('100,00;19,00', '-100,00;-19,00'), '8400 an 10001 11900'],
    [
      'a minus in a credit note',
      first.replace('100,00;19,00', '-100,00;-19,00').replace(';EUR;;0;', ';EUR;;1;'),
      '10001 an 8400 11900',
    ],
    ['revenue free of tax', sale('RE-1', ';;;;;;8100;300,00', ';'), '10001 an 8100 30000'],
  ])('turns the sides with %s', async (_what, line, expected) => {
    const { postings } = await check(file(line))
    expect(linesRead(postings)).toEqual([`2026-10-05 RE-1 ${expected}`])
  })

  it('gives supplier invoices back by the number of the supplier, where the settings say so', async () => {
    const lines = (no: string) => [`2026-10-07 ${no} 4930 an 70001 11900`, `2026-10-07 ${no} 4940 an 70001 1070`]
    const own = await check(file(bill), { collmexCreditorNumber: 'with-creditor' })
    expect(own.report.findings).toEqual([])
    expect(linesRead(own.postings)).toEqual(lines('A-1'))
    expect(linesRead((await check(file(bill))).postings)).toEqual(lines('70001/A-1'))
  })

  it('knows a file of its kind, and takes customers and suppliers', async () => {
    const golden = await checkText('x.csv', readFileSync(goldenFiles('collmex', 'de.')[0] ?? ''), null)
    expect(golden.report.files[0]?.format).toBe('collmex')
    const { report, postings } = await check(file(customer, supplier))
    expect(report.findings).toEqual([])
    expect([report.files[0]?.rows, postings]).toEqual([2, []])
  })

  it.each([
    ['no line', '', ['file-empty']],
    ['another record', file(first, 'LOGIN;user;secret'), ['collmex-record-unknown Satzart']],
    ['a field too few', file(first.slice(0, -1)), ['column-count']],
    ['fields too many', file(`${first};;;`), ['column-count']],
    ['no company', file(first.replace(';1;2026', ';;2026')), ['required Firma Nr']],
    ['a customer with letters', file(first.replace('10001', 'K1')), ['pattern Kundennummer']],
    ['an account too long', file(first.replace('8400', '840000000')), ['too-long Kontonummer voller Umsatzsteuersatz']],
    ['no such day', file(first.replace('20261005', '20260230')), ['document-date Rechnungsdatum']],
    ['a German date', file(first.replace('20261005', '05.10.2026')), ['document-date Rechnungsdatum']],
    [
      'no number',
      file(first.replace('RE-1', '')),
      ['required Rechnungsnummer', 'warning number-missing Rechnungsnummer'],
    ],
    ['a number too long', file(first.replace('RE-1', 'R'.repeat(31))), ['too-long Rechnungsnummer']],
    ['a decimal point', file(first.replace('100,00', '100.00')), ['amount Nettobetrag voller Umsatzsteuersatz']],
    ['one decimal', file(first.replace('19,00', '19,0')), ['amount Steuer zum vollen Umsatzsteuersatz']],
    ['the wrong tax', file(first.replace('19,00', '7,00')), ['tax-sum Steuer zum vollen Umsatzsteuersatz']],
    ['a tax of another sign', file(first.replace('19,00', '-19,00')), ['tax-sum Steuer zum vollen Umsatzsteuersatz']],
    ['no tax', file(first.replace('19,00', '')), ['required Steuer zum vollen Umsatzsteuersatz']],
    ['no amount', file(first.replace('100,00;19,00', ';')), ['required Nettobetrag voller Umsatzsteuersatz']],
    ['nothing', file(first.replace('100,00;19,00', '0,00;0,00')), ['amount Nettobetrag voller Umsatzsteuersatz']],
    [
      'an amount without account',
      file(first.replace(';;;;;;;EUR', ';;;;;;5,00;EUR')),
      ['required Steuerfreie Erlöse: Konto Nr.'],
    ],
    ['neither customer nor account', file(cash.replace('EUR;1000', 'EUR;')), ['required Kundennummer']],
    ['an unknown kind', file(first.replace(';EUR;;0;', ';EUR;;7;')), ['value-unknown Rechnungsart']],
    ['a currency too long', file(first.replace('EUR', 'EURO')), ['too-long Währung']],
    [
      'a document of two days',
      file(first, second.replace('20261005', '20261006')),
      ['document-differs Rechnungsdatum'],
    ],
    ['a document of two customers', file(first, second.replace('10001', '10002')), ['document-differs Kundennummer']],
    ['a number again', file(first, cash, second), ['document-again Rechnungsnummer']],
    [
      'an account left out',
      file(first.replace('8400', '')),
      ['warning account-left-out Nettobetrag voller Umsatzsteuersatz'],
    ],
    ['a text too long', file(first.replace('Brille', 'B'.repeat(256))), ['warning too-long Buchungstext']],
    ['a quote that stays open', file(first.replace('Brille', '"Brille')), ['quote-not-closed 17', 'column-count']],
    ['a customer twice', file(customer, customer), ['warning account-twice Kundennummer']],
    ['a customer without name', file(customer.replace('Groß', '(NULL)')), ['warning name-missing Name']],
    ['a wrong IBAN', file(customer.replace('DE02', 'DE03')), ['warning iban Iban']],
    ['a country in words', file(customer.replace(';DE;', ';Deutschland;')), ['too-long Land', 'pattern Land']],
    [
      'a town too long',
      file(
        customer
          .replace(';DE;', ';DE;')
          .replace(`Groß${';(NULL)'.repeat(5)}`, `Groß${';(NULL)'.repeat(4)};${'O'.repeat(21)}`),
      ),
      ['warning too-long Ort'],
    ],
    ['a customer without company number', file(customer.replace('10001;1', '10001;(NULL)')), ['pattern Firma Nr']],
  ])('finds %s', async (_what, text, expected) => {
    expect((await check(text)).found).toEqual(expected)
  })

  it('finds another encoding, and a name that is no CSV', async () => {
    const utf8 = await checkText(name, Buffer.from(file(bill)), 'collmex')
    expect(utf8.found).toEqual(['looks-like-utf-8'])
    expect((await check(file(first), null, 'Erloese.xml')).found).toEqual(['file-name'])
  })
})
