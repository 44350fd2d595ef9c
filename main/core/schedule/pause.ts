import { clockBackMaxMs } from './due-slot'

/** A person stopped the schedule for a while. */
export interface SchedulePause {
  readonly sinceMs: number
  readonly untilMs: number
}

/**
 * Whether the pause holds now. A clock that was wrong by days or years when it was ordered must not keep the schedule
 * still until it comes round to that time again: a pause that would begin more than a day from now is over.
 */
export function isPaused(pause: SchedulePause, nowMs: number): boolean {
  return nowMs < pause.untilMs && pause.sinceMs - nowMs <= clockBackMaxMs
}
