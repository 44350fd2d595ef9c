import { describe, expect, it } from 'vitest'
import { defaultMaintenanceWindow, type Interval } from './interval'
import { nextDue } from './next-due'
import { intervalMs, watchLimitMs } from './watch-limit'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

describe('the time without success that is still regular', () => {
  it.each<[Interval, number]>([
    [{ interval: 'hourly' }, dayMs],
    [{ interval: 'minutes', minutes: 15 }, dayMs],
    [{ interval: 'minutes', minutes: 720 }, 36 * hourMs],
    [{ interval: 'daily', time: '18:30' }, 3 * dayMs],
    [{ interval: 'weekly', weekdays: ['mon'], time: '07:30' }, 21 * dayMs],
    [{ interval: 'weekly', weekdays: ['fri', 'mon'], time: '07:30' }, 12 * dayMs],
    [{ interval: 'weekly', weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], time: '07:30' }, 9 * dayMs],
    [{ interval: 'monthly', days: [1], time: '07:30' }, 93 * dayMs],
    [{ interval: 'monthly', days: [15, 1], time: '07:30' }, 51 * dayMs],
    [{ interval: 'monthly', days: [31], time: '07:30' }, 93 * dayMs],
    [{ interval: 'monthly', days: [30, 31], time: '07:30' }, 90 * dayMs],
  ])('%j: %i ms', (interval, expected) => {
    expect(watchLimitMs(interval)).toBe(expected)
  })

  it.each<Interval>([
    { interval: 'daily', time: '12:00' },
    { interval: 'weekly', weekdays: ['sun', 'tue', 'wed'], time: '12:00' },
    { interval: 'monthly', days: [1, 9, 28], time: '12:00' },
    { interval: 'monthly', days: [29], time: '12:00' },
    { interval: 'monthly', days: [10, 30, 31], time: '12:00' },
  ])('is measured by the longest pause that a calendar of years shows: %j', (interval) => {
    const rules = { maintenanceWindow: defaultMaintenanceWindow, startDate: null }
    let [due, longest] = [Date.UTC(2024, 0, 1), 0]
    while (due < Date.UTC(2028, 2, 1)) {
      const next = nextDue(interval, 'UTC', due, rules)!
      if (due > Date.UTC(2024, 1, 1)) longest = Math.max(longest, next - due)
      due = next
    }
    expect(intervalMs(interval)).toBe(longest)
  })
})
