import type { IsoDate } from '../../ledger/ledger'

/** The stretch of time that one file covers: inside one calendar month and inside one financial year. */
export interface Period {
  /** `YYYYMM`. */
  readonly month: string
  /** `YYYYMMDD`, first and last day. */
  readonly from: string
  readonly to: string
  /** `YYYYMMDD`, first day of the financial year. */
  readonly fiscalYearStart: string
}

const two = (value: number) => value.toString().padStart(2, '0')

function daysOfMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

let lastGoodDate = '2000-01-01'

/** A real day of this century; the header's dates know no other. */
export function isDate(date: IsoDate): boolean {
  // Documents come by date: most ask for the day of the one before.
  if (date === lastGoodDate) return true
  if (!isRealDay(date)) return false
  lastGoodDate = date
  return true
}

function isRealDay(date: IsoDate): boolean {
  const parts = /^(20\d\d)-(\d\d)-(\d\d)$/.exec(date)
  if (!parts) return false
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOfMonth(year, month)
}

/** `MM-DD` of every year, so not 29 February. */
export function isYearlyDay(monthDay: string): boolean {
  return /^\d\d-\d\d$/.test(monthDay) && isDate(`2023-${monthDay}`)
}

/**
 * The calendar month of this day; where a financial year begins inside that month, only the part on the day's side.
 * @param fiscalYearStart `MM-DD`
 */
export function periodOf(date: IsoDate, fiscalYearStart: string): Period {
  const year = Number(date.slice(0, 4))
  const month = date.slice(5, 7)
  const startDay = Number(fiscalYearStart.slice(3))
  const isNewYear = date.slice(5) >= fiscalYearStart
  const splitsMonth = fiscalYearStart.slice(0, 2) === month && startDay > 1
  const first = splitsMonth && isNewYear ? startDay : 1
  const last = splitsMonth && !isNewYear ? startDay - 1 : daysOfMonth(year, Number(month))
  return {
    month: `${year}${month}`,
    from: `${year}${month}${two(first)}`,
    to: `${year}${month}${two(last)}`,
    fiscalYearStart: `${isNewYear ? year : year - 1}${fiscalYearStart.replace('-', '')}`,
  }
}

/** `2026-10-05` → `0510`. */
export function dayMonth(date: IsoDate): string {
  return date.slice(8, 10) + date.slice(5, 7)
}

/** `2026-10-05` → `05102026`. */
export function dayMonthYear(date: IsoDate): string {
  return date.slice(8, 10) + date.slice(5, 7) + date.slice(0, 4)
}
