import { describe, expect, it } from 'vitest'
import { aDocument, anInvoice, aPerson, postings } from '../../../../test/formats/builders'
import { commonLedgers } from '../../../../test/formats/common-ledger'
import { type WriteOptions, writeWithFormat } from '../../../../test/formats/write-with'
import type { AccountingDocument, IncomingInvoice } from '../../ledger/ledger'
import { collmex } from '.'
import { creditorFields, debtorFields, expenseFields, revenueFields } from './record-fields'

const { mandant } = commonLedgers.DE
const sale = { account: '10001', contraAccount: '8400', taxRate: 1900, amountCents: 11_900 }
const invoice = (changes: Partial<AccountingDocument> = {}) =>
  aDocument({
    ...{ mandant: 'DE1', sourceId: 'B1', documentNo: '1', kind: 'rechnung', documentDate: '2026-10-05' },
    postings: postings(sale),
    ...changes,
  })
const received = (changes: Partial<IncomingInvoice> = {}): IncomingInvoice => ({
  ...anInvoice({
    ...{ mandant: 'DE1', creditor: '70001', invoiceNo: 'L-7', invoiceDate: '2026-10-07' },
    positions: [{ account: '4930', taxRate: 1900, amountCents: 11_900 }],
  }),
  ...changes,
})
const write = (options: Partial<WriteOptions>) => writeWithFormat(collmex, { mandants: [mandant], ...options })
const codes = (options: Partial<WriteOptions>) => {
  const { checks, faults } = write(options)
  return [...checks, ...faults].filter(({ level }) => level === 'reject').map(({ code }) => code)
}
const rowsOf = (options: Partial<WriteOptions>) =>
  write(options).files.map((file) => new TextDecoder('windows-1252').decode(file.bytes).split('\r\n').slice(0, -1))

describe('collmex', () => {
  it('has the fields of the help pages', () => {
    const counts = [revenueFields, expenseFields, debtorFields, creditorFields].map((fields) => fields.length)
    expect(counts).toEqual([28, 20, 39, 41])
    expect(revenueFields[24][0]).toBe('Erlösart')
    expect(expenseFields[18][0]).toBe('Storno')
  })

  it.each([
    ['a payment', { kind: 'zahlung' }, 'format-collmex-payment'],
    ['a refund', { kind: 'rueckzahlung' }, 'format-collmex-payment'],
    [
      'a payment by another name',
      { postings: postings({ account: '1200', contraAccount: '10001', amountCents: 500 }) },
      'format-collmex-no-record',
    ],
    [
      'money carried to the bank',
      { kind: 'kasse', postings: postings({ account: '1360', contraAccount: '1000', amountCents: 500 }) },
      'format-collmex-no-record',
    ],
    [
      'two debtors in one document',
      { postings: postings(sale, { ...sale, account: '10002' }) },
      'format-collmex-counters',
    ],
    [
      'a rate that is neither full nor reduced',
      { postings: postings({ ...sale, contraAccount: '8200', taxRate: 1600 }) },
      'format-tax-code-missing',
    ],
    [
      'a cost centre that does not fit',
      { postings: postings({ ...sale, costCentre: '12345678901' }) },
      'format-field-too-long',
    ],
    ['letters that Windows-1252 lacks', { documentNo: 'Ω1' }, 'format-number-characters'],
  ] as const)('rejects %s', (_title, changes, code) => {
    expect(codes({ documents: [invoice(changes)] })).toEqual([code])
    expect(write({ documents: [invoice(changes)] }).files).toEqual([])
  })

  it('takes the rates of late 2020 for full and reduced', () => {
    const document = invoice({
      documentDate: '2020-10-05',
      postings: postings({ ...sale, contraAccount: '8200', taxRate: 1600, amountCents: 11_600 }),
    })
    expect(rowsOf({ documents: [document] })[0]?.[0]).toContain(';100,00;16,00;')
  })

  it('rejects two documents of one number, which would correct each other', () => {
    expect(codes({ documents: [invoice(), invoice({ sourceId: 'B2' })] })).toEqual(['format-collmex-number-twice'])
    const [one, other] = [received(), received({ creditor: '70002' })]
    expect(codes({ invoices: [one, other] })).toEqual([])
    expect(codes({ invoices: [one, other], settings: { collmexCreditorNumber: 'plain' } })).toEqual([
      'format-collmex-number-twice',
    ])
  })

  it('cancels in a file of its own, before the new version of the same number', () => {
    const { files, sums } = write({
      documents: [
        invoice({ occasion: 'reversal' }),
        invoice({ version: 2, postings: postings({ ...sale, amountCents: 23_800 }) }),
      ],
    })
    expect(files.map(({ kind, rank, rows }) => [kind, rank, rows])).toEqual([
      ['postings', 0, 1],
      ['postings', 1, 1],
    ])
    expect(sums).toEqual([{ mandant: 'DE1', rows: 2, debitCents: 23_800, creditCents: 11_900 }])
  })

  it('writes what cash pays as expense, what it takes as revenue', () => {
    const [rows] = rowsOf({
      documents: [
        invoice({
          kind: 'kasse',
          postings: postings(
            { account: '4930', contraAccount: '1000', taxRate: 1900, amountCents: 11_900, text: 'a;b' },
            { account: '1000', contraAccount: '8400', taxRate: 1900, amountCents: 238 },
          ),
        }),
      ],
    })
    expect(rows).toEqual([
      'CMXUMS;;1;20261005;1;2,00;0,38;;;;;;;EUR;1000;0;1;;8400;;;;;;;Belegbote;;',
      'CMXLRN;;1;20261005;1;100,00;19,00;;;;;EUR;1000;;"a;b";;4930;;;',
    ])
  })

  it('rejects a Mandant of another country, with too long accounts, or with a code that Collmex has not', () => {
    const key = {
      format: 'collmex',
      direction: 'input',
      taxRate: 1900,
      sourceKey: '94',
      validFrom: null,
      validTo: null,
    }
    const of = (changes: Partial<typeof mandant.mandant>) => ({
      mandants: [{ ...mandant, mandant: { ...mandant.mandant, ...changes } }],
    })
    expect(codes(of({ country: 'AT' }))).toEqual(['format-collmex-country'])
    expect(codes(of({ accountLength: 8 }))).toEqual(['format-collmex-account-length'])
    expect(codes({ taxKeys: [{ ...key, direction: 'input', key: '14' }] })).toEqual(['format-collmex-code-setting'])
    expect(codes({ taxKeys: [{ ...key, direction: 'output', key: '14' }] })).toEqual([])
  })

  it('leaves a wrong IBAN out and what it does not know unchanged', () => {
    const person = aPerson({ mandant: 'DE1', account: '10001', kind: 'debtor', lastName: 'Groß', iban: 'DE00' })
    const { faults } = write({ persons: [person] })
    expect(faults.map(({ code }) => code)).toEqual(['format-iban-invalid'])
    expect(rowsOf({ persons: [person] })[0]?.[0]).toBe(
      `CMXKND;10001;1;${['(NULL);'.repeat(3)]}Groß${';(NULL)'.repeat(32)}`,
    )
  })
})
