import { expect, it } from 'vitest'
import { AccountBook } from './accounts'

const roles = (chart: string | null, of: 'datev' | 'others', ...accounts: readonly string[]) =>
  accounts.map((account) => new AccountBook(chart, 4, new Set(), of).roleOf(account) ?? '-').join(' ')

it.each([
  ['SKR03', 'others', 'debtor creditor - - -'],
  ['SKR04', 'datev', 'debtor creditor - - -'],
  [null, 'others', 'debtor creditor - - -'],
  // BMD's own sample books 200000 against 4000.
  ['OEKR', 'others', 'debtor creditor debtor creditor -'],
  ['OEKR', 'datev', 'debtor creditor - - -'],
  ['KMU', 'others', 'debtor creditor creditor debtor -'],
] as const)('persons of %s, %s', (chart, of, expected) => {
  expect(roles(chart, of, '10001', '70001', '200001', '300001', '2000000001')).toBe(expected)
})
