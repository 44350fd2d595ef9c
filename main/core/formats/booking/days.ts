import type { IsoDate } from '../../ledger/ledger'

/** Number of a day of the Gregorian calendar, counted from 1 March of the year 0. */
function dayNumber(date: IsoDate): number {
  const month = Number(date.slice(5, 7))
  const year = Number(date.slice(0, 4)) - (month < 3 ? 1 : 0)
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400)
  // The year begins in March: its months have 31, 30, 31, 30, 31 days, and again.
  const daysBefore = Math.floor((153 * ((month + 9) % 12) + 2) / 5)
  return 365 * year + leapDays + daysBefore + Number(date.slice(8)) - 1
}

/** Days from one date to another; both must be real days. */
export const daysBetween = (from: IsoDate, to: IsoDate): number => dayNumber(to) - dayNumber(from)

/** Days until an invoice is due, where that can be said as a period of at most three digits. */
export function paymentDays(from: IsoDate, due: IsoDate | null): number | null {
  if (due === null) return null
  const days = daysBetween(from, due)
  return days >= 0 && days <= 999 ? days : null
}
