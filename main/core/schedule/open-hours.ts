import { defaultMaintenanceWindow, type LocalTime, type MaintenanceWindow } from './interval'
import { minuteOf, minutesPerDay, momentOf, timeOf } from './local-time'

/** The time between two maintenance windows. It may reach into the next day. */
export interface OpenHours {
  /** First open minute, counted from midnight. */
  readonly firstMinute: number
  /** Minutes from the first open minute to the last one; both are open. */
  readonly length: number
}

/** @param window null, or from and to the same: nothing is closed */
export function openHours(window: MaintenanceWindow | null): OpenHours {
  if (!window || window.from === window.to) return { firstMinute: 0, length: minutesPerDay - 1 }
  const [closes, opens] = [minuteOf(window.from), minuteOf(window.to)]
  return { firstMinute: opens, length: (closes - opens + minutesPerDay) % minutesPerDay }
}

/** Both edges of the window are open: 22:00–06:00 leaves 06:00 and 22:00 as valid times. */
export function isOpenAt(time: LocalTime, window: MaintenanceWindow | null): boolean {
  return isOpenMinute(minuteOf(time), window)
}

/** @param minute counted from midnight, below 24 hours */
export function isOpenMinute(minute: number, window: MaintenanceWindow | null): boolean {
  const { firstMinute, length } = openHours(window)
  return (minute - firstMinute + minutesPerDay) % minutesPerDay <= length
}

/**
 * The first moment from this one on that is open: the moment itself, or the end of the maintenance window that it lies in.
 * @param moment milliseconds since the epoch
 */
export function nextOpen(moment: number, zone: string, window: MaintenanceWindow | null): number {
  if (!window || isOpenAt(timeOf(moment, zone), window)) return moment
  const today = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone).toPlainDate()
  const ends = [0, 1].map((days) => openingOn(today.add({ days }), zone, window))
  return Math.max(moment, ends.find((end) => end > moment) ?? moment)
}

/** When the maintenance window of a night ends. @param window null: the day begins open */
export function openingOn(day: Temporal.PlainDate, zone: string, window: MaintenanceWindow | null): number {
  const { firstMinute } = openHours(window)
  return momentOf(day.toPlainDateTime().add({ minutes: firstMinute }), zone)
}

/**
 * A time that a person may choose: within the hours of the contract (06:00 to 22:00 inclusive), whatever the chain has
 * set, and within the chain's open hours.
 */
export function isExecutionTime(time: LocalTime, window: MaintenanceWindow | null): boolean {
  return isOpenAt(time, defaultMaintenanceWindow) && isOpenAt(time, window)
}
