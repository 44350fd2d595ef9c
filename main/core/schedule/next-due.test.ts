import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultMaintenanceWindow, type Interval, type MaintenanceWindow, weekdays } from './interval'
import { parseLocal } from './local-time'
import { type DueRules, nextDue, preview } from './next-due'

const berlin = 'Europe/Berlin'
const rules: DueRules = { maintenanceWindow: defaultMaintenanceWindow, startDate: null }
const aroundTheClock: DueRules = { maintenanceWindow: null, startDate: null }

function runs(interval: Interval, fromLocal: string, count: number, limits = rules, zone = berlin): string[] {
  const from = parseLocal(fromLocal, zone)
  if (from === null) throw new Error(fromLocal)
  return preview(interval, zone, from, count, limits)
}

describe('hourly', () => {
  it('runs at minute 0 of the open hours, the first and the last included', () => {
    const day = runs({ interval: 'hourly' }, '2026-05-04T00:00', 18)
    expect(day).toHaveLength(18)
    expect(day[0]).toBe('2026-05-04T06:00:00+02:00')
    expect(day[16]).toBe('2026-05-04T22:00:00+02:00')
    expect(day[17]).toBe('2026-05-05T06:00:00+02:00')
  })

  it('counts the moment it is asked from', () => {
    expect(runs({ interval: 'hourly' }, '2026-05-04T07:00', 1)).toEqual(['2026-05-04T07:00:00+02:00'])
    expect(runs({ interval: 'hourly' }, '2026-05-04T07:00:01', 1)).toEqual(['2026-05-04T08:00:00+02:00'])
  })

  it('starts at the next full hour when the chain opens in between', () => {
    const limits = { maintenanceWindow: { from: '20:30', to: '06:30' }, startDate: null }
    expect(runs({ interval: 'hourly' }, '2026-05-04T20:00', 2, limits)).toEqual([
      '2026-05-04T20:00:00+02:00',
      '2026-05-05T07:00:00+02:00',
    ])
  })

  it('runs once where an hour is skipped and once where it comes twice', () => {
    expect(runs({ interval: 'hourly' }, '2026-03-29T01:00', 3, aroundTheClock)).toEqual([
      '2026-03-29T01:00:00+01:00',
      '2026-03-29T03:00:00+02:00',
      '2026-03-29T04:00:00+02:00',
    ])
    expect(runs({ interval: 'hourly' }, '2026-10-25T01:00', 4, aroundTheClock)).toEqual([
      '2026-10-25T01:00:00+02:00',
      '2026-10-25T02:00:00+02:00',
      '2026-10-25T03:00:00+01:00',
      '2026-10-25T04:00:00+01:00',
    ])
  })
})

describe('every x minutes', () => {
  it('counts from the first open minute of each day', () => {
    expect(runs({ interval: 'minutes', minutes: 45 }, '2026-05-04T21:00', 3)).toEqual([
      '2026-05-04T21:00:00+02:00',
      '2026-05-04T21:45:00+02:00',
      '2026-05-05T06:00:00+02:00',
    ])
    expect(runs({ interval: 'minutes', minutes: 7 }, '2026-05-04T06:00', 3)).toEqual([
      '2026-05-04T06:00:00+02:00',
      '2026-05-04T06:07:00+02:00',
      '2026-05-04T06:14:00+02:00',
    ])
  })

  it.each([
    [1, 961],
    [15, 65],
    [480, 3],
    [720, 2],
  ])('every %i minutes are %i runs a day', (minutes, expected) => {
    const found = runs({ interval: 'minutes', minutes }, '2026-05-04T00:00', 962)
    expect(found.filter((run) => run.startsWith('2026-05-04'))).toHaveLength(expected)
  })

  it('reaches over midnight when the maintenance window lies in the day', () => {
    const limits = { maintenanceWindow: { from: '12:00', to: '14:00' }, startDate: null }
    expect(runs({ interval: 'minutes', minutes: 600 }, '2026-05-04T13:00', 4, limits)).toEqual([
      '2026-05-04T14:00:00+02:00',
      '2026-05-05T00:00:00+02:00',
      '2026-05-05T10:00:00+02:00',
      '2026-05-05T14:00:00+02:00',
    ])
  })
})

describe('daily, weekly, monthly', () => {
  it.each([
    ['Europe/Berlin', '2026-03-28T12:00', '06:00', ['2026-03-29T06:00:00+02:00', '2026-03-30T06:00:00+02:00']],
    ['Europe/Vienna', '2026-03-28T07:00', '06:00', ['2026-03-29T06:00:00+02:00', '2026-03-30T06:00:00+02:00']],
    ['Europe/Zurich', '2026-10-24T22:00', '22:00', ['2026-10-24T22:00:00+02:00', '2026-10-25T22:00:00+01:00']],
    ['Europe/Berlin', '2027-10-30T23:00', '06:00', ['2027-10-31T06:00:00+01:00', '2027-11-01T06:00:00+01:00']],
  ])('keeps the wall clock of %s over a change of the clocks (%s)', (zone, from, time, expected) => {
    expect(runs({ interval: 'daily', time }, from, 2, rules, zone)).toEqual(expected)
  })

  it('runs a time in the skipped hour at its first valid minute, a time in the doubled one at its first coming', () => {
    expect(runs({ interval: 'daily', time: '02:30' }, '2026-03-29T00:00', 2, aroundTheClock)).toEqual([
      '2026-03-29T03:00:00+02:00',
      '2026-03-30T02:30:00+02:00',
    ])
    expect(runs({ interval: 'daily', time: '02:30' }, '2026-10-25T00:00', 2, aroundTheClock)).toEqual([
      '2026-10-25T02:30:00+02:00',
      '2026-10-26T02:30:00+01:00',
    ])
  })

  it('takes the chosen days of the week', () => {
    expect(runs({ interval: 'weekly', weekdays: ['mon', 'fri'], time: '07:30' }, '2026-05-04T08:00', 3)).toEqual([
      '2026-05-08T07:30:00+02:00',
      '2026-05-11T07:30:00+02:00',
      '2026-05-15T07:30:00+02:00',
    ])
  })

  it('takes the last day of a short month for a day it does not have, once', () => {
    expect(runs({ interval: 'monthly', days: [30, 31], time: '22:00' }, '2028-01-31T00:00', 5)).toEqual([
      '2028-01-31T22:00:00+01:00',
      '2028-02-29T22:00:00+01:00',
      '2028-03-30T22:00:00+02:00',
      '2028-03-31T22:00:00+02:00',
      '2028-04-30T22:00:00+02:00',
    ])
    expect(runs({ interval: 'monthly', days: [1, 15], time: '06:00' }, '2026-12-15T06:00', 2)).toEqual([
      '2026-12-15T06:00:00+01:00',
      '2027-01-01T06:00:00+01:00',
    ])
  })

  it('never comes at a time that the chain has closed', () => {
    const limits = { maintenanceWindow: { from: '18:00', to: '08:00' }, startDate: null }
    expect(nextDue({ interval: 'daily', time: '18:30' }, berlin, 0, limits)).toBeNull()
    expect(nextDue({ interval: 'daily', time: '18:00' }, berlin, 0, limits)).not.toBeNull()
  })
})

describe('the start date', () => {
  it('lets the first slot of its day through and none before', () => {
    const limits = { ...rules, startDate: '2027-01-01' }
    expect(runs({ interval: 'hourly' }, '2026-05-04T10:00', 1, limits)).toEqual(['2027-01-01T06:00:00+01:00'])
    expect(runs({ interval: 'monthly', days: [31], time: '12:00' }, '2026-05-04T10:00', 1, limits)).toEqual([
      '2027-01-31T12:00:00+01:00',
    ])
    expect(runs({ interval: 'daily', time: '12:00' }, '2027-05-04T10:00', 1, limits)).toEqual([
      '2027-05-04T12:00:00+02:00',
    ])
  })
})

// -------------------------------------------------------------------------- against a calculation of another kind
const minuteMs = 60_000
const clocks = new Map<string, Intl.DateTimeFormat>()

/** The wall clock as minutes since 1970, read from the zone data of Intl, one real minute at a time. */
function wallMinute(moment: number, zone: string): number {
  let format = clocks.get(zone)
  if (!format) {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
    format = new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: zone, hourCycle: 'h23' })
    clocks.set(zone, format)
  }
  const [, day, month, year, hour, minute] = /(\d+)\/(\d+)\/(\d+), (\d+):(\d+)/.exec(format.format(moment)) ?? []
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute)) / minuteMs
}

function isSlot(wall: number, interval: Interval, window: MaintenanceWindow | null): boolean {
  const minute = wall % 1440
  const at = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  const [opens, closes] = window ? [at(window.to), at(window.from)] : [0, 1439]
  if (minute < opens || minute > closes) return false
  const day = new Date(wall * minuteMs)
  switch (interval.interval) {
    case 'hourly':
      return minute % 60 === 0
    case 'minutes':
      return (minute - opens) % interval.minutes === 0
    case 'daily':
      return minute === at(interval.time)
    case 'weekly':
      return minute === at(interval.time) && interval.weekdays.includes(weekdays[(day.getUTCDay() + 6) % 7]!)
    case 'monthly': {
      const isLast = new Date((wall + 1440) * minuteMs).getUTCDate() === 1
      const today = day.getUTCDate()
      return (
        minute === at(interval.time) && interval.days.some((wanted) => wanted === today || (isLast && wanted > today))
      )
    }
  }
}

/** Walks real time minute by minute; the wall clock jumping forward brings its missing minutes at once. */
function slotsByWalking(
  interval: Interval,
  zone: string,
  from: number,
  until: number,
  window: MaintenanceWindow | null,
) {
  const found: number[] = []
  let seen = wallMinute(from - minuteMs, zone)
  for (let moment = from; moment <= until; moment += minuteMs) {
    const wall = wallMinute(moment, zone)
    const fresh = Array.from({ length: Math.max(wall - seen, 0) }, (_, index) => seen + 1 + index)
    if (fresh.some((one) => isSlot(one, interval, window))) found.push(moment)
    seen = Math.max(seen, wall)
  }
  return found
}

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
const openTime = time.filter((text) => text >= '06:00' && text <= '22:00')
const intervalWith = (times: fc.Arbitrary<string>): fc.Arbitrary<Interval> =>
  fc.oneof(
    fc.constant({ interval: 'hourly' } as const),
    fc.record({ interval: fc.constant('minutes' as const), minutes: fc.integer({ min: 1, max: 720 }) }),
    fc.record({ interval: fc.constant('daily' as const), time: times }),
    fc.record({
      interval: fc.constant('weekly' as const),
      weekdays: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }),
      time: times,
    }),
    fc.record({
      interval: fc.constant('monthly' as const),
      days: fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1 }),
      time: times,
    }),
  )

describe('every slot', () => {
  const days = [
    ['2026-03-28T20:00', 'spring'],
    ['2026-10-24T20:00', 'autumn'],
    ['2027-03-27T20:00', 'spring 2027'],
    ['2027-10-30T20:00', 'autumn 2027'],
    ['2028-02-28T20:00', 'a leap day'],
    ['2026-12-31T12:00', 'new year'],
  ] as const

  it.each(days)('from %s on (%s) is the one that walking minute by minute finds', (fromLocal) => {
    fc.assert(
      fc.property(
        fc.constantFrom('Europe/Berlin', 'Europe/Vienna', 'Europe/Zurich'),
        fc.oneof(
          intervalWith(openTime).map((interval) => ({ interval, window: defaultMaintenanceWindow })),
          intervalWith(time).map((interval) => ({ interval, window: null })),
        ),
        (zone, { interval, window }) => {
          const from = parseLocal(fromLocal, zone)!
          const until = from + 36 * 60 * minuteMs
          const found: number[] = []
          let due = nextDue(interval, zone, from - 1, { maintenanceWindow: window, startDate: null })
          while (due !== null && due <= until) {
            found.push(due)
            due = nextDue(interval, zone, due, { maintenanceWindow: window, startDate: null })
          }
          expect(found).toEqual(slotsByWalking(interval, zone, from, until, window))
        },
      ),
      { numRuns: 40 },
    )
  })

  it('lies after the moment asked for, whatever the zone', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Pacific/Apia', 'Asia/Kathmandu', 'UTC')
    const moments = fc.integer({ min: Date.UTC(2011, 0), max: Date.UTC(2035, 0) })
    fc.assert(
      fc.property(zones, moments, intervalWith(openTime), (zone, after, interval) => {
        const due = nextDue(interval, zone, after, rules)
        expect(due).toBeGreaterThan(after)
        expect(due! - after).toBeLessThanOrEqual(33 * 86_400_000)
      }),
    )
  })
})
