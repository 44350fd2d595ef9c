import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { documentNumbers, House, must, type Opened, openHouse, profile } from '../../test/fakes/engine'
import { debtor, document, invoice, mandant } from '../../test/fakes/memory-ledger'
import { attemptsMaxDefault } from '../core/run/retry-plan'
import type { Run } from '../core/run/run'
import type { ExportReport } from './app'

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

const apply = async (change: Parameters<typeof profile>[0] = {}) =>
  must(await opened.app.profiles.apply([profile(change)]))
const exportNow = async (): Promise<ExportReport> => must(await opened.app.runs.export('kanzlei'))
const onServer = () => house.server.visible()
const numbersOf = (path: string) => documentNumbers(house.server.files.get(path) ?? new Uint8Array())
const allNumbers = () => onServer().flatMap(numbersOf).sort()
const errorOf = (run: Run) => run.error?.kind ?? null

describe('an export', () => {
  it('delivers what is new, once', async () => {
    house.ledger.put(document('1'), document('2'))
    await apply()
    const { run } = await exportNow()
    expect(run).toMatchObject({ state: 'delivered', origin: 'manual', no: 1, documents: 2, error: null, attempts: 0 })
    expect(run.sums).toEqual([{ mandant: 'M1', currency: 'EUR', debitCents: 23_800, creditCents: 0 }])
    expect(run.files).toHaveLength(1)
    expect(run.files[0]).toMatchObject({ kind: 'postings', rows: 2, state: 'published' })
    expect(onServer()).toEqual([run.files[0]?.remotePath])
    expect(run.files[0]?.remotePath).toMatch(/^eingang\/M1\/EXTF_Buchungsstapel_M1_202603_20260401-120000-....\.csv$/)
    expect(allNumbers()).toEqual(['RE-1', 'RE-2'])
    expect([...house.server.files.keys()]).toEqual(onServer())

    const again = await exportNow()
    expect(again.run).toMatchObject({ state: 'empty', no: 2, documents: 0, files: [] })
    expect(onServer()).toHaveLength(1)

    house.ledger.put(document('3'))
    expect((await exportNow()).run).toMatchObject({ state: 'delivered', documents: 1 })
    expect(allNumbers()).toEqual(['RE-1', 'RE-2', 'RE-3'])
  })

  it('writes down who did what', async () => {
    house.ledger.put(document('1'))
    await apply()
    const { run } = await exportNow()
    const details = must(await opened.app.runs.show(run.id))
    expect(details.journal.map((entry) => entry.event)).toEqual([
      'run.planned',
      'run.prepared',
      'run.sending',
      'file.uploaded',
      'run.publishing',
      'file.published',
      'run.delivered',
    ])
    expect(new Set(details.journal.map((entry) => entry.actor))).toEqual(new Set(['command-line']))
    expect(opened.ports.runs.documents(run.id)).toEqual([
      {
        mandant: 'M1',
        sourceId: '1',
        version: 1,
        documentNo: 'RE-1',
        documentType: 'RE',
        documentDate: '2026-03-05',
        occasion: 'document',
      },
    ])
    expect((await opened.app.runs.find('RE-1')).map((one) => one.id)).toEqual([run.id])
    expect(await opened.app.runs.find('RE-2')).toEqual([])
    expect(opened.store.db.all('SELECT size_bytes, verification, server_answer FROM receipt')).toEqual([
      { size_bytes: run.files[0]?.sizeBytes, verification: 'content', server_answer: 'renamed' },
    ])
  })

  it('publishes master data before the postings that need it, and hands it over again only when it changed', async () => {
    house.ledger.partners.push(debtor('10001', 'Muster GmbH'), debtor('10002', 'Beispiel AG'))
    house.ledger.put(document('1'), document('2'), document('3'))
    await apply({ exportDebtors: true })
    const { run, warnings } = await exportNow()
    expect(run.files.map(({ kind, rows }) => [kind, rows])).toEqual([
      ['personal-accounts', 2],
      ['postings', 3],
    ])
    expect(
      house.server.calls.filter((call) => call.startsWith('publish')).map((call) => call.includes('Debitoren')),
    ).toEqual([true, false])
    expect(warnings.map(({ code, subject }) => [code, subject])).toEqual([
      ['format-personal-account-only-number', '10003'],
    ])

    house.ledger.partners.push(debtor('10002', 'Beispiel SE'))
    house.ledger.put(document('11'), document('12'))
    const second = await exportNow()
    expect(second.run.files.map(({ kind, rows }) => [kind, rows])).toEqual([
      ['personal-accounts', 1],
      ['postings', 2],
    ])
  })

  it('hands over incoming invoices in files of their own', async () => {
    house.ledger.put(document('1'))
    house.ledger.putInvoice(invoice('L-77'))
    await apply({ incomingInvoices: { enabled: true, format: 'datev-csv' } })
    const { run } = await exportNow()
    expect(run.documents).toBe(2)
    expect(run.files.map((file) => file.kind)).toEqual(['postings', 'incoming-invoices'])
    expect(run.sums).toEqual([{ mandant: 'M1', currency: 'EUR', debitCents: 11_900, creditCents: 0 }])
    expect((await exportNow()).run.state).toBe('empty')
    expect((await opened.app.runs.find('L-77')).map((one) => one.id)).toEqual([run.id])
  })

  it('hands them over without input tax where the Mandant deducts none', async () => {
    const positions = [{ ...invoice('L-77').positions[0], taxRate: 1900, taxKey: null }] as ReturnType<
      typeof invoice
    >['positions']
    house.ledger.putInvoice(invoice('L-77', { positions }))
    await apply({ incomingInvoices: { enabled: true, format: 'datev-csv' } })
    must(await opened.app.mandants.set('M1', { locked: 0, withoutInputTax: true, taxKeys: [] }))
    const { run } = await exportNow()
    expect(run.state).toBe('delivered')
    const [path = ''] = onServer()
    const row = new TextDecoder('windows-1252').decode(house.server.files.get(path)).split('\r\n')[2]?.split(';') ?? []
    // Umsatz, S/H, Konto, Gegenkonto, BU-Schlüssel
    expect([row[0], row[1], row[6], row[7], row[8]]).toEqual(['238,00', '"H"', '70000', '3200', '""'])
  })

  it('writes one file per Mandant and month, and says where each document stands', async () => {
    house.ledger.mandantList.push(mandant('M2', { consultantNo: '1002' }))
    house.ledger.put(
      document('1'),
      document('2', { documentDate: '2026-04-01' }),
      document('3', { mandant: 'M2', documentNo: 'X-3' }),
    )
    await apply({ selection: { mandants: ['M1', 'M2'], documentTypes: ['RE'], paymentMethods: [] } })
    const { run } = await exportNow()
    expect(run.files.map(({ mandant: id, name }) => [id, /_(\d{6})_/.exec(name)?.[1]])).toEqual([
      ['M1', '202603'],
      ['M1', '202604'],
      ['M2', '202603'],
    ])
    const stamps = opened.store.db.all('SELECT source_id, file_no FROM run_document ORDER BY source_id')
    expect(stamps).toEqual([
      { source_id: '1', file_no: 1 },
      { source_id: '2', file_no: 2 },
      { source_id: '3', file_no: 3 },
    ])
  })

  it('stamps and sends nothing when a document cannot be written, and plans anew once it is mended', async () => {
    house.ledger.put(document('1'), document('2', { documentNo: '\u{1F453}' }))
    await apply()
    const { run } = await exportNow()
    expect(run).toMatchObject({ state: 'parked', documents: 0, files: [] })
    expect(errorOf(run)).toBe('format-rejected')
    const details = must(await opened.app.runs.show(run.id))
    expect(details.faults.some((fault) => fault.level === 'reject' && fault.subject === '\u{1F453}')).toBe(true)
    expect(opened.ports.runs.documents(run.id)).toEqual([])
    expect(house.server.calls).toEqual([])

    house.ledger.put(document('2'))
    const { runs } = await exportNow()
    expect(runs.map(({ id, state }) => [id === run.id, state])).toEqual([
      [true, 'delivered'],
      [false, 'empty'],
    ])
    expect(allNumbers()).toEqual(['RE-1', 'RE-2'])
  })

  it('parks on a bug and lives on', async () => {
    house.ledger.put(document('1'))
    await apply()
    house.ledger.trouble = new Error('the books fell off the shelf')
    const { run } = await exportNow()
    expect(run).toMatchObject({ state: 'parked', error: { kind: 'internal', detail: 'the books fell off the shelf' } })
    expect(existsSync(join(house.folder, 'spool', run.id))).toBe(false)
    expect((await exportNow()).run.state).toBe('delivered')
  })
})

describe('trouble on the way', () => {
  it('waits when it can mend itself, and goes on at the next order', async () => {
    house.ledger.put(document('1'))
    await apply()
    house.server.fault = (call) => (call === 'upload' ? { kind: 'interrupted', how: 'half' } : null)
    const { run } = await exportNow()
    expect(run).toMatchObject({ state: 'sending', attempts: 1, retryAtMs: house.nowMs + 60_000 })
    expect(errorOf(run)).toBe('interrupted')
    expect(onServer()).toEqual([])
    expect(await opened.app.runs.resumeOpen()).toEqual([])

    house.nowMs += 60_000
    const [second] = await opened.app.runs.resumeOpen()
    expect(second).toMatchObject({ id: run.id, state: 'sending', attempts: 2, retryAtMs: house.nowMs + 120_000 })

    house.server.fault = () => null
    const { runs } = await exportNow()
    expect(runs[0]).toMatchObject({ id: run.id, state: 'delivered', attempts: 0, error: null, retryAtMs: null })
    expect(allNumbers()).toEqual(['RE-1'])
  })

  it('asks a person after many attempts', async () => {
    house.ledger.put(document('1'))
    await apply()
    house.server.fault = () => ({ kind: 'unreachable', how: 'refused' })
    let { run } = await exportNow()
    while (run.state !== 'parked') {
      house.nowMs = run.retryAtMs ?? 0
      run = (await opened.app.runs.resumeOpen())[0] ?? run
    }
    expect(run.error).toMatchObject({ kind: 'attempts-exhausted' })
    const failures = must(await opened.app.runs.show(run.id)).journal.filter((entry) => entry.event === 'run.failed')
    expect(failures).toHaveLength(attemptsMaxDefault - 1)
    house.server.fault = () => null
    expect((await exportNow()).runs[0]).toMatchObject({ id: run.id, state: 'delivered' })
  })

  it('parks at once when only a person can help, and starts no run that would fail alike', async () => {
    house.ledger.put(document('1'))
    await apply()
    house.server.fault = (call) => (call === 'connect' ? { kind: 'auth-refused', how: 'refused' } : null)
    const first = await exportNow()
    expect(first.run).toMatchObject({ state: 'parked', retryAtMs: null })
    expect((await exportNow()).runs.map((run) => run.id)).toEqual([first.run.id])
  })

  it('never replaces a file that is not ours, and lets later runs pass', async () => {
    house.ledger.put(document('1'))
    await apply({ fileNamePattern: 'buchungen' })
    house.server.files.set('eingang/M1/EXTF_buchungen.csv', new Uint8Array([1, 2, 3]))
    const { run } = await exportNow()
    expect(errorOf(run)).toBe('remote-conflict')
    expect(house.server.files.get('eingang/M1/EXTF_buchungen.csv')).toEqual(new Uint8Array([1, 2, 3]))

    house.ledger.put(document('2'))
    await apply()
    const { runs } = await exportNow()
    expect(runs.map(({ state }) => state)).toEqual(['parked', 'delivered'])
    expect(onServer()).toHaveLength(2)
  })

  it('does not guess when the server shows neither file', async () => {
    house.ledger.put(document('1'))
    await apply()
    house.server.receiverCollects = true
    house.server.fault = (call) => (call === 'publish' ? { kind: 'interrupted', how: 'lost' } : null)
    const { run } = await exportNow()
    expect(run).toMatchObject({ state: 'publishing', attempts: 1 })
    house.server.fault = () => null
    const second = await exportNow()
    expect(second.runs[0]).toMatchObject({ id: run.id, state: 'parked' })
    expect(errorOf(second.runs[0] as Run)).toBe('delivery-uncertain')
    expect(house.server.taken).toHaveLength(1)
  })

  it('does not take a yes for a rename while the temporary file is still there', async () => {
    house.ledger.put(document('1'))
    await apply()
    house.server.forgetsRenames = true
    const { run } = await exportNow()
    expect(run).toMatchObject({ state: 'publishing', attempts: 1, error: { kind: 'content-mismatch' } })
    house.server.forgetsRenames = false
    expect((await exportNow()).runs[0]).toMatchObject({ id: run.id, state: 'delivered' })
    expect(house.server.visible()).toHaveLength(1)
  })

  it('believes what lies there more than an error', async () => {
    house.ledger.put(document('1'))
    await apply()
    house.server.fault = (call) => (call === 'publish' ? { kind: 'server-error', how: 'lost' } : null)
    expect((await exportNow()).run).toMatchObject({ state: 'delivered', attempts: 0 })
    expect(opened.store.db.all('SELECT server_answer FROM receipt')).toEqual([{ server_answer: 'found in place' }])
  })

  it('gives no final name to what reads back differently', async () => {
    house.ledger.put(document('1'))
    await apply()
    house.server.fault = (call, _no, path) => {
      const bytes = house.server.files.get(path)
      if (call === 'hash' && bytes) house.server.files.set(path, bytes.with(0, 88))
      return null
    }
    const { run } = await exportNow()
    expect(run).toMatchObject({ state: 'sending', attempts: 1 })
    expect(errorOf(run)).toBe('content-mismatch')
    expect([...house.server.files.keys()]).toEqual([])
    house.server.fault = () => null
    expect((await exportNow()).runs[0]?.state).toBe('delivered')
  })

  it('uploads again what was damaged under its temporary name', async () => {
    house.ledger.put(document('1'))
    await apply()
    house.server.fault = (call) => (call === 'publish' ? { kind: 'interrupted', how: 'refused' } : null)
    await exportNow()
    const [part] = [...house.server.files.keys()]
    house.server.files.set(part ?? '', new Uint8Array(10))
    house.server.fault = () => null
    expect((await exportNow()).runs[0]?.state).toBe('delivered')
    expect(allNumbers()).toEqual(['RE-1'])
  })

  it('sends no bytes but the prepared ones', async () => {
    house.ledger.put(document('1'))
    await apply()
    house.server.fault = (call) => (call === 'connect' ? { kind: 'unreachable', how: 'refused' } : null)
    const { run } = await exportNow()
    writeFileSync(join(house.folder, 'spool', run.id, run.files[0]?.name ?? ''), 'somebody edited this')
    house.server.fault = () => null
    const { runs } = await exportNow()
    expect(errorOf(runs[0] as Run)).toBe('local-file-changed')
    expect([...house.server.files.keys()]).toEqual([])
    rmSync(join(house.folder, 'spool'), { recursive: true })
    expect(errorOf((await exportNow()).runs[0] as Run)).toBe('local-file-changed')
  })
})

describe('rules', () => {
  const codeOf = async (id = 'kanzlei') => {
    const result = await opened.app.runs.export(id)
    return result.ok ? null : `${result.error.class} ${result.error.code}`
  }

  it('warn of a selection that the ledger does not know, which would end empty for ever', async () => {
    const { mandants } = profile().selection
    await apply({ branch: 'FX', selection: { mandants, documentTypes: ['QQ'], paymentMethods: ['ZZ'] } })
    const { run, warnings } = await exportNow()
    expect(run.state).toBe('empty')
    expect(warnings.map(({ code, value }) => [code, value])).toEqual([
      ['document-type-unknown', 'QQ'],
      ['payment-method-unknown', 'ZZ'],
      ['branch-unknown', 'FX'],
    ])
  })

  it('refuse before anything is written or sent', async () => {
    house.ledger.mandantList.push(mandant('M2', { bookkeepingActive: false }))
    house.ledger.put(document('1'))
    expect(await codeOf('nobody')).toBe('invalid profile-unknown')
    const selection = profile().selection
    await apply({ selection: { ...selection, mandants: ['M1', 'M2'] } })
    expect(await codeOf()).toBe('refused bookkeeping-inactive')
    await apply({ selection: { ...selection, mandants: ['M1', 'M9'] } })
    expect(await codeOf()).toBe('invalid mandant-unknown')
    await apply({ startDate: '2026-04-02' })
    expect(await codeOf()).toBe('refused before-start-date')
    await apply({ workstation: 'BUERO' })
    expect(await codeOf()).toBe('refused foreign-workstation')
    must(await opened.app.workstation.setBranch('F1'))
    await apply({ branch: 'F2' })
    expect(await codeOf()).toBe('refused other-branch')
    expect(must(await opened.app.runs.list({}))).toEqual([])
    expect(house.server.calls).toEqual([])
  })

  it('keep a copied installation from running until it is adopted', async () => {
    house.ledger.put(document('1'))
    await apply()
    await opened.app.close()
    opened = openHouse(house, { workstationName: 'NOTEBOOK' })
    expect(await codeOf()).toBe('refused workstation-other-name')
    must(await opened.app.workstation.adopt())
    expect(await codeOf()).toBeNull()
    expect(allNumbers()).toEqual(['RE-1'])
  })

  it('let one run at a time carry a profile', async () => {
    house.ledger.put(document('1'))
    await apply()
    const results = await Promise.all([opened.app.runs.export('kanzlei'), opened.app.runs.export('kanzlei')])
    expect(results.map((result) => (result.ok ? 'ok' : result.error.code)).sort()).toEqual(['already-running', 'ok'])
    expect(allNumbers()).toEqual(['RE-1'])
  })
})
