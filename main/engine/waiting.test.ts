import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { House, must, type Opened, openHouse, profile } from '../../test/fakes/engine'
import { document, invoice } from '../../test/fakes/memory-ledger'
import type { Profile } from '../core/profile/profile'
import type { Ports } from './ports'
import { isWaiting, keyOfDocument, keyOfInvoice, standingOf } from './standing'
import { WaitingCounts } from './waiting'
import { selectionOf } from './write-files'

let house: House
let opened: Opened

beforeEach(() => {
  house = new House()
  house.ledger.documentTypeList.push({ documentType: 'GU', name: 'Gutschrift', kind: 'gutschrift' })
  opened = openHouse(house)
})
afterEach(async () => {
  await opened.app.close()
  house.remove()
})

/** The long way: every document that the profile selects, one by one. */
async function counted(one: Profile, { ledger, runs }: Ports): Promise<number> {
  let count = 0
  for await (const batch of ledger.documents(selectionOf(one))) {
    count += batch.filter((item) => isWaiting(standingOf(runs, one.id, keyOfDocument(item)))).length
  }
  if (!one.incomingInvoices.enabled) return count
  for await (const batch of ledger.incomingInvoices(selectionOf(one))) {
    count += batch.filter((item) => standingOf(runs, one.id, keyOfInvoice(item)).kind === 'new').length
  }
  return count
}

/** Numbers that look random and are the same each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed * 2_654_435_761
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

const pick = <T>(roll: (sides: number) => number, items: readonly T[]): T => items[roll(items.length)] as T

const selections = [
  {},
  { branch: 'MITTE' },
  { selection: { mandants: ['M1'], documentTypes: ['GU'], paymentMethods: [] } },
  { selection: { mandants: ['M1'], documentTypes: ['RE', 'GU'], paymentMethods: ['EC'] } },
  { incomingInvoices: { enabled: true, format: 'datev-csv' } },
  { branch: 'WEST', incomingInvoices: { enabled: true, format: 'datev-csv' } },
] as const satisfies readonly Partial<Profile>[]

const ids = ['a', 'b', 'c']

/** One thing that happens in a house: books that grow and change, exports, decisions, releases, other settings. */
async function happen(roll: (sides: number) => number, step: number): Promise<void> {
  const { app } = opened
  const id = pick(roll, ids)
  const branch = pick(roll, [null, 'MITTE', 'WEST'])
  switch (roll(8)) {
    case 0:
    case 1:
      return house.ledger.put(
        document(`${roll(9)}`, {
          ...{ documentType: pick(roll, ['RE', 'GU']), branch, paymentMethod: pick(roll, [null, 'EC', 'BAR']) },
          text: `step ${step}`,
        }),
      )
    case 2:
      return house.ledger.putInvoice(invoice(`L${roll(4)}`, { branch }))
    case 3:
    case 4: {
      house.nowMs += 1_000
      must(await app.runs.export(id))
      return
    }
    case 5: {
      const changed = pick(roll, await app.ledger.changedAfterExport())
      if (changed) await app.ledger.decideChanged(pick(roll, ['reverse-and-resend', 'do-not-send']), changed)
      return
    }
    case 6: {
      const last = must(await app.runs.list({ profileId: id, state: 'delivered', limit: 1 }))[0]
      if (last) await app.runs.release(last.id, 'noch einmal')
      return
    }
    default:
      must(await app.profiles.apply([profile({ id, name: id, ...pick(roll, selections) })]))
  }
}

describe('the number of waiting documents', () => {
  it.each(Array.from({ length: 5 }, (_, seed) => seed + 1))(
    'is what a look at every document says, whatever happened (%i)',
    async (seed) => {
      const roll = dice(seed)
      must(await opened.app.profiles.apply(ids.map((id) => profile({ id, name: id, ...pick(roll, selections) }))))
      for (let step = 0; step < 30; step += 1) {
        await happen(roll, step)
        const shown = await opened.app.profiles.list()
        const expected = await Promise.all(shown.map((one) => counted(one.profile, opened.ports)))
        expect([step, ...shown.map((one) => one.waitingDocuments)]).toEqual([step, ...expected])
      }
    },
  )

  it('is the same in another process, which saw nothing of it', async () => {
    must(await opened.app.profiles.apply([profile()]))
    house.ledger.put(document('1'), document('2'))
    const other = openHouse(house)
    expect((await other.app.profiles.list())[0]?.waitingDocuments).toBe(2)
    must(await opened.app.runs.export('kanzlei'))
    house.ledger.put(document('3'))
    expect((await other.app.profiles.list())[0]?.waitingDocuments).toBe(1)
    await other.app.close()
  })
})

describe('runs from before stamps kept their group', () => {
  /** The database as the migration leaves it. */
  const forget = (runId: string) => {
    const { db } = opened.store
    db.run('INSERT INTO run_ungrouped (run_id) VALUES (?)', runId)
    db.run('UPDATE run_document SET branch = NULL, payment_method = NULL WHERE run_id = ?', runId)
    db.run('DELETE FROM handed')
    db.run('DELETE FROM run_branch')
  }

  it('are asked of the books once', async () => {
    const settings = { branch: 'MITTE', incomingInvoices: { enabled: true, format: 'datev-csv' } }
    must(await opened.app.profiles.apply([profile(settings)]))
    house.ledger.put(document('1', { branch: 'MITTE' }), document('2', { branch: 'MITTE', paymentMethod: 'EC' }))
    house.ledger.putInvoice(invoice('L1', { branch: 'MITTE' }))
    const { run } = must(await opened.app.runs.export('kanzlei'))
    const before = opened.ports.runs.handed(null)
    expect(before).toHaveLength(3)
    forget(run.id)
    house.ledger.put(document('3', { branch: 'MITTE' }))
    expect(await new WaitingCounts(opened.ports).total(profile(settings))).toBe(1)
    expect(opened.ports.runs.handed(null)).toEqual(before)
    expect(opened.ports.runs.ungrouped()).toEqual([])
  })

  it('can be released before that', async () => {
    must(await opened.app.profiles.apply([profile()]))
    house.ledger.put(document('1'))
    const { run } = must(await opened.app.runs.export('kanzlei'))
    forget(run.id)
    must(await opened.app.runs.release(run.id, 'noch einmal'))
    expect((await opened.app.profiles.list())[0]?.waitingDocuments).toBe(1)
    expect(opened.ports.runs.handed(null)).toEqual([])
  })
})
