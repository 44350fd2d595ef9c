import { describe, expect, it } from 'vitest'
import type { KnownIncident, Trouble } from './alert-store'
import { incidentStep } from './incident-step'

const waits: Trouble = {
  cause: 'run',
  runId: 'a',
  code: 'unreachable',
  params: {},
  needsPerson: false,
  sinceMs: 100,
}
const stands: Trouble = { ...waits, code: 'attempts-exhausted', needsPerson: true }
const open: KnownIncident = { ...waits, id: 1, profileId: 'p', endedMs: null, successNo: 5 }
const before = { watched: true, lastSuccess: { no: 5, atMs: 50 } }
const after = { watched: true, lastSuccess: { no: 6, atMs: 200 } }

describe('an incident', () => {
  it('begins with trouble', () => {
    expect(incidentStep(null, waits, before)).toEqual({ step: 'open', trouble: waits })
    expect(incidentStep(null, null, before)).toEqual({ step: 'none' })
  })

  it('stays as it is while the trouble is the same', () => {
    expect(incidentStep(open, { ...waits, sinceMs: 999 }, before)).toEqual({ step: 'none' })
  })

  it('changes with the trouble', () => {
    expect(incidentStep(open, stands, before)).toEqual({ step: 'update', trouble: stands })
    const other = { ...waits, params: { hostKey: 'k' } }
    expect(incidentStep(open, other, before)).toEqual({ step: 'update', trouble: other })
  })

  it('ends with the first success after its beginning', () => {
    expect(incidentStep(open, null, after)).toEqual({ step: 'end', outcome: 'recovered' })
  })

  it('does not end with trouble that goes away by itself; then nobody has to act', () => {
    const parked = { ...open, ...stands }
    expect(incidentStep(parked, null, before)).toMatchObject({ step: 'update', trouble: { needsPerson: false } })
    expect(incidentStep(open, null, before)).toEqual({ step: 'none' })
  })

  it('outlives other runs while its own stands still', () => {
    const uncertain = { ...open, code: 'delivery-uncertain', needsPerson: true }
    const trouble = { ...stands, code: 'delivery-uncertain' }
    expect(incidentStep(uncertain, trouble, after)).toEqual({ step: 'none' })
  })

  it('ends when things worked in between and another run fails now', () => {
    expect(incidentStep(open, { ...waits, runId: 'b' }, after)).toEqual({ step: 'end', outcome: 'recovered' })
    const overdue: Trouble = { ...waits, cause: 'overdue', runId: null, code: 'overdue', sinceMs: 50 }
    expect(incidentStep({ ...open, ...overdue }, { ...overdue, sinceMs: 200 }, after)).toMatchObject({ step: 'end' })
  })

  it('is dropped when its profile is gone, switched off or moved', () => {
    expect(incidentStep(open, null, { ...before, watched: false })).toEqual({ step: 'end', outcome: 'dropped' })
  })

  it('does not care about the clock: a success counts by its number', () => {
    const lastSuccess = { no: 6, atMs: 1 }
    expect(incidentStep(open, null, { watched: true, lastSuccess })).toEqual({ step: 'end', outcome: 'recovered' })
  })
})
