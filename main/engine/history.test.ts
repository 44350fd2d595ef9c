import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { House, must, type Opened, openHouse, profile } from '../../test/fakes/engine'
import { document } from '../../test/fakes/memory-ledger'
import type { HistoryFilter } from './app'

let house: House
let opened: Opened

const at = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Berlin').epochMilliseconds
const everyone = { from: '2026-03-27', to: '2026-03-31' }

/** Puts documents into the books and exports them at that time. */
async function run(profileId: string, local: string, ...documents: readonly ReturnType<typeof document>[]) {
  house.nowMs = at(local)
  house.ledger.put(...documents)
  return must(await opened.app.runs.export(profileId)).run
}

const found = async (filter: HistoryFilter, before: number | null = null, limit = 100) => {
  const { total, runs } = must(await opened.app.runs.search(filter, { before, limit }))
  return [total, runs.map(({ no }) => no)]
}

beforeEach(async () => {
  house = new House()
  house.nowMs = at('2026-03-26T12:00')
  opened = openHouse(house)
  must(
    await opened.app.profiles.apply([
      profile({ id: 'nord', name: 'Äußerer Norden' }),
      profile({ id: 'sued', name: 'Süden', branch: 'SUED' }),
    ]),
  )
})
afterEach(async () => {
  await opened.app.close()
  house.remove()
})

describe('the history', () => {
  beforeEach(async () => {
    await run('nord', '2026-03-28T23:30', document('1', { branch: 'MITTE' }), document('2')) // 1
    await run('sued', '2026-03-29T00:10') // 2, empty
    await run('sued', '2026-03-29T03:30', document('3', { branch: 'SUED' })) // 3
    house.server.fault = () => ({ kind: 'auth-refused', how: 'refused' })
    await run('nord', '2026-03-30T10:00', document('4')) // 4, with 3, parked
  })

  it.each<[string, HistoryFilter, readonly number[]]>([
    ['everything, newest first', {}, [4, 3, 2, 1]],
    ['by profile', { profileIds: ['nord'] }, [4, 1]],
    ['by no profile at all', { profileIds: [] }, []],
    ['by state', { states: ['empty', 'parked'] }, [4, 2]],
    ['by origin', { origin: 'schedule' }, []],
    ['from a day on', { from: '2026-03-29' }, [4, 3, 2]],
    ['up to a day', { to: '2026-03-28' }, [1]],
    ['on the day of the clock change', { from: '2026-03-29', to: '2026-03-29' }, [3, 2]],
    ['by branch: its documents, and the profiles that are for it alone', { branch: 'SUED' }, [4, 3, 2]],
    ['by a branch of documents', { branch: 'MITTE' }, [1]],
    ['by a part of the name, whatever its case', { text: ' äUßERER n ' }, [4, 1]],
    ['by a run number', { text: '3' }, [3]],
    ['by the beginning of a run’s id', { text: '20260329' }, [3, 2]],
    ['by a document number', { text: 'RE-3' }, [4, 3]],
    ['by the beginning of a document number, when it is none itself', { text: 'RE-' }, [4, 3, 1]],
    ['not by the end of a document number', { text: 'E-3' }, []],
    ['by a part of a file name', { text: 'buchungsstapel_m1' }, [4, 3, 1]],
    ['by a sign that stands for anything elsewhere', { text: '%' }, []],
    ['by all of it', { profileIds: ['nord'], states: ['delivered'], from: '2026-03-28', text: 'RE-1' }, [1]],
  ])('is searched %s', async (_name, filter, expected) => {
    expect(await found(filter)).toEqual([expected.length, expected])
  })

  it('comes by the page, and a run that begins meanwhile moves no page', async () => {
    expect(await found({}, null, 2)).toEqual([4, [4, 3]])
    house.server.fault = () => null
    await run('sued', '2026-03-30T11:00')
    expect(await found({}, 3, 2)).toEqual([5, [2, 1]])
    expect(await found({}, 1, 2)).toEqual([5, []])
    expect(await found({ profileIds: ['nord'] }, 4, 0)).toEqual([2, [1]])
  })

  it('says what is no day', async () => {
    const wrong = await opened.app.runs.search({ from: '2026-02-30' }, { before: null, limit: 1 })
    expect(wrong).toMatchObject({ ok: false, error: { class: 'invalid', code: 'day-invalid' } })
  })
})

describe('the documents of a run', () => {
  it('come by the page in the order of the file', async () => {
    const { id } = await run('nord', '2026-03-28T12:00', ...['5', '1', '3', '2'].map((no) => document(no)))
    const page = async (offset: number, limit: number) => {
      const { total, rows } = must(await opened.app.runs.documents(id, { offset, limit }))
      return [total, rows.map((one) => one.documentNo)]
    }
    expect(await page(0, 3)).toEqual([4, ['RE-1', 'RE-2', 'RE-3']])
    expect(await page(3, 3)).toEqual([4, ['RE-5']])
    expect(await page(9, 3)).toEqual([4, []])
    expect(await page(-1, Number.NaN)).toEqual([4, ['RE-1']])
    expect(await opened.app.runs.documents('nobody', { offset: 0, limit: 3 })).toMatchObject({
      error: { code: 'run-unknown' },
    })
  })
})

describe('the days', () => {
  const days = async (profileId: string | null, range = everyone) =>
    must(await opened.app.runs.perDay(range, profileId)).map((one) => Object.values(one))

  it('count what went out, what failed and what was missed', async () => {
    await run('nord', '2026-03-28T23:30', document('1'), document('2'))
    await run('nord', '2026-03-29T01:00')
    await run('sued', '2026-03-29T03:30', document('3', { branch: 'SUED' }))
    house.server.fault = () => ({ kind: 'auth-refused', how: 'refused' })
    await run('nord', '2026-03-30T10:00', document('4'))
    house.nowMs = at('2026-03-31T18:29')
    expect(await days(null)).toEqual([
      ['2026-03-27', 0, 0, 0, 0, 2, 2, 0],
      ['2026-03-28', 1, 2, 0, 0, 2, 1, 0],
      ['2026-03-29', 1, 1, 1, 0, 2, 0, 0],
      ['2026-03-30', 0, 0, 0, 1, 2, 2, 0],
      ['2026-03-31', 0, 0, 0, 0, 0, 0, 2],
    ])
    expect((await days('sued')).map((day) => [day[1], day[5], day[6]])).toEqual([
      [0, 1, 1],
      [0, 1, 1],
      [1, 1, 0],
      [0, 1, 1],
      [0, 0, 0],
    ])
  })

  it('to come say how many profiles will run on them', async () => {
    house.nowMs = at('2026-03-31T18:30')
    const schedule = { interval: 'weekly', weekdays: ['thu'], time: '07:00' } as const
    must(await opened.app.profiles.apply([profile({ id: 'sued', schedule })]))
    const range = { from: '2026-03-31', to: '2026-04-02' }
    expect((await days(null, range)).map((day) => day[7])).toEqual([0, 1, 2])
    expect((await days('nord', range)).map((day) => day[7])).toEqual([0, 1, 1])
  })

  it('are at most 400, and real ones', async () => {
    expect(await opened.app.runs.perDay({ from: '2026-01-01', to: '2027-02-05' }, null)).toMatchObject({
      error: { code: 'days-too-many', params: { days: 401, max: 400 } },
    })
    expect(await opened.app.runs.perDay({ from: '2026-1-1', to: '2026-01-02' }, null)).toMatchObject({
      error: { code: 'day-invalid' },
    })
    expect(await days(null, { from: '2026-03-02', to: '2026-03-01' })).toEqual([])
  })
})
