import { findFormat } from '../../main/core/formats'
import type { TaxKeyRule } from '../../main/core/formats/format'
import type { FormatSettings } from '../../main/core/formats/settings'
import type { RoundTripCase } from './round-trip-cases'

type Case = Partial<RoundTripCase>
type Spoilt = RoundTripCase['spoilt']

const preset = (format: string, id: string): FormatSettings => {
  const found = findFormat(format)?.presets.find((one) => one.id === id)
  if (!found) throw new Error(`no such preset: ${id}`)
  return found.values
}

const columns = (...names: readonly string[]) => names.map((column) => ({ column, heading: column }))

function swissKeys(format: string): readonly TaxKeyRule[] {
  const key = (direction: TaxKeyRule['direction'], taxRate: number, sourceKey: string | null, code: string) => ({
    ...{ format, direction, taxRate, sourceKey, key: code, validFrom: null, validTo: null },
  })
  return [
    ...[key('output', 810, null, 'USN81'), key('output', 260, null, 'USN26'), key('output', 380, null, 'USN38')],
    ...[key('output', 0, null, 'USX'), key('input', 0, null, 'VSX'), key('input', 810, null, 'VSN81')],
    ...[key('input', 260, null, 'VSN26'), key('input', 380, null, 'VSN38')],
    ...[key('input', 810, '94', 'BZS81'), key('input', 810, '19', 'BZS81E')],
  ]
}

const usualSpoilt: Spoilt = [
  ['a digit of an amount', (text) => text.replace(';598,00;', ';597,00;')],
  ['a digit of the tax', (text) => text.replace(';95,48;', ';94,48;')],
  ['a decimal point', (text) => text.replace(';598,00;', ';598.00;')],
  ['an account', (text) => text.replace(';8400;', ';8401;')],
  ['two accounts', (text) => text.replace(';10001;8400;', ';8400;10001;')],
  ['two headings', (text) => text.replace('Sollkonto;Habenkonto', 'Habenkonto;Sollkonto')],
  ['a day', (text) => text.replaceAll('05.10.2026', '05.13.2026')],
  ['the encoding', (text) => text.replace('\u00c3\u00bc', '\u00fc')],
  ['a number of a row', (text) => text.replace('B02-1-2', 'B02-1-1')],
  ['a mark before a formula', (text) => text.replace(/;"?'=/, ';=')],
  ['a row there twice', (text) => text.replace(/\r\n(B02-1-2[^\r]*\r\n)/, '\r\n$1$1')],
]

/** The usual columns, what the presets choose, and every way of rows and amounts that is in none of them. */
export const csvCases: readonly Case[] = [
  { title: 'usual', settings: { attachments: true, documentNoMax: '39' }, spoilt: usualSpoilt },
  { title: 'Sage 100', settings: preset('csv', 'sage100') },
  { title: 'Simba', settings: preset('csv', 'simba') },
  {
    ...{ title: 'Business Central', country: 'AT', settings: preset('csv', 'business-central') },
    spoilt: [
      ['a sign', (text) => text.replace(';-598,00;', ';598,00;')],
      ['a row in the middle', (text) => text.replace(/ALLGEMEIN;STANDARD;40000;[^\r]*\r\n/, '')],
      ['a kind of document', (text) => text.replace(';Invoice;', ';Rechnung;')],
    ],
  },
  {
    ...{ title: 'Infoniqa', country: 'CH', settings: preset('csv', 'infoniqa50'), taxKeys: swissKeys('csv') },
    spoilt: [
      ['a digit of the tax', (text) => text.replace(';44.81;553.19;', ';43.81;553.19;')],
      ['a side', (text) => text.replace(';"H";', ';"S";')],
      ['a customer', (text) => text.replace('"11001"', '"11002"')],
      ['a customer who is missing', (text) => text.replace('"11001"', '"0"')],
      ['a tax row', (text) => text.replace(/1;5.10.2026;"2200"[^\r]*\r\n/, '')],
      ['a contra account', (text) => text.replace('"H";"1100"', '"H";"1101"')],
    ],
  },
  {
    title: 'net and tax apart, debit and credit in columns, without headings',
    country: 'CH',
    settings: {
      ...{ rowStyle: 'accounts', amountStyle: 'columns', heading: false, delimiter: 'tab', dateForm: 'YYYYMMDD' },
      ...{ taxAccountOutput: '2200', taxAccountInput: '1170', collectiveDebtors: '1100', collectiveCreditors: '2000' },
      bookingColumns: columns('posting-date', 'document-no', 'account', 'amount', 'person', 'text', 'row-number'),
    },
  },
  {
    title: 'gross per account, with letters before persons',
    settings: {
      ...{ rowStyle: 'document', delimiter: 'comma', quoting: 'all', decimal: 'point', dateForm: 'DD/MM/YYYY' },
      ...{ debtorPrefix: 'D', creditorPrefix: 'K', formulaGuard: false, encoding: 'utf-8' },
      bookingColumns: columns('document-date', 'document-no', 'account', 'side', 'amount', 'currency', 'mandant'),
    },
  },
  {
    title: 'the person first',
    settings: {
      ...{ leading: 'person', amountStyle: 'signed', dateForm: 'DDMMYY', debtorPrefix: 'DEB' },
      bookingColumns: columns('document-date', 'document-no', 'account', 'contra-account', 'amount', 'net', 'tax'),
    },
  },
]

export const xlsxCases: readonly Case[] = [
  { title: 'usual', settings: { attachments: true }, isText: false },
  { title: 'Business Central', country: 'CH', settings: preset('xlsx', 'business-central'), isText: false },
  {
    title: 'net and tax apart, without headings',
    country: 'CH',
    isText: false,
    settings: {
      ...{ rowStyle: 'accounts', amountStyle: 'columns', heading: false },
      ...{ taxAccountOutput: '2200', taxAccountInput: '1170' },
      bookingColumns: columns('posting-date', 'document-no', 'account', 'amount', 'tax-rate', 'text', 'empty1'),
    },
  },
]
