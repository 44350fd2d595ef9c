import { assertNever } from '../assert'
import type { IsoDate } from '../ledger/ledger'
import { type Interval, type MaintenanceWindow, type Weekday, weekdays } from './interval'
import { minuteOf, toIsoWithOffset, zonedMomentOf } from './local-time'
import { isOpenAt, isOpenMinute, nextOpen, openHours } from './open-hours'

/** What limits the run times beside the interval. */
export interface DueRules {
  readonly maintenanceWindow: MaintenanceWindow | null
  /** No slot before this day begins in the profile's zone; null: no limit. */
  readonly startDate: IsoDate | null
}

/** Longer than any pause between two slots: a day of the month comes at least every 31 days, for 31 means the last. */
const daysMax = 40
const hourMinutes = 60

/**
 * The first slot strictly after a moment, on the wall clock of the zone. A slot in an hour that the clocks skip lies on
 * the first valid minute (that is open), one in an hour that comes twice on its first coming; slots that fall together
 * are one.
 * @param after milliseconds since the epoch
 * @returns milliseconds since the epoch; null when the chosen time lies in the maintenance window and so never comes
 */
export function nextDue(interval: Interval, zone: string, after: number, rules: DueRules): number | null {
  const today = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone).toPlainDate()
  const start = rules.startDate === null ? null : Temporal.PlainDate.from(rules.startDate)
  // Open hours may begin on the evening before, so that their slots reach into the day.
  const first = start && Temporal.PlainDate.compare(start, today) > 0 ? start : today
  const minutes = slotMinutes(interval, rules.maintenanceWindow)
  if (minutes.length === 0) return null
  for (let offset = -1; offset <= daysMax; offset += 1) {
    const day = first.add({ days: offset })
    if (!runsOn(interval, day)) continue
    const due = firstAfter(day, minutes, zone, { after, start, window: rules.maintenanceWindow })
    if (due !== null) return due
  }
  return null
}

/**
 * The newest slot up to a moment, that moment included; by the same rules as `nextDue`.
 * @returns null when there is none since the start date, or never one
 */
export function previousDue(interval: Interval, zone: string, until: number, rules: DueRules): number | null {
  const today = Temporal.Instant.fromEpochMilliseconds(until).toZonedDateTimeISO(zone).toPlainDate()
  const start = rules.startDate === null ? null : Temporal.PlainDate.from(rules.startDate)
  const minutes = slotMinutes(interval, rules.maintenanceWindow)
  if (minutes.length === 0) return null
  // A clock set back over midnight shows yesterday again after the first slots of today.
  for (let offset = -1; offset <= daysMax; offset += 1) {
    const day = today.subtract({ days: offset })
    if (!runsOn(interval, day)) continue
    const due = lastUntil(day, minutes, zone, { until, start, window: rules.maintenanceWindow })
    if (due !== null) return due
  }
  return null
}

/** The next slots from a moment on, that moment included, as ISO date-times with offset. */
export function preview(interval: Interval, zone: string, from: number, count: number, rules: DueRules): string[] {
  const slots: string[] = []
  let due = nextDue(interval, zone, from - 1, rules)
  while (due !== null && slots.length < count) {
    slots.push(toIsoWithOffset(due, zone))
    due = nextDue(interval, zone, due, rules)
  }
  return slots
}

/** Tells of calendar days of the profile's zone whether a slot lies on them. The start date does not count. */
export function dueDays(interval: Interval, window: MaintenanceWindow | null): (day: Temporal.PlainDate) => boolean {
  const isEver = slotMinutes(interval, window).length > 0
  return (day) => isEver && runsOn(interval, day)
}

/** The first slot of this calendar day strictly after a moment; null when there is none. */
export function slotOn(
  interval: Interval,
  zone: string,
  day: Temporal.PlainDate,
  after: number,
  { maintenanceWindow: window, startDate }: DueRules,
): number | null {
  if (!runsOn(interval, day)) return null
  const start = startDate === null ? null : Temporal.PlainDate.from(startDate)
  return firstAfter(day, slotMinutes(interval, window), zone, { after, start, window })
}

/** Minutes after midnight of the day on which the open hours begin; ascending, may pass 24 hours. */
function slotMinutes(interval: Interval, window: MaintenanceWindow | null): readonly number[] {
  const { firstMinute, length } = openHours(window)
  switch (interval.interval) {
    case 'hourly':
      return steps(Math.ceil(firstMinute / hourMinutes) * hourMinutes, hourMinutes, firstMinute + length)
    case 'minutes':
      return steps(firstMinute, interval.minutes, firstMinute + length)
    case 'daily':
    case 'weekly':
    case 'monthly':
      return isOpenAt(interval.time, window) ? [minuteOf(interval.time)] : []
    default:
      return assertNever(interval)
  }
}

function steps(first: number, step: number, last: number): readonly number[] {
  const count = Math.floor((last - first) / step) + 1
  return Array.from({ length: Math.max(count, 0) }, (_, index) => first + index * step)
}

function runsOn(interval: Interval, day: Temporal.PlainDate): boolean {
  switch (interval.interval) {
    case 'hourly':
    case 'minutes':
    case 'daily':
      return true
    case 'weekly':
      return interval.weekdays.includes(weekdayOf(day))
    case 'monthly':
      return interval.days.some((wanted) => Math.min(wanted, day.daysInMonth) === day.day)
    default:
      return assertNever(interval)
  }
}

function weekdayOf(day: Temporal.PlainDate): Weekday {
  return weekdays[day.dayOfWeek - 1] ?? 'mon' // ISO counts Monday as 1
}

interface Limits {
  readonly start: Temporal.PlainDate | null
  readonly window: MaintenanceWindow | null
}

interface Place {
  readonly local: Temporal.PlainDateTime
  /** Not before the start date. */
  readonly isReleased: boolean
}

function placeOf(midnight: Temporal.PlainDateTime, minute: number, start: Temporal.PlainDate | null): Place {
  const local = midnight.add({ minutes: minute })
  return { local, isReleased: start === null || Temporal.PlainDate.compare(local.toPlainDate(), start) >= 0 }
}

function firstAfter(
  day: Temporal.PlainDate,
  minutes: readonly number[],
  zone: string,
  { after, start, window }: Limits & { readonly after: number },
): number | null {
  const midnight = day.toPlainDateTime()
  let due: number | null = null
  firstIndex(minutes.length, (at) => {
    const { local, isReleased } = placeOf(midnight, minutes[at] ?? 0, start)
    if (!isReleased) return false
    const moment = slotMoment(local, zone, window)
    if (moment > after) due = moment // the last one that holds is the first of all
    return moment > after
  })
  return due
}

function lastUntil(
  day: Temporal.PlainDate,
  minutes: readonly number[],
  zone: string,
  { until, start, window }: Limits & { readonly until: number },
): number | null {
  const midnight = day.toPlainDateTime()
  const isLater = (at: number) => slotMoment(midnight.add({ minutes: minutes[at] ?? 0 }), zone, window) > until
  const minute = minutes[firstIndex(minutes.length, isLater) - 1]
  if (minute === undefined) return null
  const { local, isReleased } = placeOf(midnight, minute, start)
  return isReleased ? slotMoment(local, zone, window) : null
}

/**
 * The first index that holds, the length when none does. Moments never decrease with the wall clock (see `slotMoment`), so
 * what holds for one slot holds for all that follow, and the range can be halved.
 */
function firstIndex(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** A slot lies in open hours; only a skipped hour can move it behind their end, and then it waits for them to begin again. */
function slotMoment(local: Temporal.PlainDateTime, zone: string, window: MaintenanceWindow | null): number {
  const moment = zonedMomentOf(local, zone)
  const isOpen = isOpenMinute(moment.hour * hourMinutes + moment.minute, window)
  return isOpen ? moment.epochMilliseconds : nextOpen(moment.epochMilliseconds, zone, window)
}
