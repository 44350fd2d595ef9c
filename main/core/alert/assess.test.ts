import { describe, expect, it } from 'vitest'
import type { Run } from '../run/run'
import { assess, type ProfileSituation } from './assess'

const hour = 3_600_000
const day = 24 * hour
/** 24.11.2026, 18:30 in Berlin. */
const now = Date.UTC(2026, 10, 24, 17, 30)

function situation(change: Partial<ProfileSituation> = {}): ProfileSituation {
  return {
    nowMs: now,
    profile: { timeZone: 'Europe/Berlin', startDate: null, schedule: { interval: 'daily', time: '18:30' } },
    watched: true,
    changedMs: now - 100 * day,
    scheduledFromMs: now - 100 * day,
    unfinished: [],
    lastSuccess: { no: 7, atMs: now - day },
    refusal: null,
    isRunning: false,
    ...change,
  }
}

function run(id: string, change: Partial<Run> = {}): Run {
  return {
    id,
    no: 1,
    profileId: 'p',
    origin: 'schedule',
    dueMs: now - 5_000,
    state: 'prepared',
    error: { kind: 'unreachable', detail: 'connect ECONNREFUSED' },
    attempts: 1,
    retryAtMs: now + 60_000,
    documents: 0,
    files: [],
    sums: [],
    startedMs: now - 5_000,
    finishedMs: null,
    releasedMs: null,
    ...change,
  }
}

const parked = (id: string, kind: NonNullable<Run['error']>['kind'], change: Partial<Run> = {}) =>
  run(id, { state: 'parked', error: { kind, detail: 'x' }, retryAtMs: null, finishedMs: now, ...change })

describe('nothing is wrong with a profile', () => {
  const fine: Readonly<Record<string, Partial<ProfileSituation>>> = {
    'that worked yesterday': {},
    'whose run is under way': { unfinished: [run('a', { error: null, attempts: 0, retryAtMs: null })] },
    'that is three days without success to the minute': { lastSuccess: { no: 7, atMs: now - 3 * day } },
    'that is new and not due for long': { lastSuccess: null, scheduledFromMs: now - 2 * day },
    'whose schedule was changed lately': { lastSuccess: { no: 1, atMs: now - 90 * day }, scheduledFromMs: now - day },
    'that was released lately': {
      lastSuccess: null,
      profile: { timeZone: 'Europe/Berlin', startDate: '2026-11-23', schedule: { interval: 'daily', time: '18:30' } },
    },
    'that was away for long and is about to run': { lastSuccess: { no: 7, atMs: now - 30 * day }, isRunning: true },
    'that is switched off, however long': { watched: false, lastSuccess: { no: 7, atMs: now - 300 * day } },
    'that was refused before it worked': {
      refusal: { dueMs: 1, code: 'bookkeeping-inactive', params: {}, atMs: now - 2 * day },
    },
    'whose clock was set back': { lastSuccess: { no: 7, atMs: now + 40 * day } },
    'that was switched off after its run had failed': {
      watched: false,
      changedMs: now,
      unfinished: [parked('a', 'auth-refused')],
    },
  }
  it.each(Object.entries(fine))('%s', (_name, change) => {
    expect(assess(situation(change))).toBeNull()
  })
})

describe('trouble', () => {
  it('is a run that is tried again', () => {
    expect(assess(situation({ unfinished: [run('a')] }))).toEqual({
      cause: 'run',
      runId: 'a',
      code: 'unreachable',
      params: {},
      needsPerson: false,
      sinceMs: now - 5_000,
    })
  })

  it('is a parked run, with the key that the server showed', () => {
    const unfinished = [
      parked('a', 'host-key-unknown', { error: { kind: 'host-key-unknown', detail: 'x', hostKey: 'SHA256:k' } }),
    ]
    expect(assess(situation({ unfinished }))).toMatchObject({
      code: 'host-key-unknown',
      params: { hostKey: 'SHA256:k' },
      needsPerson: true,
    })
  })

  it('is first what holds the profile up, then what only needs a look, then what waits', () => {
    const uncertain = parked('uncertain', 'delivery-uncertain')
    const refused = parked('refused', 'auth-refused')
    const waiting = run('waiting')
    const worst = (...unfinished: readonly Run[]) => assess(situation({ unfinished }))?.runId
    expect(worst(refused, uncertain, waiting)).toBe('refused')
    expect(worst(uncertain, waiting)).toBe('uncertain')
    expect(worst(waiting)).toBe('waiting')
  })

  it('of an old run that was sent once more begins now', () => {
    const unfinished = [run('a', { startedMs: now - 40 * day })]
    expect(assess(situation({ unfinished }))?.sinceMs).toBe(now)
  })

  it('of a profile that is switched off is only what failed since', () => {
    const change = { watched: false, changedMs: now - hour }
    expect(assess(situation({ ...change, unfinished: [run('a')] }))?.runId).toBe('a')
    expect(assess(situation({ ...change, unfinished: [run('a', { startedMs: now - 2 * hour })] }))).toBeNull()
  })

  it('is a slot that a rule refused', () => {
    const refusal = { dueMs: now, code: 'bookkeeping-inactive', params: { mandant: 'M1' }, atMs: now - hour }
    expect(assess(situation({ refusal }))).toEqual({
      cause: 'refused',
      runId: null,
      code: 'bookkeeping-inactive',
      params: { mandant: 'M1' },
      needsPerson: true,
      sinceMs: now - hour,
    })
  })

  it('is too long without success, whatever the reason', () => {
    const since = now - 3 * day - 60_000
    expect(assess(situation({ lastSuccess: { no: 7, atMs: since } }))).toEqual({
      cause: 'overdue',
      runId: null,
      code: 'overdue',
      params: { sinceDate: '2026-11-21' },
      needsPerson: true,
      sinceMs: since,
    })
  })

  it('counts from the day of release', () => {
    const profile = { timeZone: 'Europe/Berlin', startDate: '2026-11-01', schedule: { interval: 'hourly' } } as const
    const found = assess(situation({ profile, lastSuccess: null }))
    expect(found).toMatchObject({ cause: 'overdue', sinceMs: Date.UTC(2026, 9, 31, 23) })
  })
})
