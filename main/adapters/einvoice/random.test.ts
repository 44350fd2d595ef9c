import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toCii } from '../../../test/fixtures/einvoice/cii'
import { groupsOf, type Sample, type SampleLine, type Totals, totalsOf } from '../../../test/fixtures/einvoice/model'
import { makePdf } from '../../../test/fixtures/einvoice/pdf'
import { plain, us } from '../../../test/fixtures/einvoice/samples'
import { toUbl } from '../../../test/fixtures/einvoice/ubl'
import type { EInvoice } from '../../core/einvoice/invoice'
import { judgeInvoice } from '../../core/einvoice/judge'
import { createEInvoiceReader } from '.'

const reader = createEInvoiceReader()

async function read(xml: string): Promise<EInvoice> {
  const outcome = await reader.readEInvoice(new TextEncoder().encode(xml), 'a.xml')
  if (outcome.kind !== 'einvoice') throw new Error(JSON.stringify(outcome))
  return outcome.invoice
}

const line: fc.Arbitrary<SampleLine> = fc.record({
  name: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 }).map((text) => `x${text}`),
  net: fc.integer({ min: -100_000, max: 9_999_999 }),
  category: fc.constant('S'),
  rate: fc.constantFrom('19', '7', '19.00', '7.0'),
})
const sampleOf = (lines: readonly SampleLine[], off: readonly SampleLine[]): Sample => ({
  ...plain,
  lines: lines.map((one) => ({ ...one, rate: Number(one.rate).toString() })),
  allowances: off.map((one, index) => ({
    ...one,
    net: Math.abs(one.net) + 1,
    rate: Number(one.rate).toString(),
    isCharge: index % 2 === 0,
  })),
})
const sample = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 12 }), fc.array(line, { maxLength: 3 }))
  .map(([lines, off]) => sampleOf(lines, off))
  .filter((one) => totalsOf(one).gross > 0)

describe('random invoices', () => {
  it('come out to the cent, the same from UBL and CII', async () => {
    await fc.assert(
      fc.asyncProperty(sample, async (one) => {
        for (const xml of [toUbl(one), toCii(one)]) {
          const { shares, grossCents, waits } = judgeInvoice(await read(xml), us, 'EUR')
          expect(waits).toBe(false)
          expect(shares.map(({ taxRate, netCents, taxCents }) => [taxRate, netCents, taxCents])).toEqual(
            groupsOf(one).map(({ rate, base, tax }) => [Number(rate) * 100, base, tax]),
          )
          expect(grossCents).toBe(totalsOf(one).gross)
          expect(shares.reduce((sum, share) => sum + share.grossCents, 0)).toBe(grossCents)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('wait and give no shares as soon as one total is a cent off', async () => {
    const total = fc.constantFrom<keyof Totals>('lines', 'allowances', 'charges', 'net', 'tax', 'gross', 'payable')
    await fc.assert(
      fc.asyncProperty(sample, total, fc.constantFrom(-1, 1), async (one, name, by) => {
        const wrong = { ...one, stated: { [name]: totalsOf(one)[name] + by } }
        for (const xml of [toUbl(wrong), toCii(wrong)]) {
          const { shares, findings } = judgeInvoice(await read(xml), us, 'EUR')
          expect(findings.map(({ code }) => code)).toContain('sum-differs')
          expect(shares).toEqual([])
        }
      }),
      { numRuns: 100 },
    )
  })
})

describe('damaged bytes', () => {
  const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 })
  const damaged = (bytes: Uint8Array, spots: readonly (readonly [number, number])[]) => {
    const copy = Uint8Array.from(bytes)
    for (const [at, byte] of spots) copy[at % copy.length] = byte
    return copy
  }

  it.each([
    ['XML', new TextEncoder().encode(toUbl(plain)), 300],
    ['a PDF', makePdf({ text: ['Rechnung'], files: [{ name: 'factur-x.xml', content: toCii(plain) }] }), 60],
  ])('of %s are answered, never thrown', async (_, bytes, numRuns) => {
    await fc.assert(
      fc.asyncProperty(damage, async (spots) => {
        const outcome = await reader.readEInvoice(damaged(bytes, spots), 'a')
        expect(outcome.kind === 'refused' ? outcome.findings.length : 1).toBeGreaterThan(0)
      }),
      { numRuns },
    )
  })
})
