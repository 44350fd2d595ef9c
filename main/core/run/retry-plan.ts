import type { MaintenanceWindow } from '../schedule/interval'
import { nextOpen } from '../schedule/open-hours'
import { repeatable, transferErrorKinds } from '../transfer/transfer-error'
import type { Run, RunErrorKind } from './run'

/** What a profile has when it names no limit: with the longest pause at an hour a little over a day. Then a person is asked. */
export const attemptsMaxDefault = 30

const minuteMs = 60_000
const longestPauseMinutes = 60
const spread = 0.2

/** When the same step may be tried again by itself: `never` parks the run until a person acts. */
export function repeatableRun(kind: RunErrorKind): 'soon' | 'later' | 'never' {
  switch (kind) {
    case 'ledger-unavailable':
      return 'soon'
    case 'format-rejected':
    case 'sums-differ':
    case 'secret-unavailable':
    case 'spool-failed':
    case 'delivery-uncertain':
    case 'restored-uncertain':
    case 'attempts-exhausted':
    case 'internal':
      return 'never'
    default:
      return repeatable(kind)
  }
}

/** Only a person can find out whether it arrived: no server knows any more. */
export function isOutcomeAsked(kind: RunErrorKind): boolean {
  return kind === 'delivery-uncertain' || kind === 'restored-uncertain'
}

/** Trouble of this one run, which the next run of the profile need not share. */
export function concernsOnlyThisRun(kind: RunErrorKind): boolean {
  return isOutcomeAsked(kind) || kind === 'remote-conflict' || kind === 'local-file-changed'
}

/**
 * The pause after failed attempt number `attempts` (from 1) with nothing achieved in between: min(2^n, 60) minutes ± 20 %,
 * so that many shops do not knock at the same second. Where help takes longer (`later`) it begins at 16 minutes.
 * @param fraction 0 ≤ x < 1, random
 */
export function retryPauseMs(attempts: number, urgency: 'soon' | 'later', fraction: number): number {
  const exponent = attempts - 1 + (urgency === 'later' ? 4 : 0)
  const minutes = Math.min(2 ** exponent, longestPauseMinutes)
  return Math.round(minutes * minuteMs * (1 + spread * (2 * fraction - 1)))
}

/** Over the first minutes of the morning all the runs spread that wait for the end of the night. */
const morningSpreadMs = 10 * minuteMs

/**
 * When failed attempt number `attempts` is followed by the next: after its pause, and not within the maintenance window.
 * @param fraction 0 ≤ x < 1, random
 * @returns milliseconds since the epoch
 */
export function retryMoment(
  failed: {
    readonly nowMs: number
    readonly attempts: number
    readonly urgency: 'soon' | 'later'
    readonly fraction: number
  },
  hours: { readonly timeZone: string; readonly maintenanceWindow: MaintenanceWindow | null },
): number {
  const { nowMs, attempts, urgency, fraction } = failed
  const pausedUntil = nowMs + retryPauseMs(attempts, urgency, fraction)
  const open = nextOpen(pausedUntil, hours.timeZone, hours.maintenanceWindow)
  return open === pausedUntil ? open : open + Math.round(fraction * morningSpreadMs)
}

/** Longer than any pause with a night behind it. A retry that lies further ahead was set by a clock that was wrong. */
const retryAheadMaxMs = 2 * 24 * 60 * minuteMs

/** Whether an open run may go on now: it does not wait for its next attempt, or has waited long enough. */
export function mayGoOn({ retryAtMs }: Pick<Run, 'retryAtMs'>, nowMs: number): boolean {
  return retryAtMs === null || retryAtMs <= nowMs || retryAtMs - nowMs > retryAheadMaxMs
}

/** Every kind a run can carry, for tables and tests. */
export const runErrorKinds = [
  ...transferErrorKinds,
  'format-rejected',
  'sums-differ',
  'ledger-unavailable',
  'secret-unavailable',
  'spool-failed',
  'delivery-uncertain',
  'restored-uncertain',
  'attempts-exhausted',
  'internal',
] as const satisfies readonly RunErrorKind[]
