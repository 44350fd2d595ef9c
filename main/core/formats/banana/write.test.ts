import { describe, expect, it } from 'vitest'
import { aDocument, postings } from '../../../../test/formats/builders'
import { commonLedgers } from '../../../../test/formats/common-ledger'
import { type WriteOptions, writeWithFormat } from '../../../../test/formats/write-with'
import type { AccountingDocument } from '../../ledger/ledger'
import { banana } from '.'

const { mandant } = commonLedgers.CH
const sale = { account: '11001', contraAccount: '3000', taxRate: 810, amountCents: 1000 }
const invoice = (changes: Partial<AccountingDocument> = {}) =>
  aDocument({
    ...{ mandant: 'CH1', sourceId: 'B1', documentNo: '1', kind: 'rechnung', documentDate: '2026-10-05' },
    ...{ currency: 'CHF', postings: postings(sale) },
    ...changes,
  })
const write = (documents: readonly AccountingDocument[], more: Partial<WriteOptions> = {}) =>
  writeWithFormat(banana, { mandants: [mandant], documents, ...more })
const codes = (documents: readonly AccountingDocument[]) => write(documents).faults.map(({ code }) => code)

describe('banana', () => {
  it('rejects a case of tax that nobody gave a code', () => {
    const free = invoice({ postings: postings({ ...sale, contraAccount: '3080', taxRate: 0 }) })
    const { faults, files, sums } = write([free])
    expect(faults).toMatchObject([{ level: 'reject', code: 'format-tax-code-missing', field: 'Umsatzsteuer' }])
    expect(faults[0]?.value).toBe('0 %')
    expect(files).toEqual([])
    expect(sums).toEqual([{ mandant: 'CH1', rows: 0, debitCents: 0, creditCents: 0 }])
  })

  it('knows no usual code for a rate of before 2024', () => {
    expect(codes([invoice({ documentDate: '2023-12-31' })])).toEqual(['format-tax-code-missing'])
  })

  it('rejects two numbers that look alike without their quotes', () => {
    const [one, other] = [invoice({ documentNo: 'A"1' }), invoice({ sourceId: 'B2', documentNo: "A'1" })]
    expect(codes([one, other])).toEqual(['format-number-collision'])
  })

  it.each([
    ['another currency', { currency: 'EUR' }, 'format-currency-differs'],
    ['a day that is none', { dueDate: '2026-02-30' }, 'format-date-invalid'],
    ['a number of blanks', { documentNo: ' ' }, 'format-document-no-unusable'],
  ])('rejects %s', (_title, changes, code) => {
    expect(codes([invoice(changes)])).toEqual([code])
  })

  it('keeps tabs and quotes of a text out of the columns', () => {
    const { files } = write([invoice({ postings: postings({ ...sale, text: '"a"\tb\r\nc' }) })])
    const rows = new TextDecoder().decode(files[0]?.bytes).split('\r\n')
    expect(rows.map((row) => row.split('\t').length)).toEqual([14, 14, 14, 1])
    expect(rows[2]?.split('\t')[4]).toBe("'a' b  c")
  })

  it('books a document whose lines share no account as several totals', () => {
    const lines = postings(
      { ...sale, amountCents: 500 },
      { account: '4000', contraAccount: '1000', taxRate: 810, amountCents: 300 },
    )
    const { files, sums } = write([invoice({ postings: lines })])
    const rows = new TextDecoder().decode(files[0]?.bytes).split('\r\n').slice(1, -1)
    expect(rows.map((row) => row.split('\t').slice(5, 9))).toEqual([
      ['11001', '', '5.00', ''],
      ['', '3000', '5.00', 'V81'],
      ['', '1000', '3.00', ''],
      ['4000', '', '3.00', 'M81'],
    ])
    expect(sums).toEqual([{ mandant: 'CH1', rows: 4, debitCents: 800, creditCents: 0 }])
  })

  it('writes each Mandant into a file of its own', () => {
    const second = { ...mandant, mandant: { ...mandant.mandant, mandant: 'CH2' } }
    const { files } = write([invoice(), invoice({ mandant: 'CH2' })], { mandants: [mandant, second] })
    expect(files.map((file) => [file.kind, file.mandant, file.rows])).toEqual([
      ['postings', 'CH1', 2],
      ['postings', 'CH2', 2],
    ])
  })
})
