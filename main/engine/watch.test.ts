import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { House, must, type Opened, openHouse } from '../../test/fakes/engine'
import { sampleExchange, sampleFiles, writeExchange } from '../../test/fixtures/exchange'
import { openLedgerPlace } from '../../test/fixtures/ledger'
import type { ChangeFact } from './app'

let house: House
let opened: Opened
let folder: string
let place: ReturnType<typeof openLedgerPlace>
let facts: ChangeFact['fact'][]

/** With a real ledger, whose importer says what is wrong. */
const open = () => {
  const one = openHouse(house, { wrap: (ports) => ({ ...ports, ledger: place.ledger }) })
  one.app.onChange(({ fact }) => facts.push(fact))
  return one
}

beforeEach(async () => {
  facts = []
  house = new House()
  place = openLedgerPlace()
  folder = mkdtempSync(join(tmpdir(), 'belegbote-watch-'))
  opened = open()
  must(await opened.app.watch.set(folder))
  facts = []
})
afterEach(async () => {
  await opened.app.close()
  place[Symbol.dispose]()
  house.remove()
  rmSync(folder, { recursive: true, force: true })
})

const put = (name: string, exchange = sampleExchange) => writeExchange(join(folder, name), exchange, sampleFiles)
const faulty = {
  ...sampleExchange,
  belege: (sampleExchange['belege'] ?? []).map((row) => ({ ...row, belegdatum: '2026-02-30' })),
}
const minuteLater = () => {
  house.nowMs += 60_000
  return opened.app.watch.look()
}
const inside = (name: string) => (existsSync(join(folder, name)) ? readdirSync(join(folder, name)).sort() : [])
const documents = async () => (await place.ledger.status()).reduce((sum, one) => sum + one.documents, 0)
const journal = () =>
  opened.store.journal
    .list()
    .filter(({ actor }) => actor === 'watched-folder')
    .map(({ event, data }) => [event, data['from']])

describe('the watched folder', () => {
  it('is imported once nothing changes in it any more, and cleared', async () => {
    put('lieferung')
    expect((await opened.app.watch.look()).waiting).toEqual(['lieferung'])
    house.nowMs += 44_999
    await opened.app.watch.look()
    expect(await documents()).toBe(0)
    writeFileSync(join(folder, 'lieferung', 'noch-ein.pdf'), 'x')
    expect((await minuteLater()).waiting).toEqual(['lieferung'])
    expect(await documents()).toBe(0)
    expect(await minuteLater()).toMatchObject({ waiting: [], refused: [], trouble: null, lookedMs: house.nowMs })
    expect(await documents()).toBe(3)
    expect(readdirSync(folder)).toEqual(['erledigt'])
    expect(inside('erledigt/lieferung')).toContain('belege.csv')
    expect(journal()).toEqual([['ledger.imported', 'lieferung']])
    expect(facts).toEqual(['ledger.changed'])
  })

  it('moves away what is faulty, whole, with a list that a person can read', async () => {
    put('kaputt', faulty)
    put('gut')
    await opened.app.watch.look()
    expect((await minuteLater()).refused).toEqual(['kaputt'])
    expect(inside('fehlerhaft')).toEqual(['kaputt', 'kaputt.txt'])
    expect(await documents()).toBe(3) // the good one is none the worse for it
    const list = readFileSync(join(folder, 'fehlerhaft', 'kaputt.txt'), 'utf8').split('\r\n')
    expect(list[0]).toBe(
      '\ufeff„kaputt“ wurde am 01.04.2026 12:01 Uhr nicht übernommen. In der Buchhaltung ist nichts geändert.',
    )
    expect(list[2]).toBe('3 Fehler:')
    expect(list[3]).toMatch(/^- belege\.csv, Zeile 2, Spalte belegdatum, „2026-02-30“: .*Datum/)
    expect(list.at(-2)).toMatch(/^Was zu tun ist: /)
    expect(journal()).toEqual([
      ['ledger.imported', 'gut'],
      ['ledger.refused', 'kaputt'],
    ])
    const [trouble] = (await opened.app.alerts.status()).troubles
    expect(trouble).toMatchObject({ subject: 'ledger', code: 'watch-refused', params: { name: 'kaputt', count: 1 } })
    expect(facts).toContain('status.changed')
    rmSync(join(folder, 'fehlerhaft'), { recursive: true })
    await minuteLater()
    expect((await opened.app.alerts.status()).troubles).toEqual([])
  })

  it('takes nothing twice, also where it cannot clear it away', async () => {
    put('lieferung')
    writeFileSync(join(folder, 'erledigt'), 'a file in the way')
    await opened.app.watch.look()
    for (let no = 0; no < 3; no += 1) {
      expect((await minuteLater()).trouble).toEqual({
        code: 'watch-move-failed',
        params: { name: 'lieferung', path: folder },
      })
    }
    expect(journal()).toHaveLength(1)
    rmSync(join(folder, 'erledigt'))
    expect((await minuteLater()).trouble).toBeNull()
    expect([inside('erledigt'), journal().length]).toEqual([['lieferung'], 1])
  })

  it('imports again after a kill between import and move, which changes nothing', async () => {
    put('lieferung')
    must(await opened.app.ledger.import([join(folder, 'lieferung')]))
    const before = place.dump()
    await opened.app.watch.look()
    await minuteLater()
    expect(place.dump()).toEqual(before)
    expect(inside('erledigt')).toEqual(['lieferung'])
  })

  it('is left alone by a second process at the same moment, and by a copied installation', async () => {
    put('lieferung')
    await opened.app.watch.look()
    const lock = opened.ports.locks.acquire('watch.folder')
    await minuteLater()
    expect(await documents()).toBe(0)
    lock?.release()
    await opened.app.close()
    opened = openHouse(house, { workstationName: 'KOPIE', wrap: (ports) => ({ ...ports, ledger: place.ledger }) })
    await opened.app.watch.look()
    await minuteLater()
    expect(await documents()).toBe(0)
  })

  it('is looked into with the clock of the schedule', async () => {
    put('lieferung')
    await opened.app.schedule.start()
    await opened.app.watch.look() // waits for the looks before it
    house.nowMs += 60_000
    await opened.app.schedule.tick()
    house.nowMs -= 60_000 // a look of our own would see nothing complete
    await opened.app.watch.look()
    expect(await documents()).toBe(3)
  })

  it('says when it is gone, and goes on when it is back', async () => {
    rmSync(folder, { recursive: true })
    const gone = { code: 'watch-folder-missing', params: { path: folder } }
    expect((await opened.app.watch.look()).trouble).toEqual(gone)
    expect((await opened.app.alerts.status()).troubles).toMatchObject([{ subject: 'ledger', ...gone }])
    mkdirSync(folder)
    expect((await minuteLater()).trouble).toBeNull()
  })
})

describe('the setting', () => {
  it('takes a folder that is there, by its full path, or none, and is written down', async () => {
    expect(await opened.app.watch.set('buecher')).toMatchObject({ error: { code: 'watch-not-absolute' } })
    const missing = join(folder, 'fort')
    expect(await opened.app.watch.set(missing)).toMatchObject({ error: { code: 'watch-folder-missing' } })
    expect((await opened.app.watch.show()).folder).toBe(folder)
    expect(must(await opened.app.watch.set(null)).folder).toBeNull()
    put('lieferung')
    await opened.app.watch.look()
    await minuteLater()
    expect(await documents()).toBe(0)
    const written = opened.store.journal.list().filter(({ event }) => event === 'ledger.watch')
    expect(written.map(({ data }) => data)).toEqual([
      { from: null, to: folder },
      { from: folder, to: null },
    ])
  })

  it('shows what lies there without touching it', async () => {
    put('lieferung')
    writeFileSync(join(folder, 'belege.csv'), 'x')
    expect(await opened.app.watch.show()).toMatchObject({ waiting: ['lieferung'], strays: ['belege.csv'] })
    house.nowMs += 60_000
    await opened.app.watch.show()
    expect(readdirSync(folder).sort()).toEqual(['belege.csv', 'lieferung'])
  })
})
