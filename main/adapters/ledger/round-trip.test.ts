import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Exchange, masterData, writeExchange } from '../../../test/fixtures/exchange'
import { must, openLedgerPlace, readAll } from '../../../test/fixtures/ledger'
import type { AccountingDocument, Posting } from '../../core/ledger/ledger'
import { cents } from '../../core/money/cents'

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((one) => one.normalize('NFC'))
  .filter((one) => one.trim() !== '' && !/[\p{Cc}\u2028\u2029]/u.test(one))
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null })
const date = fc
  .date({ min: new Date('1999-12-30'), max: new Date('2032-03-02'), noInvalidDate: true })
  .map((one) => one.toISOString().slice(0, 10))
const account = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 9 })

const posting: fc.Arbitrary<Omit<Posting, 'position'>> = fc.record({
  amountCents: fc.integer({ min: 1, max: 999_999_999_999 }).map(cents),
  side: fc.constantFrom('S' as const, 'H' as const),
  account,
  contraAccount: account,
  taxRate: maybe(fc.integer({ min: 0, max: 10_000 })),
  taxKey: maybe(fc.constantFrom('3', '9', '0501')),
  costCentre: maybe(text),
  costObject: maybe(text),
  text: maybe(text),
})

const kinds = { RE: 'rechnung', GU: 'gutschrift', ZA: 'zahlung' } as const

const oneDocument = fc.record({
  documentNo: text,
  documentType: fc.constantFrom('RE' as const, 'GU' as const, 'ZA' as const),
  documentDate: date,
  branch: maybe(fc.constantFrom('MITTE', 'WEST')),
  serviceDate: maybe(date),
  dueDate: maybe(date),
  paymentMethod: maybe(fc.constantFrom('BAR', 'EC')),
  personalAccount: maybe(account),
  text: maybe(text),
  postings: fc.array(posting, { minLength: 1, maxLength: 4 }),
})

const ledgers = fc.uniqueArray(fc.tuple(text, oneDocument), { selector: ([id]) => id, minLength: 1, maxLength: 6 })
type Ledger = typeof ledgers extends fc.Arbitrary<infer T> ? T : never

/** How a number may be written. */
const spelling = fc.record({ comma: fc.constantFrom(',', '.'), short: fc.boolean() })
type Spelling = typeof spelling extends fc.Arbitrary<infer T> ? T : never

function decimal(hundredths: number, { comma, short }: Spelling): string {
  const digits = String(hundredths).padStart(3, '0')
  const [whole, decimals] = [digits.slice(0, -2), digits.slice(-2)]
  if (short && decimals === '00') return whole
  return `${whole}${comma}${short && decimals.endsWith('0') ? decimals.slice(0, 1) : decimals}`
}

function toExchange(ledger: Ledger, how: Spelling): Exchange {
  const belege = ledger.map(([beleg, one]) => ({
    mandant: 'M1',
    beleg,
    belegnummer: one.documentNo,
    belegart: one.documentType,
    belegdatum: one.documentDate,
    filiale: one.branch ?? '',
    leistungsdatum: one.serviceDate ?? '',
    faelligkeit: one.dueDate ?? '',
    zahlungsart: one.paymentMethod ?? '',
    personenkonto: one.personalAccount ?? '',
    buchungstext: one.text ?? '',
  }))
  const buchungen = ledger.flatMap(([beleg, one]) =>
    one.postings.map((row, index) => ({
      beleg,
      mandant: 'M1',
      gegenkonto: row.contraAccount,
      konto: row.account,
      position: String(index + 1),
      betrag: decimal(row.amountCents, how),
      soll_haben: row.side,
      steuersatz: row.taxRate === null ? '' : decimal(row.taxRate, how),
      bu_schluessel: row.taxKey ?? '',
      kostenstelle: row.costCentre ?? '',
      kostentraeger: row.costObject ?? '',
      buchungstext: row.text ?? '',
    })),
  )
  return { ...masterData, belege, buchungen: buchungen.toReversed() }
}

/** What the ledger must answer: a posting's own text and cost centre, else the document's and the branch's. */
function expected(ledger: Ledger): readonly AccountingDocument[] {
  const all = ledger.map(([sourceId, { postings, ...one }]) => ({
    ...one,
    mandant: 'M1',
    sourceId,
    version: 1,
    occasion: 'document' as const,
    kind: kinds[one.documentType],
    currency: 'EUR',
    cancels: null,
    attachment: null,
    postings: postings.map((row, index) => ({
      ...row,
      position: index + 1,
      text: row.text ?? one.text,
      costCentre: row.costCentre ?? (one.branch === 'MITTE' ? '100' : null),
    })),
  }))
  const key = (one: AccountingDocument) => Buffer.from(`${one.documentDate}\0${one.sourceId}`)
  return all.sort((a, b) => Buffer.compare(key(a), key(b)))
}

describe('any valid ledger', () => {
  it('goes through the exchange format and comes back as it was; once more changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(ledgers, spelling, spelling, async (ledger, how, again) => {
        using place = openLedgerPlace()
        const folder = writeExchange(place.freshPath(), toExchange(ledger, how))
        must(await place.ledger.importExchange([folder]))
        const selection = { mandants: ['M1'], documentTypes: ['RE', 'GU', 'ZA'], paymentMethods: [], branch: null }
        const read = await readAll(place.ledger.documents(selection))
        expect(read).toEqual(expected(ledger))
        const [status] = await place.ledger.status()
        const sum = ledger.flatMap(([, one]) => one.postings).reduce((total, row) => total + row.amountCents, 0)
        expect((status?.debitCents ?? 0) + (status?.creditCents ?? 0)).toBe(sum)
        const before = place.dump()
        must(await place.ledger.importExchange([writeExchange(place.freshPath(), toExchange(ledger, again))]))
        expect(place.dump()).toEqual(before)
      }),
      { numRuns: 15 },
    )
  }, 60_000)
})
