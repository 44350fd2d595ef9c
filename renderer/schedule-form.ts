import type { FieldFaultDto, ProfileDto, ScheduleDraftDto } from '../preload/contract/dto'

export type IntervalKind = ScheduleDraftDto['interval']
export const intervalKinds = [
  'hourly',
  'minutes',
  'daily',
  'weekly',
  'monthly',
] as const satisfies readonly IntervalKind[]

export type Weekday = Extract<ScheduleDraftDto, { interval: 'weekly' }>['weekdays'][number]
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies readonly Weekday[]
export const monthDays: readonly number[] = Array.from({ length: 31 }, (_, index) => index + 1)

/** What a person has entered, for every kind of interval at once: who changes their mind finds it again. */
export interface ScheduleForm {
  readonly enabled: boolean
  readonly interval: IntervalKind
  /** Digits as typed. */
  readonly minutes: string
  readonly time: string
  readonly weekdays: readonly Weekday[]
  readonly days: readonly number[]
  readonly startDate: string | null
  readonly missedRuns: ProfileDto['missedRuns']
}

const usual = { minutes: '30', time: '18:30', weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], days: [1] } as const

export function formOf({
  enabled,
  schedule,
  startDate,
  missedRuns,
}: Pick<ProfileDto, 'enabled' | 'schedule' | 'startDate' | 'missedRuns'>): ScheduleForm {
  return {
    enabled,
    interval: schedule.interval,
    minutes: schedule.interval === 'minutes' ? String(schedule.minutes) : usual.minutes,
    time: 'time' in schedule ? schedule.time : usual.time,
    weekdays: schedule.interval === 'weekly' ? schedule.weekdays : usual.weekdays,
    days: schedule.interval === 'monthly' ? schedule.days : usual.days,
    startDate,
    missedRuns,
  }
}

/** The schedule that the form means now, right or wrong. */
export function draftOf(form: ScheduleForm): ScheduleDraftDto {
  const { interval, time } = form
  switch (interval) {
    case 'hourly':
      return { interval }
    case 'minutes':
      return { interval, minutes: form.minutes === '' ? null : Number(form.minutes) }
    case 'daily':
      return { interval, time }
    case 'weekly':
      return { interval, weekdays: weekdays.filter((day) => form.weekdays.includes(day)), time }
    case 'monthly':
      return { interval, days: monthDays.filter((day) => form.days.includes(day)), time }
  }
}

/** The first fault at a field, or at a part of it: `schedule.days[3]` belongs to `schedule.days`. */
export function faultAt(faults: readonly FieldFaultDto[], path: string): FieldFaultDto | undefined {
  return faults.find(
    (fault) => fault.path === path || fault.path.startsWith(`${path}[`) || fault.path.startsWith(`${path}.`),
  )
}
