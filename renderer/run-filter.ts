import { type CalendarDate, getLocalTimeZone, today } from '@internationalized/date'
import type { RunFilterDto } from '../preload/contract/dto'

export const runResults = ['delivered', 'parked', 'empty', 'open', 'cancelled'] as const
export const runOrigins = ['schedule', 'manual'] as const
export const periods = ['all', 'today', 'week', 'month', 'year', 'free'] as const
export type Period = (typeof periods)[number]

/** What stands in the filter's fields; '' and null: does not matter. */
export interface RunFilterForm {
  readonly profileId: string
  readonly result: '' | (typeof runResults)[number]
  readonly origin: '' | (typeof runOrigins)[number]
  readonly period: Period
  /** For the period `free`. */
  readonly from: string | null
  readonly to: string | null
  readonly text: string
}

export const noFilter: RunFilterForm = {
  profileId: '',
  result: '',
  origin: '',
  period: 'all',
  from: null,
  to: null,
  text: '',
}

export const thisDay = (): CalendarDate => today(getLocalTimeZone())

/** First and last day of a period, both inclusive; null: without an end. */
export function rangeOf(
  { period, from, to }: Pick<RunFilterForm, 'period' | 'from' | 'to'>,
  now: CalendarDate,
): { readonly from: string | null; readonly to: string | null } {
  const since = (days: number) => ({ from: now.subtract({ days: days - 1 }).toString(), to: now.toString() })
  switch (period) {
    case 'all':
      return { from: null, to: null }
    case 'today':
      return since(1)
    case 'week':
      return since(7)
    case 'month':
      return since(30)
    case 'year':
      return { from: `${now.year}-01-01`, to: now.toString() }
    case 'free':
      return { from, to }
  }
}

export function filterOf(form: RunFilterForm, now: CalendarDate): RunFilterDto {
  const { profileId, result, origin, text } = form
  return {
    profileId: profileId || null,
    result: result || null,
    origin: origin || null,
    ...rangeOf(form, now),
    text: text.trim(),
  }
}

/** Whether the list may leave something out. */
export function isFiltered(form: RunFilterForm): boolean {
  return JSON.stringify({ ...form, text: form.text.trim() }) !== JSON.stringify(noFilter)
}

/** Everything that began on one day, of the profile that is looked at. */
export function onDay({ profileId }: RunFilterForm, day: string): RunFilterForm {
  return { ...noFilter, profileId, period: 'free', from: day, to: day }
}
