import type { Language } from '../preload/contract/dto'

export interface Formats {
  /** `24.11.2026` */
  date(ms: number): string
  /** `24.11.2026 18:30`, in the zone of this computer. */
  dateTime(ms: number): string
  /** The clock time as it stands in an ISO date-time with offset: that of the profile's own zone. */
  wallTime(iso: string): string
  /** A run time in full, on the profile's own clock: `Mi., 25.11.2026, 18:30`. */
  slot(iso: string): string
  /** `18:42` today, with the day otherwise. @param zone of a profile; else that of this computer */
  moment(ms: number, zone?: string): string
  /** `18:30:05` */
  time(ms: number): string
  /** A calendar day `YYYY-MM-DD` without a zone. */
  day(isoDate: string): string
  number(value: number): string
  /** `1.234,56 €` */
  amount(cents: number, currency: string): string
  /** `12,4 KB` */
  size(bytes: number): string
}

/** German form in German, British form in English; the day always stands before the month. */
export function createFormats(language: Language): Formats {
  const locale = language === 'de' ? 'de-DE' : 'en-GB'
  const day = { day: '2-digit', month: '2-digit', year: 'numeric' } as const
  const clock = { hour: '2-digit', minute: '2-digit' } as const
  const dateFormat = new Intl.DateTimeFormat(locale, day)
  const timeFormat = new Intl.DateTimeFormat(locale, clock)
  const secondsFormat = new Intl.DateTimeFormat(locale, { ...clock, second: '2-digit' })
  const wallFormat = new Intl.DateTimeFormat(locale, { ...clock, timeZone: 'UTC' })
  const slotFormat = new Intl.DateTimeFormat(locale, { weekday: 'short', ...day, ...clock, timeZone: 'UTC' })
  const dayFormat = new Intl.DateTimeFormat(locale, { ...day, timeZone: 'UTC' })
  const numberFormat = new Intl.NumberFormat(locale)
  return {
    date: (ms) => dateFormat.format(ms),
    dateTime: (ms) => `${dateFormat.format(ms)} ${timeFormat.format(ms)}`,
    wallTime: (iso) => {
      const wallMs = Date.parse(`${iso.slice(0, 16)}Z`)
      return `${dayFormat.format(wallMs)} ${wallFormat.format(wallMs)}`
    },
    slot: (iso) => slotFormat.format(Date.parse(`${iso.slice(0, 16)}Z`)),
    moment: (ms, zone) => {
      const inZone = zone === undefined ? {} : { timeZone: zone }
      const dayText = new Intl.DateTimeFormat(locale, { ...day, ...inZone })
      const clockText = new Intl.DateTimeFormat(locale, { ...clock, ...inZone }).format(ms)
      return dayText.format(ms) === dayText.format(Date.now()) ? clockText : `${dayText.format(ms)} ${clockText}`
    },
    time: (ms) => secondsFormat.format(ms),
    day: (isoDate) => dayFormat.format(Date.parse(`${isoDate}T00:00:00Z`)),
    number: (value) => numberFormat.format(value),
    amount: (cents, currency) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(
        cents / 100,
      ),
    size: (bytes) => sizeText(bytes, locale),
  }
}

function sizeText(bytes: number, locale: string): string {
  if (bytes < 1000) return `${bytes} B`
  const units = ['KB', 'MB', 'GB'] as const
  const step = Math.min(Math.floor(Math.log10(bytes) / 3), units.length)
  const value = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(bytes / 1000 ** step)
  return `${value} ${units[step - 1] ?? 'GB'}`
}

/** `3f2a9c…b01d`: enough to compare by eye; the whole can be copied. */
export function shortHash(sha256: string): string {
  return `${sha256.slice(0, 8)}…${sha256.slice(-8)}`
}
