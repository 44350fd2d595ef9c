import { describe, expect, it } from 'vitest'
import { AccountBook } from '../booking/accounts'
import { datevTaxKeysFor } from '../booking/tax-rules'
import type { TaxKeyRule } from '../format'
import { FaultList } from './faults'
import { taxKeyOf } from './tax-key'

interface Case {
  readonly chart?: string
  readonly length?: number
  readonly marked?: readonly string[]
  readonly own?: readonly TaxKeyRule[]
  readonly country?: string
  readonly account: string
  readonly contra: string
  readonly rate?: number
  readonly key?: string
  readonly date?: string
  readonly serviceDate?: string
}

/** `key` or `key!code,code` when faults came along. */
function answer(one: Case): string {
  const chart = one.chart ?? 'SKR03'
  const book = new AccountBook(chart, one.length ?? 4, new Set(one.marked))
  const [account, contraAccount] = [book.facts(one.account), book.facts(one.contra)]
  if (typeof account === 'string' || typeof contraAccount === 'string') throw new Error('not an account')
  const faults = new FaultList('M1', 'RE-1')
  const key = taxKeyOf(
    {
      taxRate: one.rate ?? null,
      taxKey: one.key ?? null,
      documentDate: one.date ?? '2026-10-05',
      serviceDate: one.serviceDate ?? null,
      account,
      contraAccount,
    },
    datevTaxKeysFor(one.own ?? [], one.country ?? 'DE', chart),
    faults,
  )
  const codes = faults.faults.map((fault) => fault.code.replace('format-', ''))
  return codes.length > 0 ? `${key}!${codes.join()}` : key
}

const swiss: TaxKeyRule = {
  format: null,
  direction: 'output',
  taxRate: 810,
  sourceKey: null,
  key: '0815',
  validFrom: null,
  validTo: null,
}
const untilSummer: TaxKeyRule = {
  format: null,
  direction: 'output',
  taxRate: 1900,
  sourceKey: null,
  key: '101',
  validFrom: null,
  validTo: '2026-06-30',
}

const cases: readonly [string, Case, string][] = [
  ['19 % on a plain revenue account, SKR03', { account: '10000', contra: '8000', rate: 1900 }, '3'],
  ['7 % on a plain revenue account, SKR04', { chart: 'SKR04', account: '10000', contra: '4000', rate: 700 }, '2'],
  ['19 % on an expense account', { account: '70000', contra: '4930', rate: 1900 }, '9'],
  ['7 % on an expense account', { account: '70000', contra: '4930', rate: 700 }, '8'],
  ['expense from the till: the account decides', { account: '4930', contra: '1000', rate: 1900 }, '9'],
  ['revenue in the till', { account: '1000', contra: '8000', rate: 1900 }, '3'],
  ['fixed asset: the class decides', { account: '0420', contra: '1200', rate: 1900 }, '9'],
  ['a debtor’s expense carries input tax, as the chart demands', { account: '10000', contra: '4930', rate: 1900 }, '9'],
  ['no rate, no key', { account: '10000', contra: '8000' }, ''],
  ['0 %, no key', { account: '10000', contra: '8000', rate: 0 }, ''],
  ['the source’s own key', { account: '10000', contra: '8000', rate: 1900, key: '101' }, '101'],
  ['the source’s own key with four digits', { account: '70000', contra: '4930', key: '6501' }, '6501'],
  ['an output key on an expense account', { account: '10000', contra: '4930', key: '3' }, '3!tax-key-wrong-direction'],
  ['an input key on a revenue account', { account: '1000', contra: '8000', key: '9' }, '9!tax-key-wrong-direction'],
  ['a special key is the source’s business', { account: '10000', contra: '8000', key: '9501' }, '9501'],
  ['a key of letters', { account: '10000', contra: '8000', key: '3a' }, '!tax-key-invalid'],
  ['a key of five digits', { account: '10000', contra: '8000', key: '12345' }, '!tax-key-invalid'],
  ['a key of zeros', { account: '10000', contra: '8000', key: '0' }, '!tax-key-invalid'],
  ['automatic account with its rate', { account: '10000', contra: '8400', rate: 1900 }, ''],
  ['automatic account without a rate', { account: '10000', contra: '8400' }, ''],
  ['automatic account on the left', { account: '8400', contra: '10000', rate: 1900 }, ''],
  ['automatic account, wrong rate', { account: '10000', contra: '8400', rate: 700 }, '!tax-rate-contradicts-account'],
  ['automatic account, 0 %', { account: '10000', contra: '8400', rate: 0 }, '!tax-rate-contradicts-account'],
  ['automatic input tax account', { account: '70000', contra: '3400', rate: 1900 }, ''],
  [
    'automatic input tax account, wrong rate',
    { account: '70000', contra: '3400', rate: 700 },
    '!tax-rate-contradicts-account',
  ],
  ['agriculture at 5.5 %', { account: '70000', contra: '3505', rate: 550 }, ''],
  ['tax-free automatic account at 0 %', { account: '10000', contra: '8100', rate: 0 }, ''],
  [
    'tax-free automatic account at 19 %',
    { account: '10000', contra: '8100', rate: 1900 },
    '!automatic-account-rate-unknown',
  ],
  ['cancelled automatic', { account: '10000', contra: '8400', key: '40' }, '40'],
  ['same key beside an automatic account', { account: '10000', contra: '8400', key: '3' }, '!tax-key-dropped'],
  ['same input key beside an automatic account', { account: '70000', contra: '3400', key: '9' }, '!tax-key-dropped'],
  [
    'another key beside an automatic account',
    { account: '10000', contra: '8400', key: '2' },
    '!tax-key-on-automatic-account',
  ],
  [
    'input key beside an output account',
    { account: '10000', contra: '8400', key: '9' },
    '!tax-key-on-automatic-account',
  ],
  ['marked by the books', { marked: ['8000'], account: '10000', contra: '8000', rate: 1900 }, ''],
  ['marked by the books, rate of theirs', { marked: ['8000'], account: '10000', contra: '8000', rate: 700 }, ''],
  ['six digits append zeros', { length: 6, account: '1000000', contra: '840000', rate: 1900 }, ''],
  ['six digits, a sub-account has no function', { length: 6, account: '1000000', contra: '840010', rate: 1900 }, '3'],
  ['leading zeros do not matter', { length: 4, account: '420', contra: '1200', rate: 1900 }, '9'],
  ['July 2020: the key of the day', { account: '10000', contra: '8000', rate: 1600, date: '2020-07-01' }, '3'],
  ['December 2020', { account: '70000', contra: '4930', rate: 500, date: '2020-12-31' }, '8'],
  ['June 2020', { account: '10000', contra: '8000', rate: 1900, date: '2020-06-30' }, '3'],
  ['old rate in the lowered months', { account: '10000', contra: '8000', rate: 1900, date: '2020-08-15' }, '5'],
  ['old input rate in the lowered months', { account: '70000', contra: '4930', rate: 1900, date: '2020-08-15' }, '7'],
  ['old reduced rate in the lowered months', { account: '10000', contra: '8000', rate: 700, date: '2020-08-15' }, '4'],
  [
    'old reduced input rate in the lowered months',
    { account: '70000', contra: '4930', rate: 700, date: '2020-08-15' },
    '6',
  ],
  ['16 % after the lowered months', { account: '10000', contra: '8000', rate: 1600, date: '2021-01-01' }, '5'],
  ['16 % input after the lowered months', { account: '70000', contra: '4930', rate: 1600, date: '2021-01-01' }, '7'],
  ['automatic account in the lowered months', { account: '10000', contra: '8400', rate: 1600, date: '2020-09-01' }, ''],
  [
    '… at the full rate',
    { account: '10000', contra: '8400', rate: 1900, date: '2020-09-01' },
    '!tax-rate-contradicts-account',
  ],
  [
    '… for a service before them',
    { account: '10000', contra: '8400', rate: 1900, date: '2020-07-02', serviceDate: '2020-06-29' },
    '',
  ],
  ['unknown output rate', { account: '10000', contra: '8000', rate: 810 }, '!tax-rate-without-output-key'],
  ['unknown input rate', { account: '70000', contra: '4930', rate: 2000 }, '!tax-rate-without-input-key'],
  ['set for the Mandant', { own: [swiss], account: '10000', contra: '8000', rate: 810 }, '0815'],
  [
    'set for the Mandant, before the default',
    { own: [untilSummer], account: '10000', contra: '8000', rate: 1900, date: '2026-06-30' },
    '101',
  ],
  [
    'set for the Mandant, no longer valid',
    { own: [untilSummer], account: '10000', contra: '8000', rate: 1900, date: '2026-07-01' },
    '3',
  ],
  [
    'outside Germany there are no defaults',
    { country: 'AT', account: '10000', contra: '8000', rate: 1900 },
    '!tax-rate-without-output-key',
  ],
  [
    'own chart: no defaults',
    { chart: 'HAUS', account: '10000', contra: '8000', rate: 1900 },
    '!tax-rate-without-output-key',
  ],
  [
    'own chart: nothing is automatic',
    { chart: 'HAUS', own: [swiss], account: '10000', contra: '8400', rate: 810 },
    '0815',
  ],
  [
    'own chart, no personal account',
    { chart: 'HAUS', own: [swiss], account: '1000', contra: '8400', rate: 810 },
    '!tax-direction-unknown',
  ],
  ['bank and debtor bear no tax', { account: '1200', contra: '10000', rate: 1900 }, '!tax-not-possible'],
  ['bank and debtor, 0 %', { account: '1200', contra: '10000', rate: 0 }, ''],
  ['key between bank and till', { account: '1200', contra: '1000', key: '3' }, '!tax-not-possible'],
]

describe('tax key', () => {
  it.each(cases)('%s', (_title, one, expected) => {
    expect(answer(one)).toBe(expected)
  })
})
