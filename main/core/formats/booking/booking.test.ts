import { describe, expect, it } from 'vitest'
import {
  aDocument,
  anInvoice,
  type PositionChanges,
  type PostingChanges,
  postings,
} from '../../../../test/formats/builders'
import { austria, type Country, countries, germany, switzerland } from '../../../../test/formats/country'
import { FaultList } from '../faults'
import type { FormatMandant, TaxKeyRule } from '../format'
import { type Booking, type BookingLine, BookingReader } from './booking'
import { taxInside } from './line-tax'
import { TaxCodes } from './tax-codes'

const head = { sourceId: 'B1', documentNo: 'RE-1', kind: 'rechnung', documentDate: '2026-10-05' } as const

function look(
  { mandant }: Pick<Country, 'mandant'>,
  read: (reader: BookingReader, faults: FaultList) => Booking | null,
): { readonly booking: Booking | null; readonly codes: readonly string[] } {
  const faults = new FaultList(mandant.mandant.mandant, 'RE-1')
  const booking = read(new BookingReader(mandant), faults)
  return { booking, codes: faults.faults.map(({ code, field, value }) => `${code} ${field} ${value}`) }
}

/** One posting of a document; throws where it is refused. */
function lineOf(of: Pick<Country, 'mandant'>, posting: PostingChanges, more: Partial<Booking> = {}): BookingLine {
  const { mandant, currency } = of.mandant.mandant
  const { documentDate = head.documentDate, serviceDate = null, isReversal = false } = more
  const occasion = isReversal ? 'reversal' : 'document'
  const one = aDocument({
    ...head,
    mandant,
    currency,
    documentDate,
    serviceDate,
    occasion,
    postings: postings(posting),
  })
  const { booking, codes } = look(of, (reader, faults) => reader.document(one, faults))
  if (!booking?.lines[0]) throw new Error(codes.join())
  return booking.lines[0]
}

function faultsOf(of: Pick<Country, 'mandant'>, changes: Partial<Parameters<typeof aDocument>[0]>): readonly string[] {
  const { mandant, currency } = of.mandant.mandant
  const usual = postings({ account: '10001', contraAccount: '8400', taxRate: 1900, amountCents: 100 })
  const one = aDocument({ ...head, mandant, currency, postings: usual, ...changes })
  return look(of, (reader, faults) => reader.document(one, faults)).codes
}

function incoming(of: Country, position: PositionChanges, creditNote = false): BookingLine {
  const { mandant, currency } = of.mandant.mandant
  const numbers = { creditor: of.creditors[0], invoiceNo: 'L-1', invoiceDate: '2026-10-07' }
  const one = anInvoice({ mandant, currency, ...numbers, creditNote, positions: [position] })
  const { booking, codes } = look(of, (reader, faults) => reader.incoming(one, faults))
  if (!booking?.lines[0]) throw new Error(codes.join())
  return booking.lines[0]
}

const withKeys = (of: Country, taxKeys: readonly TaxKeyRule[]): FormatMandant => ({
  ...of.mandant,
  settings: { locked: 0, withoutInputTax: false, taxKeys },
})
const withAutomatic = (of: Country, ...accounts: readonly string[]): FormatMandant => ({
  ...of.mandant,
  automaticAccounts: new Set(accounts),
})

describe('sides', () => {
  it.each([
    ['S', 100, false, '10001', '8200', 'S'],
    ['H', 100, false, '8200', '10001', 'H'],
    ['S', 100, true, '8200', '10001', 'H'],
    ['H', 100, true, '10001', '8200', 'S'],
  ] as const)('%s %i, reversal %s: %s to %s', (side, amountCents, isReversal, debit, credit, resulting) => {
    const posting = { account: '10001', contraAccount: '8200', side, amountCents, taxRate: 1900 }
    expect(lineOf(germany, posting, { isReversal })).toMatchObject({ debit, credit, side: resulting, grossCents: 100 })
  })

  it('turns a negative position of an incoming invoice, and once more in a credit note', () => {
    const discount = { account: '4930', amountCents: -100, taxRate: 1900 }
    expect(incoming(germany, discount)).toMatchObject({
      debit: '70001',
      credit: '4930',
      side: 'S',
      grossCents: 100,
      taxCents: 16,
    })
    expect(incoming(germany, discount, true)).toMatchObject({ debit: '4930', credit: '70001', side: 'H' })
    const usual = { ...discount, amountCents: 100 }
    expect(incoming(germany, usual)).toMatchObject({
      debit: '4930',
      credit: '70001',
      side: 'H',
      person: '70001',
      bearing: '4930',
    })
    expect(incoming(germany, usual, true)).toMatchObject({ debit: '70001', credit: '4930', side: 'S' })
  })

  it('gives a reversal and the new version keys of their own', () => {
    const one = aDocument({
      ...head,
      mandant: 'DE1',
      postings: postings({ account: '10001', contraAccount: '8400', taxRate: 1900, amountCents: 100 }),
    })
    const keys = [one, { ...one, occasion: 'reversal' as const }, { ...one, version: 2 }].map(
      (each) => look(germany, (reader, faults) => reader.document(each, faults)).booking?.key,
    )
    expect(new Set(keys).size).toBe(3)
  })
})

describe('persons', () => {
  it.each([
    [germany, '10001', '8400', '10001'],
    [germany, '1200', '10001', '10001'],
    [germany, '1000', '8400', null],
    [austria, '20001', '4000', '20001'],
    [austria, '2800', '30001', '30001'],
    [switzerland, '1020', '11001', '11001'],
  ] as const)('finds the person of a line', (of, account, contraAccount, person) => {
    expect(lineOf(of, { account, contraAccount, amountCents: 100 }).person).toBe(person)
  })

  it.each([
    [germany, '10001', 'debtor'],
    [germany, '69999', 'debtor'],
    [germany, '70001', 'creditor'],
    [austria, '20001', 'debtor'],
    [austria, '30001', 'creditor'],
    [switzerland, '11001', 'debtor'],
    [switzerland, '20001', 'creditor'],
    [germany, '8400', null],
    [germany, '1000000', null],
  ] as const)('knows by the chart what a number is', (of, account, role) => {
    expect(new BookingReader(of.mandant).accounts.roleOf(account)).toBe(role)
  })

  it('takes the person of the document, else the only one of its lines', () => {
    const lines = (...accounts: readonly string[]) =>
      postings(...accounts.map((account) => ({ account, contraAccount: '8400', amountCents: 100 })))
    const personOf = (accounts: readonly string[], personalAccount: string | null) => {
      const one = aDocument({ ...head, mandant: 'DE1', personalAccount, postings: lines(...accounts) })
      return look(germany, (reader, faults) => reader.document(one, faults)).booking?.person
    }
    expect(personOf(['10001', '10001'], null)).toBe('10001')
    expect(personOf(['10001', '10002'], null)).toBeNull()
    expect(personOf(['1000'], '10003')).toBe('10003')
  })
})

describe('where the tax belongs', () => {
  it.each([
    ['invoice', germany, '10001', '8200', 1900, 'output', '8200'],
    ['cash sale', germany, '1000', '8200', 1900, 'output', '8200'],
    ['cash sale the other way round', germany, '8200', '1000', 1900, 'output', '8200'],
    ['cash expense', germany, '4930', '1000', 1900, 'input', '4930'],
    ['cash expense the other way round', germany, '1000', '4930', 700, 'input', '4930'],
    ['deposit', germany, '10001', '1718', 1900, 'output', '1718'],
    ['invoice', austria, '20001', '4000', 2000, 'output', '4000'],
    ['cash sale', austria, '2700', '4010', 1000, 'output', '4010'],
    ['cash sale the other way round', austria, '4010', '2700', 1000, 'output', '4010'],
    ['cash expense', austria, '5000', '2700', 2000, 'input', '5000'],
    ['deposit', austria, '20001', '3210', 2000, 'output', '3210'],
    ['creditor by a document', austria, '30001', '5000', 2000, 'input', '5000'],
    ['invoice', switzerland, '11001', '3000', 810, 'output', '3000'],
    ['cash sale the other way round', switzerland, '3000', '1000', 810, 'output', '3000'],
    ['cash expense', switzerland, '4000', '1000', 260, 'input', '4000'],
  ] as const)('%s: %#', (_case, of, account, contraAccount, taxRate, direction, bearing) => {
    const line = lineOf(of, { account, contraAccount, taxRate, amountCents: 10_000 })
    expect(line).toMatchObject({ bearing, tax: { direction, rate: taxRate } })
  })

  it.each(Object.entries(countries))('%s: an incoming invoice bears input tax on its expense', (_name, of) => {
    const line = incoming(of, { account: of.expenses[0], taxRate: of.rates[0], amountCents: 10_000 })
    expect(line).toMatchObject({ bearing: of.expenses[0], tax: { direction: 'input', rate: of.rates[0] } })
  })

  it.each([
    [germany, '1200', '10001'],
    [austria, '2800', '20001'],
    [switzerland, '1020', '11001'],
    [germany, '1360', '1000'],
    [austria, '2890', '2700'],
  ] as const)('0 %% beside money and persons says nothing', (of, account, contraAccount) => {
    expect(lineOf(of, { account, contraAccount, taxRate: 0, amountCents: 100 })).toMatchObject({
      tax: null,
      bearing: null,
      taxCents: 0,
    })
  })

  it('is a case of its own for revenue free of tax', () => {
    const line = lineOf(austria, { account: '20001', contraAccount: '4050', taxRate: 0, amountCents: 100 })
    expect(line).toMatchObject({
      taxCents: 0,
      bearing: '4050',
      tax: { direction: 'output', rate: 0, isSpecial: false },
    })
  })
})

describe('how much tax is inside', () => {
  it.each([
    [11_900, 1900, 1_900],
    [100, 1900, 16], // 15,966…
    [1, 1900, 0],
    [3, 2000, 1], // 0,5 goes up
    [9, 2000, 2], // 1,5 goes up
    [15, 2000, 3], // 2,5 goes up
    [2_141, 700, 140], // 140,06…
    [59_800, 810, 4_481], // 4480,85…
    [99_999_999_999, 2000, 16_666_666_667], // …666,5 goes up
    [999_999_999_999, 1900, 159_663_865_546],
  ])('%i at %i: %i', (gross, rate, tax) => {
    expect(taxInside(gross, rate)).toBe(tax)
  })

  it.each([
    ['no tax', { taxRate: null, taxKey: null, contraAccount: '8200' }, 0],
    ['rate', { taxRate: 1900, taxKey: null, contraAccount: '8200' }, 1_900],
    ['key alone', { taxRate: null, taxKey: '3', contraAccount: '8200' }, 1_900],
    ['key before the rate', { taxRate: 1900, taxKey: '2', contraAccount: '8200' }, 779],
    ['automatic account alone', { taxRate: null, taxKey: null, contraAccount: '8400' }, 1_900],
    ['automatic account free of tax', { taxRate: null, taxKey: null, contraAccount: '8120' }, 0],
    ['automatic cancelled', { taxRate: null, taxKey: '40', contraAccount: '8400' }, 0],
    ['supply inside the union', { taxRate: null, taxKey: '11', contraAccount: '8200' }, 0],
    ['free of tax', { taxRate: 0, taxKey: '1', contraAccount: '8200' }, 0],
    ['free of tax by its key, taxed by its rate', { taxRate: 1900, taxKey: '1', contraAccount: '8200' }, null],
    ['unknown key', { taxRate: null, taxKey: '57', contraAccount: '8200' }, null],
    ['selectable key with a rate', { taxRate: 1900, taxKey: '101', contraAccount: '8200' }, 1_900],
  ] as const)('%s', (_case, changes, taxCents) => {
    expect(lineOf(germany, { account: '10001', amountCents: 11_900, ...changes }).taxCents).toBe(taxCents)
  })

  it.each([
    ['reverse charge', { account: '4930', taxKey: '94', taxRate: 1900 }, 0],
    ['reverse charge, long key', { account: '4930', taxKey: '501', taxRate: null }, 0],
    ['without deduction', { account: '4930', taxKey: '6501', taxRate: null }, 0],
    ['acquisition', { account: '4930', taxKey: '19', taxRate: 1900 }, 0],
    ['acquisition, long key', { account: '4930', taxKey: '701', taxRate: null }, 0],
    ['long key for input tax', { account: '4930', taxKey: '401', taxRate: 1900 }, 1_900],
    ['automatic purchase account', { account: '3400', taxKey: null, taxRate: null }, 1_900],
    ['automatic account for § 13b', { account: '3125', taxKey: null, taxRate: 1900 }, null],
    ['automatic account for acquisition', { account: '3425', taxKey: null, taxRate: null }, null],
  ] as const)('incoming, %s', (_case, changes, taxCents) => {
    expect(incoming(germany, { amountCents: 11_900, ...changes }).taxCents).toBe(taxCents)
  })

  it('asks the day: the lowered rates of 2020', () => {
    const posting = { account: '10001', contraAccount: '8200', amountCents: 11_600, taxKey: '3' }
    expect(lineOf(germany, posting, { documentDate: '2020-08-01' })).toMatchObject({
      tax: { rate: 1600 },
      taxCents: 1_600,
    })
    const automatic = { account: '10001', contraAccount: '8400', amountCents: 11_600 }
    expect(lineOf(germany, automatic, { documentDate: '2020-08-01' })).toMatchObject({
      tax: { rate: 1600, automatic: true },
    })
  })

  it('knows no rate of an account that only the books call automatic', () => {
    const of = { mandant: withAutomatic(austria, '4000') }
    const posting = { account: '20001', contraAccount: '4000', amountCents: 12_000 }
    expect(lineOf(of, posting)).toMatchObject({
      taxCents: null,
      tax: { rate: null, automatic: true, direction: 'output' },
    })
    expect(lineOf(of, { ...posting, taxRate: 2000 })).toMatchObject({ taxCents: 2_000, tax: { automatic: true } })
  })
})

describe('what is refused', () => {
  it.each([
    ['date', { documentDate: '2026-02-30' }, 'format-date-invalid Belegdatum 2026-02-30'],
    ['due date', { dueDate: '1999-01-01' }, 'format-date-invalid Fälligkeit 1999-01-01'],
    ['service date', { serviceDate: '2026-13-01' }, 'format-date-invalid Leistungsdatum 2026-13-01'],
    ['currency', { currency: 'CHF' }, 'format-currency-differs Währung CHF'],
    ['person', { personalAccount: '1200' }, 'format-personal-account-length Konto 1200'],
  ])('%s', (_case, changes, fault) => {
    expect(faultsOf(germany, changes)).toEqual([fault])
  })

  it.each([
    ['0000', '8400', null, 'format-account-invalid Konto 0000'],
    ['1234567', '8400', null, 'format-account-too-long Konto 1234567'],
    ['1000', '1200', 1900, 'format-tax-not-possible Steuer 19 %'],
    ['9000', '2650', 1900, 'format-tax-direction-unknown Steuer 19 %'],
  ])('%s to %s', (account, contraAccount, taxRate, fault) => {
    expect(faultsOf(germany, { postings: postings({ account, contraAccount, taxRate, amountCents: 100 }) })).toEqual([
      fault,
    ])
  })

  it('an amount of zero, and an invoice whose creditor is none', () => {
    const nothing = postings({ account: '10001', contraAccount: '8400', amountCents: 0 })
    expect(faultsOf(germany, { postings: nothing })).toEqual(['format-amount-not-positive Betrag 0'])
    const positions = [{ account: '4930', amountCents: 100 }]
    const one = anInvoice({ mandant: 'DE1', creditor: '10001', invoiceNo: '1', invoiceDate: '2026-10-07', positions })
    const { booking, codes } = look(germany, (reader, faults) => reader.incoming(one, faults))
    expect({ booking, codes }).toEqual({ booking: null, codes: ['format-personal-account-length Konto 10001'] })
  })
})

describe('codes of the advisor', () => {
  const row = (changes: Partial<TaxKeyRule>): TaxKeyRule => ({
    ...{
      format: 'bmd-ntcs',
      direction: 'input',
      taxRate: 1900,
      sourceKey: null,
      key: '?',
      validFrom: null,
      validTo: null,
    },
    ...changes,
  })
  const codeOf = (
    rows: readonly TaxKeyRule[],
    line: BookingLine,
    usual: ConstructorParameters<typeof TaxCodes>[2] = [],
  ) => (line.tax === null ? 'none' : new TaxCodes('bmd-ntcs', rows, usual).of(line.tax, '2026-10-07'))
  const plain = incoming(germany, { account: '4930', taxRate: 1900, amountCents: 100 })
  const reverse = incoming(germany, { account: '4930', taxRate: 1900, taxKey: '94', amountCents: 100 })

  it('never answers a special case by its rate', () => {
    expect(codeOf([row({ key: '2' })], reverse)).toBeNull()
    expect(codeOf([row({ key: '2' }), row({ key: '19', sourceKey: '94' })], reverse)).toBe('19')
    const acquisition = incoming(germany, { account: '3425', amountCents: 100 })
    expect(codeOf([row({ key: '2' })], acquisition)).toBeNull()
  })

  it('of several rows for a case takes the one with its rate, and none where they differ', () => {
    const rows = [row({ key: '20/5', sourceKey: '94' }), row({ key: '10/5', sourceKey: '94', taxRate: 700 })]
    const unrated = incoming(germany, { account: '4930', taxKey: '94', amountCents: 100 })
    expect([codeOf(rows, reverse), codeOf(rows, unrated), codeOf(rows.slice(1), unrated)]).toEqual([
      '20/5',
      null,
      '10/5',
    ])
  })

  it('asks the rows of the Mandant first, those of this format and of this day only', () => {
    const usual = [{ direction: 'input', taxRate: 1900, sourceKey: null, key: '2' }] as const
    expect(codeOf([], plain, usual)).toBe('2')
    expect(codeOf([row({ key: '7' })], plain, usual)).toBe('7')
    expect(codeOf([row({ key: '7', format: 'rzl' }), row({ key: '8', format: null })], plain, usual)).toBe('2')
    expect(
      codeOf([row({ key: '7', validTo: '2026-10-06' }), row({ key: '8', direction: 'output' })], plain, usual),
    ).toBe('2')
    expect(codeOf([row({ key: '7', taxRate: 700 })], plain)).toBeNull()
  })

  it('an own DATEV key says its rate', () => {
    const of = { mandant: withKeys(germany, [row({ format: null, direction: 'output', key: '57' })]) }
    const line = lineOf(of, { account: '10001', contraAccount: '8200', taxKey: '57', amountCents: 11_900 })
    expect(line).toMatchObject({ taxCents: 1_900, tax: { rate: 1900, isSpecial: false } })
  })
})
