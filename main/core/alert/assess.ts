import type { Profile } from '../profile/profile'
import { concernsOnlyThisRun } from '../run/retry-plan'
import { isOpen, type Run } from '../run/run'
import { dayOf, momentOf } from '../schedule/local-time'
import { watchLimitMs } from '../schedule/watch-limit'
import type { ScheduleRefusal } from '../store-ports'
import type { Success, Trouble } from './alert-store'

/** All that says how a profile is doing. */
export interface ProfileSituation {
  readonly nowMs: number
  readonly profile: Pick<Profile, 'timeZone' | 'startDate' | 'schedule'>
  /** Enabled, and no rule forbids this installation to run it. */
  readonly watched: boolean
  /** When a person changed the profile last. */
  readonly changedMs: number
  readonly scheduledFromMs: number
  /** Open and parked runs, oldest first. */
  readonly unfinished: readonly Run[]
  readonly lastSuccess: Success | null
  readonly refusal: ScheduleRefusal | null
  /** One of its runs is being carried right now, or is about to be. */
  readonly isRunning: boolean
}

/** What is wrong with the profile, the weightiest first; null when nothing is. */
export function assess(situation: ProfileSituation): Trouble | null {
  const run = worstOf(failingRuns(situation))
  if (run) return runTrouble(run, situation)
  if (!situation.watched) return null
  return refusedTrouble(situation) ?? overdueTrouble(situation)
}

/**
 * Runs that stand still or wait for their next attempt. Of a profile that is not watched only those count that began
 * after the person switched it off: what failed before was seen then, and an order by hand may still fail.
 */
export function failingRuns({ unfinished, watched, changedMs }: ProfileSituation): readonly Run[] {
  return unfinished.filter((run) => run.error !== null && (watched || run.startedMs > changedMs))
}

/** A parked run that holds up the next ones, another parked run, one that will be tried again; the newest of each. */
function worstOf(runs: readonly Run[]): Run | undefined {
  return (
    runs.findLast((run) => run.state === 'parked' && run.error && !concernsOnlyThisRun(run.error.kind)) ??
    runs.findLast((run) => run.state === 'parked') ??
    runs.at(-1)
  )
}

function runTrouble(run: Run, { nowMs, lastSuccess }: ProfileSituation): Trouble {
  const hostKey = run.error?.hostKey
  // A run that was sent once more began long ago, and the profile has worked since.
  const hasWorkedSince = lastSuccess !== null && lastSuccess.atMs >= run.startedMs
  return {
    cause: 'run',
    runId: run.id,
    code: run.error?.kind ?? 'internal',
    params: hostKey === undefined ? {} : { hostKey },
    needsPerson: !isOpen(run),
    sinceMs: hasWorkedSince ? nowMs : Math.min(run.startedMs, nowMs),
  }
}

function refusedTrouble({ refusal, lastSuccess }: ProfileSituation): Trouble | null {
  if (!refusal || (lastSuccess && lastSuccess.atMs > refusal.atMs)) return null
  const { code, params, atMs } = refusal
  return { cause: 'refused', runId: null, code, params, needsPerson: true, sinceMs: atMs }
}

/** Nothing failed, and yet nothing came through for too long: the computer was off, or the schedule stood still. */
function overdueTrouble({ nowMs, profile, scheduledFromMs, lastSuccess, isRunning }: ProfileSituation): Trouble | null {
  if (isRunning) return null
  const { timeZone, startDate, schedule } = profile
  const released = startDate === null ? 0 : momentOf(Temporal.PlainDateTime.from(`${startDate}T00:00`), timeZone)
  const sinceMs = Math.max(lastSuccess?.atMs ?? 0, scheduledFromMs, released)
  if (nowMs - sinceMs <= watchLimitMs(schedule)) return null
  const params = { sinceDate: dayOf(sinceMs, timeZone) }
  return { cause: 'overdue', runId: null, code: 'overdue', params, needsPerson: true, sinceMs }
}
