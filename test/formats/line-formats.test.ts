import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultMandantSettings, type TaxKeyRule } from '../../main/core/formats/format'
import { aDocument, anInvoice, aPerson, type PostingChanges, postings } from './builders'
import { type CommonLedger, commonLedgers } from './common-ledger'
import { austria, type Country, germany } from './country'
import { randomLedger } from './random-ledger'
import { booksOf, type WriteOptions, type Written, writeWith } from './write-with'

// bmd-ntcs, rzl and lexware: what they refuse, and what holds for all books.

const row = (changes: Partial<TaxKeyRule>): TaxKeyRule => ({
  ...{ format: 'rzl', direction: 'output', taxRate: 0, sourceKey: null, key: '01/2', validFrom: null, validTo: null },
  ...changes,
})
const keys = [row({}), row({ format: 'bmd-ntcs', key: '05' })]
const formats = [
  ['bmd-ntcs', austria, 'AT'],
  ['rzl', austria, 'AT'],
  ['lexware', germany, 'DE'],
] as const

const textsOf = ({ files }: Written) => files.map(({ bytes }) => new TextDecoder('windows-1252').decode(bytes)).join('')
const codesOf = ({ checks, faults }: Written, level = 'reject') =>
  [...checks, ...faults].filter((one) => one.level === level).map(({ code, field }) => `${code} ${field}`)

/** One document with these postings. */
function writeOne(format: string, of: Country, line: Partial<PostingChanges>, more: Partial<WriteOptions> = {}) {
  const { mandant, currency } = of.mandant.mandant
  const usual = { account: of.debtors[0], contraAccount: of.revenues[0], taxRate: of.rates[0], amountCents: 12_000 }
  const head = { sourceId: 'B1', documentNo: 'RE-1', kind: 'rechnung', documentDate: '2026-10-05' } as const
  const documents = [aDocument({ ...head, mandant, currency, postings: postings({ ...usual, ...line }) })]
  return writeWith(format, { mandants: [of.mandant], documents, ...more })
}

function documentsNamed(of: Country, ...numbers: readonly string[]) {
  const { mandant, currency } = of.mandant.mandant
  const line = { account: of.debtors[0], contraAccount: of.revenues[0], taxRate: of.rates[0], amountCents: 100 }
  return numbers.map((documentNo, index) =>
    aDocument({
      ...{ mandant, currency, sourceId: `B${index}`, documentNo, kind: 'rechnung', documentDate: '2026-10-05' },
      postings: postings(line),
    }),
  )
}

describe.each(formats)('%s', (format, of, country) => {
  it('rejects a rate for which nobody said the code, and writes nothing of the document', () => {
    const written = writeOne(format, of, { taxRate: 333 })
    expect(codesOf(written)).toEqual(['format-tax-code-missing Umsatzsteuer'])
    expect(written.files).toEqual([])
    expect(written.sums).toEqual([{ mandant: of.mandant.mandant.mandant, rows: 0, debitCents: 0, creditCents: 0 }])
  })

  it('never books reverse charge as plain input tax', () => {
    const { mandant, currency } = of.mandant.mandant
    const positions = [{ account: of.expenses[0], taxRate: of.rates[0], taxKey: '94', amountCents: 100 }]
    const head = { mandant, currency, creditor: of.creditors[0], invoiceNo: '7', invoiceDate: '2026-10-05' }
    const written = writeWith(format, { mandants: [of.mandant], invoices: [anInvoice({ ...head, positions })] })
    expect(codesOf(written)).toEqual(['format-tax-code-missing Vorsteuer'])
  })

  it('takes the code of the Mandant before the usual one', () => {
    const key = format === 'rzl' ? '77/6' : '77'
    const own = row({ format, taxRate: of.rates[0], key })
    const text = textsOf(writeOne(format, of, {}, { taxKeys: [own] }))
    expect(text).toContain(format === 'rzl' ? ';77;6;' : ';77;')
  })

  it('rejects two numbers that would look alike', () => {
    const [one, other] = format === 'lexware' ? ['A-0123456789', 'B-0123456789'] : ['A-1/2', 'A-12']
    const long = format === 'rzl' ? ['X-123456789012345', 'Y-123456789012345'] : [one, other]
    for (const numbers of [[one, other], long]) {
      const written = writeWith(format, {
        mandants: [of.mandant],
        documents: documentsNamed(of, ...(numbers as string[])),
      })
      expect(codesOf(written)[0]).toMatch(/^format-number-collision/)
    }
    const same = writeWith(format, { mandants: [of.mandant], documents: documentsNamed(of, one, one) })
    expect(codesOf(same)).toEqual([])
  })

  it('knows euro only, and lengths of account that exist', () => {
    const mandants = [{ ...of.mandant, mandant: { ...of.mandant.mandant, currency: 'CHF', accountLength: 9 } }]
    expect(codesOf(writeWith(format, { mandants }))).toEqual([
      'format-only-euro Währung',
      'format-account-length Sachkontenlänge',
    ])
  })

  it('rejects what cannot stand in the file, and replaces what can', () => {
    expect(codesOf(writeOne(format, of, { text: '眼鏡' }))[0]).toMatch(/^format-text-characters/)
    const replaced = writeOne(format, of, { text: 'Łódź\u2192Zürich' })
    expect(codesOf(replaced, 'warning')[0]).toMatch(/^format-text-replaced/)
    expect(textsOf(replaced)).toContain('Lódz->Zürich')
    const numbers = writeWith(format, { mandants: [of.mandant], documents: documentsNamed(of, '1眼') })
    expect(codesOf(numbers)[0]).toMatch(/^format-number-characters/)
  })

  it('rejects amounts beyond ten digits', () => {
    expect(codesOf(writeOne(format, of, { amountCents: 1_000_000_000_000 }))).toContain(
      'format-amount-too-large Betrag',
    )
    expect(codesOf(writeOne(format, of, { amountCents: 999_999_999_999 }))).toEqual([])
  })

  it('hands nothing over of a person without a name, and nothing wrong', () => {
    const { mandant } = of.mandant.mandant
    const settings = format === 'rzl' ? { rzlCreditorKind: '7' } : {}
    const write = (changes: Partial<Parameters<typeof aPerson>[0]>) =>
      writeWith(format, {
        mandants: [of.mandant],
        settings,
        persons: [aPerson({ mandant, account: of.creditors[0], kind: 'creditor', ...changes })],
      })
    expect(codesOf(write({ city: 'Wien' }), 'warning')).toEqual(['format-personal-account-no-name Konto'])
    expect(write({ city: 'Wien' }).files).toEqual([])
    expect(codesOf(write({ company: 'X', account: of.cash }))).toEqual(['format-personal-account-length Konto'])
    expect(codesOf(write({ company: 'X', kind: 'debtor' }))).toEqual(['format-personal-account-range Konto'])
    expect(codesOf(write({ company: 'X', country: 'Austria' }), 'warning')).toEqual(['format-country-unknown Land'])
    if (format !== 'rzl') {
      expect(codesOf(write({ company: 'X', iban: 'AT00' }), 'warning')).toEqual(['format-iban-invalid IBAN'])
    }
  })

  it('carries every posting of any books: sums equal the ledger', () => {
    fc.assert(
      fc.property(randomLedger({ country, numbers: 'narrow' }), (ledger) => {
        const written = writeWith(format, { ...booksOf(ledger), persons: [], taxKeys: keys })
        expect(codesOf(written)).toEqual([])
        expect(written.sums[0]).toMatchObject(sumsOf(ledger))
      }),
      { numRuns: 200 },
    )
  })

  it('says why whenever something is missing', () => {
    fc.assert(
      fc.property(randomLedger({ country, numbers: 'wide' }), (ledger) => {
        const written = writeWith(format, { ...booksOf(ledger), persons: [], taxKeys: keys })
        const isWhole = codesOf(written).length === 0
        const { debitCents, creditCents } = sumsOf(ledger)
        const [sum] = written.sums
        expect(sum?.debitCents === debitCents && sum.creditCents === creditCents).toBe(isWhole)
      }),
      { numRuns: 100 },
    )
  })
})

function sumsOf({ documents, invoices }: CommonLedger) {
  const sums = { S: 0, H: 0 }
  for (const { occasion, postings: lines } of documents) {
    for (const { side, amountCents } of lines)
      sums[(side === 'S') === (occasion === 'document') ? 'S' : 'H'] += amountCents
  }
  for (const { creditNote, positions } of invoices) {
    for (const { amountCents } of positions) {
      sums[creditNote === amountCents >= 0 ? 'S' : 'H'] += Math.abs(amountCents)
    }
  }
  return { debitCents: sums.S, creditCents: sums.H }
}

describe('bmd-ntcs', () => {
  it('wants the columns without which nobody can book, and headings that fit', () => {
    const columns = [
      { column: 'bmd-konto', heading: 'Konto;x' },
      { column: 'bmd-betrag', heading: 'Щ' },
    ]
    const written = writeWith('bmd-ntcs', { mandants: [austria.mandant], settings: { bmdColumns: columns } })
    const codes = codesOf(written)
    expect(codes.filter((code) => code.startsWith('format-table-column-missing'))).toHaveLength(8)
    expect(codes).toContain('format-heading-semicolon Überschrift')
    expect(codes).toContain('format-table-heading-characters Überschrift')
  })

  it('rejects a number without digits unless whole numbers are wanted', () => {
    const books = { mandants: [austria.mandant], documents: documentsNamed(austria, 'ABC') }
    expect(codesOf(writeWith('bmd-ntcs', books))).toEqual(['format-number-no-digits belegnr'])
    expect(textsOf(writeWith('bmd-ntcs', { ...books, settings: { bmdDocumentNo: 'full' } }))).toContain(';ABC;')
  })

  it('rejects what hides how much tax is inside', () => {
    const mandants = [{ ...austria.mandant, automaticAccounts: new Set(['4000']) }]
    const written = writeOne('bmd-ntcs', austria, { taxRate: null }, { mandants })
    expect(codesOf(written)).toContain('format-tax-amount-unknown steuer')
  })

  it.each([
    ['short', '2'],
    ['padded', null],
    ['own', null],
  ])('%s: input tax has the code %s', (style, code) => {
    const line = { account: austria.expenses[0], contraAccount: austria.cash }
    const written = writeOne('bmd-ntcs', austria, line, { settings: { bmdTaxCodes: style } })
    expect(codesOf(written)).toEqual(code === null ? ['format-tax-code-missing Vorsteuer'] : [])
  })

  it('leaves tax out where the books cancel what an automatic account would compute', () => {
    const text = textsOf(writeOne('bmd-ntcs', austria, { taxKey: '40' }))
    expect(text).toContain(';AR;1;0;00;120,00;0,00;')
  })

  it('rejects a document whose picture is gone', () => {
    const [first] = commonLedgers.AT.documents
    const books = { mandants: [austria.mandant], documents: first ? [first] : [], settings: { attachments: true } }
    const written = writeWith('bmd-ntcs', books)
    expect(codesOf(written)).toEqual(['format-attachment-missing Belegbild'])
    expect(written.files).toEqual([])
  })
})

describe('rzl', () => {
  it('asks for the kind of account of creditors before it writes one', () => {
    const { mandant } = austria.mandant.mandant
    const persons = [aPerson({ mandant, account: '30001', kind: 'creditor', company: 'X' })]
    expect(codesOf(writeWith('rzl', { mandants: [austria.mandant], persons }))).toEqual([
      'format-rzl-creditor-kind Kontenart',
    ])
  })

  it('refuses codes that are not written as key and code', () => {
    const settings = { ...defaultMandantSettings, taxKeys: [row({ key: '20' })] }
    expect(codesOf(writeWith('rzl', { mandants: [{ ...austria.mandant, settings }] }))).toEqual([
      'format-rzl-tax-code USt-Schlüssel',
    ])
  })

  it('refuses a key that is another rate than the one of the posting', () => {
    const taxKeys = [row({ taxRate: 2000, key: '10/2' })]
    expect(codesOf(writeOne('rzl', austria, {}, { taxKeys }))).toEqual(['format-rzl-rate USt-Schlüssel'])
  })

  it('keeps no open item for a number without digits, and says so', () => {
    const written = writeWith('rzl', { mandants: [austria.mandant], documents: documentsNamed(austria, 'ABC') })
    expect(codesOf(written, 'warning')).toEqual(['format-rzl-no-open-item OP-Nummer'])
    expect(textsOf(written)).toMatch(/^20001;4000;0;05102026;/)
  })

  it('leaves cost centres out that are no numbers, or stand beside no account of profit and loss', () => {
    for (const line of [
      { costCentre: 'MITTE' },
      { costCentre: '12345678' },
      { costCentre: '1', account: '2800', contraAccount: '20001', taxRate: null },
    ]) {
      expect(codesOf(writeOne('rzl', austria, line), 'warning')).toEqual(['format-field-left-out Kostenstelle'])
    }
    expect(codesOf(writeOne('rzl', austria, { costCentre: '1234567' }), 'warning')).toEqual([])
  })

  it('every pair of lines balances, in 200 random books', () => {
    const cents = (text = '') => Number(text.replace(',', ''))
    fc.assert(
      fc.property(randomLedger({ country: 'AT' }), (ledger) => {
        const lines = textsOf(writeWith('rzl', { ...booksOf(ledger), persons: [], taxKeys: keys }))
          .split('\r\n')
          .filter((line) => line !== '')
          .map((line) => line.split(';'))
        for (let i = 0; i < lines.length; i += 2) {
          const [total, part] = [lines[i] ?? [], lines[i + 1] ?? []]
          expect([total.length, part.length]).toEqual([41, 41])
          expect([total[0], total[1]]).toEqual([part[1], part[0]])
          const gross = Math.abs(cents(total[6]) - cents(total[7]))
          const net = Math.abs(cents(part[6]) - cents(part[7]))
          expect(net + Math.abs(cents(part[8]))).toBe(gross)
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('lexware', () => {
  it('refuses keys that are no numbers', () => {
    const settings = { ...defaultMandantSettings, taxKeys: [row({ format: 'lexware', key: 'A' })] }
    expect(codesOf(writeWith('lexware', { mandants: [{ ...germany.mandant, settings }] }))).toEqual([
      'format-lexware-tax-key Steuerschlüssel',
    ])
  })

  it('puts the whole number into the text where it is cut', () => {
    const documents = documentsNamed(germany, 'RE-2026-000123')
    const text = textsOf(writeWith('lexware', { mandants: [germany.mandant], documents }))
    expect(text).toContain('"026-000123";"RE-2026-000123"')
  })

  it('leaves a cost centre out that is too long', () => {
    const written = writeOne('lexware', germany, { costCentre: 'x'.repeat(20) })
    expect(codesOf(written, 'warning')).toEqual(['format-field-left-out Kostenstelle 1'])
  })

  it.each([
    ['19', '19'],
    ['40', '40'],
  ])('knows the key %s', (taxKey, written) => {
    const { mandant } = germany.mandant.mandant
    const positions = [{ account: taxKey === '40' ? '3400' : '4930', taxKey, amountCents: 100 }]
    const invoices = [anInvoice({ mandant, creditor: '70001', invoiceNo: '1', invoiceDate: '2026-10-05', positions })]
    expect(textsOf(writeWith('lexware', { mandants: [germany.mandant], invoices }))).toContain(`;70001;${written};`)
  })
})
