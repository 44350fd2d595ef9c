import { repeatable, transferErrorKinds } from '../transfer/transfer-error'
import type { RunErrorKind } from './run'

/** With the longest pause at an hour, so many attempts last a little over a day. Then a person is asked. */
export const attemptsMax = 30

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
    case 'attempts-exhausted':
    case 'internal':
      return 'never'
    default:
      return repeatable(kind)
  }
}

/** Trouble of this one run, which the next run of the profile need not share. */
export function concernsOnlyThisRun(kind: RunErrorKind): boolean {
  return kind === 'delivery-uncertain' || kind === 'remote-conflict' || kind === 'local-file-changed'
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

/** Every kind a run can carry, for tables and tests. */
export const runErrorKinds = [
  ...transferErrorKinds,
  'format-rejected',
  'sums-differ',
  'ledger-unavailable',
  'secret-unavailable',
  'spool-failed',
  'delivery-uncertain',
  'attempts-exhausted',
  'internal',
] as const satisfies readonly RunErrorKind[]
