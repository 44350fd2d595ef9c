import { describe, expect, it } from 'vitest'
import type { EInvoice } from './invoice'
import { type KnownCreditor, matchCreditor } from './match-creditor'

const creditor = (account: string, changes: Partial<KnownCreditor> = {}): KnownCreditor => ({
  ...{ account, company: null, firstName: null, lastName: null, vatId: null, iban: null },
  ...changes,
})
const address = { lines: [], city: null, postcode: null, country: 'DE' }
const seller = {
  name: null,
  tradeName: null,
  vatId: null,
  taxNo: null,
  ids: [],
  legalId: null,
  legalText: null,
  address,
}
const invoice = (
  changes: Partial<EInvoice['seller']>,
  iban: string | null = null,
): Pick<EInvoice, 'seller' | 'paymentMeans'> => ({
  seller: { ...seller, email: null, phone: null, ...changes },
  paymentMeans: [
    {
      code: '58',
      remittanceText: null,
      mandateId: null,
      debitedIban: null,
      accounts: [{ iban, other: null, bic: null, holder: null }],
    },
  ],
})
const iban = 'DE02120300000000202051'

describe('a creditor', () => {
  it.each([
    ['vat-id', invoice({ vatId: 'DE123456788' }), creditor('70001', { vatId: 'de 123 456 788' })],
    ['iban', invoice({}, iban), creditor('70001', { iban: 'DE02 1203 0000 0000 2020 51' })],
    ['name', invoice({ name: 'Glas & Schliff GmbH' }), creditor('70001', { company: 'glas &  schliff GMBH' })],
    ['name', invoice({ tradeName: 'Optik-Großhandel' }), creditor('70001', { company: 'Optik Großhandel' })],
  ])('is found by %s', (by, of, known) => {
    expect(matchCreditor(of, [creditor('70000', { company: 'Andere' }), known])).toEqual({
      kind: 'found',
      account: '70001',
      by,
    })
  })

  it('is unknown when nothing fits; empty marks fit nothing', () => {
    expect(matchCreditor(invoice({}), [creditor('70001'), creditor('70002', { company: '–' })])).toEqual({
      kind: 'unknown',
    })
  })

  it('is not guessed among several', () => {
    const both = [creditor('70001', { vatId: 'DE1' }), creditor('70002', { vatId: 'DE1' })]
    expect(matchCreditor(invoice({ vatId: 'DE1' }), both)).toEqual({ kind: 'ambiguous', accounts: ['70001', '70002'] })
  })

  it('is not taken when VAT id and IBAN point to two: somebody may have put another account on the invoice', () => {
    const known = [creditor('70001', { vatId: 'DE1' }), creditor('70002', { iban })]
    expect(matchCreditor(invoice({ vatId: 'DE1' }, iban), known)).toEqual({
      kind: 'ambiguous',
      accounts: ['70001', '70002'],
    })
  })

  it('is found by its VAT id even where another one has that name', () => {
    const known = [creditor('70001', { vatId: 'DE1', company: 'Alt' }), creditor('70002', { company: 'Neu' })]
    expect(matchCreditor(invoice({ vatId: 'DE1', name: 'Neu' }), known)).toEqual({
      kind: 'found',
      account: '70001',
      by: 'vat-id',
    })
  })
})
