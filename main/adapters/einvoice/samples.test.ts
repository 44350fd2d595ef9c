import { describe, expect, it } from 'vitest'
import { toCii, toZugferd1 } from '../../../test/fixtures/einvoice/cii'
import { totalsOf } from '../../../test/fixtures/einvoice/model'
import { plain, type SampleCase, sampleCases, us } from '../../../test/fixtures/einvoice/samples'
import { toUbl } from '../../../test/fixtures/einvoice/ubl'
import type { EInvoice } from '../../core/einvoice/invoice'
import { judgeInvoice } from '../../core/einvoice/judge'
import { createEInvoiceReader } from '.'

const reader = createEInvoiceReader()

async function read(xml: string): Promise<{ invoice: EInvoice; attachments: readonly { bytes: Uint8Array }[] }> {
  const bytes = new TextEncoder().encode(xml)
  const outcome = await reader.readEInvoice(bytes, 'rechnung.xml')
  if (outcome.kind !== 'einvoice') throw new Error(JSON.stringify(outcome))
  expect(outcome.source).toBe('xml')
  expect(outcome.xmlBytes).toEqual(bytes)
  return outcome
}

function check({ sample, waits, hints = [], shares }: SampleCase, invoice: EInvoice): void {
  const judged = judgeInvoice(invoice, us, 'EUR')
  const codes = (level: string) => [
    ...new Set(judged.findings.filter((one) => one.level === level).map(({ code }) => code)),
  ]
  expect(codes('wait').sort()).toEqual(waits)
  expect(codes('hint')).toEqual(expect.arrayContaining([...hints]))
  expect(judged.waits).toBe(waits.length > 0)
  expect(
    judged.shares.map(
      (share) => `${share.category} ${share.taxRate ?? '-'} ${share.grossCents} ${share.suggestedTaxKey ?? '-'}`,
    ),
  ).toEqual(shares)
  expect(judged.grossCents).toBe(invoice.sign * totalsOf(sample).gross + 0)
  if (shares.length > 0) {
    expect(judged.shares.reduce((sum, { grossCents }) => sum + grossCents, 0)).toBe(judged.grossCents)
    for (const share of judged.shares) expect(share.netCents + share.taxCents).toBe(share.grossCents)
  }
}

describe('our samples', () => {
  for (const [name, one] of Object.entries(sampleCases)) {
    if (one.only !== 'cii')
      it(`reads UBL: ${name}`, async () => check(one, (await read(toUbl(one.sample, one.root))).invoice))
    if (one.only !== 'ubl') it(`reads CII: ${name}`, async () => check(one, (await read(toCii(one.sample))).invoice))
  }

  it('says the same in both languages, field by field', async () => {
    for (const [name, { sample, only, root, waits }] of Object.entries(sampleCases)) {
      if (only !== undefined) continue
      const [ubl, cii] = [(await read(toUbl(sample, root))).invoice, (await read(toCii(sample))).invoice]
      const bare = ({ syntax: _, seller, buyer, lines, ...rest }: EInvoice) => ({
        ...rest,
        seller: { ...seller, tradeName: null },
        buyer: { ...buyer, tradeName: null },
        lines,
      })
      expect([name, bare(cii)], `${name} ${waits}`).toEqual([name, bare(ubl)])
    }
  })
})

describe('fields', () => {
  it('come out as they stand in the file', async () => {
    const sample = {
      ...plain,
      notes: ['Danke & Gruß'],
      orderNo: 'B-77',
      terms: 'Zahlbar in 30 Tagen\n#SKONTO#TAGE=14#PROZENT=2.00#\n#SKONTO#TAGE=7#PROZENT=3.50#BASISBETRAG=50.00#\n',
      preceding: { number: 'RE-1', date: '2026-09-01' },
    }
    const { invoice } = await read(toUbl(sample))
    expect(invoice).toMatchObject({
      syntax: 'ubl',
      number: 'RE-2026/0815',
      date: '2026-10-05',
      dueDate: '2026-11-04',
      serviceDate: '2026-10-01',
      currency: 'EUR',
      notes: ['Danke & Gruß'],
      orderNo: 'B-77',
      buyerReference: 'KD-1',
      paymentTerms: 'Zahlbar in 30 Tagen',
      skonto: [
        { days: 14, percent: 200, base: null },
        { days: 7, percent: 350, base: 5000 },
      ],
      preceding: [{ number: 'RE-1', date: '2026-09-01' }],
      seller: { name: 'Muster Glas GmbH', vatId: 'DE123456789', address: { city: 'Musterstadt', country: 'DE' } },
      buyer: { vatId: 'DE987654321' },
      paymentMeans: [{ code: '58', accounts: [{ iban: 'DE02120300000000202051', holder: 'Muster Glas GmbH' }] }],
      totals: { lines: 10000, net: 10000, tax: 1900, gross: 11900, payable: 11900 },
      taxGroups: [{ category: 'S', taxRate: 1900, base: 10000, tax: 1900 }],
      lines: [{ id: '1', name: 'Brillengläser', net: 10000, category: 'S', taxRate: 1900 }],
      findings: [],
    })
  })

  it('bring attachments with safe names and their bytes', async () => {
    const { invoice, attachments } = await read(toUbl(sampleCases['with an attachment']!.sample))
    expect(invoice.attachments).toEqual([{ name: 'Lieferschein.pdf', mime: 'application/pdf', sizeBytes: 9 }])
    expect(new TextDecoder().decode(attachments[0]?.bytes)).toBe('%PDF-1.7\n')
  })

  it('take tax in the VAT currency from its own total', async () => {
    const { sample } = sampleCases['foreign currency']!
    for (const xml of [toUbl(sample), toCii(sample)]) {
      const { totals, vatCurrency } = (await read(xml)).invoice
      expect([totals.tax, totals.taxInVatCurrency, vatCurrency]).toEqual([1900, 1750, 'EUR'])
    }
  })

  it('are those of ZUGFeRD 1.0 too, also in its short profile', async () => {
    for (const withDetails of [true, false]) {
      const { invoice } = await read(toZugferd1(plain, withDetails))
      expect(invoice).toMatchObject({
        syntax: 'zugferd1',
        number: plain.number,
        totals: { gross: 11900 },
        taxGroups: [{ category: 'S' }],
      })
      expect(judgeInvoice(invoice, us, 'EUR')).toMatchObject({
        waits: false,
        shares: [{ grossCents: 11900, suggestedTaxKey: '9' }],
      })
    }
  })

  it('are found whatever the prefixes are called, and foreign elements count for nothing', async () => {
    const xml = toUbl(plain)
      .replaceAll('cbc:', 'ns0:')
      .replaceAll('xmlns:cbc', 'xmlns:ns0')
      .replace('<ns0:ProfileID>', '<x:ID xmlns:x="urn:example">falsch</x:ID><ns0:ProfileID>')
    expect((await read(xml)).invoice).toMatchObject({ number: plain.number, findings: [] })
  })
})

describe('a receiver without input tax', () => {
  it.each([
    ['plain', null],
    ['reverse charge at home', '95'],
    ['intra-community supply', '13'],
  ])('gets for %s the key %s', async (name, key) => {
    const { invoice } = await read(toUbl(sampleCases[name]!.sample))
    expect(judgeInvoice(invoice, { ...us, withoutInputTax: true }, 'EUR').shares[0]?.suggestedTaxKey).toBe(key)
  })
})
