/** How often the password of one account was wrong since it was last right, as the database keeps it. */
export interface Guard {
  readonly failures: number
  /** When the present pause began; null: no pause. */
  readonly lockedFromMs: number | null
}

export const openGuard: Guard = { failures: 0, lockedFromMs: null }

/** So many wrong passwords cost nothing. The last of them begins the first pause. */
export const failuresBeforePause = 5
const pausesMinutes = [1, 5, 15, 60] as const
const minuteMs = 60_000

/** The pause after so many wrong passwords in a row; 0: none. */
export function pauseMsAfter(failures: number): number {
  if (failures < failuresBeforePause) return 0
  const step = Math.min(failures - failuresBeforePause, pausesMinutes.length - 1)
  return (pausesMinutes[step] ?? 0) * minuteMs
}

/** End of the pause, null when there is none. A clock that was set back lets the pause begin again: see `attempt`. */
export function lockedUntilMs({ failures, lockedFromMs }: Guard, nowMs: number): number | null {
  if (lockedFromMs === null) return null
  const untilMs = Math.min(lockedFromMs, nowMs) + pauseMsAfter(failures)
  return nowMs < untilMs ? untilMs : null
}

export interface Attempt {
  /** False: not even the right password opens now. */
  readonly allowed: boolean
  /** To be stored before the password is compared. */
  readonly guard: Guard
  /** End of the pause that holds, or that begins unless the password is right. */
  readonly untilMs: number | null
}

/**
 * One try at a password, counted as wrong before it is known whether it is: many tries at the same moment are as many
 * failures, and a crash in between forgives nothing. The right password stores `openGuard` afterwards.
 *
 * A clock that went back neither opens nor closes for ever: the pause begins anew at the moment the clock shows now, so
 * that it lasts once more its own length, and no longer.
 */
export function attempt(guard: Guard, nowMs: number): Attempt {
  const untilMs = lockedUntilMs(guard, nowMs)
  if (untilMs !== null && guard.lockedFromMs !== null) {
    return { allowed: false, guard: { ...guard, lockedFromMs: Math.min(guard.lockedFromMs, nowMs) }, untilMs }
  }
  const failures = guard.failures + 1
  const pauseMs = pauseMsAfter(failures)
  return pauseMs === 0
    ? { allowed: true, guard: { failures, lockedFromMs: null }, untilMs: null }
    : { allowed: true, guard: { failures, lockedFromMs: nowMs }, untilMs: nowMs + pauseMs }
}
