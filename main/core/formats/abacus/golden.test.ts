import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { aDocument, postings } from '../../../../test/formats/builders'
import { commonLedgers } from '../../../../test/formats/common-ledger'
import { expectGolden } from '../../../../test/formats/golden'
import { booksOf, type WriteOptions, writeWithFormat } from '../../../../test/formats/write-with'
import type { TaxKeyRule } from '../format'
import { abacus } from '.'

const longNumber = 'RE-2026-0000000000000000000000000001006'
const folder = join(import.meta.dirname, 'golden')
const code = (direction: TaxKeyRule['direction'], taxRate: number, sourceKey: string | null, key: string) => ({
  ...{ format: 'abacus', direction, taxRate, sourceKey, key, validFrom: null, validTo: null },
})
const taxKeys = [
  code('output', 810, null, '311'),
  code('output', 260, null, '312'),
  code('output', 380, null, '313'),
  code('output', 0, null, '200'),
  code('input', 810, null, '111'),
  code('input', 260, null, '112'),
  code('input', 810, '94', '382'),
  code('input', 810, '19', '383'),
]

/** A cash total that the books round to 0.05 CHF, up and down. */
const rounded = [
  [1_298, '1000', '3809'],
  [1_302, '3809', '1000'],
].map(([amountCents, account, contraAccount], index) =>
  aDocument({
    ...{ mandant: 'CH1', sourceId: `B2${index}`, documentNo: `BV-${index + 3}`, kind: 'barverkauf', currency: 'CHF' },
    documentDate: '2026-11-05',
    postings: postings(
      { account: `${account}`, contraAccount: `${contraAccount}`, amountCents: 2, text: 'Rundung' },
      {
        ...{ account: '1000', contraAccount: '3000', taxRate: 810, amountCents: Number(amountCents) },
        text: 'Barverkauf',
      },
    ),
  }),
)
const all = booksOf(commonLedgers.CH)
const books: WriteOptions = { ...all, documents: [...(all.documents ?? []), ...rounded], taxKeys }
const few = (numbers: readonly string[]): WriteOptions => ({
  ...books,
  documents: books.documents?.filter(({ documentNo }) => numbers.includes(documentNo)) ?? [],
  invoices: books.invoices?.slice(0, 1) ?? [],
  persons: [],
})
const said = (options: WriteOptions) => {
  const written = writeWithFormat(abacus, options)
  return { written, said: written.faults.map(({ level, code: what, subject }) => [level, what, subject]) }
}

describe('golden files', () => {
  it('general ledger, 2015.00: the bytes are those that were checked by hand', () => {
    const { written, said: faults } = said(books)
    expect(faults).toEqual([
      ['warning', 'format-text-cut', longNumber],
      ['warning', 'format-personal-account-no-address', '11002'],
      ['warning', 'format-personal-account-no-name', '11003'],
      ['warning', 'format-field-left-out', 'RE-1001'],
      ['warning', 'format-field-left-out', 'RE-1001'],
      ['warning', 'format-document-numbers-shortened', longNumber],
      ['warning', 'format-creditors-not-carried', '20001'],
    ])
    expectGolden(folder, 'fibu', written)
  })

  it('general ledger, 2014.00, net amounts, collective accounts', () => {
    const { written, said: faults } = said({
      ...few(['RE-1002', 'KA-31', longNumber]),
      settings: {
        ...{ abacusVersion: '2014.00', abacusAmount: 'net', abacusSingleCount: 'zero' },
        ...{ abacusDebtorAccount: '1100', abacusCreditorAccount: '2000' },
      },
    })
    expect(faults).toEqual([
      ['warning', 'format-text-cut', longNumber],
      ['warning', 'format-document-numbers-shortened', longNumber],
    ])
    expectGolden(folder, 'fibu-2014', written)
  })

  it('four files', () => {
    const settings = { abacusFiles: 'four', abacusDebtorAccount: '1100', abacusRoundingAccount: '3809' }
    const { written, said: faults } = said({ ...books, settings })
    expect(faults).toEqual([
      ['reject', 'format-abacus-reversal', 'RE-1004'],
      ['warning', 'format-text-cut', longNumber],
      ['warning', 'format-personal-account-no-address', '11002'],
      ['warning', 'format-personal-account-no-name', '11003'],
      ['warning', 'format-field-left-out', 'RE-1001'],
      ['warning', 'format-document-numbers-shortened', longNumber],
      ['warning', 'format-field-left-out', '2026/0815'],
      ['warning', 'format-creditors-not-carried', '20001'],
    ])
    expectGolden(folder, 'four', written)
  })
})
