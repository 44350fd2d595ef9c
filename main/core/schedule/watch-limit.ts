import { assertNever } from '../assert'
import { type Interval, weekdays } from './interval'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** July and August: two successive months of this length make the longest pauses that a choice of days can have. */
const longestMonthDays = 31
/** So many missed runs are no accident any more. */
const intervalsMax = 3

/**
 * The longest regular pause between two slots that follow each other; the closed hours of the night do not count, for no
 * slot was due in them.
 */
export function intervalMs(interval: Interval): number {
  switch (interval.interval) {
    case 'hourly':
      return hourMs
    case 'minutes':
      return interval.minutes * minuteMs
    case 'daily':
      return dayMs
    case 'weekly':
      return largestGap(
        interval.weekdays.map((day) => weekdays.indexOf(day)),
        weekdays.length,
      )
    case 'monthly':
      return largestGap(interval.days, longestMonthDays)
    default:
      return assertNever(interval)
  }
}

/** How long a profile may be without success before somebody should look, though nothing failed. */
export function watchLimitMs(interval: Interval): number {
  return Math.max(dayMs, intervalsMax * intervalMs(interval))
}

/** @param days places on a circle of so many days */
function largestGap(days: readonly number[], circle: number): number {
  const sorted = [...days].sort((a, b) => a - b)
  const [first = 0] = sorted
  const gaps = sorted.map((day, index) => (sorted[index + 1] ?? first + circle) - day)
  return Math.max(0, ...gaps) * dayMs
}
