import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkPaths, checkText, goldenFiles } from '../../../test/formats/check-files'
import { commonLedgers } from '../../../test/formats/common-ledger'
import { linesOfLedger, linesRead } from '../../../test/formats/read-back'
import type { FormatSettings } from '../../core/formats/settings'
import { bookingColumns } from './columns'

const name = 'BUCHUNG.ASC'

/** A line with all 41 fields; those that are not named stay empty. */
function lineOf(fields: Readonly<Record<string, string>>): string {
  const all = { Währung: 'EUR', 'USt-Land': '1', Buchungsart: '1', 'Beleg-Datum': '05102026', ...fields }
  return bookingColumns.map((column) => all[column.name as keyof typeof all] ?? '').join(';')
}
const head = { 'OP-Nummer': '7', Belegkreis: 'AR', Belegnummer: 'RE-7', 'USt-Schlüssel': '20', 'USt-Code': '2' }
const person = {
  ...head,
  Kontonummer: '200001',
  Gegenkonto: '4000',
  Sollbetrag: '120,00',
  Habenbetrag: '0,00',
  Steuerbetrag: '0,00',
}
const revenue = {
  ...{
    ...head,
    Kontonummer: '4000',
    Gegenkonto: '200001',
    Sollbetrag: '0,00',
    Habenbetrag: '100,00',
    Steuerbetrag: '20,00',
  },
  ...{ Buchungstext: 'Brille "7"', 'Buchungstext 2. Zeile': ' und Etui' },
}
const file = (...lines: readonly Readonly<Record<string, string>>[]) => `${lines.map(lineOf).join('\r\n')}\r\n`
const good = file(person, revenue)
const persons = '200001;5;;;Herr;Müller;;Wien;;;;;A;1010;;K-1;;1;14\r\n'
const check = (text: string, settings: FormatSettings | null = null) =>
  checkText(name, Buffer.from(text, 'latin1'), 'rzl', settings)
const found = async (text: string, settings: FormatSettings | null = null) => (await check(text, settings)).found
const both = (changes: Readonly<Record<string, string>>) => file({ ...person, ...changes }, { ...revenue, ...changes })

describe('rzl', () => {
  it('takes the golden files and gives the postings of the books', async () => {
    const { report, postings } = await checkPaths(goldenFiles('rzl', 'usual.'), null)
    expect(report.files.map(({ format }) => format)).toEqual(['rzl', 'rzl', 'rzl'])
    expect(report.findings).toEqual([])
    const { documents, invoices } = commonLedgers.AT
    expect(linesRead(postings)).toEqual(linesOfLedger({ documents, invoices }, (no) => no.slice(-15)))
  })

  it('takes headings where they are wanted', async () => {
    const [path = ''] = goldenFiles('rzl', 'headings.')
    expect((await checkPaths([path], null)).found).toEqual([])
    const text = readFileSync(path, 'latin1')
    expect(await found(text, { heading: true })).toEqual([])
    expect(await found(text, { heading: false })).toEqual(['headings-unwanted'])
    expect(await found(good, { heading: true })).toEqual(['headings-missing'])
    expect(await found(text.replace('Sollbetrag', 'Soll'), null)).toEqual(['warning headings'])
  })

  it('adds the tax to the net amount and tells who owes whom', async () => {
    const { report, postings } = await check(good)
    expect(report.findings).toEqual([])
    expect(report.files).toEqual([{ name, format: 'rzl', rows: 2 }])
    expect(linesRead(postings)).toEqual(['2026-10-05 RE-7 200001 an 4000 12000'])
    expect(postings[0]).toMatchObject({ taxCode: '20/2', text: 'Brille "7" und Etui', currency: 'EUR' })
  })

  it('reads a purchase, a credit note with negative tax and a deduction from a purchase', async () => {
    const swap = { Sollbetrag: '0,00', Habenbetrag: '120,00' }
    const creditNote = file(
      { ...person, ...swap },
      { ...revenue, Sollbetrag: '100,00', Habenbetrag: '0,00', Steuerbetrag: '-20,00' },
    )
    expect(linesRead((await check(creditNote)).postings)).toEqual(['2026-10-05 RE-7 4000 an 200001 12000'])
    expect(await found(creditNote)).toEqual([])
    const purchase = { 'USt-Code': '1', Belegkreis: 'ER' }
    const expense = { ...revenue, ...purchase, Sollbetrag: '100,00', Habenbetrag: '0,00' }
    const bought = file({ ...person, ...purchase, ...swap }, expense)
    expect(await found(bought)).toEqual([])
    const deducted = file(
      { ...person, ...purchase },
      { ...expense, Sollbetrag: '0,00', Habenbetrag: '100,00', Steuerbetrag: '-20,00' },
    )
    expect(await found(deducted)).toEqual([])
    expect(linesRead((await check(deducted)).postings)).toEqual(['2026-10-05 RE-7 200001 an 4000 12000'])
  })

  it('puts a collective booking together, with fields left out and a separator at the end', async () => {
    const total = { ...person, Gegenkonto: '', Buchungsart: '2', Sollbetrag: '131,00' }
    const part = { ...revenue, Gegenkonto: '0', Buchungsart: '2' }
    const other = { ...part, Kontonummer: '4010', Habenbetrag: '10,00', Steuerbetrag: '1,00', 'USt-Schlüssel': '10' }
    const short = file(total, part, other)
      .replace(/;+\r\n/g, '\r\n')
      .replace(/\r\n$/, ';\r\n')
    const { found: told, postings } = await check(short)
    expect(told).toEqual([])
    expect(linesRead(postings)).toEqual(['2026-10-05 RE-7 200001 an 4000 12000', '2026-10-05 RE-7 200001 an 4010 1100'])
    expect((await check(`${file(total, part, other).replaceAll('\r\n', ';\r\n')}`)).found).toEqual([])
  })

  it.each([
    ['no line', '', ['file-empty']],
    ['a row too short', good.replace(/;AR;.*\r\n/, '\r\n'), ['column-count', 'unbalanced Sollbetrag']],
    ['a separator in a text', good.replace('Brille', 'Bri;lle'), ['column-count', 'unbalanced Sollbetrag']],
    [
      'an account of nothing',
      file(person, { ...revenue, Kontonummer: '0' }),
      ['account Kontonummer', 'unbalanced Sollbetrag'],
    ],
    [
      'a long account',
      file(person, { ...revenue, Kontonummer: '4000000000' }),
      ['too-long Kontonummer', 'unbalanced Sollbetrag'],
    ],
    [
      'a collective account',
      file({ ...person, Kontonummer: '2000' }, { ...revenue, Gegenkonto: '2000' }),
      ['warning rzl-own-account Kontonummer'],
    ],
    ['letters in the open item', both({ 'OP-Nummer': 'RE-7' }), ['pattern OP-Nummer']],
    ['a long open item', both({ 'OP-Nummer': '1'.repeat(17) }), ['too-long OP-Nummer']],
    ['no such day', both({ 'Beleg-Datum': '31112026' }), ['document-date Beleg-Datum']],
    ['another form of day', both({ 'Beleg-Datum': '20261105' }), ['document-date Beleg-Datum']],
    ['another currency', both({ Währung: 'CHF' }), ['currency Währung']],
    [
      'a decimal point',
      file({ ...person, Sollbetrag: '120.00' }, revenue),
      ['amount Sollbetrag', 'unbalanced Sollbetrag'],
    ],
    [
      'an amount that is too long',
      file({ ...person, Sollbetrag: '12345678901,00' }, revenue),
      ['too-long Sollbetrag', 'unbalanced Sollbetrag'],
    ],
    [
      'an amount of nothing',
      file({ ...person, Sollbetrag: '0,00' }, revenue),
      ['amount Sollbetrag', 'unbalanced Sollbetrag'],
    ],
    [
      'both sides',
      file({ ...person, Habenbetrag: '1,00', Sollbetrag: '121,00' }, revenue),
      ['rzl-both-sides Habenbetrag'],
    ],
    ['another amount', file({ ...person, Sollbetrag: '121,00' }, revenue), ['unbalanced Sollbetrag']],
    [
      'tax that is no share',
      file(person, { ...revenue, Habenbetrag: '101,00', Steuerbetrag: '19,00' }),
      ['tax-sum Steuerbetrag'],
    ],
    ['the sign of the tax', file(person, { ...revenue, Steuerbetrag: '-20,00' }), ['tax-sign Steuerbetrag']],
    ['tax without a key', both({ 'USt-Schlüssel': '', 'USt-Code': '' }), ['required USt-Schlüssel']],
    ['another code', both({ 'USt-Code': '7' }), ['value-unknown USt-Code']],
    ['a long key', both({ 'USt-Schlüssel': '020' }), ['too-long USt-Schlüssel']],
    ['another kind of booking', both({ Buchungsart: '7' }), ['value-unknown Buchungsart']],
    ['no country', both({ 'USt-Land': '' }), ['required USt-Land']],
    ['a country in letters', both({ 'USt-Land': 'AT' }), ['pattern USt-Land']],
    [
      'a long cost centre',
      file(person, { ...revenue, Kostenstelle: '12345678' }),
      ['too-long Kostenstelle', 'unbalanced Sollbetrag'],
    ],
    [
      'a cost centre beside a person',
      file({ ...person, Kostenstelle: '1' }, revenue),
      ['warning rzl-cost-account Kostenstelle'],
    ],
    ['a long circle', both({ Belegkreis: 'ARXX' }), ['too-long Belegkreis']],
    ['a long number', both({ Belegnummer: 'x'.repeat(16) }), ['too-long Belegnummer']],
    ['no number', both({ Belegnummer: '' }), ['warning number-missing Belegnummer']],
    ['a long text', both({ Buchungstext: 'x'.repeat(41) }), ['warning too-long Buchungstext']],
    ['no contra account', file({ ...person, Gegenkonto: '' }, revenue), ['required Gegenkonto']],
    ['another contra account', file({ ...person, Gegenkonto: '4001' }, revenue), ['contra-account Gegenkonto']],
    ['another account', file(person, { ...revenue, Kontonummer: '4001' }), ['contra-account Gegenkonto']],
    [
      'two totals',
      file(
        { ...person, Sollbetrag: '60,00' },
        { ...person, Sollbetrag: '60,00', Kontonummer: '200002' },
        { ...revenue, Habenbetrag: '50,00', Steuerbetrag: '10,00', Kontonummer: '4001' },
        { ...revenue, Habenbetrag: '50,00', Steuerbetrag: '10,00' },
      ),
      ['entry-unclear Gegenkonto'],
    ],
    ['a line missing', file(person), ['unbalanced Sollbetrag']],
    ['no VAT number', both({ 'USt-Schlüssel': '02' }), ['warning rzl-vat-id-missing UID-Nummer']],
    [
      'something in the reserved field',
      file(person, { ...revenue, Reserviert: 'x' }),
      ['value-unknown Reserviert', 'unbalanced Sollbetrag'],
    ],
    ['a picture of another kind', file({ ...person, Belegpfad: 'a.tif' }, revenue), ['pattern Belegpfad']],
    [
      'two ways to a picture',
      file({ ...person, Belegpfad: 'a.pdf', 'DMS-GUID': 'x' }, revenue),
      ['rzl-two-pictures DMS-GUID'],
    ],
    ['the end gone', good.slice(0, -2), ['last-line-not-ended']],
    ['UTF-8', Buffer.from(good.replace('Brille', 'Gläser')).toString('latin1'), ['looks-like-utf-8']],
  ])('finds %s', async (_what, text, expected) => {
    expect(await found(text)).toEqual(expected)
  })

  it('reads person accounts, and wants open items for them', async () => {
    expect(await found(persons)).toEqual([])
    expect(await found(persons.replace('Müller', ''))).toEqual(['required Name'])
    expect(await found(persons.replace('200001', '100001'))).toEqual(['warning account-range Kontonummer'])
    expect(await found(persons.replace(';5;', ';;'))).toEqual(['required Kontenart'])
    expect(await found(persons + persons)).toEqual(['warning account-twice Kontonummer'])
    expect(await found(persons.replace('1010', '1'.repeat(11)))).toEqual(['too-long PLZ'])
  })

  it('asks for the pictures that are named', async () => {
    const text = file({ ...person, Belegpfad: 'Belege\\a.pdf' }, revenue)
    expect(await found(text, { heading: false, attachments: true })).toEqual(['picture-missing Belegpfad'])
    expect(await found(text, null)).toEqual([])
  })
})
