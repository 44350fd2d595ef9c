import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { House, must, type Opened, openHouse, profile } from '../../test/fakes/engine'
import { document } from '../../test/fakes/memory-ledger'

let house: House
let opened: Opened
beforeEach(async () => {
  house = new House()
  opened = openHouse(house)
  house.ledger.put(document('1', { documentDate: '2026-03-01' }), document('2', { documentDate: '2026-03-02' }))
  must(await opened.app.profiles.apply([profile()]))
})
afterEach(async () => {
  await opened.app.close()
  house.remove()
})

const exportNow = async () => must(await opened.app.runs.export('kanzlei'))
/** As `makeRestoredReady` writes it down. */
const restoredOn = (day: string) =>
  opened.store.db.run('INSERT INTO restore (backup_ms, restored_ms, day) VALUES (1, 2, ?)', day)
const sent = () => house.server.calls.filter((call) => /^(upload|publish)/.test(call))

describe('after a backup was restored', () => {
  it('a run whose documents may have been handed over is prepared, and asks before it sends', async () => {
    restoredOn('2026-03-02')
    const { run } = await exportNow()
    expect([run.state, run.error?.kind, run.documents]).toEqual(['parked', 'restored-uncertain', 2])
    expect(sent()).toEqual([])
    expect(house.server.visible()).toEqual([])
    const again = await exportNow() // run now is no answer to the question
    expect(again.runs.map(({ state }) => state)).toEqual(['parked', 'empty'])
    expect(sent()).toEqual([])
  })

  it('sends when a person says that it did not arrive, and once only', async () => {
    restoredOn('2026-03-02')
    const { run } = await exportNow()
    expect(must(await opened.app.runs.resend(run.id)).state).toBe('delivered')
    expect(house.server.visible()).toHaveLength(run.files.length)
    expect((await exportNow()).run.state).toBe('empty')
    restoredOn('2026-03-05') // the answer counted for the earlier one
    expect(opened.store.db.all('SELECT confirmed_restore FROM run WHERE id = ?', run.id)).toEqual([
      { confirmed_restore: 1 },
    ])
    house.server.files.clear()
    expect(must(await opened.app.runs.resend(run.id)).state).toBe('delivered')
  })

  it('sends nothing when a person says that it arrived', async () => {
    restoredOn('2026-03-02')
    const { run } = await exportNow()
    expect(await opened.app.runs.arrived(run.id, ' ')).toMatchObject({ ok: false, error: { code: 'reason-missing' } })
    const { run: ended } = must(
      await opened.app.runs.show(must(await opened.app.runs.arrived(run.id, 'seen there')).id),
    )
    expect([ended.state, ended.error, ended.releasedMs]).toEqual(['delivered', null, null])
    expect(sent()).toEqual([])
    expect((await exportNow()).run.state).toBe('empty')
    const { journal, refusals } = must(await opened.app.runs.show(run.id))
    expect(journal.findLast(({ event }) => event.startsWith('run.'))).toMatchObject({
      event: 'run.arrived',
      data: { reason: 'seen there' },
    })
    expect(refusals.arrived).toMatchObject({ code: 'run-outcome-known' })
    expect(await opened.app.runs.arrived(run.id, 'again')).toMatchObject({ error: { code: 'run-outcome-known' } })
    expect((await opened.app.alerts.status()).troubles).toEqual([])
  })

  it('lets younger documents go as ever', async () => {
    restoredOn('2026-02-28')
    expect((await exportNow()).run.state).toBe('delivered')
  })

  it('holds what was under way when the backup was made', async () => {
    house.server.fault = (call) => (call === 'upload' ? { how: 'half', kind: 'interrupted' } : null)
    const { run } = await exportNow()
    expect(run.state).toBe('sending')
    house.server.fault = () => null
    restoredOn('2026-03-02')
    const { run: held } = await exportNow()
    expect([held.id, held.state, held.error?.kind]).toEqual([run.id, 'parked', 'restored-uncertain'])
    expect(house.server.visible()).toEqual([])
  })
})
