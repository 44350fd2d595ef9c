import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { detailsOf, must } from '../../test/fakes/engine'
import { at, Watch } from '../../test/fakes/watch-schedule'

const minuteMs = 60_000
let watch: Watch

beforeEach(() => {
  watch = new Watch()
})
afterEach(() => watch.end())

describe('a slot', () => {
  it('becomes one run of the schedule when its minute comes', async () => {
    await watch.apply()
    watch.newDocument()
    await watch.tickAt('2026-04-01T18:29:59')
    expect(await watch.runs()).toEqual([])
    await watch.tickAt('2026-04-01T18:30:20')
    const [run] = await watch.runs()
    expect(run).toMatchObject({ origin: 'schedule', state: 'delivered', documents: 1, dueMs: at('2026-04-01T18:30') })
    const { journal } = await detailsOf(watch.app, run!.id)
    expect(new Set(journal.map(({ actor }) => actor))).toEqual(new Set(['schedule']))
    await watch.tickAt('2026-04-01T18:31:20')
    expect(await watch.runs()).toHaveLength(1)
  })

  it('of the last open minute is on time until that minute is over and a little longer', async () => {
    await watch.apply({ schedule: { interval: 'hourly' }, missedRuns: 'skip' })
    await watch.tickAt('2026-04-01T22:00:40')
    expect((await watch.runs()).map(({ dueMs }) => dueMs)).toEqual([at('2026-04-01T22:00')])
  })

  it('is claimed durably once the tick has answered, and carried on after it', async () => {
    await watch.apply()
    watch.newDocument()
    watch.house.nowMs = at('2026-04-01T18:30')
    await watch.app.schedule.tick()
    expect(await watch.runs()).toHaveLength(1)
    expect(watch.opened.ports.profiles.get('kanzlei')?.lastDueMs).toBe(at('2026-04-01T18:30'))
    await watch.app.schedule.settled()
    expect(await watch.states()).toEqual(['delivered'])
  })

  it('of a profile that is switched off stays without a run, now and later', async () => {
    await watch.apply({ enabled: false })
    await watch.tickAt('2026-04-01T18:30')
    await watch.apply({ enabled: true })
    await watch.tickAt('2026-04-01T18:31')
    expect(await watch.runs()).toEqual([])
    await watch.tickAt('2026-04-02T18:30')
    expect(await watch.runs()).toHaveLength(1)
  })

  it('before the start date never comes', async () => {
    await watch.apply({ startDate: '2026-04-03' })
    for (const day of ['01', '02', '03']) await watch.tickAt(`2026-04-${day}T18:30`)
    expect((await watch.runs()).map(({ dueMs }) => dueMs)).toEqual([at('2026-04-03T18:30')])
  })
})

describe('slots that were missed', () => {
  it('are caught up by one run', async () => {
    await watch.apply()
    watch.newDocument()
    await watch.tickAt('2026-04-05T09:00')
    await watch.tickAt('2026-04-05T09:01')
    expect((await watch.runs()).map(({ dueMs, state }) => [dueMs, state])).toEqual([
      [at('2026-04-04T18:30'), 'delivered'],
    ])
    await watch.tickAt('2026-04-05T18:30')
    expect(await watch.runs()).toHaveLength(2)
  })

  it('are left out by a profile that wants it so, with one line in the journal', async () => {
    await watch.apply({ missedRuns: 'skip' })
    for (const time of ['18:36', '18:37', '19:00']) await watch.tickAt(`2026-04-03T${time}`)
    expect(await watch.runs()).toEqual([])
    expect(watch.events('schedule.skipped').map(({ data, actor }) => [data, actor])).toEqual([
      [{ dueMs: at('2026-04-03T18:30') }, 'schedule'],
    ])
    await watch.tickAt('2026-04-04T18:34')
    expect(await watch.runs()).toHaveLength(1)
  })

  it('are not caught up at night but in the morning', async () => {
    await watch.apply()
    for (const time of ['01T23:00', '02T03:00', '02T05:59']) await watch.tickAt(`2026-04-${time}`)
    expect(await watch.runs()).toEqual([])
    await watch.tickAt('2026-04-02T06:00')
    expect((await watch.runs()).map(({ dueMs }) => dueMs)).toEqual([at('2026-04-01T18:30')])
  })

  it('give way to the slot that comes due meanwhile', async () => {
    await watch.apply({ schedule: { interval: 'hourly' } })
    await watch.tickAt('2026-04-01T23:00')
    await watch.tickAt('2026-04-02T06:00')
    expect((await watch.runs()).map(({ dueMs }) => dueMs)).toEqual([at('2026-04-02T06:00')])
  })
})

describe('a run that stands in the way', () => {
  it('parked for a person settles the slots after it without a run and without a line each', async () => {
    await watch.apply()
    watch.newDocument()
    watch.fail('auth-refused')
    await watch.tickAt('2026-04-01T18:30')
    watch.fail(null)
    for (const day of ['02', '03']) await watch.tickAt(`2026-04-${day}T18:30`)
    const [parked] = await watch.runs()
    expect(await watch.states()).toEqual(['parked'])
    expect(watch.opened.ports.profiles.get('kanzlei')?.lastDueMs).toBe(at('2026-04-03T18:30'))
    expect(watch.events('schedule.skipped')).toEqual([])
    must(await watch.app.runs.release(parked!.id, 'Kennwort erneuert'))
    await watch.tickAt('2026-04-03T18:31')
    expect(await watch.runs()).toHaveLength(1)
    await watch.tickAt('2026-04-04T18:30')
    expect(await watch.states()).toEqual(['cancelled', 'delivered'])
  })

  it('parked for its own sake lets the next slot run', async () => {
    await watch.apply()
    watch.newDocument()
    watch.fail('remote-conflict')
    await watch.tickAt('2026-04-01T18:30')
    expect(await watch.states()).toEqual(['parked'])
    watch.fail(null)
    watch.newDocument()
    await watch.tickAt('2026-04-02T18:30')
    expect(await watch.states()).toEqual(['parked', 'delivered'])
  })

  it('open and waiting for its next attempt keeps the slot until it is done', async () => {
    await watch.apply({ schedule: { interval: 'hourly' } })
    watch.newDocument()
    watch.fail('unreachable')
    await watch.tickAt('2026-04-01T14:00')
    const retryAtMs = (await watch.runs())[0]!.retryAtMs!
    expect(retryAtMs).toBe(at('2026-04-01T14:01'))
    await watch.tickAt(retryAtMs - 1)
    expect((await watch.runs())[0]?.attempts).toBe(1)
    for (let tick = 0; tick < 90; tick++) await watch.tickAt(watch.house.nowMs + minuteMs)
    expect(await watch.states()).toEqual(['prepared'])
    watch.newDocument()
    watch.fail(null)
    await watch.tickAt('2026-04-01T17:10')
    expect((await watch.runs()).map(({ dueMs, state, documents }) => [dueMs, state, documents])).toEqual([
      [at('2026-04-01T14:00'), 'delivered', 1],
    ])
    await watch.tickAt('2026-04-01T17:11')
    expect((await watch.runs()).map(({ dueMs, state, documents }) => [dueMs, state, documents])[1]).toEqual([
      at('2026-04-01T17:00'),
      'delivered',
      1,
    ])
  })

  it('is parked after as many attempts as the profile allows', async () => {
    await watch.apply({ attemptsMax: 3 })
    watch.newDocument()
    watch.fail('unreachable')
    await watch.tickAt('2026-04-01T18:30')
    for (let tick = 0; tick < 10; tick++) await watch.tickAt(watch.house.nowMs + minuteMs)
    expect((await watch.runs())[0]).toMatchObject({ state: 'parked', error: { kind: 'attempts-exhausted' } })
    expect(watch.events('run.failed')).toHaveLength(2)
  })

  it('does not try again at night', async () => {
    await watch.apply({ schedule: { interval: 'daily', time: '21:30' } })
    watch.newDocument()
    watch.fail('unreachable')
    await watch.tickAt('2026-04-01T21:30')
    for (let tick = 0; tick < 60; tick++) await watch.tickAt(watch.house.nowMs + minuteMs)
    const [run] = await watch.runs()
    expect(run?.attempts).toBe(5) // 21:30, :31, :33, :37, :45, and then 22:01 would be next
    expect(run?.retryAtMs).toBe(at('2026-04-02T06:05')) // in the middle of the first ten minutes
  })
})

describe('a rule that refuses', () => {
  const inactive = () => {
    watch.house.ledger.mandantList[0] = { ...watch.house.ledger.mandantList[0]!, bookkeepingActive: false }
  }

  it('settles the slot, is kept for the status, and is told once in the journal', async () => {
    await watch.apply({ schedule: { interval: 'hourly' } })
    const active = watch.house.ledger.mandantList[0]!
    inactive()
    for (const time of ['14:00', '14:01', '15:00']) await watch.tickAt(`2026-04-01T${time}`)
    expect(await watch.runs()).toEqual([])
    expect(watch.opened.ports.scheduler.lastRefusal('kanzlei')).toEqual({
      dueMs: at('2026-04-01T15:00'),
      atMs: at('2026-04-01T15:00'),
      code: 'bookkeeping-inactive',
      params: { mandant: 'M1' },
    })
    expect(watch.events('schedule.refused')).toMatchObject([
      { data: { code: 'bookkeeping-inactive' }, actor: 'schedule' },
    ])
    watch.house.ledger.mandantList[0] = active
    await watch.tickAt('2026-04-01T16:00')
    expect(watch.opened.ports.scheduler.lastRefusal('kanzlei')).toBeNull()
    expect(await watch.runs()).toHaveLength(1)
  })

  it('because of a foreign computer or branch settles nothing, and one run catches up when it is ours', async () => {
    await watch.apply({ workstation: 'KASSE-9' })
    for (const day of ['02', '03', '04']) await watch.tickAt(`2026-04-${day}T18:30`)
    expect(watch.opened.ports.profiles.get('kanzlei')?.lastDueMs).toBeNull()
    await watch.reopen({ workstationName: 'KASSE-9' })
    await watch.tickAt('2026-04-04T18:40')
    expect(await watch.runs()).toEqual([]) // the database is not adopted yet
    must(await watch.app.workstation.adopt())
    await watch.tickAt('2026-04-05T09:00')
    await watch.tickAt('2026-04-05T09:01')
    expect((await watch.runs()).map(({ dueMs }) => dueMs)).toEqual([at('2026-04-04T18:30')])
  })
})
