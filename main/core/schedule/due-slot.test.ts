import { describe, expect, it } from 'vitest'
import { clockBackMaxMs, dueSlot, graceMs, type SlotRecord } from './due-slot'
import { defaultMaintenanceWindow } from './interval'
import { parseLocal } from './local-time'

const rules = { maintenanceWindow: defaultMaintenanceWindow }
const at = (local: string) => parseLocal(local, 'Europe/Berlin')!
const record = (change: Partial<SlotRecord> = {}): SlotRecord => ({
  schedule: { interval: 'daily', time: '18:30' },
  timeZone: 'Europe/Berlin',
  missedRuns: 'catch-up',
  startDate: null,
  scheduledFromMs: at('2026-05-04T12:00'),
  lastDueMs: null,
  ...change,
})
const slot = (now: string | number, change?: Partial<SlotRecord>) =>
  dueSlot(record(change), typeof now === 'number' ? now : at(now), rules)
const run = (dueMs: number) => ({ kind: 'run', dueMs })
const none = { kind: 'none' }

describe('a slot', () => {
  const dueMs = at('2026-05-04T18:30')

  it('is due from its minute on, once', () => {
    expect(slot(dueMs - 1)).toEqual(none)
    expect(slot(dueMs)).toEqual(run(dueMs))
    expect(slot(dueMs, { lastDueMs: dueMs })).toEqual(none)
    expect(slot(dueMs + graceMs, { lastDueMs: dueMs })).toEqual(none)
  })

  it('is not due to a profile that came, or got its schedule, at that moment or later', () => {
    expect(slot('2026-05-04T18:40', { scheduledFromMs: dueMs })).toEqual(none)
    expect(slot('2026-05-04T18:40', { scheduledFromMs: dueMs - 1 })).toEqual(run(dueMs))
  })

  it('is missed by a profile that leaves such slots out once the grace is over', () => {
    expect(slot(dueMs + graceMs, { missedRuns: 'skip' })).toEqual(run(dueMs))
    expect(slot(dueMs + graceMs + 1, { missedRuns: 'skip' })).toEqual({ kind: 'skip', dueMs })
    expect(slot('2026-05-04T23:50', { missedRuns: 'skip' })).toEqual({ kind: 'skip', dueMs })
  })

  it('is caught up in open hours only, and the newest one stands for all', () => {
    expect(slot('2026-05-04T22:00')).toEqual(run(dueMs))
    expect(slot('2026-05-04T22:01')).toEqual(none)
    expect(slot('2026-05-05T05:59')).toEqual(none)
    expect(slot('2026-05-05T06:00')).toEqual(run(dueMs))
    expect(slot('2026-05-09T08:00')).toEqual(run(at('2026-05-08T18:30')))
  })

  it('on time runs although the hours have just closed', () => {
    const late = at('2026-05-04T22:00') + 90_000
    const hourly = { schedule: { interval: 'hourly' } } as const
    expect(slot(late, hourly)).toEqual(run(at('2026-05-04T22:00')))
    expect(slot(late, { ...hourly, missedRuns: 'skip' })).toEqual(run(at('2026-05-04T22:00')))
  })

  it('waits for the start date', () => {
    expect(slot('2026-05-06T18:30', { startDate: '2026-05-07' })).toEqual(none)
    expect(slot('2026-05-07T18:30', { startDate: '2026-05-07' })).toEqual(run(at('2026-05-07T18:30')))
  })

  it('never comes where the chain has closed its time', () => {
    const closed = { maintenanceWindow: { from: '18:00', to: '08:00' } }
    expect(dueSlot(record(), at('2026-05-09T12:00'), closed)).toEqual(none)
  })
})

describe('a clock that went back', () => {
  const lastDueMs = at('2026-05-04T18:30')

  it('by a day or less waits until real time has passed the newest slot', () => {
    expect(slot(lastDueMs - clockBackMaxMs, { lastDueMs })).toEqual(none)
    expect(slot(lastDueMs - 1, { lastDueMs })).toEqual(none)
  })

  it('by more than a day had been wrong: the record is set right', () => {
    expect(slot(lastDueMs - clockBackMaxMs - 1, { lastDueMs })).toEqual({ kind: 'clock-reset' })
    expect(slot(0)).toEqual({ kind: 'clock-reset' })
  })
})
