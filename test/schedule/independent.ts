import type { Interval, MaintenanceWindow } from '../../main/core/schedule/interval'

/**
 * The slots of a schedule, computed a second time from the words of the contract: a clock on the wall, walked minute by
 * real minute. No Temporal, nothing of main/core/schedule but the shape of its data.
 */

/** What the wall shows: UTC plus `offset` from `from` on; all in minutes, `from` since 1970 in UTC. Ascending. */
export type WallClock = readonly { readonly from: number; readonly offset: number }[]

export interface Plan {
  readonly interval: Interval
  readonly window: MaintenanceWindow | null
  /** `YYYY-MM-DD` on the wall. */
  readonly startDate?: string | null
}

export const minuteMs = 60_000
const hour = 60
const day = 24 * hour

/** Midnight in UTC as minutes since 1970. @param month from 1 */
const utcDay = (year: number, month: number, dayOfMonth: number) => Date.UTC(year, month - 1, dayOfMonth) / minuteMs

/** 0 is Sunday; 1 January 1970 was a Thursday. */
const weekdayOf = (minute: number) => (Math.floor(minute / day) + 4) % 7

function lastSunday(year: number, month: number): number {
  let one = utcDay(year, month, 31)
  while (weekdayOf(one) !== 0) one -= day
  return one
}

/** Berlin, Vienna, Zurich by the rule of the law: summer from the last Sunday of March to that of October, 01:00 UTC. */
export function centralEurope(firstYear: number, lastYear: number): WallClock {
  const changes = [{ from: utcDay(firstYear - 1, 10, 1), offset: 2 * hour }]
  changes.push({ from: lastSunday(firstYear - 1, 10) + hour, offset: hour })
  for (let year = firstYear; year <= lastYear; year += 1) {
    changes.push({ from: lastSunday(year, 3) + hour, offset: 2 * hour })
    changes.push({ from: lastSunday(year, 10) + hour, offset: hour })
  }
  return changes
}

const readers = new Map<string, Intl.DateTimeFormat>()

/** What Intl shows on the wall of a zone, as minutes since 1970. */
function readWall(minute: number, zone: string): number {
  let reader = readers.get(zone)
  if (!reader) {
    const parts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const
    reader = new Intl.DateTimeFormat('en-US', { ...parts, timeZone: zone, hourCycle: 'h23' })
    readers.set(zone, reader)
  }
  const shown = new Map(reader.formatToParts(minute * minuteMs).map(({ type, value }) => [type, Number(value)]))
  const part = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? Number.NaN
  return utcDay(part('year'), part('month'), part('day')) + part('hour') * hour + part('minute')
}

/** Any zone, from the time zone data of Intl: looked at twice a day, a change found to the minute by halving. */
export function clockOfIntl(zone: string, fromMs: number, untilMs: number): WallClock {
  const offsetAt = (minute: number) => readWall(minute, zone) - minute
  const [first, last] = [Math.floor(fromMs / minuteMs), Math.ceil(untilMs / minuteMs)]
  const changes = [{ from: first, offset: offsetAt(first) }]
  for (let at = first; at < last; at += day / 2) {
    const [before, after] = [offsetAt(at), offsetAt(at + day / 2)]
    if (before === after) continue
    let [low, high] = [at, at + day / 2]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (offsetAt(middle) === before) low = middle
      else high = middle
    }
    changes.push({ from: high, offset: after })
  }
  return changes
}

const timeOf = (text: string) => Number(text.slice(0, 2)) * hour + Number(text.slice(3))

/** Both edges of the maintenance window are open. @param time minute of the day */
export function isOpen(time: number, window: MaintenanceWindow | null): boolean {
  if (!window) return true
  const [from, to] = [timeOf(window.from), timeOf(window.to)]
  return from < to ? time <= from || time >= to : time <= from && time >= to
}

const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

/** Whether the plan wants to run at this time of an open day. */
function isTime(time: number, { interval, window }: Plan): boolean {
  switch (interval.interval) {
    case 'hourly':
      return time % hour === 0
    case 'minutes': {
      const firstOpen = window ? timeOf(window.to) : 0
      return ((time - firstOpen + day) % day) % interval.minutes === 0
    }
    default:
      return time === timeOf(interval.time)
  }
}

/** Whether the plan wants to run on the day of this minute of the wall. */
function isDay(wall: number, { interval, startDate }: Plan): boolean {
  if (startDate && wall < Date.parse(`${startDate}T00:00:00Z`) / minuteMs) return false
  if (interval.interval === 'weekly') return interval.weekdays.includes(dayNames[weekdayOf(wall)]!)
  return interval.interval === 'monthly' ? isDayOfMonth(wall, interval.days) : true
}

function isDayOfMonth(wall: number, days: readonly number[]): boolean {
  const today = new Date(wall * minuteMs).getUTCDate()
  const isLast = new Date((wall + day) * minuteMs).getUTCDate() === 1
  return days.includes(today) || (isLast && days.some((wanted) => wanted > today))
}

/** Walks so far ahead that a doubled hour or a skipped day before `fromMs` is known. */
const runUp = 3 * day

/**
 * Every slot with `fromMs` ≤ slot ≤ `untilMs`, ascending. Where the wall jumps forward, what it skipped is wanted at the
 * first minute that is there and open; where it shows minutes again, they do not count again.
 */
export function slotsBetween(plan: Plan, clock: WallClock, fromMs: number, untilMs: number): number[] {
  const slots: number[] = []
  const times = Array.from({ length: day }, (_, time) => time)
  const open = Uint8Array.from(times, (time) => Number(isOpen(time, plan.window)))
  const wanted = Uint8Array.from(times, (time) => Number(isOpen(time, plan.window) && isTime(time, plan)))
  const first = Math.floor(fromMs / minuteMs) - runUp
  const last = Math.floor(untilMs / minuteMs)
  let seen = -1
  let isWaiting = false
  for (const [index, { from, offset }] of clock.entries()) {
    const begin = Math.max(from, first)
    const end = Math.min((clock[index + 1]?.from ?? Number.POSITIVE_INFINITY) - 1, last)
    for (let minute = begin; minute <= end; minute += 1) {
      const wall = minute + offset
      if (wall <= seen) continue
      if (seen < 0) seen = wall - 1
      for (let shown = seen + 1; shown <= wall; shown += 1)
        isWaiting ||= wanted[shown % day] === 1 && isDay(shown, plan)
      seen = wall
      if (!isWaiting || open[wall % day] === 0) continue
      isWaiting = false
      if (minute * minuteMs >= fromMs) slots.push(minute * minuteMs)
    }
  }
  return slots
}
