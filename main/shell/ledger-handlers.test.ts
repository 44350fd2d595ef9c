import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeApp } from '../../test/fakes/app'
import { type FakeBridge, fakeBridge } from '../../test/fakes/bridge'
import { checkDropped } from './dropped'

let folder: string
let fake: FakeApp
let made: FakeBridge
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'belegbote-drop-'))
  fake = new FakeApp()
  made = fakeBridge(fake)
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('what is dropped', () => {
  it('is imported when it is a folder or a file that exists', async () => {
    const zip = join(folder, 'books.zip')
    writeFileSync(zip, 'PK')
    fake.books.faults = null
    made.dropped = [folder, zip]
    expect(await made.bridge.drop([])).toMatchObject({ ok: true })
    expect(fake.books.imported).toEqual([[folder, zip]])
  })

  it.each([
    ['relative', 'books.zip'],
    ['without a place', ''],
    ['gone', '/nowhere/books.zip'],
    ['cut off by a zero', `/tmp\0/books.zip`],
    ['a device', '/dev/null'],
  ])('is refused when it is %s, and what lies beside it, too', async (_what, path) => {
    expect(await checkDropped([folder, path])).toMatchObject({ ok: false, error: { code: 'drop-not-usable' } })
  })

  it('cannot be made up by the page: the call has no name for it', async () => {
    const answer = await made.bridge.call('ledger.importDropped', { paths: [folder] })
    expect(answer).toEqual({ ok: false, code: 'unknown-call', params: {} })
    expect(fake.books.imported).toEqual([])
  })

  it('is for administrators', async () => {
    fake = new FakeApp()
    made = fakeBridge(fake, 'users')
    made.dropped = [folder]
    expect(await made.bridge.drop([])).toMatchObject({ ok: false, code: 'rights-missing' })
    expect(fake.books.imported).toEqual([])
  })
})

describe('an import under way', () => {
  it('can be cancelled, and is no last import then', async () => {
    fake.books.isSlow = true
    const running = made.bridge.call('ledger.importFolder', {})
    await expect.poll(() => fake.books.imported).toHaveLength(1)
    expect(await made.bridge.call('ledger.cancelImport', {})).toMatchObject({ ok: true })
    expect(await running).toEqual({ ok: false, code: 'import-cancelled', params: { imported: 0 } })
    expect(await made.bridge.call('ledger.lastImport', {})).toMatchObject({ ok: true, value: null })
  })

  it('is not for others to cancel', async () => {
    made = fakeBridge(new FakeApp(), 'users')
    expect(await made.bridge.call('ledger.cancelImport', {})).toMatchObject({ ok: false, code: 'rights-missing' })
  })

  it('is none after its end: a cancel without one stops nothing that comes later', async () => {
    expect(await made.bridge.call('ledger.cancelImport', {})).toMatchObject({ ok: true })
    fake.books.faults = null
    expect(await made.bridge.call('ledger.importFolder', {})).toMatchObject({ ok: true })
  })
})

describe('the fault list of the last import', () => {
  it('counts what it does not list', async () => {
    expect(await made.bridge.call('ledger.importFolder', {})).toMatchObject({ code: 'import-faults', faultsTotal: 1 })
    expect(await made.bridge.call('ledger.lastImport', {})).toMatchObject({
      value: { summary: null, faultsTotal: 1, faults: [{ file: 'belege.csv', line: 7 }] },
    })
  })

  it('is saved as CSV, whatever its values hold', async () => {
    const fault = {
      file: 'belege.csv',
      line: 7,
      column: 'beleg',
      value: '=1+1;"x"',
      code: 'import-date-invalid',
      params: {},
    }
    fake.books.faults = [fault]
    made.saveFile = join(folder, 'Fehler.csv')
    await made.bridge.call('ledger.importFolder', {})
    expect(await made.bridge.call('list.saveCsv', { order: { list: 'import-faults' } })).toMatchObject({
      value: { rows: 1, fileName: 'Fehler.csv' },
    })
  })
})

it('tax keys are refused by the rules of the command line, at their place', async () => {
  const row = { format: null, direction: 'output', taxRate: null, sourceKey: null, key: 'a b' } as const
  const taxKeys = [{ ...row, validFrom: '2026-02-30', validTo: null }]
  const answer = await made.bridge.call('mandants.save', { mandant: 'M1', locked: 0, withoutInputTax: false, taxKeys })
  expect(answer).toMatchObject({ ok: false, code: 'input-faults' })
  expect(answer.ok ? [] : answer.fields?.map(({ path }) => path)).toEqual([
    'taxKeys[0].taxRate',
    'taxKeys[0].key',
    'taxKeys[0].validFrom',
  ])
})
