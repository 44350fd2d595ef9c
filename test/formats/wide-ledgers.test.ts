import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatReaders } from '../../main/checker'
import { randomLedger } from './random-ledger'
import { WrittenLedger } from './read-back'
import { casesOf } from './round-trip-cases'

/** Numbers, texts and amounts that hardly fit: what a writer lets pass, the importer has to take. */
const runs = Number(process.env['BELEGBOTE_RANDOM_RUNS'] ?? 30)

it.each(
  formatReaders.flatMap(({ id }) =>
    casesOf(id)
      .slice(0, 1)
      .map((one) => [id, one] as const),
  ),
)(
  '%s: nothing that is written is refused',
  async (id, { country, documents, settings, taxKeys }) => {
    let taken = 0
    await fc.assert(
      fc.asyncProperty(randomLedger({ country, documents, numbers: 'wide' }), async (plain) => {
        const { mandant } = plain
        const keys = [...taxKeys, ...mandant.settings.taxKeys]
        const ledger = { ...plain, mandant: { ...mandant, settings: { ...mandant.settings, taxKeys: keys } } }
        using written = new WrittenLedger(id, ledger, settings)
        await written.write()
        const { report } = await written.check()
        expect(report.findings.filter(({ level }) => level === 'reject')).toEqual([])
        const given = written.taken()
        taken += given.documents.length
        // A number that is refused for one document may be taken for another: sums are of no use then.
        if (written.faults.some(({ level }) => level === 'reject')) return
        expect(written.ledgerSums().readDifference(written.sums, report.sums)).toBeNull()
      }),
      { numRuns: runs },
    )
    expect(taken).toBeGreaterThan(0)
  },
  120_000,
)
