import { readFileSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatReaders } from '../../main/checker'
import { exportFormats, findFormat } from '../../main/core/formats'
import { completeSettings } from '../../main/core/formats/settings'
import type { CheckReport } from '../../main/core/run/file-check'
import { type CommonLedger, commonLedgers } from './common-ledger'
import { randomLedger } from './random-ledger'
import { linesOfLedger, linesRead, WrittenLedger } from './read-back'
import { casesOf, type RoundTripCase } from './round-trip-cases'

/** What is written comes back by code that shares nothing with the writer: the same postings, and nothing to refuse. */

const runs = Number(process.env['BELEGBOTE_RANDOM_RUNS'] ?? 200)
const tried = exportFormats
  .filter(({ id }) => formatReaders.some((reader) => reader.id === id))
  .flatMap(({ id }) => casesOf(id).map((one) => ({ id, one, name: `${id}, ${one.title}` })))

/** What the engine would say: findings that refuse, or sums that differ. */
function verdict(written: WrittenLedger, report: CheckReport): string | null {
  const reject = report.findings.find(({ level }) => level === 'reject')
  if (reject) return reject.code
  return written.ledgerSums().readDifference(written.sums, report.sums)
}

/** The books with the advisor's codes. */
function withKeys(ledger: CommonLedger, { taxKeys }: RoundTripCase): CommonLedger {
  const { settings } = ledger.mandant
  return {
    ...ledger,
    mandant: { ...ledger.mandant, settings: { ...settings, taxKeys: [...settings.taxKeys, ...taxKeys] } },
  }
}

async function expectSame(id: string, ledger: CommonLedger, one: RoundTripCase): Promise<number> {
  const { settings, numberOf } = one
  using written = new WrittenLedger(id, withKeys(ledger, one), settings)
  await written.write()
  const { report, postings } = await written.check()
  expect(report.findings).toEqual([])
  const taken = written.taken()
  expect(linesRead(postings)).toEqual(linesOfLedger(taken, numberOf))
  expect(verdict(written, report)).toBeNull()
  return taken.documents.length
}

describe.each(tried)('$name', ({ id, one }) => {
  it('gives the common books again', async () => {
    expect(await expectSame(id, commonLedgers[one.country], one)).toBeGreaterThan(5)
  })

  it(`gives ${runs} random ledgers again`, async () => {
    let [documents, taken] = [0, 0]
    await fc.assert(
      fc.asyncProperty(randomLedger({ country: one.country, documents: one.documents }), async (ledger) => {
        documents += ledger.documents.length
        taken += await expectSame(id, ledger, one)
      }),
      { numRuns: runs },
    )
    // A writer that rejects everything would come through as well.
    expect(taken).toBeGreaterThan(documents / 2)
  }, 300_000)

  // Of DATEV and in Germany a person has exactly one digit more.
  it.runIf(one.country !== 'DE')('takes persons with two digits more than ledger accounts have', async () => {
    const longer = <T>(value: T): T => JSON.parse(JSON.stringify(value).replace(/"([1-9]\d)(\d{3})"/g, '"$10$2"'))
    const { documents, invoices, persons, ...rest } = commonLedgers[one.country]
    const ledger = { ...rest, documents: longer(documents), invoices: longer(invoices), persons: longer(persons) }
    expect(ledger.persons.map(({ account }) => account.length)).toEqual(persons.map(() => 6))
    expect(await expectSame(id, ledger, one)).toBeGreaterThan(5)
  })

  const cut = (text: string) => text.slice(0, Math.floor(text.length * 0.6))
  const withoutRow = (text: string) => text.replace(/[^\n]+\n$/, '')
  const rows = one.isText ? [['the last row', withoutRow] as const] : []
  it.each([['the end', cut] as const, ...rows, ...one.spoilt])(
    'is found out when %s is spoilt',
    async (_what, spoil) => {
      using written = new WrittenLedger(id, withKeys(commonLedgers[one.country], one), one.settings)
      await written.write()
      const file = written.files.find(({ kind }) => kind === 'postings')
      if (!file) throw new Error('no file of postings')
      const text = readFileSync(file.path, 'latin1')
      const spoilt = spoil(text)
      expect(spoilt, 'the test spoils something').not.toBe(text)
      writeFileSync(file.path, spoilt, 'latin1')
      expect(verdict(written, (await written.check()).report)).not.toBeNull()
    },
  )

  it.runIf(one.isText && findFormat(id)?.numberRule(completeSettings(findFormat(id)?.settings ?? [], one.settings)))(
    'is found out when two numbers of one day change places',
    async () => {
      const common = withKeys(commonLedgers[one.country], one)
      const [first, second] = common.documents.filter(
        ({ kind, occasion }) => kind === 'rechnung' && occasion === 'document',
      )
      if (!first || !second) throw new Error('the common books have two invoices')
      const documents = [first, { ...second, documentDate: first.documentDate, dueDate: null, serviceDate: null }]
      using written = new WrittenLedger(id, { ...common, documents, invoices: [] }, one.settings)
      await written.write()
      expect(verdict(written, (await written.check()).report)).toBeNull()
      const file = written.files.find(({ kind }) => kind === 'postings')
      if (!file) throw new Error('no file of postings')
      const [a, b] = [one.numberOf(first.documentNo), one.numberOf(second.documentNo)]
      const text = readFileSync(file.path, 'latin1')
      const swapped = text.replaceAll(new RegExp(`(?<=[;\\t,"])(${a}|${b})(?=[;\\t,"])`, 'g'), (no) =>
        no === a ? b : a,
      )
      expect(swapped).not.toBe(text)
      writeFileSync(file.path, swapped, 'latin1')
      expect(verdict(written, (await written.check()).report)).not.toBeNull()
    },
  )
})
