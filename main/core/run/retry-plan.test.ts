import { describe, expect, it } from 'vitest'
import { attemptsMaxDefault, repeatableRun, retryPauseMs, runErrorKinds } from './retry-plan'

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
      'ledger-unavailable',
    ])
  })
})
