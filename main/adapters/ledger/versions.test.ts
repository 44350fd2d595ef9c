import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sampleExchange, sampleFiles, writeExchange } from '../../../test/fixtures/exchange'
import { must, openLedgerPlace, readAll } from '../../../test/fixtures/ledger'

const all = { mandants: ['M1', 'M2'], documentTypes: ['RE', 'GU', 'ZA'], paymentMethods: [], branch: null }

describe('documents that come again', () => {
  const withAmount = (betrag: string) => ({
    ...sampleExchange,
    buchungen: (sampleExchange['buchungen'] ?? []).map((row, index) => (index === 0 ? { ...row, betrag } : row)),
  })

  it('become a new version when their content differs, and the old one stays', async () => {
    using place = openLedgerPlace()
    must(await place.ledger.importExchange([writeExchange(place.freshPath(), sampleExchange, sampleFiles)]))
    const changed = writeExchange(place.freshPath(), withAmount('120,00'), sampleFiles)
    const { kinds } = must(await place.ledger.importExchange([changed]))
    expect(kinds['belege']).toEqual({ read: 3, created: 0, changed: 1, unchanged: 2 })
    expect(kinds['buchungen']).toEqual({ read: 4, created: 0, changed: 2, unchanged: 2 })
    const newest = (await readAll(place.ledger.documents(all))).find(({ sourceId }) => sourceId === 'B1')
    expect([newest?.version, newest?.postings[0]?.amountCents]).toEqual([2, 12000])
    const old = await place.ledger.documentVersion('M1', 'B1', 1)
    expect([old?.version, old?.postings[0]?.amountCents, old?.postings.length]).toEqual([1, 11900, 2])
    expect(await place.ledger.documentVersion('M1', 'B1', 3)).toBeNull()
    expect(await place.ledger.revised()).toEqual([
      {
        ...{ occasion: 'document', mandant: 'M1', sourceId: 'B1', documentNo: 'RE-0001', currentVersion: 2 },
        ...{ documentType: 'RE', branch: 'MITTE', paymentMethod: 'EC', exported: true },
      },
    ])
  })

  it('count their versions on, also back to an older content', async () => {
    using place = openLedgerPlace()
    for (const amount of ['119,00', '120,00', '119,00']) {
      must(await place.ledger.importExchange([writeExchange(place.freshPath(), withAmount(amount), sampleFiles)]))
    }
    expect((await place.ledger.revised())[0]?.currentVersion).toBe(3)
    const status = await place.ledger.status()
    expect(status[0]).toMatchObject({ mandant: 'M1', documents: 2, postings: 3, debitCents: 12970, creditCents: 5000 })
  })

  it('see another picture and another head as other content', async () => {
    using place = openLedgerPlace()
    must(await place.ledger.importExchange([writeExchange(place.freshPath(), sampleExchange, sampleFiles)]))
    const other = writeExchange(place.freshPath(), sampleExchange, { 'belege/1.pdf': '%PDF-1.7 another picture' })
    expect(must(await place.ledger.importExchange([other])).kinds['belege']).toMatchObject({ changed: 1, unchanged: 2 })
    expect(readdirSync(join(place.profileDir, 'attachments'))).toHaveLength(2)
  })

  it('treat a changed incoming invoice the same way', async () => {
    using place = openLedgerPlace()
    must(await place.ledger.importExchange([writeExchange(place.freshPath(), sampleExchange, sampleFiles)]))
    const positions = (sampleExchange['eingangsrechnung_positionen'] ?? []).map((row) => ({ ...row, konto: '3500' }))
    const changed = { ...sampleExchange, eingangsrechnung_positionen: positions }
    must(await place.ledger.importExchange([writeExchange(place.freshPath(), changed, sampleFiles)]))
    const [invoice] = await readAll(place.ledger.incomingInvoices({ mandants: ['M1'], branch: 'MITTE' }))
    expect([invoice?.version, invoice?.positions.map(({ account }) => account)]).toEqual([2, ['3500', '3500']])
    expect(await place.ledger.revised()).toEqual([
      {
        ...{ occasion: 'incoming', mandant: 'M1', sourceId: '70001/L/77', documentNo: 'L/77', currentVersion: 2 },
        ...{ documentType: '', branch: 'MITTE', paymentMethod: null, exported: true },
      },
    ])
  })

  it('may come without their postings, or the postings without them, only when nothing differs', async () => {
    using place = openLedgerPlace()
    must(await place.ledger.importExchange([writeExchange(place.freshPath(), sampleExchange, sampleFiles)]))
    const before = place.dump()
    const { belege = [], buchungen = [] } = sampleExchange
    must(await place.ledger.importExchange([writeExchange(place.freshPath(), { belege }, sampleFiles)]))
    must(await place.ledger.importExchange([writeExchange(place.freshPath(), { buchungen })]))
    const otherHead = belege.map((row) => ({ ...row, belegnummer: `${row['belegnummer']}x` }))
    const heads = await place.ledger.importExchange([
      writeExchange(place.freshPath(), { belege: otherHead }, sampleFiles),
    ])
    expect(heads).toMatchObject({
      ok: false,
      error: { total: 3, faults: [{ code: 'import-document-without-posting', line: 2 }, {}, {}] },
    })
    const fewer = { buchungen: buchungen.slice(0, 1) }
    const rows = await place.ledger.importExchange([writeExchange(place.freshPath(), fewer)])
    expect(rows).toMatchObject({
      ok: false,
      error: {
        total: 1,
        faults: [
          { file: 'buchungen.csv', line: 2, column: 'beleg', value: 'B1', code: 'import-posting-without-document' },
        ],
      },
    })
    expect(place.dump()).toEqual(before)
    expect(readdirSync(join(place.profileDir, 'attachments'))).toHaveLength(1)
  })
})
