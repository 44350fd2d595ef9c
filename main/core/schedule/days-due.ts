import type { IsoDate } from '../ledger/ledger'
import type { Profile } from '../profile/profile'
import { dayOf, momentOf } from './local-time'
import { type DueRules, isDueOn, slotOn } from './next-due'

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

/**
 * Which of these days had a slot that has come by now, day by day. Days before the schedule was set count as days without,
 * and of a disabled profile all do: what its schedule was then is not known.
 */
export function daysDue(
  { enabled, schedule, timeZone }: Pick<Profile, 'enabled' | 'schedule' | 'timeZone'>,
  days: readonly Day[],
  known: { readonly rules: DueRules; readonly scheduledFromMs: number; readonly nowMs: number },
): readonly boolean[] {
  const { rules, scheduledFromMs, nowMs } = known
  const { maintenanceWindow, startDate } = rules
  const [first, today] = [dayOf(scheduledFromMs, timeZone), dayOf(nowMs, timeZone)]
  return days.map(({ date, text }) => {
    if (!enabled || text < first || text > today || (startDate !== null && text < startDate)) return false
    if (text > first && text < today) return isDueOn(schedule, date, maintenanceWindow)
    const slot = slotOn(schedule, timeZone, date, text === first ? scheduledFromMs : Number.NEGATIVE_INFINITY, rules)
    return slot !== null && slot <= nowMs
  })
}

/** On which of these days a slot is still to come. */
export function daysPlanned(
  { enabled, schedule, timeZone }: Pick<Profile, 'enabled' | 'schedule' | 'timeZone'>,
  days: readonly Day[],
  { rules, nowMs }: { readonly rules: DueRules; readonly nowMs: number },
): readonly boolean[] {
  const { maintenanceWindow, startDate } = rules
  const today = dayOf(nowMs, timeZone)
  return days.map(({ date, text }) => {
    if (!enabled || text < today || (startDate !== null && text < startDate)) return false
    if (text > today) return isDueOn(schedule, date, maintenanceWindow)
    return slotOn(schedule, timeZone, date, nowMs, rules) !== null
  })
}
