import type { IsoDate } from '../../core/ledger/ledger'
import { type Cents, cents } from '../../core/money/cents'

/** Null when there is no such day. */
export function dayOf(year: string, month: string, day: string): IsoDate | null {
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  const date = new Date(Date.UTC(y, m - 1, d))
  const isReal = date.getUTCFullYear() === y && date.getUTCMonth() === m - 1 && date.getUTCDate() === d
  return isReal && year.length === 4 ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : null
}

/** `YYYYMMDD`. */
export function compactDay(text: string): IsoDate | null {
  return /^\d{8}$/.test(text) ? dayOf(text.slice(0, 4), text.slice(4, 6), text.slice(6)) : null
}

/** `DDMMYYYY`. */
export function compactGermanDay(text: string): IsoDate | null {
  return /^\d{8}$/.test(text) ? dayOf(text.slice(4), text.slice(2, 4), text.slice(0, 2)) : null
}

/** `DD.MM.YYYY`. */
export function germanDay(text: string): IsoDate | null {
  const [, day, month, year] = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(text) ?? []
  return day && month && year ? dayOf(year, month, day) : null
}

/** `YYYY-MM-DD`. */
export function isoDay(text: string): IsoDate | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  return day && month && year ? dayOf(year, month, day) : null
}

export interface NumberForm {
  readonly decimal: ',' | '.'
  /** Between groups of three; null: none allowed. */
  readonly thousands?: ',' | '.' | "'" | ' ' | null
}

/** A signed amount with at most two decimals; null when the text has another form, or more digits than can be counted with. */
export function amountOf(text: string, { decimal, thousands = null }: NumberForm): Cents | null {
  const [, sign, whole, decimals = ''] = /^([+-]?)(\d[\d.,' ]*?)(?:[.,](\d{1,2}))?$/.exec(text) ?? []
  if (whole === undefined) return null
  const digits = thousands === null ? whole : ungrouped(whole, thousands)
  const separator = decimals === '' ? '' : text.at(-decimals.length - 1)
  if (digits === null || !/^\d+$/.test(digits) || (separator !== '' && separator !== decimal)) return null
  const value = Number(digits + decimals.padEnd(2, '0'))
  return Number.isSafeInteger(value) ? cents(sign === '-' ? -value : value) : null
}

function ungrouped(whole: string, thousands: string): string | null {
  const groups = whole.split(thousands)
  const isGrouped = groups.every((group, index) => (index === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(group))
  return groups.length === 1 ? whole : isGrouped ? groups.join('') : null
}
