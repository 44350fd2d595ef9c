import type { IsoDate } from '../../ledger/ledger'

/** Days from one date to another; both must be real days. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days
}

/** Days until an invoice is due, where that can be said as a period of at most three digits. */
export function paymentDays(from: IsoDate, due: IsoDate | null): number | null {
  if (due === null) return null
  const days = daysBetween(from, due)
  return days >= 0 && days <= 999 ? days : null
}
