import type { IsoDate } from '../ledger/ledger'
import { isIsoDate } from '../schedule/local-time'

/** `2026-01-31`, also with a time zone or time behind it; null for what is no day of the calendar. */
export function isoDay(text: string): IsoDate | null {
  const day = /^(\d{4}-\d{2}-\d{2})(?:$|T|Z|[+-]\d{2}:\d{2}$)/.exec(text)?.[1]
  return day !== undefined && isPlausible(day) ? day : null
}

/** `20260131` (format 102 of UN/CEFACT), also with hours and minutes behind it (203, 204), or an ISO day. */
export function compactDay(text: string): IsoDate | null {
  const match = /^(\d{4})(\d{2})(\d{2})(?:\d{4}|\d{6})?$/.exec(text)
  return isoDay(match ? match.slice(1, 4).join('-') : text)
}

function isPlausible(day: IsoDate): boolean {
  return day >= '1900' && isIsoDate(day)
}
