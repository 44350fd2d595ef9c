import type { IsoDate } from '../ledger/ledger'
import type { Profile } from '../profile/profile'
import { dayOf, momentOf } from './local-time'
import { type DueRules, isDueOn, nextDue } from './next-due'

/** A stretch of days, both ends included. */
export interface DayRange {
  readonly from: IsoDate
  readonly to: IsoDate
}

/** The days of a range, in order; none when it ends before it begins. */
export function daysOf({ from, to }: DayRange): readonly Temporal.PlainDate[] {
  const [first, last] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)]
  const count = first.until(last).days + 1
  return Array.from({ length: Math.max(count, 0) }, (_, index) => first.add({ days: index }))
}

/** When a day begins and ends in a zone, in milliseconds since the epoch. */
export function spanOf(day: Temporal.PlainDate, zone: string): { readonly fromMs: number; readonly untilMs: number } {
  const midnight = day.toPlainDateTime()
  return { fromMs: momentOf(midnight, zone), untilMs: momentOf(midnight.add({ days: 1 }), zone) }
}

/**
 * Which of these days had a slot that has come by now, day by day. Days before the schedule was set count as days without,
 * and of a disabled profile all do: what its schedule was then is not known.
 */
export function daysDue(
  { enabled, schedule, timeZone }: Pick<Profile, 'enabled' | 'schedule' | 'timeZone'>,
  days: readonly Temporal.PlainDate[],
  known: { readonly rules: DueRules; readonly scheduledFromMs: number; readonly nowMs: number },
): readonly boolean[] {
  const { rules, scheduledFromMs, nowMs } = known
  const [first, today] = [dayOf(scheduledFromMs, timeZone), dayOf(nowMs, timeZone)]
  return days.map((day) => {
    const text = day.toString()
    if (!enabled || text < first || text > today || !isDueOn(schedule, day, rules)) return false
    if (text > first && text < today) return true
    const { fromMs, untilMs } = spanOf(day, timeZone)
    const due = nextDue(schedule, timeZone, Math.max(fromMs - 1, scheduledFromMs), rules)
    return due !== null && due < untilMs && due <= nowMs
  })
}
