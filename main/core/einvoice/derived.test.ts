import { describe, expect, it } from 'vitest'
import { receiverOf, sellerIbans, serviceDateOf } from './derived'
import type { InvoiceParty, PaymentAccount } from './invoice'

const account = (iban: string | null): PaymentAccount => ({ iban, other: null, bic: null, holder: null })
const means = (...ibans: readonly (string | null)[]) => ({
  code: '58',
  remittanceText: null,
  accounts: ibans.map(account),
  mandateId: null,
  debitedIban: null,
})

describe('derived from an invoice', () => {
  it('are the IBANs of the seller, never those of a factor', () => {
    const paymentMeans = [means('DE1', null), means('DE1', 'AT2')]
    expect(sellerIbans({ payee: null, paymentMeans })).toEqual(['DE1', 'AT2'])
    expect(sellerIbans({ payee: {} as InvoiceParty, paymentMeans })).toEqual([])
  })

  it('is the day of supply, never the invoice date', () => {
    const servicePeriod = { from: '2026-09-01', to: '2026-09-30' }
    expect(serviceDateOf({ serviceDate: '2026-09-02', servicePeriod })).toBe('2026-09-02')
    expect(serviceDateOf({ serviceDate: null, servicePeriod })).toBe('2026-09-30')
    expect(serviceDateOf({ serviceDate: null, servicePeriod: { ...servicePeriod, to: null } })).toBeNull()
    expect(serviceDateOf({ serviceDate: null, servicePeriod: null })).toBeNull()
  })

  it('is the receiver', () => {
    const mandant = { name: 'Musteroptik GmbH', vatId: null, country: 'DE' }
    expect(receiverOf(mandant, false)).toEqual({ ...mandant, withoutInputTax: false })
  })
})
