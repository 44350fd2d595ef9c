import fc from 'fast-check'
import type { DocumentKind } from '../../main/core/ledger/ledger'
import { aDocument, anInvoice, aPerson, type PositionChanges, type PostingChanges, postings } from './builders'
import type { CommonLedger } from './common-ledger'
import { type Country, countries } from './country'

export interface RandomLedgerOptions {
  readonly country: keyof typeof countries
  /**
   * `narrow`: document numbers of at most nine digits, plain short texts, amounts of at most nine digits: every format takes
   * them as they are. `wide`: letters, signs and length that only some take.
   */
  readonly numbers?: 'narrow' | 'wide'
  readonly documentsMax?: number
  /**
   * `invoices`: what was sold, each document to one customer or for cash, for programs that take nothing else from a file.
   * Usual: `all`.
   */
  readonly documents?: 'all' | 'invoices'
}

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null })
const cents = (max: number) => fc.oneof(fc.integer({ min: 1, max: 500_000 }), fc.integer({ min: 1, max }))
const date = fc
  .date({ min: new Date('2025-12-01'), max: new Date('2026-11-30'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10))
const narrowText = fc.string({
  unit: fc.constantFrom(...'abcdefgXYZ 0123456789äöüßé;,"\'-=+'),
  maxLength: 40,
})
const wideText = fc.string({ unit: fc.constantFrom(...'abc XYZ;"\'=+-@äß€Łč/\\'), maxLength: 150 })
const wideNumber = fc.string({ unit: fc.constantFrom(...'ABRE0123456789-/. ä_'), minLength: 1, maxLength: 40 })
const narrowNumber = fc.integer({ min: 1, max: 999_999_999 }).map(String)

/** The kinds of posting that shops have, with accounts of the chart and rates of the country. */
function postingOf(of: Country, max: number, text: fc.Arbitrary<string>): fc.Arbitrary<PostingChanges> {
  const [company, person, bare] = of.debtors
  const taxed = fc.integer({ min: 0, max: of.rates.length - 1 })
  const side = fc.constantFrom('S' as const, 'H' as const)
  const more = fc.record({
    amountCents: cents(max),
    side,
    text: maybe(text),
    costCentre: maybe(fc.integer({ min: 1, max: 9_999_999 }).map(String)),
    costObject: maybe(fc.integer({ min: 1, max: 999_999 }).map(String)),
  })
  const debtor = fc.constantFrom(company, person, bare)
  const revenue = taxed.map((index) => ({
    contraAccount: of.revenues[index] ?? of.plainRevenue,
    taxRate: of.rates[index] ?? 0,
  }))
  const expense = taxed.map((index) => ({ account: of.expenses[index] ?? '', taxRate: of.rates[index] ?? 0 }))
  const sale = fc.record({ account: debtor, of: revenue }).map(({ account, of: line }) => ({ account, ...line }))
  const cash = revenue.map((line) => ({ account: of.cash, ...line }))
  const turned = revenue.map(({ contraAccount, taxRate }) => ({
    account: contraAccount,
    contraAccount: of.cash,
    taxRate,
  }))
  const payment = debtor.map((contraAccount) => ({ account: of.bank, contraAccount, taxRate: null }))
  const free = debtor.map((account) => ({ account, contraAccount: of.taxFree, taxRate: 0 }))
  const spent = expense.map((line) => ({ ...line, contraAccount: of.cash }))
  const moved = fc.constant({ account: of.transit, contraAccount: of.cash, taxRate: null })
  return fc
    .record({ line: fc.oneof(sale, cash, turned, payment, free, spent, moved), more })
    .map(({ line, more: rest }) => ({ ...rest, ...line }))
}

/** Lines of one customer, or paid in cash. */
function salesOf(of: Country, max: number, text: fc.Arbitrary<string>): fc.Arbitrary<readonly PostingChanges[]> {
  const line = fc.record({
    index: fc.integer({ min: 0, max: of.rates.length }),
    amountCents: cents(max),
    side: fc.constantFrom('S' as const, 'H' as const),
    text: maybe(text),
    costCentre: maybe(fc.integer({ min: 1, max: 9_999_999 }).map(String)),
  })
  const lines = fc.array(line, { minLength: 1, maxLength: 4 })
  return fc.record({ account: fc.constantFrom(...of.debtors, of.cash), lines }).map((one) =>
    one.lines.map(({ index, ...rest }) => ({
      ...rest,
      account: one.account,
      contraAccount: of.revenues[index] ?? of.taxFree,
      taxRate: of.rates[index] ?? 0,
    })),
  )
}

function positionOf(of: Country, max: number, text: fc.Arbitrary<string>): fc.Arbitrary<PositionChanges> {
  const taxed = fc
    .integer({ min: 0, max: of.rates.length - 1 })
    .map((index) => ({ account: of.expenses[index] ?? '', taxRate: of.rates[index] ?? null }))
  const untaxed = fc.constant({ account: of.untaxedExpense, taxRate: null })
  const amountCents = fc.oneof(
    { weight: 9, arbitrary: cents(max) },
    { weight: 1, arbitrary: fc.integer({ min: -5000, max: -1 }) },
  )
  return fc
    .record({ line: fc.oneof(taxed, untaxed), amountCents, text: maybe(text) })
    .map(({ line, ...rest }) => ({ ...line, ...rest }))
}

const salesKinds: readonly DocumentKind[] = ['rechnung', 'gutschrift', 'storno', 'barverkauf', 'anzahlung']
const kinds: readonly DocumentKind[] = [...salesKinds, 'zahlung', 'kasse']

/** Valid books of one house for property tests: unique numbers, the ledger's order, known accounts and rates. */
export function randomLedger(options: RandomLedgerOptions): fc.Arbitrary<CommonLedger> {
  const of = countries[options.country]
  const { mandant, currency } = of.mandant.mandant
  const isSales = options.documents === 'invoices'
  const isNarrow = options.numbers !== 'wide'
  const [number, text, max] = isNarrow
    ? ([narrowNumber, narrowText, 99_999_999] as const)
    : ([wideNumber, wideText, 99_999_999_999] as const)
  const head = fc.record({
    documentNo: number,
    kind: fc.constantFrom(...(isSales ? salesKinds : kinds)),
    documentDate: date,
    occasion: fc.constantFrom('document' as const, 'document' as const, 'document' as const, 'reversal' as const),
    serviceDate: maybe(date),
    dueDate: maybe(date),
    lines: isSales ? salesOf(of, max, text) : fc.array(postingOf(of, max, text), { minLength: 1, maxLength: 4 }),
  })
  const supplierInvoice = fc.record({
    invoiceNo: number,
    creditor: fc.constantFrom(...of.creditors),
    invoiceDate: date,
    dueDate: maybe(date),
    creditNote: fc.boolean(),
    positions: fc.array(positionOf(of, max, text), { minLength: 1, maxLength: 3 }),
  })
  const maxLength = options.documentsMax ?? 8
  return fc
    .record({
      heads: fc.uniqueArray(head, { maxLength, selector: (one) => one.documentNo }),
      invoices: fc.uniqueArray(supplierInvoice, { maxLength: maxLength / 2, selector: (one) => one.invoiceNo }),
    })
    .map(({ heads, invoices }) => ({
      mandant: of.mandant,
      documents: heads
        .sort((a, b) => (a.documentDate < b.documentDate ? -1 : a.documentDate > b.documentDate ? 1 : 0))
        .map(({ lines, ...one }, index) =>
          aDocument({ ...one, mandant, currency, sourceId: `B${index}`, postings: postings(...lines) }),
        ),
      invoices: invoices
        .sort((a, b) => (a.invoiceDate < b.invoiceDate ? -1 : a.invoiceDate > b.invoiceDate ? 1 : 0))
        .map((one) => anInvoice({ ...one, mandant, currency })),
      persons: [...of.debtors, ...of.creditors].map((account, index) =>
        aPerson({ mandant, account, kind: index < 3 ? 'debtor' : 'creditor', company: `Firma ${account}` }),
      ),
      attachments: new Map(),
    }))
}
