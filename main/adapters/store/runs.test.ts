import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { House, must, type Opened, openHouse, profile } from '../../../test/fakes/engine'
import type { PiledStamp } from '../../core/run/stamp-pile'

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
    ...{ documentDate: '2026-01-01', occasion: 'document' as const, fileIndex: 0, branch: null, paymentMethod: null },
  })
  const pileOf = (...ids: readonly string[]) => {
    const pile = runs.pile()
    pile.add(ids.map(document))
    return pile
  }
  const prepared = (...ids: readonly string[]) => ({
    files: [
      {
        ...{ no: 1, kind: 'postings' as const, mandant: 'M1', name: 'a.csv', rows: 1, sizeBytes: 1 },
        sha256: '0'.repeat(64),
      },
    ],
    ...{ documents: pileOf(...ids), places: [1] },
    ...{ partners: [], sums: [], warnings: [] },
  })
  runs.prepared('a', prepared('1'), 'x')
  expect(() => runs.prepared('b', prepared('2', '1'), 'x')).toThrow(/UNIQUE/)
  expect(runs.get('b')).toMatchObject({ state: 'planned', files: [], documents: 0 })
  expect(runs.documents('b')).toEqual([])
})

describe('a pile of stamps', () => {
  const stamp = (sourceId: string, more: Partial<PiledStamp> = {}): PiledStamp => ({
    ...{ mandant: 'M1', sourceId, version: 1, documentNo: `RE-"${sourceId}"`, documentType: 'RE' },
    ...{ documentDate: '2026-01-01', occasion: 'document', fileIndex: null, branch: null, paymentMethod: null },
    ...more,
  })

  it('gives back what it got, in that order, and nothing of another pile', () => {
    const [one, other] = [opened.ports.runs.pile(), opened.ports.runs.pile()]
    const stamps = [stamp('ä', { branch: 'MITTE', fileIndex: 1 }), stamp('b', { occasion: 'reversal' }), stamp('c')]
    one.add(stamps.slice(0, 2))
    other.add([stamp('x')])
    one.add([])
    one.add(stamps.slice(2))
    expect(one.all()).toEqual(stamps)
    expect([one.count, one.reversals]).toEqual([3, 1])
    one.drop()
    expect([one.all().length, other.all().length]).toEqual([0, 1])
  })

  it('becomes the stamps of a run, each with its file where it is known', () => {
    plan('a', 'manual', 1)
    const { runs } = opened.ports
    const pile = runs.pile()
    pile.add([stamp('1', { fileIndex: 1, paymentMethod: 'EC' }), stamp('2', { fileIndex: 0 }), stamp('3')])
    pile.add([stamp('1', { occasion: 'reversal', version: 7 })])
    const file = (no: number, name: string) => ({
      ...{ no, kind: 'postings' as const, mandant: 'M1', name, rows: 1, sizeBytes: 1, sha256: '0'.repeat(64) },
    })
    const files = [file(1, 'a.csv'), file(2, 'b.csv')]
    runs.prepared('a', { files, documents: pile, places: [2, 1], partners: [], sums: [], warnings: [] }, 'x')
    const stored =
      'SELECT source_id, version, occasion, document_no, file_no, payment_method FROM run_document ORDER BY rowid'
    expect(opened.store.db.all(stored).map((row) => Object.values(row as object))).toEqual([
      ['1', 1, 'document', 'RE-"1"', 1, 'EC'],
      ['2', 1, 'document', 'RE-"2"', 2, null],
      ['3', 1, 'document', 'RE-"3"', null, null],
      ['1', 7, 'reversal', 'RE-"1"', null, null],
    ])
    expect(runs.get('a')?.documents).toBe(3)
  })
})
