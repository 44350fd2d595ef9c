import { expect, it } from 'vitest'
import { type BookingRule, ruleFor } from './booking-rules'

const rule = (account: string, creditor: string | null, taxRate: number | null, mandant = 'M1'): BookingRule => ({
  ...{ mandant, creditor, taxRate, account, taxKey: null, costCentre: null },
})
const rules = [
  rule('4900', null, null),
  rule('3400', null, 1900),
  rule('4930', '70001', null),
  rule('3300', '70001', 700),
  rule('9999', null, null, 'M2'),
]
const accountFor = (creditor: string, taxRate: number | null, mandant = 'M1') =>
  ruleFor(rules, mandant, creditor, { taxRate })?.account ?? null

it.each([
  ['70001', 700, '3300'],
  ['70001', 1900, '4930'],
  ['70002', 1900, '3400'],
  ['70002', 700, '4900'],
  ['70002', null, '4900'],
])('takes the narrowest rule for creditor %s and rate %s', (creditor, taxRate, account) => {
  expect(accountFor(creditor, taxRate)).toBe(account)
})

it('knows no rule of another Mandant', () => {
  expect(accountFor('70001', 700, 'M2')).toBe('9999')
  expect(accountFor('70001', 700, 'M3')).toBeNull()
})
