import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { type Exchange, makeBigLedger, writeExchange } from '../fixtures/exchange'
import { books, folderProfile, Installation } from './cli-kit'

type Place = readonly [file: string, line: number | null, column: string | null]

/** The books with one value of one row (counted from 0) changed. */
const broken = (file: string, row: number, column: string, value: string): Exchange => ({
  ...books,
  [file]: (books[file] ?? []).map((one, index) => (index === row ? { ...one, [column]: value } : one)),
})
const without = (file: string): Exchange => Object.fromEntries(Object.entries(books).filter(([name]) => name !== file))

/** One rule of the exchange format broken at a time, and where the fault must be shown. */
const rules: readonly (readonly [string, Exchange, Place])[] = [
  ['no name of a Mandant', broken('mandanten', 0, 'name', ''), ['mandanten.csv', 2, 'name']],
  ['account length 9', broken('mandanten', 0, 'sachkontenlaenge', '9'), ['mandanten.csv', 2, 'sachkontenlaenge']],
  ['fiscal year 02-30', broken('mandanten', 0, 'wj_beginn', '02-30'), ['mandanten.csv', 2, 'wj_beginn']],
  ['flag 2', broken('mandanten', 0, 'buchhaltung_aktiv', '2'), ['mandanten.csv', 2, 'buchhaltung_aktiv']],
  ['unknown kind', broken('belegarten', 0, 'art', 'quittung'), ['belegarten.csv', 2, 'art']],
  ['30 February', broken('belege', 1, 'belegdatum', '2026-02-30'), ['belege.csv', 3, 'belegdatum']],
  ['German date', broken('belege', 0, 'belegdatum', '02.03.2026'), ['belege.csv', 2, 'belegdatum']],
  ['no document number', broken('belege', 0, 'belegnummer', ''), ['belege.csv', 2, 'belegnummer']],
  ['unknown document type', broken('belege', 0, 'belegart', 'XX'), ['belege.csv', 2, 'belegart']],
  ['unknown branch', broken('belege', 0, 'filiale', 'F9'), ['belege.csv', 2, 'filiale']],
  ['unknown cancelled document', broken('belege', 1, 'storno_zu', 'b9'), ['belege.csv', 3, 'storno_zu']],
  ['foreign currency', broken('belege', 0, 'waehrung', 'CHF'), ['belege.csv', 2, 'waehrung']],
  ['tab in a text', broken('belege', 0, 'buchungstext', 'a\tb'), ['belege.csv', 2, 'buchungstext']],
  ['missing picture', broken('belege', 0, 'datei', 'bild.pdf'), ['belege.csv', 2, 'datei']],
  ['picture outside', broken('belege', 0, 'datei', '../bild.pdf'), ['belege.csv', 2, 'datei']],
  ['key twice', broken('belege', 1, 'beleg', 'b1'), ['belege.csv', 3, 'beleg']],
  ['three decimals', broken('buchungen', 0, 'betrag', '1,234'), ['buchungen.csv', 2, 'betrag']],
  ['thousands point', broken('buchungen', 0, 'betrag', '1.234,56'), ['buchungen.csv', 2, 'betrag']],
  ['negative amount', broken('buchungen', 0, 'betrag', '-1,00'), ['buchungen.csv', 2, 'betrag']],
  ['zero amount', broken('buchungen', 0, 'betrag', '0,00'), ['buchungen.csv', 2, 'betrag']],
  ['side X', broken('buchungen', 0, 'soll_haben', 'X'), ['buchungen.csv', 2, 'soll_haben']],
  ['account with letters', broken('buchungen', 0, 'konto', '10A01'), ['buchungen.csv', 2, 'konto']],
  ['posting without its document', broken('buchungen', 2, 'beleg', 'b9'), ['buchungen.csv', 4, 'beleg']],
  ['documents without postings', without('buchungen'), ['belege.csv', 2, 'beleg']],
  ['gross differs', broken('eingangsrechnungen', 0, 'brutto', '238,01'), ['eingangsrechnungen.csv', 2, 'brutto']],
  [
    'unknown Mandant of a creditor invoice',
    broken('eingangsrechnungen', 0, 'mandant', 'M9'),
    ['eingangsrechnungen.csv', 2, 'mandant'],
  ],
]

describe('ledger import refuses, whole and with the place,', () => {
  const home = new Installation()
  afterAll(() => home[Symbol.dispose]())

  it.each(rules)('%s', async (_rule, exchange, [file, line, column]) => {
    const folder = writeExchange(home.fresh(), exchange)
    const { exit, json, stderr } = await home.json('ledger', 'import', folder)
    expect(exit).toBe(2)
    expect(json.error.code).toBe('import-faults')
    expect(json.error.details.faults).toContainEqual(
      expect.objectContaining({ file, line, column, reason: expect.stringMatching(/\S \S/) }),
    )
    for (const fault of json.error.details.faults) expect(fault).toHaveProperty('value')
    expect(stderr).toContain(`${file}, Zeile ${line}`)
  })

  it('a folder that is not there, and one without books', async () => {
    for (const path of [home.fresh(), writeExchange(home.fresh(), {}, { 'liesmich.txt': 'x' })]) {
      const { exit, json } = await home.json('ledger', 'import', path)
      expect([exit, json.error.code]).toEqual([2, 'import-faults'])
    }
  })

  it('and in the end the ledger is as empty as before', async () => {
    expect((await home.json('ledger', 'status')).json).toEqual({ mandants: [] })
  })
})

describe('the ledger', () => {
  it('counts what it takes, and takes the same rows only once', async () => {
    using home = new Installation()
    const folder = writeExchange(home.fresh(), books)
    const first = await home.json('ledger', 'import', folder)
    expect(first.exit).toBe(0)
    expect(first.json.kinds).toMatchObject({
      belege: { read: 2, created: 2, changed: 0, unchanged: 0 },
      buchungen: { read: 3, created: 3 },
      eingangsrechnungen: { read: 1, created: 1 },
    })
    const again = await home.json('ledger', 'import', folder)
    expect(again.json.kinds.belege).toEqual({ read: 2, created: 0, changed: 0, unchanged: 2 })
    const { json } = await home.json('ledger', 'status')
    expect(json).toMatchObject({
      mandants: [{ mandant: 'M1', documents: 2, postings: 3, debitCents: 12_970, creditCents: 5950, notExported: {} }],
    })
    expect((await home.run(['ledger', 'status'])).stdout).toContain('Soll 129,70 €, Haben 59,50 €')
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('is as before when %s ends an import', async (signal) => {
    using home = new Installation()
    await home.importBooks(books)
    const before = await home.json('ledger', 'status')
    const folder = home.fresh()
    mkdirSync(folder)
    await makeBigLedger(folder, 60_000)
    const child = home.start(['ledger', 'import', folder, '--json'])
    const out: Buffer[] = []
    child.stdout.on('data', (piece: Buffer) => out.push(piece))
    // Open since then, and seconds from its end: so many rows are to be read and compared.
    const writes = join(home.profileDir, 'ledger.db-wal')
    await vi.waitFor(() => expect(existsSync(writes)).toBe(true), { timeout: 30_000, interval: 5 })
    child.kill(signal)
    const exit = await new Promise<number | null>((resolve) => child.once('close', resolve))
    expect(exit).toBe(1)
    expect(JSON.parse(Buffer.concat(out).toString()).error).toMatchObject({
      code: 'import-cancelled',
      message: 'Das Einlesen wurde abgebrochen. Die Buchhaltung ist unverändert.',
    })
    expect((await home.json('ledger', 'status')).json).toEqual(before.json)
    expect((await home.json('ledger', 'import', folder)).exit).toBe(0)
  })

  it('shows a document that changed after its export, and does what a person decides', async () => {
    using home = new Installation()
    await home.importBooks(books)
    await home.apply(folderProfile(home.fresh(), { exportDebtors: false }))
    expect((await home.run(['export', 'ordner'])).exit).toBe(0)
    await home.importBooks(broken('buchungen', 0, 'betrag', '238,00'))
    const waiting = await home.json('ledger', 'changed')
    expect(waiting.json.changed).toMatchObject([
      { profileId: 'ordner', mandant: 'M1', sourceId: 'b1', documentNo: '4711', sentVersion: 1, currentVersion: 2 },
    ])
    expect((await home.json('export', 'ordner')).json.run.state).toBe('empty')
    const decide = ['ledger', 'decide', 'ordner', 'M1', 'b1', '--choice']
    expect((await home.json(...decide, 'perhaps')).exit).toBe(2)
    expect((await home.json(...decide, 'reverse-and-resend')).exit).toBe(0)
    const { json } = await home.json('export', 'ordner')
    expect(json.run).toMatchObject({
      state: 'delivered',
      sums: [{ mandant: 'M1', debitCents: 24_870, creditCents: 12_970 }],
    })
    expect((await home.json('ledger', 'changed')).json).toEqual({ changed: [] })
    expect((await home.json('ledger', 'decide', 'ordner', 'M1', 'b9', '--choice', 'do-not-send')).exit).toBe(2)
  })
})
