import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BookingReader } from '../../main/core/formats/booking/booking'
import { FaultList } from '../../main/core/formats/faults'
import { type CommonLedger, commonLedgers } from './common-ledger'
import type { countries } from './country'
import { randomLedger } from './random-ledger'

/** What the booking view finds wrong with these books. */
function faultsOf({ mandant, documents, invoices }: CommonLedger) {
  const reader = new BookingReader(mandant)
  const faults = new FaultList(mandant.mandant.mandant, null)
  for (const one of documents) reader.document(one, faults)
  for (const one of invoices) reader.incoming(one, faults)
  return faults.faults
}

describe('books for tests', () => {
  it.each(Object.entries(commonLedgers))('%s: the common ledger is valid and in order', (_country, ledger) => {
    expect(faultsOf(ledger)).toEqual([])
    const order = ledger.documents.map(({ documentDate, sourceId }) => `${documentDate} ${sourceId}`)
    expect(order).toEqual([...order].sort())
    for (const { attachment } of [...ledger.documents, ...ledger.invoices]) {
      if (attachment !== null) expect(ledger.attachments.has(attachment)).toBe(true)
    }
  })

  it.each(['DE', 'AT', 'CH'] satisfies (keyof typeof countries)[])('%s: random books are valid', (country) => {
    for (const numbers of ['narrow', 'wide'] as const) {
      fc.assert(
        fc.property(randomLedger({ country, numbers }), (ledger) => {
          expect(faultsOf(ledger)).toEqual([])
        }),
        { numRuns: 50 },
      )
    }
  })
})
