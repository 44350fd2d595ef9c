import type { FaultList } from '../faults'
import type { Booking } from './booking'
import { isDate } from './period'

/** What no format can do without: real dates, and the currency in which the Mandant keeps its books. */
export function checkHead(
  { documentDate, serviceDate, dueDate, currency }: Booking,
  mandantCurrency: string,
  faults: FaultList,
): void {
  if (currency !== mandantCurrency) faults.reject('format-currency-differs', 'Währung', currency)
  const dates = [
    ['Belegdatum', documentDate],
    ['Leistungsdatum', serviceDate],
    ['Fälligkeit', dueDate],
  ] as const
  for (const [field, day] of dates) if (day !== null && !isDate(day)) faults.reject('format-date-invalid', field, day)
}
