import { isYearlyDay } from '../booking/period'
import type { FormatFault, FormatMandant } from '../format'
import { FaultList } from './faults'

/** Digits without leading zeros; null when the text is no such number in this range. */
export function wholeNumber(text: string | null, min: number, max: number): string | null {
  if (text === null || !/^\d{1,9}$/.test(text)) return null
  const value = Number(text)
  return value >= min && value <= max ? value.toString() : null
}

export const consultantNoOf = (text: string | null) => wholeNumber(text, 1001, 9_999_999)
export const clientNoOf = (text: string | null) => wholeNumber(text, 1, 99_999)

/** What the header needs of a Mandant. Every fault says what to enter where. */
export function checkMandant({ mandant, settings }: FormatMandant): readonly FormatFault[] {
  const list = new FaultList(mandant.mandant, null)
  if (!consultantNoOf(mandant.consultantNo)) {
    list.reject('format-consultant-no', 'Beraternummer', mandant.consultantNo ?? '')
  }
  if (!clientNoOf(mandant.clientNo)) list.reject('format-client-no', 'Mandantennummer', mandant.clientNo ?? '')
  const length = mandant.accountLength
  if (length !== null && !(Number.isInteger(length) && length >= 4 && length <= 8)) {
    list.reject('format-account-length', 'Sachkontenlänge', length.toString())
  }
  if (!mandant.chartOfAccounts?.trim()) list.reject('format-chart-missing', 'Sachkontenrahmen', '')
  if (!/^[A-Z]{2}$/.test(mandant.country)) list.reject('format-country', 'Land', mandant.country)
  if (!/^[A-Z]{3}$/.test(mandant.currency)) list.reject('format-currency', 'WKZ', mandant.currency)
  if (!isYearlyDay(mandant.fiscalYearStart)) {
    list.reject('format-fiscal-year-start', 'WJ-Beginn', mandant.fiscalYearStart)
  }
  for (const rule of settings.taxKeys) {
    if (rule.format !== null) continue
    if (!/^(?!0+$)\d{1,4}$/.test(rule.key)) list.reject('format-tax-key-setting', 'BU-Schlüssel', rule.key)
  }
  return list.faults
}
