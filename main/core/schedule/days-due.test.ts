import { describe, expect, it } from 'vitest'
import { daysDue, daysOf, daysPlanned, Now, spanOf } from './days-due'
import type { Interval } from './interval'
import { defaultMaintenanceWindow } from './interval'
import { parseLocal } from './local-time'
import { nextDue } from './next-due'

const zone = 'Europe/Berlin'
const at = (local: string) => parseLocal(local, zone) ?? 0
const rules = { maintenanceWindow: defaultMaintenanceWindow, startDate: null }
const due = (
  schedule: Interval,
  range: readonly [string, string],
  change: Partial<Parameters<typeof daysDue>[2]> = {},
) => {
  const days = daysOf({ from: range[0], to: range[1] })
  const known = { rules, scheduledFromMs: 0, now: new Now(at('2027-01-01')), ...change }
  const found = daysDue({ enabled: true, schedule, timeZone: zone }, days, known)
  return days.filter((_, index) => found[index]).map(({ date }) => date.day)
}

describe('the days on which something was due', () => {
  const daily = { interval: 'daily', time: '18:30' } as const
  it.each<[string, Interval, readonly number[]]>([
    ['every day', daily, [26, 27, 28, 29, 30, 31]],
    ['every hour', { interval: 'hourly' }, [26, 27, 28, 29, 30, 31]],
    ['on weekdays', { interval: 'weekly', weekdays: ['fri', 'mon'], time: '07:00' }, [27, 30]],
    ['on days of the month', { interval: 'monthly', days: [1, 28, 31], time: '22:00' }, [28, 31]],
    ['at a closed time', { interval: 'daily', time: '23:00' }, []],
  ])('are those of the schedule: %s', (_name, schedule, expected) => {
    expect(due(schedule, ['2026-03-26', '2026-03-31'])).toEqual(expected)
  })

  it('begin with the schedule, and end now', () => {
    const range = ['2026-03-26', '2026-03-31'] as const
    const between = (from: string, now: string) =>
      due(daily, range, { scheduledFromMs: at(from), now: new Now(at(now)) })
    expect(between('2026-03-27T18:29', '2026-03-29T18:30')).toEqual([27, 28, 29])
    expect(between('2026-03-27T18:30', '2026-03-29T18:29')).toEqual([28])
    expect(due(daily, range, { rules: { ...rules, startDate: '2026-03-30' } })).toEqual([30, 31])
  })

  it('are none of a disabled profile', () => {
    const known = { rules, scheduledFromMs: 0, now: new Now(at('2027-01-01')) }
    const days = daysOf({ from: '2026-03-30', to: '2026-03-31' })
    expect(daysDue({ enabled: false, schedule: daily, timeZone: zone }, days, known)).toEqual([false, false])
  })

  it.each<Interval>([daily, { interval: 'hourly' }, { interval: 'monthly', days: [30, 31], time: '06:00' }])(
    'are the days of the slots one by one: %j',
    (schedule) => {
      const slots = new Set<string>()
      for (
        let slot = nextDue(schedule, zone, at('2026-02-27') - 1, rules);
        slot !== null && slot < at('2026-04-02');
      ) {
        slots.add(Temporal.Instant.fromEpochMilliseconds(slot).toZonedDateTimeISO(zone).toPlainDate().toString())
        slot = nextDue(schedule, zone, slot, rules)
      }
      const days = daysOf({ from: '2026-02-27', to: '2026-04-01' })
      const known = { rules, scheduledFromMs: 0, now: new Now(at('2027-01-01')) }
      const found = daysDue({ enabled: true, schedule, timeZone: zone }, days, known)
      expect(days.filter((_, index) => found[index]).map(({ text }) => text)).toEqual([...slots])
    },
  )
})

describe('the days on which a slot is still to come', () => {
  const planned = (nowMs: number, change: { enabled?: boolean; startDate?: string } = {}) => {
    const { enabled = true, startDate = null } = change
    const days = daysOf({ from: '2026-03-26', to: '2026-03-31' })
    const schedule = { interval: 'daily', time: '18:30' } as const
    const found = daysPlanned({ enabled, schedule, timeZone: zone }, days, {
      rules: { ...rules, startDate },
      now: new Now(nowMs),
    })
    return days.filter((_, index) => found[index]).map(({ date }) => date.day)
  }

  it('begin with today, as long as its time has not come', () => {
    expect(planned(at('2026-03-28T18:29'))).toEqual([28, 29, 30, 31])
    expect(planned(at('2026-03-28T18:30'))).toEqual([29, 30, 31])
  })

  it('begin with the start date, and are none of a disabled profile', () => {
    expect(planned(at('2026-03-26'), { startDate: '2026-03-30' })).toEqual([30, 31])
    expect(planned(at('2026-03-26'), { enabled: false })).toEqual([])
  })
})

describe('a day', () => {
  it('has 23 or 25 hours when the clocks change, and none is counted twice', () => {
    const days = daysOf({ from: '2026-03-28', to: '2026-03-30' }).map(({ date }) => spanOf(date, zone))
    expect(days.map(({ fromMs, untilMs }) => (untilMs - fromMs) / 3_600_000)).toEqual([24, 23, 24])
    expect(days[0]?.untilMs).toBe(days[1]?.fromMs)
    expect(daysOf({ from: '2026-03-30', to: '2026-03-28' })).toEqual([])
  })
})
