import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeApp } from '../../../test/fakes/app'
import { type FakeBridge, fakeBridge } from '../../../test/fakes/bridge'

let folder: string
let fake: FakeApp
let bridge: FakeBridge
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'belegbote-csv-'))
  fake = new FakeApp()
  bridge = fakeBridge(fake)
  bridge.saveFile = join(folder, 'Liste.csv')
  await bridge.bridge.call('ledger.createDemo', {})
  await bridge.bridge.call('profiles.createDemo', {})
})
afterEach(() => rmSync(folder, { recursive: true }))

const everything = { profileId: null, result: null, origin: null, from: null, to: null, text: '' }
const save = (order: Parameters<typeof bridge.bridge.call<'list.saveCsv'>>[1]['order']) =>
  bridge.bridge.call('list.saveCsv', { order })
const written = () => readFileSync(join(folder, 'Liste.csv'), 'utf8')

async function deliver(times = 1): Promise<void> {
  const id = fake.profiles[0]?.id ?? ''
  for (let time = 0; time < times; time++) await bridge.bridge.call('export.runNow', { profileId: id })
}

describe('a list that is saved', () => {
  it('opens in Excel: byte order mark, semicolons, German days and amounts', async () => {
    await deliver()
    expect(await save({ list: 'runs', filter: everything })).toEqual({
      ok: true,
      value: { rows: 1, fileName: 'Liste.csv' },
    })
    const [titles, run, end] = written().split('\r\n')
    expect(titles).toBe(
      '\uFEFFLauf;Kennung;Schnittstelle;Begonnen;Beendet;Auslöser;Ergebnis;Grund;Belege;Dateien;Währung;Soll;Haben',
    )
    expect(run).toMatch(
      /^1;20261124-\S+;Demo-Export an die Kanzlei;24\.11\.2026 \d\d:15:00;24\.11\.2026 \d\d:15:00;von Hand;übergeben;;3;1;EUR;12345,67;45,00$/,
    )
    expect(end).toBe('')
  })

  it('is whole, however many pages it has, and keeps the filter', async () => {
    await deliver(603)
    expect(await save({ list: 'runs', filter: everything })).toMatchObject({ ok: true, value: { rows: 603 } })
    const numbers = written().trimEnd().split('\r\n').slice(1)
    expect(new Set(numbers.map((line) => line.split(';')[0])).size).toBe(603)
    expect(await save({ list: 'runs', filter: { ...everything, result: 'delivered' } })).toMatchObject({
      value: { rows: 1 },
    })
  })

  it('may be the documents of a run, the profiles on the screen, the ledger', async () => {
    await deliver()
    const runId = fake.runs[0]?.id ?? ''
    expect(await save({ list: 'run-documents', runId })).toMatchObject({ value: { rows: 3 } })
    expect(written()).toContain('\r\nRE-1;RE;23.11.2026;M1;Beleg;1\r\n')
    expect(await save({ list: 'profiles', profileIds: ['gone', fake.profiles[0]?.id ?? ''] })).toMatchObject({
      value: { rows: 1 },
    })
    expect(written()).toContain('Demo-Export an die Kanzlei;')
    expect(await save({ list: 'ledger-status' })).toMatchObject({ value: { rows: 1 } })
    expect(written()).toContain('M1;Optik am Markt;ja;3;3;EUR;12345,67;45,00')
  })

  it('speaks the language of the window', async () => {
    bridge.language = 'en'
    await deliver()
    await save({ list: 'runs', filter: everything })
    expect(written()).toContain('Run;Id;Export;Started')
  })
})

describe('a list that is not saved', () => {
  it('writes nothing when the person chooses nothing', async () => {
    bridge.saveFile = null
    expect(await save({ list: 'runs', filter: everything })).toEqual({ ok: true, value: null })
    expect(readdirSync(folder)).toEqual([])
  })

  it('keeps the file that was there when the engine refuses', async () => {
    writeFileSync(join(folder, 'Liste.csv'), 'before')
    expect(await save({ list: 'run-documents', runId: '20261124-101500-none' })).toMatchObject({
      ok: false,
      code: 'run-unknown',
    })
    expect(written()).toBe('before')
    expect(readdirSync(folder)).toEqual(['Liste.csv'])
  })

  it('says so when the place cannot be written to, and leaves nothing behind', async () => {
    bridge.saveFile = join(folder, 'none', 'Liste.csv')
    expect(await save({ list: 'runs', filter: everything })).toMatchObject({ ok: false, code: 'list-not-saved' })
    bridge.saveFile = join(folder, 'taken')
    mkdirSync(bridge.saveFile)
    expect(await save({ list: 'runs', filter: everything })).toMatchObject({ ok: false, code: 'list-not-saved' })
    expect(existsSync(join(folder, 'taken.part'))).toBe(false)
  })

  it('takes no list that the contract does not know, and no path', async () => {
    expect(await bridge.bridge.call('list.saveCsv', { order: { list: 'users' } } as never)).toMatchObject({
      code: 'invalid-input',
    })
    const withPath = { order: { list: 'ledger-status' }, path: '/etc/passwd' }
    expect(await bridge.bridge.call('list.saveCsv', withPath as never)).toMatchObject({ code: 'invalid-input' })
  })
})
