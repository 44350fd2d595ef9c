import { describe, expect, it } from 'vitest'
import { toCii } from '../../../test/fixtures/einvoice/cii'
import { extended, plain, us } from '../../../test/fixtures/einvoice/samples'
import { toUbl } from '../../../test/fixtures/einvoice/ubl'
import { judgeInvoice } from '../../core/einvoice/judge'
import { createEInvoiceReader } from '.'

const reader = createEInvoiceReader()

/** `level code field` of each finding, then the shares. */
async function answer(xml: string): Promise<readonly string[]> {
  const outcome = await reader.readEInvoice(new TextEncoder().encode(xml), 'a.xml')
  if (outcome.kind !== 'einvoice') throw new Error(JSON.stringify(outcome))
  const { findings, shares } = judgeInvoice(outcome.invoice, us, 'EUR')
  return [
    ...findings.map(({ level, code, field }) => `${level} ${code} ${field}`),
    ...shares.map(({ netCents, taxCents }) => `${netCents}+${taxCents}`),
  ]
}

const line = { name: 'Glas', net: 10_000, category: 'S', rate: '19' }
const cii = toCii(plain)
const ubl = toUbl(plain)
/** Another tax, in the breakdown and the totals alike. */
const taxed = (tax: string, gross: string) => cii.replaceAll('>19.00<', `>${tax}<`).replaceAll('>119.00<', `>${gross}<`)

describe('tolerances of official validators', () => {
  it('between base and tax are shown up to one unit, and wait beyond', async () => {
    expect(await answer(taxed('18.99', '118.99'))).toEqual(['hint tax-differs-slightly BT-117', '10000+1899'])
    expect(await answer(taxed('19.99', '119.99'))).toEqual(['hint tax-differs-slightly BT-117', '10000+1999'])
    expect(await answer(taxed('20.00', '120.00'))).toEqual(['wait tax-differs BT-117'])
  })

  it('of EXTENDED are a cent per line, and the rest goes to the largest share', async () => {
    const sample = { ...plain, profile: extended, lines: [line, { ...line, net: 500, rate: '7' }] }
    const off = (by: number) => toCii({ ...sample, stated: { gross: 12_435 + by, payable: 12_435 + by } })
    expect(await answer(off(0))).toEqual(['10000+1900', '500+35'])
    expect(await answer(off(2))).toEqual(['hint sum-differs-slightly BT-112', '10002+1900', '500+35'])
    expect(await answer(off(3))).toEqual(['wait sum-differs BT-112'])
    expect(await answer(off(2).replace(extended, 'urn:cen.eu:en16931:2017'))).toEqual(['wait sum-differs BT-112'])
  })

  it('do not cover bases of credit notes, which validators do not check', async () => {
    const credit = toUbl({ ...plain, typeCode: '381' }, 'CreditNote')
    const wrong = credit.replace(
      '<cbc:TaxableAmount currencyID="EUR">100.00',
      '<cbc:TaxableAmount currencyID="EUR">99.99',
    )
    expect(await answer(wrong)).toEqual(['wait sum-differs BT-109', 'hint group-base-differs-slightly BT-116'])
  })
})

describe('what cannot be read for certain waits', () => {
  it.each<[string, string, string]>([
    [
      'an amount with an exponent',
      cii.replace('>119.00</ram:Grand', '>1.19E2</ram:Grand'),
      'wait amount-unreadable BT-112',
    ],
    [
      'a decimal comma',
      ubl.replace('>119.00</cbc:TaxInclusive', '>119,00</cbc:TaxInclusive'),
      'wait amount-unreadable BT-112',
    ],
    ['fractions of a cent', taxed('19.001', '119.001'), 'wait amount-decimals BT-112'],
    [
      'another currency in one amount',
      ubl.replace('TaxableAmount currencyID="EUR"', 'TaxableAmount currencyID="USD"'),
      'wait currency-mixed BT-116',
    ],
    [
      'two gross amounts',
      cii.replace(/<ram:GrandTotalAmount>.*?<\/ram:GrandTotalAmount>/, '$&$&'),
      'wait element-twice BT-112',
    ],
    ['two tax totals', ubl.replace(/<cac:TaxTotal>[\s\S]*?<\/cac:TaxTotal>/, '$&$&'), 'wait tax-total-twice BT-110'],
    [
      'no gross amount',
      cii.replace(/<ram:GrandTotalAmount>.*?<\/ram:GrandTotalAmount>/, ''),
      'wait gross-missing BT-112',
    ],
    [
      'no breakdown',
      cii.replace(/<ram:ApplicableTradeTax><ram:CalculatedAmount>.*?<\/ram:ApplicableTradeTax>/, ''),
      'wait breakdown-missing BG-23',
    ],
    [
      'no lines',
      cii.replace(/<ram:IncludedSupplyChainTradeLineItem>.*<\/ram:IncludedSupplyChainTradeLineItem>/, ''),
      'wait lines-missing BG-25',
    ],
    [
      'a date that is none',
      ubl.replace('2026-10-05</cbc:IssueDate', '2026-02-31</cbc:IssueDate'),
      'wait date-missing BT-2',
    ],
    [
      'a rate that is none',
      ubl.replaceAll('>19</cbc:Percent', '>neunzehn</cbc:Percent'),
      'wait rate-unreadable BT-119',
    ],
    [
      'tax where there must be none',
      ubl.replaceAll('<cbc:ID>S</cbc:ID>', '<cbc:ID>AE</cbc:ID>'),
      'wait tax-without-rate BT-117',
    ],
    [
      'no seller',
      cii.replace(/<ram:SellerTradeParty>[\s\S]*?<\/ram:SellerTradeParty>/, ''),
      'wait seller-missing BT-27',
    ],
  ])('%s', async (_, xml, expected) => {
    expect([cii, ubl]).not.toContain(xml)
    expect(await answer(xml)).toContain(expected)
  })

  it('but other dates and accounts only bring a remark', async () => {
    expect(await answer(ubl.replace('2026-11-04', '2026-11-31'))).toEqual([
      'hint other-date-invalid BT-9',
      '10000+1900',
    ])
    expect(await answer(ubl.replace('DE02 1203', 'DE03 1203'))).toEqual(['hint iban-invalid BT-84', '10000+1900'])
  })

  it('in currencies without cents rounds to whole units', async () => {
    const yen = toCii({ ...plain, currency: 'JPY', lines: [{ ...line, net: 10_100 }] })
      .replaceAll('>19.19<', '>19<')
      .replaceAll('>120.19<', '>120<')
    expect(await answer(yen)).toEqual(['wait foreign-currency BT-5', '10100+1900'])
  })
})
