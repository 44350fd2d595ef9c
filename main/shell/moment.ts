import type { Texts } from '../../resources/locales/texts'

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** The words of a moment, seen from now: `heute 18:30`, `Mo 30.11., 06:00`. */
export type SpeakMoment = (ms: number) => string

/**
 * @param nowMs what is today
 * @param zone IANA zone of the person who reads it
 */
export function momentWords(texts: Texts, nowMs: number, zone: string): SpeakMoment {
  const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
  const today = at(nowMs)
  const two = (value: number) => String(value).padStart(2, '0')
  return (ms) => {
    const then = at(ms)
    const time = `${two(then.hour)}:${two(then.minute)}`
    const days = today.toPlainDate().until(then.toPlainDate(), { largestUnit: 'day' }).days
    if (days === 0) return texts('moment.today', { time })
    if (days === 1) return texts('moment.tomorrow', { time })
    if (days === -1) return texts('moment.yesterday', { time })
    const [day, month] = [two(then.day), two(then.month)]
    if (then.year !== today.year) return texts('moment.date', { day, month, year: String(then.year), time })
    return texts('moment.day', { weekday: weekdays[then.dayOfWeek - 1] ?? 'sun', day, month, time })
  }
}

/** When the words of a moment become other ones: the next midnight there. */
export function nextMidnight(nowMs: number, zone: string): number {
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone)
  return today.add({ days: 1 }).startOfDay().epochMilliseconds
}
