import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { must, openHouse } from '../../test/fakes/engine'
import { at, Watch } from '../../test/fakes/watch-schedule'
import type { Run } from '../core/run/run'

const minuteMs = 60_000
let watch: Watch

beforeEach(() => {
  watch = new Watch()
})
afterEach(() => watch.end())

describe('a pause', () => {
  it('holds over a restart, and what was missed is caught up once it is over', async () => {
    await watch.apply()
    must(await watch.app.schedule.pauseFor('tomorrow'))
    expect(watch.opened.ports.scheduler.pausedUntil()).toBe(at('2026-04-02T06:00'))
    await watch.tickAt('2026-04-01T18:30')
    await watch.reopen()
    await watch.tickAt('2026-04-02T05:59')
    expect(await watch.runs()).toEqual([])
    await watch.tickAt('2026-04-02T06:00')
    expect((await watch.runs()).map(({ dueMs }) => dueMs)).toEqual([at('2026-04-01T18:30')])
    expect(watch.events('schedule.paused')).toMatchObject([
      { actor: 'command-line', data: { untilMs: at('2026-04-02T06:00') } },
    ])
    expect(watch.events('schedule.resumed')).toMatchObject([{ actor: 'schedule', data: { because: 'over' } }])
  })

  it('can be ended by hand, and says so', async () => {
    await watch.apply()
    const facts: string[] = []
    watch.app.onChange(({ fact }) => facts.push(fact))
    must(await watch.app.schedule.pauseFor('hour'))
    expect(watch.opened.ports.scheduler.pausedUntil()).toBe(watch.house.nowMs + 60 * minuteMs)
    must(await watch.app.schedule.resume())
    must(await watch.app.schedule.resume())
    expect(watch.opened.ports.scheduler.pausedUntil()).toBeNull()
    expect(facts).toEqual(['status.changed', 'status.changed'])
    expect(watch.events('schedule.resumed')).toMatchObject([{ actor: 'command-line', data: { because: 'ordered' } }])
  })

  it('leaves runs by hand alone, and holds back what waits for its next attempt', async () => {
    await watch.apply()
    watch.newDocument()
    watch.fail('unreachable')
    await watch.tickAt('2026-04-01T18:30')
    watch.fail(null)
    must(await watch.app.schedule.pauseFor('hour'))
    await watch.tickAt('2026-04-01T19:00')
    expect(await watch.states()).toEqual(['prepared'])
    must(await watch.app.runs.export('kanzlei'))
    expect((await watch.states())[0]).toBe('delivered')
  })

  it('ends in the future, and not too far in it', async () => {
    const { schedule } = watch.app
    expect(await schedule.pause(watch.house.nowMs)).toMatchObject({
      error: { class: 'invalid', code: 'pause-not-ahead' },
    })
    expect(await schedule.pause(Number.NaN)).toMatchObject({ error: { code: 'pause-not-ahead' } })
    const farMs = watch.house.nowMs + 32 * 24 * 60 * minuteMs
    expect(await schedule.pause(farMs)).toMatchObject({ error: { code: 'pause-too-long', params: { days: 31 } } })
  })

  it('ordered while the clock was wrong does not keep the schedule still for years', async () => {
    await watch.apply()
    watch.house.nowMs = at('2031-01-01T12:00')
    must(await watch.app.schedule.pauseFor('hour'))
    await watch.tickAt('2026-04-01T12:30')
    expect(watch.opened.ports.scheduler.pausedUntil()).toBeNull()
    await watch.tickAt('2026-04-01T18:30')
    expect(await watch.runs()).toHaveLength(1)
  })
})

describe('a clock', () => {
  it('set back by hours runs no slot again, and goes on when its time has come round', async () => {
    await watch.apply({ schedule: { interval: 'hourly' } })
    await watch.tickAt('2026-04-01T14:00')
    await watch.tickAt('2026-04-01T15:00')
    for (const time of ['13:00', '14:00', '14:30', '15:00', '15:01']) await watch.tickAt(`2026-04-01T${time}`)
    expect(await watch.runs()).toHaveLength(2)
    await watch.tickAt('2026-04-01T16:00')
    expect(await watch.runs()).toHaveLength(3)
  })

  it('that was years ahead is set right, with a line in the journal, and no slot runs twice', async () => {
    await watch.apply()
    await watch.tickAt('2026-04-01T18:30')
    await watch.tickAt('2029-05-01T12:00')
    expect(await watch.runs()).toHaveLength(2)
    await watch.tickAt('2026-04-01T18:29')
    expect(watch.events('schedule.clock-reset')).toMatchObject([{ actor: 'schedule', profileId: 'kanzlei' }])
    for (const time of ['18:30', '18:31', '18:40']) await watch.tickAt(`2026-04-01T${time}`)
    expect(await watch.runs()).toHaveLength(2)
    expect(watch.events('schedule.clock-reset')).toHaveLength(1)
    expect(watch.opened.ports.profiles.get('kanzlei')?.lastDueMs).toBe(at('2026-04-01T18:30'))
    await watch.tickAt('2026-04-02T18:30')
    expect(await watch.runs()).toHaveLength(3)
  })

  it('that was years ahead when a run failed does not make it wait for years', async () => {
    await watch.apply()
    watch.newDocument()
    watch.fail('unreachable')
    await watch.tickAt('2029-04-01T18:30')
    watch.fail(null)
    await watch.tickAt('2026-04-01T14:00')
    expect(await watch.states()).toEqual(['delivered'])
  })

  it('set forward takes the slots in between as missed', async () => {
    await watch.apply({ schedule: { interval: 'hourly' } })
    await watch.tickAt('2026-04-01T14:00')
    await watch.tickAt('2026-04-01T17:20')
    expect((await watch.runs()).map(({ dueMs }) => dueMs)).toEqual([at('2026-04-01T14:00'), at('2026-04-01T17:00')])
  })
})

describe('a run that a crash left open', () => {
  /** What a process leaves that died right after it had planned a run. */
  async function dieAfterPlanning(origin: Run['origin']): Promise<void> {
    const { ports } = watch.opened
    const run = ports.runs.plan(
      { id: '20260401-183000-dead', profileId: 'kanzlei', origin, dueMs: watch.house.nowMs },
      'schedule',
    )
    ports.lastRun.record(run!.no)
    await watch.reopen()
  }

  it('goes on at once when the app starts', async () => {
    await watch.apply()
    watch.newDocument()
    watch.house.nowMs = at('2026-04-01T18:30')
    await dieAfterPlanning('schedule')
    watch.house.nowMs = at('2026-04-01T18:50')
    await watch.app.schedule.start()
    await watch.app.schedule.settled()
    expect(await watch.states()).toEqual(['delivered'])
  })

  it.each([
    ['schedule', 'planned'],
    ['manual', 'delivered'],
  ] as const)('by the %s is %s at night, and done in the morning', async (origin, atNight) => {
    await watch.apply()
    watch.newDocument()
    watch.house.nowMs = at('2026-04-01T18:30')
    await dieAfterPlanning(origin)
    watch.opened.ports.scheduler.settle('kanzlei', watch.house.nowMs, { reason: 'blocked' }, 'schedule')
    await watch.tickAt('2026-04-01T23:30')
    expect(await watch.states()).toEqual([atNight])
    await watch.tickAt('2026-04-02T06:00')
    expect(await watch.states()).toEqual(['delivered'])
  })
})

describe('the ticker', () => {
  it('is started with the schedule and stopped with the app', async () => {
    await watch.apply()
    watch.newDocument()
    await watch.app.schedule.start()
    await watch.app.schedule.start()
    watch.house.nowMs = at('2026-04-01T18:30')
    watch.house.ticker.tick()
    await watch.app.schedule.settled()
    expect(await watch.states()).toEqual(['delivered'])
    await watch.app.close()
    expect(watch.house.ticker.isRunning).toBe(false)
    watch.opened = openHouse(watch.house)
  })
})
