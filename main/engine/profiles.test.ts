import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { House, must, type Opened, openHouse, profile } from '../../test/fakes/engine'
import { document, mandant } from '../../test/fakes/memory-ledger'
import type { ChangeFact } from './app'

let house: House
let opened: Opened
beforeEach(() => {
  house = new House()
  opened = openHouse(house)
})
afterEach(async () => {
  await opened.app.close()
  house.remove()
})

const codeOf = (result: { ok: boolean; error?: { class: string; code: string } }) =>
  result.ok ? null : `${result.error?.class} ${result.error?.code}`

describe('profiles', () => {
  it('are stored all or none', async () => {
    const result = await opened.app.profiles.apply([
      profile(),
      profile({ id: 'b', timeZone: 'Europe/Bonn' }),
      profile(),
    ])
    expect(result).toMatchObject({
      error: {
        code: 'input-faults',
        params: { count: 2 },
        details: { faults: [{ path: 'timeZone' }, { path: 'id', code: 'profile-duplicate' }] },
      },
    })
    expect(await opened.app.profiles.list()).toEqual([])
  })

  it('say at a glance when they run next, whether they may, and what waits', async () => {
    house.ledger.put(document('1'), document('2'))
    must(
      await opened.app.profiles.apply([
        profile(),
        profile({ id: 'zu', name: 'Z', enabled: false, startDate: '2027-01-01' }),
      ]),
    )
    const [first, second] = await opened.app.profiles.list()
    expect(first).toMatchObject({
      nextRun: '2026-04-01T18:30:00+02:00',
      runnable: { ok: true },
      waitingDocuments: 2,
      lastRun: null,
      openRun: null,
      secretSet: false,
    })
    expect(second).toMatchObject({ nextRun: null, runnable: { ok: false, error: { code: 'before-start-date' } } })
    must(await opened.app.runs.export('kanzlei'))
    must(await opened.app.profiles.setSecret('kanzlei', 'geheim'))
    const [after] = await opened.app.profiles.list()
    expect(after).toMatchObject({ waitingDocuments: 0, lastRun: { state: 'delivered' }, secretSet: true })
  })

  it('are not removed under an open run, and keep their runs when they go', async () => {
    house.ledger.put(document('1'))
    must(await opened.app.profiles.apply([profile()]))
    house.server.fault = () => ({ kind: 'unreachable', how: 'refused' })
    const { run } = must(await opened.app.runs.export('kanzlei'))
    expect(codeOf(await opened.app.profiles.remove('kanzlei'))).toBe('refused run-open')
    must(await opened.app.runs.release(run.id, 'no longer our advisor'))
    must(await opened.app.profiles.remove('kanzlei'))
    expect(must(await opened.app.runs.list({}))).toMatchObject([{ id: run.id, state: 'cancelled' }])
    expect(codeOf(await opened.app.profiles.remove('kanzlei'))).toBe('invalid profile-unknown')
  })

  it('are not removed while another process works with them', async () => {
    must(await opened.app.profiles.apply([profile()]))
    const lock = opened.store.locks.acquire('kanzlei')
    expect(codeOf(await opened.app.profiles.remove('kanzlei'))).toBe('refused already-running')
    lock?.release()
    must(await opened.app.profiles.remove('kanzlei'))
  })

  it('never show a secret', async () => {
    must(await opened.app.profiles.apply([profile()]))
    must(await opened.app.profiles.setSecret('kanzlei', 'streng-geheim'))
    expect(JSON.stringify([await opened.app.profiles.list(), opened.store.journal.list()])).not.toContain(
      'streng-geheim',
    )
    expect(codeOf(await opened.app.profiles.setSecret('kanzlei', ''))).toBe('invalid secret-empty')
    expect(codeOf(await opened.app.profiles.setSecret('x', 'y'))).toBe('invalid profile-unknown')
  })

  it('preview their run times', async () => {
    must(await opened.app.profiles.apply([profile({ schedule: { interval: 'daily', time: '06:00' } })]))
    expect(must(await opened.app.profiles.schedulePreview('kanzlei', '2026-03-28', 2))).toEqual([
      '2026-03-28T06:00:00+01:00',
      '2026-03-29T06:00:00+02:00',
    ])
    expect(codeOf(await opened.app.profiles.schedulePreview('kanzlei', 'tomorrow', 2))).toBe('invalid moment-malformed')
  })
})

describe('a schedule that is not stored', () => {
  const draft = (time: string, startDate: string | null = null) =>
    ({ schedule: { interval: 'daily', time }, timeZone: 'Europe/Berlin', startDate }) as const

  it('is previewed from now on, on the clock of its zone', async () => {
    expect(must(await opened.app.profiles.previewSchedule(draft('18:30'), 2))).toEqual([
      '2026-04-01T18:30:00+02:00',
      '2026-04-02T18:30:00+02:00',
    ])
    expect(must(await opened.app.profiles.previewSchedule(draft('07:00', '2026-11-01'), 1))).toEqual([
      '2026-11-01T07:00:00+01:00',
    ])
    expect(await opened.app.profiles.list()).toEqual([])
  })

  it('is refused at its fields, also by the hours of the chain', async () => {
    expect(await opened.app.profiles.previewSchedule(draft('22:30', 'gestern'), 2)).toMatchObject({
      error: {
        code: 'input-faults',
        details: { faults: [{ path: 'startDate' }, { path: 'schedule.time', code: 'profile-time-closed' }] },
      },
    })
    must(await opened.app.chain.set({ ...opened.app.chain.show(), maintenanceWindow: { from: '18:00', to: '06:00' } }))
    expect(await opened.app.profiles.previewSchedule(draft('18:30'), 2)).toMatchObject({
      error: { details: { faults: [{ path: 'schedule.time', code: 'profile-time-in-window' }] } },
    })
  })
})

describe('settings', () => {
  it('of the chain do not close the hour of a profile', async () => {
    must(
      await opened.app.profiles.apply([profile({ id: 'a1', name: 'Zweiter' }), profile({ id: 'b1', name: 'Erster' })]),
    )
    const narrow = { maintenanceWindow: { from: '18:00', to: '06:00' }, adminsMayRevealPasswords: false }
    expect(await opened.app.chain.set(narrow)).toMatchObject({
      error: {
        code: 'input-faults',
        details: {
          faults: ['Erster', 'Zweiter'].map((name) => ({
            path: 'maintenanceWindow',
            value: '18:30',
            code: 'chain-window-closes',
            params: { profile: name },
          })),
        },
      },
    })
    expect(opened.app.chain.show().maintenanceWindow).toEqual({ from: '22:00', to: '06:00' })
    must(await opened.app.chain.set({ ...narrow, maintenanceWindow: { from: '21:00', to: '06:00' } }))
  })

  it('of a Mandant need the Mandant', async () => {
    expect(codeOf(await opened.app.mandants.set('M9', { locked: 1, withoutInputTax: false, taxKeys: [] }))).toBe(
      'invalid mandant-unknown',
    )
    must(await opened.app.mandants.set('M1', { locked: 1, withoutInputTax: false, taxKeys: [] }))
    expect(must(await opened.app.mandants.show('M1'))).toEqual({ locked: 1, withoutInputTax: false, taxKeys: [] })
  })
})

describe('a row of the tax keys', () => {
  const row = { format: null, direction: 'output', taxRate: 1900, sourceKey: null, key: '3' } as const
  const set = (validFrom: string | null, validTo: string | null) =>
    opened.app.mandants.set('M1', {
      locked: 0,
      withoutInputTax: false,
      taxKeys: [
        { ...row, validFrom: null, validTo: null },
        { ...row, validFrom, validTo },
      ],
    })

  it('is refused when it would never count, and nothing is stored', async () => {
    expect(await set('2026-02-01', '2026-01-31')).toMatchObject({
      ok: false,
      error: {
        class: 'invalid',
        code: 'input-faults',
        details: {
          faults: [
            {
              path: 'taxKeys[1].validTo',
              value: '2026-01-31',
              code: 'tax-key-never-valid',
              params: { fromDate: '2026-02-01' },
            },
          ],
        },
      },
    })
    expect(must(await opened.app.mandants.show('M1')).taxKeys).toEqual([])
    expect(await set('2026-02-30', '2026-01-31')).toMatchObject({
      error: { details: { faults: [{ path: 'taxKeys[1].validFrom', code: 'input-date' }] } },
    })
  })

  it.each([
    ['2026-01-31', '2026-01-31'],
    ['2026-01-31', null],
    [null, '2026-01-31'],
  ])('counts from %s to %s', async (validFrom, validTo) => {
    must(await set(validFrom, validTo))
    expect(must(await opened.app.mandants.show('M1')).taxKeys).toHaveLength(2)
  })
})

describe('the ledger', () => {
  it('says per Mandant and profile what is not handed over yet', async () => {
    house.ledger.mandantList.push(mandant('M2'))
    house.ledger.put(document('1'), document('2', { mandant: 'M2' }))
    const selection = { mandants: ['M1', 'M2'], documentTypes: ['RE'], paymentMethods: [] }
    must(await opened.app.profiles.apply([profile(), profile({ id: 'beide', selection })]))
    const { mandants } = await opened.app.ledger.status()
    expect(mandants.map(({ mandant: id, notExported }) => [id, notExported])).toEqual([
      ['M1', { kanzlei: 1, beide: 1 }],
      ['M2', { beide: 1 }],
    ])
  })

  it('makes demo books only in an empty one', async () => {
    expect(codeOf(await opened.app.ledger.createDemo())).toBe('refused ledger-not-empty')
  })
})

it('tells what changed, by id, to those who listen', async () => {
  const facts: ChangeFact[] = []
  const stop = opened.app.onChange((fact) => facts.push(fact))
  must(await opened.app.profiles.apply([profile()]))
  const { run } = must(await opened.app.runs.export('kanzlei'))
  expect(facts).toContainEqual({ fact: 'profiles.changed', profileId: 'kanzlei' })
  expect(facts).toContainEqual({ fact: 'runs.changed', runId: run.id })
  stop()
  const count = facts.length
  await opened.app.ledger.import([])
  expect(facts).toHaveLength(count)
})

it('stops after the step that is under way, and goes on at the next start', async () => {
  house.ledger.put(document('1'))
  must(await opened.app.profiles.apply([profile()]))
  let closing: Promise<void> | null = null
  house.server.fault = (call) => {
    if (call === 'upload') closing = opened.app.close()
    return null
  }
  const { run } = must(await opened.app.runs.export('kanzlei'))
  expect(run).toMatchObject({ state: 'sending', error: null })
  expect(run.files[0]?.state).toBe('uploaded')
  await closing
  expect(await opened.app.runs.export('kanzlei').catch(() => 'closed')).not.toMatchObject({ ok: true })
  house.server.fault = () => null
  opened = openHouse(house)
  const [resumed] = await opened.app.runs.resumeOpen()
  expect(resumed).toMatchObject({ id: run.id, state: 'delivered' })
})
