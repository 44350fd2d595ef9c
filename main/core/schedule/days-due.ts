import type { IsoDate } from '../ledger/ledger'
import type { Profile } from '../profile/profile'
import { dayOf, momentOf } from './local-time'
import { type DueRules, dueDays, slotOn } from './next-due'

/** A stretch of days, both ends included. */
export interface DayRange {
  readonly from: IsoDate
  readonly to: IsoDate
}

/** The days of a range, in order; none when it ends before it begins. */
export function daysOf({ from, to }: DayRange): readonly Day[] {
  const [first, last] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)]
  const count = first.until(last).days + 1
  return Array.from({ length: Math.max(count, 0) }, (_, index) => {
    const date = first.add({ days: index })
    return { date, text: date.toString() }
  })
}

/** When a day begins and ends in a zone, in milliseconds since the epoch. */
export function spanOf(day: Temporal.PlainDate, zone: string): { readonly fromMs: number; readonly untilMs: number } {
  const midnight = day.toPlainDateTime()
  return { fromMs: momentOf(midnight, zone), untilMs: momentOf(midnight.add({ days: 1 }), zone) }
}

/** A calendar day, and its text. */
export interface Day {
  readonly date: Temporal.PlainDate
  readonly text: IsoDate
}

/** One moment, and the day it is in each zone: asked for many profiles, and the calendar takes its time to answer. */
export class Now {
  readonly ms: number
  readonly #days = new Map<string, IsoDate>()

  /** @param ms since the epoch */
  constructor(ms: number) {
    this.ms = ms
  }

  dayIn(zone: string): IsoDate {
    const day = this.#days.get(zone) ?? dayOf(this.ms, zone)
    this.#days.set(zone, day)
    return day
  }
}

/**
 * Which of these days had a slot that has come by now, day by day. Days before the schedule was set count as days without,
 * and of a disabled profile all do: what its schedule was then is not known.
 */
export function daysDue(
  { enabled, schedule, timeZone }: Pick<Profile, 'enabled' | 'schedule' | 'timeZone'>,
  days: readonly Day[],
  known: { readonly rules: DueRules; readonly scheduledFromMs: number; readonly now: Now },
): readonly boolean[] {
  const { rules, scheduledFromMs, now } = known
  const { maintenanceWindow, startDate } = rules
  const [first, today] = [dayOf(scheduledFromMs, timeZone), now.dayIn(timeZone)]
  const isDueOn = dueDays(schedule, maintenanceWindow)
  return days.map(({ date, text }) => {
    if (!enabled || text < first || text > today || (startDate !== null && text < startDate)) return false
    if (text > first && text < today) return isDueOn(date)
    const slot = slotOn(schedule, timeZone, date, text === first ? scheduledFromMs : Number.NEGATIVE_INFINITY, rules)
    return slot !== null && slot <= now.ms
  })
}

/** On which of these days a slot is still to come. */
export function daysPlanned(
  { enabled, schedule, timeZone }: Pick<Profile, 'enabled' | 'schedule' | 'timeZone'>,
  days: readonly Day[],
  { rules, now }: { readonly rules: DueRules; readonly now: Now },
): readonly boolean[] {
  const { maintenanceWindow, startDate } = rules
  const today = now.dayIn(timeZone)
  const isDueOn = dueDays(schedule, maintenanceWindow)
  return days.map(({ date, text }) => {
    if (!enabled || text < today || (startDate !== null && text < startDate)) return false
    if (text > today) return isDueOn(date)
    return slotOn(schedule, timeZone, date, now.ms, rules) !== null
  })
}
