import { describe, expect, it } from 'vitest'
import { isDate, isYearlyDay, periodOf } from './period'

describe('period of a file', () => {
  it.each([
    ['2026-10-05', '01-01', '20261001', '20261031', '20260101'],
    ['2026-02-28', '01-01', '20260201', '20260228', '20260101'],
    ['2028-02-29', '01-01', '20280201', '20280229', '20280101'],
    ['2026-06-30', '07-01', '20260601', '20260630', '20250701'],
    ['2026-07-01', '07-01', '20260701', '20260731', '20260701'],
    ['2026-01-31', '10-01', '20260101', '20260131', '20251001'],
    ['2026-07-14', '07-15', '20260701', '20260714', '20250715'],
    ['2026-07-15', '07-15', '20260715', '20260731', '20260715'],
    ['2026-08-01', '07-15', '20260801', '20260831', '20260715'],
  ])('%s with a financial year from %s', (date, start, from, to, fiscalYearStart) => {
    expect(periodOf(date, start)).toEqual({ month: from.slice(0, 6), from, to, fiscalYearStart })
  })

  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '1999-12-31', '20261005', '2026-1-5', ''])(
    'refuses %j',
    (date) => expect(isDate(date)).toBe(false),
  )

  it('knows days that come every year', () => {
    expect(['01-01', '12-31', '07-15'].every(isYearlyDay)).toBe(true)
    expect(['02-29', '13-01', '1-1', '0101'].some(isYearlyDay)).toBe(false)
  })
})
