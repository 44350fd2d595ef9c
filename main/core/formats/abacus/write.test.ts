import { describe, expect, it } from 'vitest'
import { aDocument, anInvoice, aPerson, postings } from '../../../../test/formats/builders'
import { commonLedgers } from '../../../../test/formats/common-ledger'
import { type WriteOptions, writeWithFormat } from '../../../../test/formats/write-with'
import type { AccountingDocument } from '../../ledger/ledger'
import type { TaxKeyRule } from '../format'
import { abacus } from '.'

const { mandant } = commonLedgers.CH
const key = (direction: TaxKeyRule['direction'], code: string, sourceKey: string | null = null): TaxKeyRule => ({
  ...{ format: 'abacus', direction, taxRate: 810, sourceKey, key: code, validFrom: null, validTo: null },
})
const sale = { account: '11001', contraAccount: '3000', taxRate: 810, amountCents: 10_810 }
const invoice = (changes: Partial<AccountingDocument> = {}) =>
  aDocument({
    ...{ mandant: 'CH1', sourceId: 'B1', documentNo: 'RE-1', kind: 'rechnung', documentDate: '2026-10-05' },
    ...{ currency: 'CHF', postings: postings(sale) },
    ...changes,
  })
const four = { abacusFiles: 'four', abacusDebtorAccount: '1100' }
const write = (options: Partial<WriteOptions>) =>
  writeWithFormat(abacus, { mandants: [mandant], taxKeys: [key('output', '311'), key('input', '111')], ...options })
const codes = (options: Partial<WriteOptions>, level = 'reject') => {
  const { checks, faults } = write(options)
  return [...checks, ...faults].filter((one) => one.level === level).map(({ code }) => code)
}
const textOf = (options: Partial<WriteOptions>, index = 0) =>
  new TextDecoder().decode(write(options).files[index]?.bytes)
const values = (xml: string, name: string) =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map((match) => match[1])

describe('abacus, general ledger', () => {
  it.each([
    ['a case of tax without a code', { postings: postings({ ...sale, taxRate: 260 }) }, 'format-tax-code-missing'],
    ['reverse charge by its rate alone', { postings: postings({ ...sale, taxKey: '94' }) }, 'format-tax-code-missing'],
    ['an amount that does not fit', { postings: postings({ ...sale, amountCents: 1e12 }) }, 'format-amount-too-large'],
    ['a number of signs only', { documentNo: '-----------' }, 'format-abacus-number'],
    ['another currency', { currency: 'EUR' }, 'format-currency-differs'],
  ] as const)('rejects %s', (_title, changes, code) => {
    expect(codes({ documents: [invoice(changes)] })).toEqual([code])
    expect(write({ documents: [invoice(changes)] }).files).toEqual([])
  })

  it('rejects two numbers that are alike when they are short', () => {
    const [one, other] = [invoice({ documentNo: 'A-0123456789' }), invoice({ documentNo: 'B-0123456789' })]
    expect(codes({ documents: [one, other] })).toEqual(['format-abacus-number-twice'])
    const received = anInvoice({
      ...{ mandant: 'CH1', creditor: '20001', invoiceNo: 'B-0123456789', invoiceDate: '2026-10-07', currency: 'CHF' },
      positions: [{ account: '4000', taxRate: 810, amountCents: 1_081 }],
    })
    expect(codes({ documents: [one], invoices: [received] })).toEqual([])
  })

  it('keeps the full number beside a short one', () => {
    const xml = textOf({ documents: [invoice({ documentNo: 'RE-2026-000123' })] })
    expect(values(xml, 'DocumentNumber')).toEqual(['2026000123', '2026000123'])
    expect(values(xml, 'Text2')).toEqual(['Beleg RE-2026-000123', ''])
  })

  it('lets the parts and their taxes meet the total to the cent, net or gross', () => {
    const lines = [333, 667, 1].map((amountCents) => ({ ...sale, amountCents }))
    const documents = [invoice({ postings: postings(...lines, { ...sale, side: 'H', amountCents: 50 }) })]
    const gross = textOf({ documents })
    expect(values(gross, 'EntryType')).toEqual(['C'])
    expect(values(gross, 'Amount')).toEqual(['9.51', '3.33', '0', '6.67', '0', '0.01', '0', '-0.50', '0'])
    expect(values(gross, 'KeyAmount')).toEqual([
      '9.51',
      '3.33',
      '-0.25',
      '6.67',
      '-0.50',
      '0.01',
      '0.00',
      '-0.50',
      '0.04',
    ])
    const net = textOf({ documents, settings: { abacusAmount: 'net' } })
    expect(values(net, 'Amount')).toEqual(['9.51', '3.08', '0', '6.17', '0', '0.01', '0', '-0.46', '0'])
    expect(values(net, 'KeyAmount')).toEqual(values(gross, 'KeyAmount'))
  })

  it('repeats the letter of the total and turns a reversal', () => {
    const letters = (changes: Partial<AccountingDocument>) =>
      values(textOf({ documents: [invoice(changes)] }), 'DebitCredit')
    expect(letters({})).toEqual(['D', 'D'])
    expect(letters({ occasion: 'reversal' })).toEqual(['C', 'C'])
  })

  it('takes cost centres in 2014.00 only, and says so', () => {
    const documents = [invoice({ postings: postings({ ...sale, costCentre: '77', costObject: 'X' }) })]
    expect(codes({ documents }, 'warning')).toEqual(['format-field-left-out', 'format-field-left-out'])
    const settings = { abacusVersion: '2014.00' }
    expect(codes({ documents, settings })).toEqual(['format-abacus-cost-centre'])
    const numbered = [invoice({ postings: postings({ ...sale, costCentre: '77', costObject: '8' }) })]
    expect(values(textOf({ documents: numbered, settings }), 'BookingLevel1')).toEqual(['0', '77'])
    expect(values(textOf({ documents: numbered, settings }), 'BookingLevel2')).toEqual(['0', '8'])
  })

  it('escapes what XML must not hold and cuts no character in two', () => {
    const text = `<&>"' \u0000 ${'😀'.repeat(80)}`
    const { faults } = write({ documents: [invoice({ postings: postings({ ...sale, text }) })] })
    expect(faults.map(({ code }) => code)).toEqual(['format-text-cut'])
    const [, single] = values(textOf({ documents: [invoice({ postings: postings({ ...sale, text }) })] }), 'Text1')
    expect(single).toBe(`&lt;&amp;&gt;&quot;&apos;   ${'😀'.repeat(72)}`)
  })

  it('streams: every element that opens closes, and the rows are the transactions', () => {
    const documents = Array.from({ length: 200 }, (_, index) =>
      invoice({ sourceId: `B${index}`, documentNo: `${index}` }),
    )
    const { files, sums } = write({ documents })
    const xml = new TextDecoder().decode(files[0]?.bytes)
    const open: string[] = []
    for (const [, slash, name = ''] of xml.matchAll(/<(\/?)([A-Za-z0-9]+)[^>?]*>/g)) {
      if (!slash) open.push(name)
      else if (open.at(-1) === name) open.pop()
    }
    expect(open).toEqual([])
    expect(files[0]?.rows).toBe(200)
    expect(sums).toEqual([{ mandant: 'CH1', rows: 200, debitCents: 200 * 10_810, creditCents: 0 }])
  })
})

describe('abacus, four files', () => {
  it('are published in the order in which Abacus has to import them', () => {
    const documents = [
      invoice({ kind: 'barverkauf', documentNo: 'BV-9', postings: postings({ ...sale, account: '1000' }) }),
      invoice({ kind: 'zahlung', postings: postings({ account: '1020', contraAccount: '11001', amountCents: 5 }) }),
      invoice(),
    ]
    const person = aPerson({
      mandant: 'CH1',
      account: '11001',
      kind: 'debtor',
      lastName: 'A',
      postcode: '1',
      city: 'B',
    })
    const { files } = write({ documents, persons: [person], settings: four })
    expect(files.map(({ kind, rank, name }) => [rank, kind, /Abacus_(\w+?)_CH1/.exec(name)?.[1]]).sort()).toEqual([
      [1, 'personal-accounts', '1_Kunden'],
      [2, 'postings', '2_Rechnungen'],
      [3, 'postings', '3_Zahlungen'],
      [4, 'postings', '4_Uebrige'],
    ])
  })

  it('need the collective account', () => {
    expect(codes({ documents: [invoice()], settings: { abacusFiles: 'four' } })).toEqual([
      'format-abacus-debtor-account',
    ])
  })

  it('refuse a number twice, unless Abacus assigns the numbers', () => {
    const documents = [invoice(), invoice({ sourceId: 'B2', documentNo: 'GU-01', kind: 'gutschrift' })]
    expect(codes({ documents, settings: four })).toEqual(['format-abacus-number-twice'])
    const assigned = { ...four, abacusNumber: 'assigned' }
    expect(codes({ documents, settings: assigned })).toEqual([])
    const xml = textOf({ documents, settings: assigned })
    expect(values(xml, 'Number')).toEqual(['', '1', '', '1'])
    expect(values(xml, 'Reference')).toEqual(['RE-1', 'GU-01'])
  })

  it('refuse a reversal under the number that Abacus has, unless Abacus assigns the numbers', () => {
    const documents = [invoice({ occasion: 'reversal' }), invoice({ version: 2 })]
    expect(codes({ documents, settings: four })).toEqual(['format-abacus-reversal'])
    const xml = textOf({ documents, settings: { ...four, abacusNumber: 'assigned' } })
    expect(values(xml, 'DocumentCode')).toEqual(['G', 'R'])
  })

  it('say when a debtor is booked by no invoice', () => {
    const mixed = invoice({ postings: postings(sale, { ...sale, account: '1000' }) })
    expect(codes({ documents: [mixed], settings: four }, 'warning')).toEqual(['format-abacus-debtor-in-ledger'])
    const xml = textOf({ documents: [mixed], settings: four })
    expect(values(xml, 'Account')).toEqual(['1100', '3000', '1000', '3000'])
    expect(values(xml, 'Text2')[0]).toBe('Konto 11001')
  })

  it('put the rounding line last and give it no tax code', () => {
    const rounding = { account: '11001', contraAccount: '3809', taxRate: 0, amountCents: 2, text: 'Rundung' }
    const documents = [invoice({ postings: postings(rounding, sale) })]
    expect(codes({ documents, settings: four })).toEqual(['format-tax-code-missing'])
    const xml = textOf({ documents, settings: { ...four, abacusRoundingAccount: '3809' } })
    expect(values(xml, 'CreditAccount')).toEqual(['3000', '3809'])
    expect(values(xml, 'TaxCode')).toEqual(['311'])
    expect(values(xml, 'Amount')).toEqual(['108.12', '108.10', '0.02'])
  })
})

it('knows codes of one to three characters only', () => {
  expect(codes({ taxKeys: [key('output', '3111')] })).toEqual(['format-abacus-code-setting'])
  expect(codes({ taxKeys: [key('output', ' ')] })).toEqual(['format-abacus-code-setting'])
  expect(codes({ taxKeys: [{ ...key('output', '4010'), format: null }] })).toEqual([])
})
