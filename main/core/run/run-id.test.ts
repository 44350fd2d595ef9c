import { expect, it } from 'vitest'
import { createRunId, wallClock } from './run-id'

const summer = Temporal.Instant.from('2026-07-01T22:30:05.070Z').epochMilliseconds

it('names a run by the wall clock of its profile', () => {
  expect(createRunId(summer, 'Europe/Berlin', 'a1b2')).toBe('20260702-003005-a1b2')
  expect(createRunId(summer, 'UTC', 'zzzz')).toBe('20260701-223005-zzzz')
})

it('says the wall-clock moment to the millisecond', () => {
  expect(wallClock(summer, 'Europe/Berlin')).toBe('2026-07-02T00:30:05.070')
  expect(wallClock(summer - 70, 'Europe/Berlin')).toBe('2026-07-02T00:30:05.000')
})
