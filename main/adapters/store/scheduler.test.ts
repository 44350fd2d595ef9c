import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { House, type Opened, openHouse, profile } from '../../../test/fakes/engine'

let house: House
let opened: Opened
beforeEach(() => {
  house = new House()
  opened = openHouse(house)
  opened.ports.profiles.put([profile(), profile({ id: 'zweite' })], 'window')
})
afterEach(async () => {
  await opened.app.close()
  house.remove()
})

const hourMs = 3_600_000
const events = () => opened.ports.journal.list().filter(({ event }) => event.startsWith('schedule.'))
const settled = (id = 'kanzlei') => opened.ports.profiles.get(id)?.lastDueMs

describe('a pause', () => {
  it('holds until its end, also for the next process', async () => {
    const untilMs = house.nowMs + hourMs
    opened.ports.scheduler.pause(untilMs, 'window')
    await opened.app.close()
    opened = openHouse(house)
    expect(opened.ports.scheduler.pausedUntil()).toBe(untilMs)
    house.nowMs = untilMs
    expect(opened.ports.scheduler.pausedUntil()).toBeNull()
  })

  it('is replaced by a later one and ended once', () => {
    const { scheduler } = opened.ports
    scheduler.pause(house.nowMs + hourMs, 'window')
    scheduler.pause(house.nowMs + 2 * hourMs, 'window')
    expect(scheduler.pausedUntil()).toBe(house.nowMs + 2 * hourMs)
    expect([scheduler.resume('window'), scheduler.resume('window')]).toEqual([true, false])
    expect(scheduler.pausedUntil()).toBeNull()
    expect(events().map(({ event }) => event)).toEqual(['schedule.paused', 'schedule.paused', 'schedule.resumed'])
  })
})

describe('settling', () => {
  it('moves the newest slot on and never back, with a line for what was left out', () => {
    const { scheduler } = opened.ports
    const dueMs = house.nowMs + hourMs
    const settle = (due: number) => scheduler.settle('kanzlei', due, { reason: 'skipped' }, 'schedule')
    expect([settle(dueMs), settle(dueMs), settle(dueMs - 1)]).toEqual([true, false, false])
    expect(settled()).toBe(dueMs)
    expect(settled('zweite')).toBeNull()
    expect(events()).toMatchObject([{ event: 'schedule.skipped', profileId: 'kanzlei', data: { dueMs } }])
  })

  it('says nothing per slot while a run stands in the way or a slot was taken', () => {
    const { scheduler } = opened.ports
    expect(scheduler.settle('kanzlei', house.nowMs + 1, { reason: 'blocked' }, 'schedule')).toBe(true)
    expect(scheduler.settle('kanzlei', house.nowMs + 2, { reason: 'taken' }, 'schedule')).toBe(true)
    expect(settled()).toBe(house.nowMs + 2)
    expect(events()).toEqual([])
  })

  it('leaves a slot alone that lies before the schedule of the profile', () => {
    expect(opened.ports.scheduler.settle('kanzlei', house.nowMs, { reason: 'skipped' }, 'schedule')).toBe(false)
    expect(settled()).toBeNull()
  })
})

describe('a refusal', () => {
  const refuse = (dueMs: number, mandant: string) => {
    const settlement = { reason: 'refused', code: 'mandant-unknown', params: { mandant } } as const
    return opened.ports.scheduler.settle('kanzlei', dueMs, settlement, 'schedule')
  }

  it('is kept until a run is planned, and told when it is another one', () => {
    const { scheduler, runs } = opened.ports
    const [first, second, third] = [house.nowMs + 1, house.nowMs + 2, house.nowMs + 3]
    refuse(first, 'M1')
    refuse(second, 'M1')
    refuse(third, 'M2')
    const expected = { dueMs: third, code: 'mandant-unknown', params: { mandant: 'M2' }, atMs: house.nowMs }
    expect(scheduler.lastRefusal('kanzlei')).toEqual(expected)
    expect(scheduler.lastRefusal('zweite')).toBeNull()
    expect(events().map(({ data }) => data['dueMs'])).toEqual([first, third])
    runs.plan({ id: '20260401-120000-0000', profileId: 'kanzlei', origin: 'manual', dueMs: house.nowMs }, 'window')
    expect(scheduler.lastRefusal('kanzlei')).toBeNull()
  })

  it('goes with its profile', () => {
    refuse(house.nowMs + 1, 'M1')
    opened.ports.profiles.remove('kanzlei', 'window')
    expect(opened.ports.scheduler.lastRefusal('kanzlei')).toBeNull()
  })
})

describe('a record in the future', () => {
  it('is brought back to now, once, with what it was in the journal', () => {
    const { scheduler } = opened.ports
    const farMs = house.nowMs + 400 * 24 * hourMs
    scheduler.settle('kanzlei', farMs, { reason: 'blocked' }, 'schedule')
    expect([scheduler.setRight('kanzlei', 'schedule'), scheduler.setRight('kanzlei', 'schedule')]).toEqual([
      true,
      false,
    ])
    expect(opened.ports.profiles.get('kanzlei')).toMatchObject({ scheduledFromMs: house.nowMs, lastDueMs: house.nowMs })
    expect(events()).toMatchObject([{ event: 'schedule.clock-reset', data: { from: farMs, to: house.nowMs } }])
  })
})

describe('a profile that an earlier version stored', () => {
  it('has the usual number of attempts, and does not count as changed when it is applied again', () => {
    opened.store.db.run("UPDATE profile SET json = json_remove(json, '$.attemptsMax') WHERE id = 'kanzlei'")
    expect(opened.ports.profiles.get('kanzlei')?.profile.attemptsMax).toBe(30)
    house.nowMs += hourMs
    opened.ports.profiles.put([profile()], 'window')
    expect(opened.ports.journal.list().map(({ event }) => event)).not.toContain('profile.changed')
  })
})
