export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]
/** Wall-clock time `HH:MM`. */
export type LocalTime = string

/** When a profile runs, in the words of the profile JSON. A closed union, not a cron string. */
export type Interval =
  | { readonly interval: 'hourly' }
  | { readonly interval: 'minutes'; readonly minutes: number }
  | { readonly interval: 'daily'; readonly time: LocalTime }
  | { readonly interval: 'weekly'; readonly weekdays: readonly Weekday[]; readonly time: LocalTime }
  | { readonly interval: 'monthly'; readonly days: readonly number[]; readonly time: LocalTime }

/** The hours in which nothing runs (Wartungsfenster), a chain setting. `from` after `to` means: over midnight. */
export interface MaintenanceWindow {
  readonly from: LocalTime
  readonly to: LocalTime
}

export const defaultMaintenanceWindow: MaintenanceWindow = { from: '22:00', to: '06:00' }
