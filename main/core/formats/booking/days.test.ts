import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysBetween, paymentDays } from './days'

const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((one) => one.toISOString().slice(0, 10))

describe('days', () => {
  it('are counted as the calendar does', () => {
    fc.assert(
      fc.property(day, day, (from, to) => {
        expect(daysBetween(from, to)).toBe((Date.parse(to) - Date.parse(from)) / 86_400_000)
      }),
    )
  })

  it.each([
    ['2026-10-05', '2026-10-19', 14],
    ['2026-10-31', '2026-10-31', 0],
    ['2028-02-28', '2028-03-01', 2],
    ['2026-10-19', '2026-10-05', null],
    ['2026-01-01', '2030-01-01', null],
    ['2026-01-01', null, null],
  ])('from %s to %s: %s', (from, due, days) => {
    expect(paymentDays(from, due)).toBe(days)
  })
})
