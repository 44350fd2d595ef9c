import { describe, expect, it } from 'vitest'
import { sampleExchange, sampleFiles, writeExchange } from '../../../test/fixtures/exchange'
import { must, openLedgerPlace } from '../../../test/fixtures/ledger'

const withHead = (change: Readonly<Record<string, string>>) => ({
  ...sampleExchange,
  belege: (sampleExchange['belege'] ?? []).map((row, index) => (index === 0 ? { ...row, ...change } : row)),
})

const document = { occasion: 'document', mandant: 'M1' }
const credit = { ...document, documentType: 'GU', branch: 'WEST', paymentMethod: null }
const invoice = { occasion: 'incoming', mandant: 'M1', documentType: '', branch: 'MITTE', paymentMethod: null }

describe('the groups of the books', () => {
  it('count the newest versions that anybody may get', async () => {
    using place = openLedgerPlace()
    expect([await place.ledger.generation(), await place.ledger.groups()]).toEqual([0, []])
    must(await place.ledger.importExchange([writeExchange(place.freshPath(), sampleExchange, sampleFiles)]))
    expect(await place.ledger.generation()).toBe(1)
    const bill = { ...document, documentType: 'RE', branch: 'MITTE', paymentMethod: 'EC' }
    expect(await place.ledger.groups()).toEqual([
      { ...credit, documents: 1 },
      { ...bill, documents: 1 },
      { ...invoice, documents: 1 },
    ])
    const paid = writeExchange(place.freshPath(), withHead({ zahlungsart: 'BAR' }), sampleFiles)
    must(await place.ledger.importExchange([paid]))
    expect((await place.ledger.groups())[1]).toEqual({ ...bill, paymentMethod: 'BAR', documents: 1 })
    const hidden = writeExchange(place.freshPath(), withHead({ nicht_exportieren: '1' }), sampleFiles)
    must(await place.ledger.importExchange([hidden]))
    expect((await place.ledger.groups()).map(({ documentType }) => documentType)).toEqual(['GU', ''])
    expect(await place.ledger.revised()).toMatchObject([{ sourceId: 'B1', currentVersion: 3, exported: false }])
    expect(await place.ledger.generation()).toBe(3)
  })

  it('are known of every version', async () => {
    using place = openLedgerPlace()
    must(await place.ledger.importExchange([writeExchange(place.freshPath(), sampleExchange, sampleFiles)]))
    const paid = writeExchange(place.freshPath(), withHead({ zahlungsart: 'BAR' }), sampleFiles)
    must(await place.ledger.importExchange([paid]))
    const version = (sourceId: string, no: number) =>
      ({ occasion: 'document', mandant: 'M1', sourceId, version: no }) as const
    const versions = [version('B1', 2), version('B1', 1), version('B1', 3), version('B2', 1)]
    const incoming = { occasion: 'incoming', mandant: 'M1', sourceId: '70001/L/77', version: 1 } as const
    const bill = { ...document, documentType: 'RE', branch: 'MITTE' }
    expect(await place.ledger.groupsOf([...versions, incoming])).toEqual([
      { ...bill, paymentMethod: 'BAR' },
      { ...bill, paymentMethod: 'EC' },
      null,
      credit,
      invoice,
    ])
  })
})
