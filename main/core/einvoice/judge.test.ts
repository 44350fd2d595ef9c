import { describe, expect, it } from 'vitest'
import { cents } from '../money/cents'
import type { EInvoice, InvoiceParty, InvoiceReceiver, TaxGroup } from './invoice'
import { isAddressedTo, judgeInvoice } from './judge'
import { comparePicture } from './picture'
import { homeOf } from './tax-case'

const party = (change: Partial<InvoiceParty> & { readonly country?: string | null } = {}): InvoiceParty => ({
  name: 'Muster Glas GmbH',
  tradeName: null,
  vatId: 'DE123456789',
  taxNo: null,
  ids: [],
  legalId: null,
  legalText: null,
  email: null,
  phone: null,
  ...change,
  address: { lines: [], city: null, postcode: null, country: change.country === undefined ? 'DE' : change.country },
})

const us: InvoiceReceiver = { name: 'Musteroptik GmbH', vatId: 'DE987654321', country: 'DE', withoutInputTax: false }

function invoice(groups: readonly Partial<TaxGroup>[], change: Partial<EInvoice> = {}): EInvoice {
  const taxGroups = groups.map((group) => ({
    category: 'S',
    taxRate: 1900,
    base: cents(10_000),
    tax: cents(1900),
    exemptionReason: null,
    exemptionCode: null,
    ...group,
  }))
  const gross = taxGroups.reduce((sum, { base, tax }) => sum + (base ?? 0) + (tax ?? 0), 0)
  return {
    syntax: 'cii',
    profile: '',
    number: 'R1',
    date: '2026-10-05',
    typeCode: '380',
    kind: 'invoice',
    sign: 1,
    currency: 'EUR',
    vatCurrency: null,
    dueDate: null,
    paymentTerms: null,
    skonto: [],
    serviceDate: '2026-10-01',
    servicePeriod: null,
    deliverToCountry: null,
    buyerReference: null,
    orderNo: null,
    contractNo: null,
    projectNo: null,
    accountingCost: null,
    notes: [],
    preceding: [],
    seller: party(),
    buyer: party({ name: 'Musteroptik GmbH', vatId: 'DE987654321' }),
    payee: null,
    taxRepresentative: null,
    paymentMeans: [],
    totals: {
      lines: null,
      allowances: null,
      charges: null,
      net: null,
      tax: null,
      taxInVatCurrency: null,
      gross: cents(gross),
      prepaid: null,
      rounding: null,
      payable: null,
    },
    taxGroups,
    lines: [],
    allowances: [],
    thirdParty: [],
    attachments: [],
    findings: [],
    ...change,
  }
}

const [austria, swiss] = [party({ vatId: 'ATU12345678', country: 'AT' }), party({ vatId: null, country: 'CH' })]
const zero = { taxRate: 0, tax: cents(0) }

describe('the tax of a group', () => {
  it.each<[string, Partial<TaxGroup>, Partial<EInvoice>, string]>([
    ['home 19', {}, {}, '9'],
    ['home 7', { taxRate: 700, tax: cents(700) }, {}, '8'],
    ['home 10,7', { taxRate: 1070, tax: cents(1070) }, {}, '- rate-not-german'],
    ['a foreigner registered here', {}, { seller: party({ country: 'AT' }) }, '9'],
    ['a foreigner with a representative here', {}, { seller: swiss, taxRepresentative: party() }, '9'],
    ['19 % from abroad', {}, { seller: party({ vatId: 'ROX', country: 'RO' }) }, '- foreign-tax'],
    ['July 2020', {}, { serviceDate: '2020-07-15' }, '- old-rate'],
    ['AE home', { ...zero, category: 'AE' }, {}, '94 reverse-charge-domestic'],
    ['AE EU', { ...zero, category: 'AE' }, { seller: austria }, '94 reverse-charge-abroad'],
    ['AE third country', { ...zero, category: 'AE' }, { seller: swiss }, '94 reverse-charge-abroad'],
    [
      'AE, German id, foreign address',
      { ...zero, category: 'AE' },
      { seller: party({ country: 'AT' }) },
      '- country-contradiction',
    ],
    ['K EU', { ...zero, category: 'K' }, { seller: austria }, '19 intra-community'],
    [
      'K Northern Ireland',
      { ...zero, category: 'K' },
      { seller: party({ vatId: 'XI1', country: 'GB' }) },
      '19 intra-community',
    ],
    ['K Switzerland', { ...zero, category: 'K' }, { seller: swiss }, '- intra-community-not-eu'],
    ['K home', { ...zero, category: 'K' }, {}, '- intra-community-domestic'],
    ['G home', { ...zero, category: 'G' }, {}, '- export-domestic'],
    ['G abroad', { ...zero, category: 'G' }, { seller: swiss }, '- import-goods'],
    ['E abroad', { ...zero, category: 'E' }, { seller: austria }, '- exempt-abroad'],
    ['E § 19 in a note', { ...zero, category: 'E' }, { notes: ['Gemäß § 19 UStG ohne Steuer'] }, '- small-business'],
    ['E § 25a', { ...zero, category: 'E', exemptionReason: 'Differenzbesteuerung' }, {}, '- margin-scheme'],
    ['Z home', { ...zero, category: 'Z' }, {}, '-'],
    ['O home', { ...zero, category: 'O', taxRate: null }, {}, '-'],
    ['O abroad', { ...zero, category: 'O', taxRate: null }, { seller: swiss }, '- outside-scope-abroad'],
    ['Canary Islands', { category: 'L' }, {}, '- category-special'],
    ['no country at all', {}, { seller: party({ vatId: null, country: null }) }, '- country-unknown'],
    ['two countries', {}, { seller: party({ vatId: 'ATU1', country: 'FR' }) }, '- country-contradiction'],
  ])('%s', (_, group, change, expected) => {
    const { shares, findings } = judgeInvoice(invoice([group], change), us, 'EUR')
    expect([shares[0]?.suggestedTaxKey ?? '-', ...findings.map(({ code }) => code)].join(' ')).toBe(expected)
  })

  it('is not known for receivers elsewhere, but plain tax of their own country stands', () => {
    const austrian: InvoiceReceiver = { ...us, vatId: 'ATU99999999', country: 'AT' }
    const buyer = party({ vatId: 'ATU99999999', country: 'AT' })
    const home = judgeInvoice(
      invoice([{ taxRate: 2000, tax: cents(2000) }], { seller: austria, buyer }),
      austrian,
      'EUR',
    )
    expect([home.waits, home.shares[0]?.suggestedTaxKey]).toEqual([false, null])
    expect(judgeInvoice(invoice([{}], { buyer }), austrian, 'EUR').findings).toMatchObject([
      { code: 'country-rules-unknown' },
    ])
  })

  it('is that of Greece under both its names', () => {
    expect(homeOf(party({ vatId: 'EL1', country: 'GR' }), null)).toEqual({ country: 'EL' })
  })
})

describe('shares', () => {
  it('join groups of one category and rate, and put what a tolerance left on the largest', () => {
    const groups = [
      {},
      { ...zero, category: 'E', base: cents(50) },
      { ...zero, category: 'E', base: cents(70), exemptionReason: 'x' },
    ]
    const one = invoice(groups)
    const gross = cents((one.totals.gross ?? 0) + 1)
    const { shares } = judgeInvoice({ ...one, totals: { ...one.totals, gross } }, us, 'EUR')
    expect(
      shares.map(({ category, netCents, taxCents, grossCents }) => [category, netCents, taxCents, grossCents]),
    ).toEqual([
      ['S', 10001, 1900, 11901],
      ['E', 120, 0, 120],
    ])
  })

  it('carry the account hint that all their lines agree on', () => {
    const line = { id: '1', name: null, net: cents(1), category: 'S', taxRate: 1900 }
    const hint = (costs: readonly (string | null)[], accountingCost: string | null = null) =>
      judgeInvoice(
        invoice([{}], { accountingCost, lines: costs.map((cost) => ({ ...line, accountingCost: cost })) }),
        us,
        'EUR',
      ).shares[0]?.accountingCost
    expect([hint(['a', 'a']), hint(['a', 'b']), hint([null], 'h'), hint(['a', null], 'h'), hint([])]).toEqual([
      'a',
      null,
      'h',
      null,
      null,
    ])
  })
})

describe('the addressee', () => {
  it.each([
    [{ vatId: 'DE987654321', name: 'irgendwer' }, true],
    [{ vatId: 'DE111111111', name: 'Musteroptik GmbH' }, false],
    [{ vatId: null, name: 'Muster-Optik GmbH' }, false],
    [{ vatId: null, name: 'Filiale Nord', tradeName: 'MUSTEROPTIK' }, true],
    [{ vatId: null, name: null }, false],
  ])('%o is us: %s', (buyer, expected) => expect(isAddressedTo(party(buyer), us)).toBe(expected))
})

describe('the picture', () => {
  const one = invoice([{ base: cents(1_037_400), tax: cents(197_106) }], { number: 'RE 7' })
  const missing = (text: string) => comparePicture(one, text).map(({ code }) => code)

  it.each([
    'Rechnung RE 7 vom 05.10.2026: 12.345,06 EUR',
    'Invoice RE7, 5 October 2026, total 12,345.06',
    "RE-7 RE 7 5.10.26 12'345.06 CHF",
  ])('says the same: %s', (text) => expect(missing(text)).toEqual([]))

  it('says something else', () => {
    expect(missing('Rechnung RE 8 vom 06.10.2026: 12.345,07 EUR')).toEqual([
      'picture-number',
      'picture-date',
      'picture-gross',
    ])
    expect(missing('')).toEqual([])
  })
})
