import { afterEach, beforeEach, expect, it } from 'vitest'
import { House, must, type Opened, openHouse, profile } from '../../test/fakes/engine'
import { document } from '../../test/fakes/memory-ledger'
import type { RunLocks } from '../core/store-ports'

let house: House
let opened: Opened
beforeEach(async () => {
  house = new House()
  opened = openHouse(house)
  house.ledger.put(document('1'))
  must(await opened.app.profiles.apply([profile()]))
})
afterEach(async () => {
  await opened.app.close()
  house.remove()
})

/** Another process does something just before the lock is ours. */
async function reopenWith(before: (ports: Opened['ports']) => void): Promise<void> {
  await opened.app.close()
  opened = openHouse(house, {
    wrap: (ports) => {
      const locks: RunLocks = {
        acquire: (id) => {
          before(ports)
          return ports.locks.acquire(id)
        },
      }
      return { ...ports, locks }
    },
  })
}

it('begins no run for a profile that was removed until the lock was held', async () => {
  await reopenWith(({ profiles }) => profiles.remove('kanzlei', 'other'))
  expect(await opened.app.runs.export('kanzlei')).toMatchObject({ error: { code: 'profile-unknown' } })
  expect(must(await opened.app.runs.list({}))).toEqual([])
})

it('sends to where the profile points once the lock is held', async () => {
  const { target } = profile()
  await reopenWith(({ profiles }) => profiles.put([profile({ target: { ...target, directory: 'neu' } })], 'other'))
  const { run } = must(await opened.app.runs.export('kanzlei'))
  expect(run.files[0]?.remotePath).toMatch(/^neu\//)
  house.server.files.clear()
  await reopenWith(({ profiles }) => profiles.put([profile({ target: { ...target, directory: 'anders' } })], 'other'))
  const again = must(await opened.app.runs.resend(run.id))
  expect(again.files[0]?.remotePath).toMatch(/^anders\//)
})

it('leaves a waiting run alone that may not go on once the lock is held', async () => {
  house.server.fault = () => ({ kind: 'unreachable', how: 'refused' })
  const { run } = must(await opened.app.runs.export('kanzlei'))
  house.server.fault = () => null
  house.nowMs += 3_600_000
  await reopenWith(({ profiles }) => profiles.put([profile({ startDate: '2027-01-01' })], 'other'))
  expect(await opened.app.runs.resumeOpen()).toEqual([])
  expect(must(await opened.app.runs.show(run.id)).run.state).toBe('prepared')
})

it('begins nothing new once the app is closing', async () => {
  house.server.fault = () => ({ kind: 'unreachable', how: 'refused' })
  must(await opened.app.runs.export('kanzlei'))
  house.server.fault = () => null
  const { app, ports } = opened
  app.onChange((change) => {
    if (change.fact === 'runs.changed' && ports.runs.get(change.runId)?.state === 'delivered') void app.close()
  })
  const { runs } = must(await app.runs.export('kanzlei'))
  expect(runs.map(({ state }) => state)).toEqual(['delivered'])
})

it('says that the database takes no writes, parks nothing for it, and goes on once it does', async () => {
  const { app, store } = opened
  store.db.run('PRAGMA query_only = ON') // a disk that has become read-only
  expect(await app.runs.export('kanzlei')).toMatchObject({
    error: { class: 'failed', code: 'profile-folder-unusable' },
  })
  house.nowMs += 24 * 3_600_000
  await app.schedule.tick()
  await app.schedule.settled()
  const trouble = { subject: 'store', code: 'profile-folder-unusable', needsPerson: true }
  expect((await app.alerts.status()).troubles).toMatchObject([trouble])
  store.db.run('PRAGMA query_only = OFF')
  await app.schedule.tick()
  await app.schedule.settled()
  expect(must(await app.runs.list({}))).toMatchObject([{ state: 'delivered', no: 1 }])
  expect((await app.alerts.status()).troubles).toEqual([])
})

it('leaves a run as it is whose step could not be written down, and carries it on', async () => {
  const { app, store } = opened
  house.server.fault = (call) => {
    if (call === 'publish') store.db.run('PRAGMA query_only = ON')
    return null
  }
  expect(await app.runs.export('kanzlei')).toMatchObject({ error: { code: 'profile-folder-unusable' } })
  store.db.run('PRAGMA query_only = OFF')
  house.server.fault = () => null
  expect(must(await app.runs.list({}))).toMatchObject([{ state: 'publishing', error: null }])
  expect(await app.runs.resumeOpen()).toMatchObject([{ state: 'delivered' }])
  expect(house.server.visible()).toHaveLength(1)
})
