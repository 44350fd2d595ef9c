import { expect, it } from 'vitest'
import { anInvoice } from '../../../test/formats/builders'
import { austria, type Country, germany, switzerland } from '../../../test/formats/country'
import { cents } from '../money/cents'
import { BookingReader } from './booking/booking'
import { FaultList } from './faults'
import type { FormatMandant } from './format'
import { asDeducted } from './input-tax'

const without = ({ mandant }: Country): FormatMandant => ({
  ...mandant,
  settings: { ...mandant.settings, withoutInputTax: true },
})

function invoiceOf(country: Country, account: string, taxRate: number | null, taxKey: string | null) {
  const { mandant, currency } = country.mandant.mandant
  const positions = [{ account, taxRate, taxKey, amountCents: 12_000 }]
  return anInvoice({
    mandant,
    currency,
    creditor: country.creditors[0],
    invoiceNo: 'L-1',
    invoiceDate: '2026-10-07',
    positions,
  })
}

function handedOver(country: Country, account: string, taxRate: number | null, taxKey: string | null): string {
  const [position] = asDeducted(invoiceOf(country, account, taxRate, taxKey), without(country)).positions
  return `${position?.amountCents} ${position?.taxRate ?? '-'} ${position?.taxKey ?? '-'}`
}

it.each<[string, Country, string, number | null, string | null, string]>([
  ['a rate', germany, '4980', 1900, null, '12000 - -'],
  ['a key', germany, '4980', null, '9', '12000 - -'],
  ['a rate and a key', germany, '4980', 700, '8', '12000 - -'],
  ['a long key', germany, '4980', 1900, '401', '12000 - -'],
  ['an account that would compute it', germany, '3400', 1900, null, '12000 - 40'],
  ['what the receiver owes, without deduction', germany, '4980', null, '95', '12000 - 95'],
  ['an acquisition, without deduction', germany, '4980', null, '13', '12000 - 13'],
  ['a rate in Austria', austria, '5000', 2000, null, '12000 - -'],
  ['a rate in Switzerland', switzerland, '4200', 810, null, '12000 - -'],
])('the gross amount is expense: %s', (_, country, account, rate, key, expected) => {
  expect(handedOver(country, account, rate, key)).toBe(expected)
})

it('there is no tax in what every format looks at', () => {
  for (const country of [germany, austria, switzerland]) {
    const mandant = without(country)
    const [account, rate] = country === germany ? ['4980', 1900] : country === austria ? ['5000', 2000] : ['4200', 810]
    const faults = new FaultList(mandant.mandant.mandant, 'L-1')
    const booking = new BookingReader(mandant).incoming(
      asDeducted(invoiceOf(country, account, rate, null), mandant),
      faults,
    )
    expect(booking?.lines.map(({ grossCents, taxCents, tax }) => [grossCents, taxCents, tax])).toEqual([
      [cents(12_000), 0, null],
    ])
  }
})

it('nothing changes for who deducts it', () => {
  const invoice = invoiceOf(germany, '4980', 1900, '9')
  expect(asDeducted(invoice, germany.mandant)).toBe(invoice)
})
