import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWindows1252 } from '../../main/core/formats/text/bytes'
import { checkDatevFile } from '.'
import { aDocument, aFormatMandant, anInvoice, aPartner, aPosition, aPosting, writeBooks } from './sample'

/** Whatever the books hold: what is written has no fault and adds up, and nothing is missing without a reason. */

const windowsCharacter = fc
  .oneof(fc.integer({ min: 0, max: 0xff }), fc.integer({ min: 0x100, max: 0x2200 }))
  .map((point) => String.fromCharCode(point))
  // Not Ã: the checker takes it for half an umlaut in UTF-8.
  .filter((character) => character !== 'Ã' && (isWindows1252(character.charCodeAt(0)) || /\p{Cc}/u.test(character)))
const latinText = fc.string({
  unit: fc.oneof(windowsCharacter, fc.constantFrom('"', ';', 'Ł', 'č', 'u\u0308')),
  maxLength: 80,
})
const anyText = fc.oneof(
  { weight: 9, arbitrary: latinText },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
)
const amount = fc.integer({ min: 1, max: 999_999_999_999 })
const date = fc
  .date({ min: new Date('2024-12-01'), max: new Date('2027-02-28'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10))
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null })

const posting = fc
  .record({
    amountCents: amount,
    side: fc.constantFrom('S' as const, 'H' as const),
    account: fc.constantFrom('10000', '10001', '70001', '1200', '1000'),
    contraAccount: fc.constantFrom('8400', '8300', '8000', '4930', '3400', '0420', '10002'),
    taxRate: maybe(fc.constantFrom(0, 700, 1900, 810)),
    taxKey: maybe(fc.constantFrom('3', '9', '40', '101', 'x')),
    costCentre: maybe(fc.string({ maxLength: 40 })),
    costObject: maybe(fc.constantFrom('A1', 'Süd')),
    text: maybe(anyText),
  })
  .map(aPosting)

const accountingDocument = fc
  .record({
    documentNo: fc.oneof(fc.string({ maxLength: 45 }), fc.stringMatching(/^RE-\d{1,6}$/)),
    documentDate: date,
    serviceDate: maybe(date),
    dueDate: maybe(date),
    occasion: fc.constantFrom('document' as const, 'reversal' as const),
    postings: fc.array(posting, { minLength: 1, maxLength: 4 }),
  })
  .map(aDocument)

const invoice = fc
  .record({
    invoiceNo: fc.oneof(fc.string({ maxLength: 45 }), fc.stringMatching(/^L \d{1,6}$/)),
    creditor: fc.constantFrom('70001', '70002', '10001'),
    invoiceDate: date,
    creditNote: fc.boolean(),
    dueDate: maybe(date),
    positions: fc.array(
      fc
        .record({
          amountCents: fc.oneof(amount, fc.integer({ min: -5000, max: -1 })),
          account: fc.constantFrom('4930', '3400', '4400'),
          taxRate: maybe(fc.constantFrom(0, 700, 1900)),
          text: maybe(anyText),
        })
        .map(aPosition),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(anInvoice)

const partner = fc
  .record({
    account: fc.stringMatching(/^[1-6]\d{4}$/),
    company: maybe(anyText),
    salutation: maybe(anyText),
    title: maybe(anyText),
    firstName: maybe(anyText),
    lastName: maybe(anyText),
    street: maybe(anyText),
    postcode: maybe(anyText),
    city: maybe(anyText),
    country: maybe(fc.constantFrom('DE', 'ch', 'Österreich')),
    email: maybe(anyText),
    vatId: maybe(fc.constantFrom('DE 123456789', 'GR123456789', 'CHE-123.456.789', 'x')),
    iban: maybe(fc.constantFrom('DE02 1203 0000 0000 2020 51', 'DE00')),
    bic: maybe(fc.constantFrom('BYLADEM1001', 'falsch')),
    externalNo: maybe(anyText),
  })
  .map(aPartner)

const mandant = fc
  .record({
    fiscalYearStart: fc.constantFrom('01-01', '07-01', '10-15'),
    chartOfAccounts: fc.constantFrom('SKR03', 'HAUS'),
    accountLength: fc.constantFrom(4, null),
  })
  .map((changes) => aFormatMandant(changes))

const runs = Number(process.env['BELEGBOTE_RANDOM_RUNS'] ?? 300)

describe('random books', () => {
  it('are written without a fault and add up to the cent', () => {
    fc.assert(
      fc.property(
        mandant,
        fc.array(accountingDocument, { maxLength: 8 }),
        fc.array(invoice, { maxLength: 4 }),
        (one, documents, invoices) => {
          const sources = documents.map((each, index) => ({ ...each, sourceId: `B${index}` }))
          const { files, faults, sums } = writeBooks({ mandants: [one], documents: sources, invoices })
          const read = files.map((file) => checkDatevFile(file.name, file.bytes))
          expect(read.flatMap((file) => file.faults)).toEqual([])
          expect(read.map((file) => file.rows)).toEqual(files.map((file) => file.rows))
          const total = (of: 'rows' | 'debitCents' | 'creditCents') => read.reduce((sum, file) => sum + file[of], 0)
          expect(sums[0]).toMatchObject({
            rows: total('rows'),
            debitCents: total('debitCents'),
            creditCents: total('creditCents'),
          })

          const rejected = new Set(faults.flatMap((fault) => (fault.level === 'reject' ? [fault.subject] : [])))
          const kept = [
            ...sources.filter((each) => !rejected.has(each.documentNo)).flatMap((each) => each.postings),
            ...invoices.filter((each) => !rejected.has(each.invoiceNo)).flatMap((each) => each.positions),
          ]
          // A number that is rejected once may belong to several documents, of which some were written.
          if (rejected.size === 0) expect(total('rows')).toBe(kept.length)
          else expect(total('rows')).toBeGreaterThanOrEqual(kept.length)
          expect(new Set(files.map((file) => file.name)).size).toBe(files.length)
        },
      ),
      { numRuns: runs },
    )
  }, 60_000)

  it('of debtors are written without a fault', () => {
    fc.assert(
      fc.property(fc.uniqueArray(partner, { selector: (one) => one.account, maxLength: 6 }), (partners) => {
        const { files, faults } = writeBooks({ partners })
        const missing = new Set(
          faults.flatMap((fault) =>
            fault.level === 'reject' || /only-number|no-name/.test(fault.code) ? [fault.subject] : [],
          ),
        )
        expect(files.flatMap((file) => checkDatevFile(file.name, file.bytes).faults)).toEqual([])
        expect(files.reduce((sum, file) => sum + file.rows, 0)).toBe(partners.length - missing.size)
      }),
      { numRuns: runs },
    )
  }, 60_000)
})
