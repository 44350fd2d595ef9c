import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isTextKey } from '../../../resources/locales/texts'
import { makeBigLedger, sampleExchange, sampleFiles, writeExchange } from '../../../test/fixtures/exchange'
import { must, openLedgerPlace, readAll } from '../../../test/fixtures/ledger'
import { migrate } from '../sqlite/migrate'
import { ledgerKind, openReader } from './db/connect'
import { migrations } from './db/migrations'
import { openEmbeddedLedger } from './open'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'belegbote-ledger-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function kindOf(profileDir: string): string | null {
  const opened = openEmbeddedLedger(profileDir)
  if (opened.ok) opened.value.close()
  else expect(isTextKey(`error.${opened.error.kind}`)).toBe(true)
  return opened.ok ? null : opened.error.kind
}

describe('a ledger file', () => {
  it('is made with the settings that keep it whole', () => {
    must(openEmbeddedLedger(folder)).close()
    const db = new Database(join(folder, 'ledger.db'))
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.at(-1)?.no)
    const tables = db.pragma('table_list') as readonly { name: string; strict: number; schema: string }[]
    const loose = tables.filter(({ name, strict }) => strict === 0 && !name.startsWith('sqlite_'))
    expect(loose).toEqual([])
    db.close()
  })

  it('that a newer program wrote, or that is none, is left as it is', () => {
    must(openEmbeddedLedger(folder)).close()
    const path = join(folder, 'ledger.db')
    const db = new Database(path)
    db.pragma('user_version = 990')
    db.close()
    expect(kindOf(folder)).toBe('database-newer')
    writeFileSync(path, 'no database at all, and long enough to be read as one'.repeat(20))
    const before = readFileSync(path)
    expect(kindOf(folder)).toBe('database-unreadable')
    expect(readFileSync(path)).toEqual(before)
    rmSync(path)
    const foreign = new Database(path)
    foreign.exec('CREATE TABLE other (x)')
    foreign.close()
    expect(kindOf(folder)).toBe('database-unreadable')
  })

  it('is copied before it is migrated, and stays as it was when that fails', () => {
    must(openEmbeddedLedger(folder)).close()
    const path = join(folder, 'ledger.db')
    const db = new Database(path)
    const newest = migrations.at(-1)?.no ?? 0
    const broken = { no: newest + 10, sql: 'CREATE TABLE half (x TEXT) STRICT; CREATE TABLE half (x TEXT) STRICT' }
    expect(() => migrate(db, [...migrations, broken], ledgerKind)).toThrow('already exists')
    expect(db.pragma('user_version', { simple: true })).toBe(newest)
    expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").pluck().get()).toBe(0)
    migrate(db, [...migrations, { no: newest + 10, sql: 'CREATE TABLE more (x TEXT) STRICT' }], ledgerKind)
    expect(db.pragma('user_version', { simple: true })).toBe(newest + 10)
    db.close()
    const copy = new Database(`${path}.v${newest}.bak`)
    expect(copy.pragma('user_version', { simple: true })).toBe(newest)
    copy.close()
  })

  it('can be looked at only by those who only look', () => {
    must(openEmbeddedLedger(folder)).close()
    const reader = openReader(join(folder, 'ledger.db'))
    expect(() => reader.get('UPDATE ledger_state SET generation = 7 RETURNING 1')).toThrow('readonly')
    reader.close()
  })
})

describe('what a profile selects', () => {
  const selection = { mandants: ['M1'], documentTypes: ['RE', 'GU'], paymentMethods: [] as string[], branch: null }

  it('is limited by Mandant, document type, payment method and branch', async () => {
    using place = openLedgerPlace()
    const belege = (sampleExchange['belege'] ?? []).map((row) => ({ ...row, nicht_exportieren: '0' }))
    must(
      await place.ledger.importExchange([writeExchange(place.freshPath(), { ...sampleExchange, belege }, sampleFiles)]),
    )
    const ids = async (rest: Partial<Parameters<typeof place.ledger.documents>[0]>) =>
      (await readAll(place.ledger.documents({ ...selection, ...rest }))).map((one) => `${one.mandant}/${one.sourceId}`)
    expect(await ids({})).toEqual(['M1/B2', 'M1/B1'])
    expect(await ids({ mandants: ['M2', 'M1', 'M9'] })).toEqual(['M1/B2', 'M1/B1', 'M2/B1'])
    expect(await ids({ documentTypes: ['GU'] })).toEqual(['M1/B2'])
    expect(await ids({ documentTypes: [] })).toEqual([])
    expect(await ids({ paymentMethods: ['EC', 'BAR'] })).toEqual(['M1/B1'])
    expect(await ids({ branch: 'WEST' })).toEqual(['M1/B2'])
    expect(await ids({ branch: 'WEST', paymentMethods: ['EC'] })).toEqual([])
    expect(await readAll(place.ledger.incomingInvoices({ mandants: ['M1'], branch: 'WEST' }))).toEqual([])
  })

  it('leaves out what is marked nicht_exportieren, which the counts still hold', async () => {
    using place = openLedgerPlace()
    must(await place.ledger.importExchange([writeExchange(place.freshPath(), sampleExchange, sampleFiles)]))
    expect(await readAll(place.ledger.documents({ ...selection, mandants: ['M2'] }))).toEqual([])
    expect(await place.ledger.status()).toEqual([
      {
        mandant: 'M1',
        name: 'Optik Nord GmbH',
        bookkeepingActive: true,
        documents: 2,
        postings: 3,
        incomingInvoices: 1,
        debitCents: 12970,
        creditCents: 5000,
        byBranch: [
          { branch: 'MITTE', documents: 1, debitCents: 12970, creditCents: 0 },
          { branch: 'WEST', documents: 1, debitCents: 0, creditCents: 5000 },
        ],
        byDocumentType: [
          { documentType: 'GU', documents: 1, debitCents: 0, creditCents: 5000 },
          { documentType: 'RE', documents: 1, debitCents: 12970, creditCents: 0 },
        ],
      },
      {
        mandant: 'M2',
        name: 'Hörwelt AG',
        bookkeepingActive: false,
        documents: 1,
        postings: 1,
        incomingInvoices: 0,
        debitCents: 810,
        creditCents: 0,
        byBranch: [{ branch: null, documents: 1, debitCents: 810, creditCents: 0 }],
        byDocumentType: [{ documentType: 'RE', documents: 1, debitCents: 810, creditCents: 0 }],
      },
    ])
  })

  it('comes with the master data that belongs to it', async () => {
    using place = openLedgerPlace()
    must(await place.ledger.importExchange([writeExchange(place.freshPath(), sampleExchange, sampleFiles)]))
    expect((await place.ledger.branches()).map(({ branch, costCentre }) => [branch, costCentre])).toEqual([
      ['MITTE', '100'],
      ['WEST', null],
    ])
    expect((await place.ledger.documentTypes()).map(({ documentType }) => documentType)).toEqual(['GU', 'RE', 'ZA'])
    expect((await place.ledger.paymentMethods()).map(({ paymentMethod }) => paymentMethod)).toEqual(['BAR', 'EC'])
    expect(await place.ledger.accounts('M1')).toEqual([
      { mandant: 'M1', account: '8300', label: 'Erlöse 7 %', automatic: true },
      { mandant: 'M1', account: '8400', label: 'Erlöse 19 %', automatic: true },
    ])
    expect(await place.ledger.personalAccount('M1', '10001')).toMatchObject({
      kind: 'debtor',
      company: 'Café Śliwka',
      paymentTermDays: 14,
      city: null,
    })
    expect(await place.ledger.personalAccount('M1', '70001')).toMatchObject({ kind: 'creditor', vatId: 'DE123456789' })
    expect(await place.ledger.personalAccount('M2', '10001')).toBeNull()
  })

  it('is found by the index in its order, without sorting or scanning', async () => {
    using place = openLedgerPlace()
    const exchange = place.freshPath()
    await makeBigLedger(exchange, 2_000)
    must(await place.ledger.importExchange([exchange]))
    const db = new Database(join(place.profileDir, 'ledger.db'))
    const plan = db
      .prepare<[], { detail: string }>(
        `EXPLAIN QUERY PLAN SELECT d.id FROM accounting_document d JOIN document_type t USING (document_type)
          LEFT JOIN branch b USING (branch)
          WHERE d.newest = 1 AND d.mandant = 'M1' AND (d.document_date, d.source_id) > ('2026-01-01', 'B1')
          ORDER BY d.document_date, d.source_id LIMIT 500`,
      )
      .all()
      .map(({ detail }) => detail)
    db.close()
    expect(plan[0]).toContain('SEARCH d USING INDEX accounting_document_newest')
    expect(plan.join()).not.toMatch(/TEMP B-TREE|SCAN/)
  })
})
