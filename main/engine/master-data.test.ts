import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { House, must, type Opened, openHouse, profile } from '../../test/fakes/engine'
import { document, mandant } from '../../test/fakes/memory-ledger'
import type { MasterValue } from '../core/ledger/master-data'

let house: House
let opened: Opened

beforeEach(async () => {
  house = new House()
  house.ledger.put(document('1'))
  opened = openHouse(house)
  must(await opened.app.profiles.apply([profile()]))
})
afterEach(async () => {
  await opened.app.close()
  house.remove()
})

const edit = (values: Readonly<Record<string, MasterValue>>, id = 'M1') =>
  opened.app.masterData.edit('mandant', id, values)
const entries = () =>
  opened.store.journal
    .list()
    .filter(({ event }) => event.startsWith('master-data'))
    .map(({ event, data }) => [event, data])
const known = async () => must(await edit({})).fields

describe('master data that a person changed', () => {
  it('goes before what is imported, also after the next import, and says both', async () => {
    const facts: string[] = []
    opened.app.onChange(({ fact }) => facts.push(fact))
    const { fields } = must(await edit({ name: 'Café am Markt', clientNo: '8', consultantNo: '1001' }))
    expect(fields['name']).toEqual({ value: 'Café am Markt', imported: 'Optik M1', edited: true })
    expect(fields['consultantNo']).toEqual({ value: '1001', imported: '1001', edited: false })
    expect(facts).toEqual(['ledger.changed'])
    house.ledger.mandantList[0] = mandant('M1', { name: 'Neu GmbH', accountLength: 5, consultantNo: '2002' })
    expect(await known()).toMatchObject({
      name: { value: 'Café am Markt', imported: 'Neu GmbH', edited: true },
      accountLength: { value: 5, edited: false },
      consultantNo: { value: '2002', edited: false },
    })
    const shown = (await opened.app.ledger.masterData()).mandants[0]
    expect(shown).toMatchObject({ name: 'Café am Markt', clientNo: '8', consultantNo: '2002', accountLength: 5 })
    expect((await opened.app.ledger.status()).mandants[0]?.name).toBe('Café am Markt')
  })

  it('is what a file carries, and what the rules ask', async () => {
    must(await edit({ clientNo: '4711', consultantNo: '29098' }))
    const { run } = must(await opened.app.runs.export('kanzlei'))
    const [file] = [...house.server.files.values()]
    const header = new TextDecoder('windows-1252').decode(file).split('\r\n')[0]?.split(';')
    expect(header?.slice(10, 12)).toEqual(['29098', '4711'])
    expect(run.state).toBe('delivered')
    must(await edit({ bookkeepingActive: false }))
    expect(await opened.app.runs.export('kanzlei')).toMatchObject({ error: { code: 'bookkeeping-inactive' } })
  })

  it('changes the kind of every document of a type', async () => {
    must(await opened.app.masterData.edit('document-type', 'RE', { kind: 'gutschrift', name: 'Gutschein' }))
    const kinds: string[] = []
    const selection = { mandants: ['M1'], documentTypes: ['RE'], paymentMethods: [], branch: null }
    for await (const batch of opened.ports.ledger.documents(selection)) kinds.push(...batch.map(({ kind }) => kind))
    expect(kinds).toEqual(['gutschrift'])
    expect((await opened.ports.ledger.documentVersion('M1', '1', 1))?.kind).toBe('gutschrift')
    const stored = (await opened.app.masterData.list()).find(({ kind }) => kind === 'document-type')
    expect(stored?.fields).toMatchObject({ kind: { imported: 'rechnung', edited: true }, name: { value: 'Gutschein' } })
  })

  it('goes back field by field, or altogether, and each change is written down with what was', async () => {
    must(await edit({ name: 'Anders', clientNo: '8', chartOfAccounts: null }))
    must(await edit({ name: 'Anders', clientNo: '9' }))
    must(await opened.app.masterData.reset('mandant', 'M1', ['clientNo', 'accountLength']))
    expect((await known())['clientNo']).toEqual({ value: '7', imported: '7', edited: false })
    must(await opened.app.masterData.reset('mandant', 'M1'))
    must(await opened.app.masterData.reset('mandant', 'M1'))
    expect(Object.values(await known()).some(({ edited }) => edited)).toBe(false)
    const change = (from: MasterValue, to: MasterValue) => ({ from, to })
    const of = (changes: object) => ({ kind: 'mandant', id: 'M1', changes })
    expect(entries()).toEqual([
      [
        'master-data.edited',
        of({
          name: change('Optik M1', 'Anders'),
          clientNo: change('7', '8'),
          chartOfAccounts: change('SKR03', null),
        }),
      ],
      ['master-data.edited', of({ clientNo: change('8', '9') })],
      ['master-data.reset', of({ clientNo: change('9', '7') })],
      ['master-data.reset', of({ name: change('Anders', 'Optik M1'), chartOfAccounts: change(null, 'SKR03') })],
    ])
  })

  it.each<[string, MasterValue]>([
    ['name', ' '],
    ['name', null],
    ['name', 'a\tb'],
    ['accountLength', 3],
    ['accountLength', 9],
    ['accountLength', '4'],
    ['accountLength', 4.5],
    ['fiscalYearStart', '02-29'],
    ['fiscalYearStart', '1-1'],
    ['bookkeepingActive', '1'],
    ['consultantNo', ''],
    ['currency', 'CHF'],
    ['constructor', 'x'],
  ])('refuses %s = %j, and changes nothing', async (field, value) => {
    expect(await edit({ clientNo: '8', [field]: value })).toMatchObject({
      error: { class: 'invalid', code: 'input-faults', details: { faults: [{ path: field }] } },
    })
    expect(entries()).toEqual([])
  })

  it('is only of what the books know', async () => {
    expect(await edit({ name: 'x' }, 'M9')).toMatchObject({ error: { code: 'master-data-unknown' } })
    expect(await opened.app.masterData.reset('branch', 'M1')).toMatchObject({ error: { code: 'master-data-unknown' } })
  })
})
