import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import { fileChecker, formatReaders } from '../../main/checker'
import { commonLedgers } from '../formats/common-ledger'
import { WrittenLedger } from '../formats/read-back'
import { casesOf } from '../formats/round-trip-cases'

/** Whatever comes, a reader says what is wrong and ends; it never throws. */
const runs = Number(process.env['BELEGBOTE_RANDOM_RUNS'] ?? 60)
const folder = mkdtempSync(join(tmpdir(), 'belegbote-damaged-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const damage = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.integer({ min: 0, max: 40 }),
    insert: fc.oneof(
      fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
      fc
        .constantFrom(';', '"', '\r\n', '\t', '<', '>', '&', '-', ',', '0', '99999999999999999999')
        .map((text) => Buffer.from(text)),
    ),
  }),
  { minLength: 1, maxLength: 5 },
)

it.each(
  formatReaders.flatMap(({ id }) =>
    casesOf(id)
      .slice(0, 1)
      .map((one) => [id, one] as const),
  ),
)(
  '%s: a damaged file is no bug',
  async (id, { country, settings }) => {
    using written = new WrittenLedger(id, commonLedgers[country], settings)
    await written.write()
    const whole = written.files.map((file) => readFileSync(file.path))
    await fc.assert(
      fc.asyncProperty(fc.nat(), damage, fc.boolean(), async (which, places, isKnown) => {
        const file = written.files[which % written.files.length]
        let bytes = whole[which % whole.length] ?? Buffer.alloc(0)
        for (const { at, remove, insert } of places) {
          const from = Math.floor(at * bytes.length)
          bytes = Buffer.concat([bytes.subarray(0, from), insert, bytes.subarray(from + remove)])
        }
        const path = join(folder, file?.name ?? '')
        writeFileSync(path, bytes)
        const kind = isKnown ? (file?.kind ?? null) : null
        const files = [{ path, name: file?.name ?? '', kind, mandant: 'M1' }]
        const report = await fileChecker.check({ format: id, settings: isKnown ? written.settings : null, files })
        expect(report.files).toHaveLength(1)
      }),
      { numRuns: runs },
    )
  },
  120_000,
)
