import { describe, expect, it } from 'vitest'
import { cents } from '../../money/cents'
import type { BookingLine } from './booking'
import { entriesOf } from './entries'
import type { LineTax } from './line-tax'

const tax: LineTax = { direction: 'output', rate: 810, sourceKey: null, automatic: false, isSpecial: false }

/** `account` is debited; `bearing` says which of the two has the tax. */
function line(account: string, contraAccount: string, amount: number, bearing: string | null = null): BookingLine {
  const sides = { side: 'S', debit: account, credit: contraAccount } as const
  return {
    ...{ position: 1, costCentre: null, costObject: null, text: null, person: null, statedRate: null },
    ...{ ...sides, account, contraAccount, bearing },
    grossCents: cents(amount),
    taxCents: cents(0),
    tax: bearing === null ? null : tax,
  }
}
const shown = (lines: readonly BookingLine[]) =>
  entriesOf(lines).map(({ account, side, totalCents, counters }) => [
    ...[account, side, totalCents],
    ...counters.map((one) => [one.account, one.sign * one.line.grossCents]),
  ])

describe('entries', () => {
  it('make one total of the account that all lines share', () => {
    const lines = [line('11001', '3000', 500, '3000'), line('2030', '11001', 200, '2030')]
    expect(shown(lines)).toEqual([['11001', 'S', 300, ['3000', 500], ['2030', -200]]])
  })

  it('put the total on the side that is left over', () => {
    const lines = [line('3000', '11001', 500, '3000'), line('11001', '3010', 100, '3010')]
    expect(shown(lines)).toEqual([['11001', 'H', 400, ['3000', 500], ['3010', -100]]])
  })

  it('never make the account with the tax the total', () => {
    expect(shown([line('4000', '1000', 300, '4000')])).toEqual([['1000', 'H', 300, ['4000', 300]]])
    const same = [line('4000', '1000', 300, '4000'), line('4000', '1020', 200, '4000')]
    expect(shown(same)).toEqual([
      ['1000', 'H', 300, ['4000', 300]],
      ['1020', 'H', 200, ['4000', 200]],
    ])
  })

  it('make a total of each account where nothing is shared, lines of one account together', () => {
    const lines = [line('11001', '3000', 5, '3000'), line('4000', '1000', 3, '4000'), line('11001', '3010', 2, '3010')]
    expect(shown(lines)).toEqual([
      ['11001', 'S', 7, ['3000', 5], ['3010', 2]],
      ['1000', 'H', 3, ['4000', 3]],
    ])
  })

  it('allow for a total of nothing and for no line at all', () => {
    const lines = [line('11001', '3000', 5, '3000'), line('3010', '11001', 5, '3010')]
    expect(shown(lines)).toEqual([['11001', 'S', 0, ['3000', 5], ['3010', -5]]])
    expect(shown([])).toEqual([])
  })
})
