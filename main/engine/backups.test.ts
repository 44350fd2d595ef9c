import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { House, must, type Opened, openHouse, profile } from '../../test/fakes/engine'
import { document } from '../../test/fakes/memory-ledger'

const dayMs = 86_400_000
const hourMs = 3_600_000
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

const later = async (ms: number) => {
  house.nowMs += ms
  await opened.app.schedule.tick()
  await opened.app.schedule.settled()
  await opened.app.backups.settled()
}
const change = () => opened.store.workstation.setBranch(`F${house.nowMs}`, 'window')
const made = () => house.backups.all.map(({ createdMs }) => createdMs)
const troubles = async () =>
  (await opened.app.alerts.status()).troubles.map(({ subject, code }) => `${subject} ${code}`)

describe('the daily backup', () => {
  it('is made up for after the start, once the missed runs had their turn', async () => {
    await later(0)
    await later(9 * 60_000)
    expect(made()).toEqual([])
    await later(60_000)
    expect(made()).toEqual([house.nowMs])
    change()
    await later(hourMs)
    expect(made()).toHaveLength(1)
  })

  it('is made at two in the morning while the app runs, and only when something changed', async () => {
    await later(hourMs)
    change()
    const { nextMs } = opened.app.backups.show()
    expect(
      Temporal.Instant.fromEpochMilliseconds(nextMs).toZonedDateTimeISO('Europe/Berlin').toPlainTime().toString(),
    ).toBe('02:00:00')
    await later(nextMs - house.nowMs - 1)
    expect(made()).toHaveLength(1)
    await later(1)
    expect(made()).toHaveLength(2)
    await later(dayMs)
    await later(dayMs)
    expect(made()).toHaveLength(2)
    change()
    await later(60_000)
    expect(made()).toHaveLength(3)
  })

  it('gives way to newer ones', async () => {
    for (let day = 0; day < 40; day += 1) {
      change()
      await later(dayMs)
    }
    expect(made().length).toBeGreaterThanOrEqual(9)
    expect(made().length).toBeLessThanOrEqual(11)
  })

  it('that fails is told, tried again in an hour, and forgotten when it works', async () => {
    house.backups.trouble = 'backup-unwritable'
    await later(hourMs)
    expect(await troubles()).toEqual(['backup backup-failed'])
    expect((await opened.app.alerts.status()).state).toBe('attention')
    house.backups.trouble = null
    await later(59 * 60_000)
    expect(made()).toEqual([])
    await later(60_000)
    expect(made()).toHaveLength(1)
    expect(await troubles()).toEqual([])
  })
})

describe('a damaged database', () => {
  it('that the daily backup finds stops every run', async () => {
    house.ledger.put(document('1'))
    must(await opened.app.profiles.apply([profile()]))
    house.backups.trouble = 'database-unreadable'
    await later(hourMs)
    expect(await troubles()).toContain('backup database-damaged')
    expect(await opened.app.runs.export('kanzlei')).toMatchObject({ ok: false, error: { code: 'database-damaged' } })
    await later(dayMs)
    expect(opened.store.db.all('SELECT id FROM run')).toEqual([])
    expect(house.server.calls).toEqual([])
  })

  it('that speaks up in the middle of the work does so, too', async () => {
    await opened.app.close()
    let isDamaged = false
    opened = openHouse(house, {
      wrap: (ports) => ({
        ...ports,
        profiles: {
          ...ports.profiles,
          list: () => {
            if (isDamaged) throw new Error('malformed')
            return ports.profiles.list()
          },
        },
      }),
    })
    must(await opened.app.profiles.apply([profile()]))
    await opened.app.schedule.start()
    isDamaged = true
    house.ticker.tick()
    await opened.app.schedule.settled()
    isDamaged = false
    await opened.app.backups.settled()
    expect(await troubles()).toContain('backup database-damaged')
    expect(await opened.app.runs.export('kanzlei')).toMatchObject({ ok: false, error: { code: 'database-damaged' } })
  })
})
