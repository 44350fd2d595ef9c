import { describe, expect, it } from 'vitest'
import { defaultMaintenanceWindow } from '../schedule/interval'
import { parseLocal } from '../schedule/local-time'
import { attemptsMaxDefault, mayGoOn, repeatableRun, retryMoment, retryPauseMs, runErrorKinds } from './retry-plan'

const minutes = (attempts: number, urgency: 'soon' | 'later' = 'soon', fraction = 0.5) =>
  retryPauseMs(attempts, urgency, fraction) / 60_000

describe('pauses between attempts', () => {
  it('double up to an hour', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 29].map((attempt) => minutes(attempt))).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
  })

  it('begin longer where help takes longer', () => {
    expect([1, 2, 3].map((attempt) => minutes(attempt, 'later'))).toEqual([16, 32, 60])
  })

  it('spread by a fifth to both sides', () => {
    expect(minutes(1, 'soon', 0)).toBeCloseTo(0.8)
    expect(minutes(1, 'soon', 0.999999)).toBeCloseTo(1.2)
  })

  it('together last longer than a day before a person is asked', () => {
    const total = Array.from({ length: attemptsMaxDefault - 1 }, (_, index) => minutes(index + 1, 'soon', 0)).reduce(
      (a, b) => a + b,
    )
    expect(total / 60).toBeGreaterThan(18)
  })
})

describe('the next attempt', () => {
  const hours = { timeZone: 'Europe/Berlin', maintenanceWindow: defaultMaintenanceWindow }
  const at = (local: string) => parseLocal(local, 'Europe/Berlin')!
  const nextAfter = (local: string, fraction = 0.5) =>
    retryMoment({ nowMs: at(local), attempts: 4, urgency: 'soon', fraction }, hours)

  it('comes after the pause when the hours are open then', () => {
    expect(nextAfter('2026-05-04T21:52')).toBe(at('2026-05-04T22:00'))
    expect(nextAfter('2026-05-04T05:53')).toBe(at('2026-05-04T06:01'))
  })

  it('waits for the end of the night, and all branches do not come at the same second', () => {
    expect(nextAfter('2026-05-04T22:30', 0)).toBe(at('2026-05-05T06:00'))
    expect(nextAfter('2026-05-04T21:54')).toBe(at('2026-05-05T06:05'))
    expect(nextAfter('2026-05-05T03:00', 0.999)).toBeLessThan(at('2026-05-05T06:10'))
    expect(nextAfter('2026-10-25T01:30', 0)).toBe(at('2026-10-25T06:00'))
  })

  it('knows no night where the chain has none', () => {
    const failed = { nowMs: at('2026-05-04T23:00'), attempts: 1, urgency: 'soon', fraction: 0.5 } as const
    expect(retryMoment(failed, { ...hours, maintenanceWindow: null })).toBe(at('2026-05-04T23:01'))
  })

  it('is due when its time has come, and when only a wrong clock can have set it', () => {
    const nowMs = at('2026-05-04T12:00')
    expect(mayGoOn({ retryAtMs: null }, nowMs)).toBe(true)
    expect(mayGoOn({ retryAtMs: nowMs }, nowMs)).toBe(true)
    expect(mayGoOn({ retryAtMs: nowMs + 1 }, nowMs)).toBe(false)
    expect(mayGoOn({ retryAtMs: at('2026-05-05T06:09') }, nowMs)).toBe(false)
    expect(mayGoOn({ retryAtMs: at('2027-05-04T12:00') }, nowMs)).toBe(true)
  })
})

describe('what is tried again by itself', () => {
  it('is only what can mend itself', () => {
    expect(runErrorKinds.filter((kind) => repeatableRun(kind) !== 'never')).toEqual([
      'name-not-found',
      'unreachable',
      'timeout',
      'interrupted',
      'server-busy',
      'server-error',
      'content-mismatch',
      'folder-missing',
      'key-file-unreadable',
      'ledger-unavailable',
    ])
  })
})
