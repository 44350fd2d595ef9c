import { describe, expect, it } from 'vitest'
import type { Interval, MaintenanceWindow, Weekday } from '../../main/core/schedule/interval'
import { nextDue } from '../../main/core/schedule/next-due'
import { centralEurope, clockOfIntl, minuteMs, slotsBetween, type WallClock } from './independent'
import { randomOf } from './random'

/**
 * Every interval, 2024 to 2040, against the independent calculation. Daily, weekly and monthly plans are compared slot by
 * slot over all seventeen years. The finer ones have millions of slots: of them a stretch around every change of the
 * clocks, turn of the year and leap day is compared, and around moments drawn by chance; SCHEDULE_TABLE=full compares all.
 */
const isFull = process.env['SCHEDULE_TABLE'] === 'full'
const years = [2024, 2040] as const
const zones = ['Europe/Berlin', 'Europe/Vienna', 'Europe/Zurich'] as const
const clock = centralEurope(...years)
const [fromMs, untilMs] = [Date.UTC(2023, 11, 31, 23), Date.UTC(2040, 11, 31, 23) - 1]

const windows: Readonly<Record<string, MaintenanceWindow | null>> = {
  'as delivered': { from: '22:00', to: '06:00' },
  'closed at noon': { from: '11:45', to: '14:10' },
  'open by night': { from: '05:30', to: '20:15' },
  'closed from the skipped hour on': { from: '02:20', to: '21:50' },
  'open from the skipped hour on': { from: '20:00', to: '02:20' },
  'never closed': null,
}

interface Row {
  readonly interval: Interval
  readonly window: string
  readonly zone: (typeof zones)[number]
}

const daily = (time: string): Interval => ({ interval: 'daily', time })
const weekly = (weekdays: readonly Weekday[], time: string): Interval => ({ interval: 'weekly', weekdays, time })
const monthly = (days: readonly number[], time: string): Interval => ({ interval: 'monthly', days, time })
const everyMinutes = (minutes: number): Interval => ({ interval: 'minutes', minutes })
const workdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const

const coarse: Readonly<Record<string, readonly Interval[]>> = {
  'as delivered': [
    ...[daily('06:00'), daily('22:00')],
    ...[weekly(['mon', 'fri'], '07:30'), weekly(['sun'], '06:00'), weekly(['sat', 'sun', 'wed'], '22:00')],
    ...[monthly([1], '06:00'), monthly([15, 31], '22:00'), monthly([29, 30, 31], '12:00')],
  ],
  'closed at noon': [daily('02:30'), weekly(['sun'], '02:59'), monthly([31], '02:00')],
  'open by night': [weekly(['sat', 'sun'], '02:00'), monthly([28, 31], '00:00')],
  'closed from the skipped hour on': [daily('02:20'), weekly(['sun', 'mon'], '02:01'), monthly([25, 31], '23:59')],
  'open from the skipped hour on': [weekly(workdays, '18:30'), monthly([26, 29, 31], '02:45')],
  'never closed': [daily('02:30'), weekly(['sun', 'thu'], '02:00'), monthly([15, 31], '23:59')],
}
const fine: Readonly<Record<string, readonly Interval[]>> = {
  'as delivered': [{ interval: 'hourly' }, ...[1, 7, 15, 60, 720].map(everyMinutes)],
  'closed at noon': [{ interval: 'hourly' }, ...[7, 720].map(everyMinutes)],
  'open by night': [{ interval: 'hourly' }, ...[15, 60].map(everyMinutes)],
  'closed from the skipped hour on': [{ interval: 'hourly' }, ...[7, 60].map(everyMinutes)],
  'open from the skipped hour on': [{ interval: 'hourly' }, ...[7, 720].map(everyMinutes)],
  'never closed': [{ interval: 'hourly' }, ...[1, 7, 15, 60, 720].map(everyMinutes)],
}

/** Each line in one zone, the zones in turn; in all three when nothing is left out. */
function rowsOf(table: Readonly<Record<string, readonly Interval[]>>): readonly Row[] {
  const lines = Object.entries(table).flatMap(([window, intervals]) =>
    intervals.map((interval) => ({ interval, window })),
  )
  return lines.flatMap((line, index) =>
    zones.filter((_, at) => isFull || at === index % 3).map((zone) => ({ ...line, zone })),
  )
}

/** Asks nextDue again and again, as the schedule does. */
function chain({ interval, window, zone }: Row, from: number, until: number): number[] {
  const rules = { maintenanceWindow: windows[window] ?? null, startDate: null }
  const found: number[] = []
  for (let due = nextDue(interval, zone, from - 1, rules); due !== null && due <= until; ) {
    found.push(due)
    due = nextDue(interval, zone, due, rules)
  }
  return found
}

function compare(row: Row, from: number, until: number): number {
  const plan = { interval: row.interval, window: windows[row.window] ?? null }
  const [found, expected] = [chain(row, from, until), slotsBetween(plan, clock, from, until)]
  const [wrong, missing] = [new Set(found), new Set(expected)]
  for (const slot of expected) wrong.delete(slot)
  for (const slot of found) missing.delete(slot)
  const named = (slots: Set<number>) => [...slots].slice(0, 5).map((slot) => new Date(slot).toISOString())
  expect({ wrong: named(wrong), missing: named(missing) }, JSON.stringify(row)).toEqual({ wrong: [], missing: [] })
  expect(found.length, 'none twice').toBe(expected.length)
  return found.length
}

const changes = clock.map(({ from }) => from * minuteMs).filter((at) => at > fromMs)

/** The other turns of the calendar, and moments drawn by chance. */
function turns(): readonly number[] {
  const next = randomOf(20_24)
  const ends = Array.from({ length: years[1] - years[0] + 1 }, (_, index) => Date.UTC(years[0] + index, 11, 31, 23))
  const leapDays = [2024, 2028, 2032, 2036, 2040].map((year) => Date.UTC(year, 1, 28, 23))
  const drawn = Array.from({ length: 30 }, () => fromMs + Math.floor(next() * (untilMs - fromMs)))
  return [...ends, ...leapDays, ...drawn]
}

const describeRow = ({ interval, window, zone }: Row) =>
  `${Object.values(interval).map(String).join(' ')}, ${window}, ${zone}`

describe('the wall clock of the independent calculation', () => {
  it.each(zones)('goes as the one of Intl in %s', (zone) => {
    const since = (changes: WallClock) => changes.filter(({ from }) => from * minuteMs > fromMs)
    expect(since(clockOfIntl(zone, fromMs, untilMs))).toEqual(since(clock))
    expect(since(clock)).toHaveLength(34)
  })
})

describe('every slot of 2024 to 2040', () => {
  it.each(rowsOf(coarse).map((row) => [describeRow(row), row] as const))('%s', (_name, row) => {
    expect(compare(row, fromMs, untilMs)).toBeGreaterThan(17 * 12 - 1)
  })
})

describe(isFull ? 'every slot of 2024 to 2040' : 'the slots around the changes of the clocks and other turns', () => {
  const stepOf = (interval: Interval) => (interval.interval === 'minutes' ? interval.minutes : 60)

  it.each(rowsOf(fine).map((row) => [describeRow(row), row] as const))('%s', (_name, row) => {
    if (isFull) return void compare(row, fromMs, untilMs)
    // To both sides: ten slots at most, fifteen hours at most; at a change of the clocks the hours before and after it.
    const reach = Math.min(10 * stepOf(row.interval), 15 * 60)
    let compared = 0
    const around = (moment: number, minutes: number) => {
      compared += compare(row, moment - minutes * minuteMs, moment + minutes * minuteMs)
    }
    for (const change of changes) around(change, Math.max(reach, 65))
    for (const turn of turns()) around(turn, reach)
    expect(compared).toBeGreaterThan(20)
  })
})
