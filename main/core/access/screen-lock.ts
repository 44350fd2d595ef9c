/** When an open window locks itself. */
export interface ScreenLock {
  /** Minutes without a person doing anything; null: never. */
  readonly lockAfterMinutes: number | null
}

export const lockMinutesMax = 480

export function isScreenLock({ lockAfterMinutes }: ScreenLock): boolean {
  if (lockAfterMinutes === null) return true
  return Number.isInteger(lockAfterMinutes) && lockAfterMinutes >= 1 && lockAfterMinutes <= lockMinutesMax
}

/** So long until an open screen locks itself; null: never. Not more than the whole time, whatever the clock says. */
export function locksInMs({ lockAfterMinutes }: ScreenLock, lastActiveMs: number, nowMs: number): number | null {
  return lockAfterMinutes === null ? null : Math.max(0, lockAfterMinutes * 60_000 - Math.max(0, nowMs - lastActiveMs))
}

/** A clock that was set back counts as no time that passed; the caller then takes `nowMs` as the last activity. */
export function isIdle({ lockAfterMinutes }: ScreenLock, lastActiveMs: number, nowMs: number): boolean {
  return lockAfterMinutes !== null && nowMs - lastActiveMs >= lockAfterMinutes * 60_000
}
