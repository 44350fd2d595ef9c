import { afterEach, beforeEach, expect, it } from 'vitest'
import { House, must, type Opened, openHouse, profile } from '../../../test/fakes/engine'

let house: House
let opened: Opened
beforeEach(async () => {
  house = new House()
  opened = openHouse(house)
  must(await opened.app.profiles.apply([profile()]))
})
afterEach(async () => {
  await opened.app.close()
  house.remove()
})

const plan = (id: string, origin: 'schedule' | 'manual', dueMs: number) =>
  opened.ports.runs.plan({ id, profileId: 'kanzlei', origin, dueMs }, 'schedule')

it('claims a slot of the schedule once and moves the newest slot on', () => {
  expect(plan('a', 'schedule', 1_000)).toMatchObject({ id: 'a', no: 1, state: 'planned' })
  expect(plan('b', 'schedule', 1_000)).toBeNull()
  expect(opened.store.profiles.get('kanzlei')?.lastDueMs).toBe(1_000)
  expect(plan('c', 'schedule', 500)).not.toBeNull()
  expect(opened.store.profiles.get('kanzlei')?.lastDueMs).toBe(1_000)
  expect(plan('d', 'manual', 1_000)).not.toBeNull()
  expect(opened.store.journal.list({ runId: 'b' })).toEqual([])
})

it('changes nothing and notes nothing when a state may not follow', () => {
  plan('a', 'manual', 1)
  const { runs } = opened.ports
  expect(() => runs.publishing('a', 'x')).toThrow('a run does not go from planned to publishing')
  expect(() => runs.delivered('a', 'x')).toThrow()
  expect(() => runs.sending('nobody', 'x')).toThrow('no run nobody')
  expect(runs.get('a')?.state).toBe('planned')
  expect(opened.store.journal.list({ runId: 'a' }).map(({ event }) => event)).toEqual(['run.planned'])
})

it('stamps nothing at all when one document is stamped already', () => {
  plan('a', 'manual', 1)
  plan('b', 'manual', 2)
  const { runs } = opened.ports
  const document = (sourceId: string) => ({
    ...{ mandant: 'M1', sourceId, version: 1, documentNo: sourceId, documentType: 'RE' },
    ...{ documentDate: '2026-01-01', occasion: 'document' as const, fileNo: 1, branch: null, paymentMethod: null },
  })
  const prepared = (...ids: readonly string[]) => ({
    files: [
      {
        ...{ no: 1, kind: 'postings' as const, mandant: 'M1', name: 'a.csv', rows: 1, sizeBytes: 1 },
        sha256: '0'.repeat(64),
      },
    ],
    documents: ids.map(document),
    ...{ partners: [], sums: [], warnings: [] },
  })
  runs.prepared('a', prepared('1'), 'x')
  expect(() => runs.prepared('b', prepared('2', '1'), 'x')).toThrow(/UNIQUE/)
  expect(runs.get('b')).toMatchObject({ state: 'planned', files: [], documents: 0 })
  expect(runs.documents('b')).toEqual([])
})
