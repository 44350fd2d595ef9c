import { documentKinds } from '../../../core/ledger/ledger'
import { isDayOfYear } from '../../../core/ledger/master-data'
import type { SqlValue } from '../db/sql'
import type { Refusal } from './faults'

/**
 * Reads one value of the exchange format that is there (not empty), free of control characters and NFC-normalised.
 * Answers what is stored, or why it is refused.
 */
export type Reader = (value: string) => SqlValue | Refusal

export const isRefusal = (read: SqlValue | Refusal): read is Refusal => typeof read === 'object' && read !== null

const refused = (code: string, params: Refusal['params'] = {}): Refusal => ({ code, params })

export const text: Reader = (value) => value

/** `9,99` or `9.99`, at most two decimals; a sign is read so that its refusal can say what is wrong. */
const amountPattern = /^(-?)(\d+)(?:[.,](\d{1,2}))?$/

/** Whole cents, more than zero. */
export const amount: Reader = (value) => {
  const match = amountPattern.exec(value)
  if (!match) return refused('import-amount-invalid')
  const [, sign, whole = '', decimals = ''] = match
  const amountCents = Number(whole + decimals.padEnd(2, '0'))
  if (sign === '-' || amountCents === 0) return refused('import-amount-not-positive')
  return Number.isSafeInteger(amountCents) ? amountCents : refused('import-amount-too-large')
}

const ratePattern = /^(\d{1,3})(?:[.,](\d{1,2}))?$/

/** A percentage as hundredths of a percent: `8.1` → 810. */
export const taxRate: Reader = (value) => {
  const [, whole = '', decimals = ''] = ratePattern.exec(value) ?? []
  const rate = Number(whole + decimals.padEnd(2, '0'))
  return whole !== '' && rate <= 100_00 ? rate : refused('import-tax-rate-invalid')
}

const daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function daysIn(month: number, isLeapYear: boolean): number {
  return month === 2 && isLeapYear ? 29 : (daysOfMonths[month - 1] ?? 0)
}

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/

export const date: Reader = (value) => {
  const [, year, month, day] = (datePattern.exec(value) ?? []).map(Number)
  if (!year || !month || !day) return refused('import-date-invalid')
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day <= daysIn(month, isLeapYear) ? value : refused('import-date-invalid')
}

/** `MM-DD`, a day that every year has. */
export const dayOfYear: Reader = (value) => (isDayOfYear(value) ? value : refused('import-day-of-year-invalid'))

export const accountNo: Reader = (value) => (/^\d+$/.test(value) ? value : refused('import-account-invalid'))

export const side: Reader = (value) => (value === 'S' || value === 'H' ? value : refused('import-side-invalid'))

export const flag: Reader = (value) => (value === '1' ? 1 : value === '0' ? 0 : refused('import-flag-invalid'))

export const currency: Reader = (value) => (/^[A-Z]{3}$/.test(value) ? value : refused('import-currency-invalid'))

export const documentKind: Reader = (value) =>
  documentKinds.some((kind) => kind === value)
    ? value
    : refused('import-document-kind-invalid', { allowed: documentKinds.join(', ') })

/** Digits only, from `min` to `max`. */
export function wholeNumber(min: number, max: number): Reader {
  return (value) => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
    return number >= min && number <= max ? number : refused('import-whole-number-invalid', { min, max })
  }
}

/** A path inside the folder, with `/` between its parts whoever wrote it. */
export const attachmentPath: Reader = (value) => {
  const parts = value.replaceAll('\\', '/').split('/')
  if (parts[0] === '' || /^[A-Za-z]:/.test(value) || parts.includes('..')) return refused('import-attachment-outside')
  return parts.filter((part) => part !== '' && part !== '.').join('/')
}
