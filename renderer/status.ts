import type { ProfileDto, RunDto, RunStateDto } from '../preload/contract/dto'
import type { LiveExport } from './hooks/use-exports'

/** What a state looks like. Each has a shape of its own: nobody needs to see colours. */
export type Tone = 'good' | 'attention' | 'waiting' | 'running' | 'paused' | 'quiet'

export const profileStates = ['running', 'attention', 'waiting', 'open', 'blocked', 'paused', 'good', 'new'] as const
export type ProfileState = (typeof profileStates)[number]

const tones: Readonly<Record<ProfileState, Tone>> = {
  running: 'running',
  attention: 'attention',
  waiting: 'waiting',
  open: 'running',
  blocked: 'quiet',
  paused: 'paused',
  good: 'good',
  new: 'quiet',
}

export function toneOfProfile(state: ProfileState): Tone {
  return tones[state]
}

/** A profile as the export that just ended here left it, until the list itself knows. */
export function withOutcome(profile: ProfileDto, live: LiveExport | undefined): ProfileDto {
  const run = live?.outcome && 'report' in live.outcome ? live.outcome.report.run : null
  if (!run || (profile.lastRun && profile.lastRun.no >= run.no && profile.openRun?.id !== run.id)) return profile
  return { ...profile, lastRun: run, openRun: isOver(run) ? null : run }
}

function isOver({ state }: RunDto): boolean {
  return state === 'delivered' || state === 'empty' || state === 'cancelled' || state === 'parked'
}

/** One word for a profile: what a person must know first wins. */
export function profileState(profile: ProfileDto, live: LiveExport | undefined): ProfileState {
  if (live && !live.outcome) return 'running'
  if (needsPerson(profile.openRun) || needsPerson(profile.lastRun)) return 'attention'
  if (profile.openRun) return waitsForRetry(profile.openRun) ? 'waiting' : 'open'
  if (profile.blocked) return 'blocked'
  if (!profile.enabled) return 'paused'
  return profile.lastRun ? 'good' : 'new'
}

export function needsPerson(run: RunDto | null): boolean {
  return run !== null && run.state === 'parked' && run.releasedMs === null
}

/** As much of a run as its mark needs. */
export type MarkedRun = Pick<RunDto, 'state' | 'releasedMs'> & { readonly error: object | null }

export function waitsForRetry(run: MarkedRun): boolean {
  return run.error !== null && run.state !== 'parked'
}

const runTones: Readonly<Record<RunStateDto, Tone>> = {
  planned: 'running',
  prepared: 'running',
  sending: 'running',
  publishing: 'running',
  delivered: 'good',
  empty: 'quiet',
  cancelled: 'quiet',
  parked: 'attention',
}

export function toneOfRun(run: MarkedRun): Tone {
  if (run.releasedMs !== null) return 'quiet'
  return waitsForRetry(run) && runTones[run.state] === 'running' ? 'waiting' : runTones[run.state]
}
