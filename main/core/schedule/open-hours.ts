import { defaultMaintenanceWindow, type LocalTime, type MaintenanceWindow } from './interval'
import { minuteOf, minutesPerDay } from './local-time'

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
  const { firstMinute, length } = openHours(window)
  return (minuteOf(time) - firstMinute + minutesPerDay) % minutesPerDay <= length
}

/**
 * A time that a person may choose: within the hours of the contract (06:00 to 22:00 inclusive), whatever the chain has
 * set, and within the chain's open hours.
 */
export function isExecutionTime(time: LocalTime, window: MaintenanceWindow | null): boolean {
  return isOpenAt(time, defaultMaintenanceWindow) && isOpenAt(time, window)
}
