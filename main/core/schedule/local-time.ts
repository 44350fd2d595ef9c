import type { IsoDate } from '../ledger/ledger'
import type { LocalTime } from './interval'

const minutesPerHour = 60
export const minutesPerDay = 24 * minutesPerHour

/** `HH:MM` from 00:00 to 23:59. */
export function isLocalTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
}

/** Minutes since midnight. @param time a valid `LocalTime` */
export function minuteOf(time: LocalTime): number {
  return Number(time.slice(0, 2)) * minutesPerHour + Number(time.slice(3, 5))
}

/** True for a day that the calendar has, written `YYYY-MM-DD`. */
export function isIsoDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return month >= 1 && month <= 12 && day >= 1 && Temporal.PlainDate.from({ year, month, day }).day === day
}

/** True for a name of the IANA time zone database; a bare offset is none, for it knows no change of the clocks. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false
  try {
    return Temporal.PlainDate.from('2026-01-01').toZonedDateTime(name).timeZoneId !== ''
  } catch {
    return false // the language answers this question only by an exception
  }
}

/**
 * The moment of a wall-clock time. An hour that the clocks skip becomes its first valid minute; an hour that comes twice
 * means its first coming.
 */
export function zonedMomentOf(local: Temporal.PlainDateTime, zone: string): Temporal.ZonedDateTime {
  const moment = local.toZonedDateTime(zone, { disambiguation: 'earlier' })
  if (moment.toPlainDateTime().equals(local)) return moment
  return moment.getTimeZoneTransition('next') ?? moment
}

/** The same in milliseconds since the epoch. */
export function momentOf(local: Temporal.PlainDateTime, zone: string): number {
  return zonedMomentOf(local, zone).epochMilliseconds
}

/** A wall-clock time `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM` or `…:SS` as a moment; null for anything else. */
export function parseLocal(text: string, zone: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::([0-5]\d))?)?$/.exec(text)
  const [date, time] = [match?.[1], match?.[2] ?? '00:00']
  if (!match || date === undefined || !isIsoDate(date) || !isLocalTime(time)) return null
  return momentOf(Temporal.PlainDateTime.from(`${date}T${time}:${match[3] ?? '00'}`), zone)
}

/** `2026-03-29T06:00:00+02:00` */
export function toIsoWithOffset(moment: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(moment)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: 'never', fractionalSecondDigits: 0 })
}

/** The calendar day of a moment in a zone. */
export function dayOf(moment: number, zone: string): IsoDate {
  return Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone).toPlainDate().toString()
}

/** The wall-clock time of a moment in a zone, to the minute. */
export function timeOf(moment: number, zone: string): LocalTime {
  return Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone).toPlainTime().toString().slice(0, 5)
}
