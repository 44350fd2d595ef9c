import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CommonLedger } from '../../../../test/formats/common-ledger'
import { randomLedger } from '../../../../test/formats/random-ledger'
import { booksOf, writeWithFormat } from '../../../../test/formats/write-with'
import type { FormatSettings } from '../settings'
import { csv } from '.'

const numRuns = 40
const delimiters = { semicolon: ';', comma: ',', tab: '\t' } as const
const spelling = fc.record({
  delimiter: fc.constantFrom(...(Object.keys(delimiters) as (keyof typeof delimiters)[])),
  decimal: fc.constantFrom('comma', 'point'),
  encoding: fc.constantFrom('utf-8' as const, 'utf-8-bom' as const),
  quoting: fc.constantFrom('needed', 'texts', 'all'),
  formulaGuard: fc.boolean(),
  textMax: fc.constant('200'),
})

/** Every row of the bookings and incoming invoices, by heading, read by a library that the writer does not use. */
function read(ledger: CommonLedger, settings: FormatSettings): readonly Record<string, string>[] {
  const { files, faults } = writeWithFormat(csv, { ...booksOf(ledger), settings })
  expect(faults.filter(({ level }) => level === 'reject')).toEqual([])
  const delimiter = delimiters[settings['delimiter'] as keyof typeof delimiters]
  return files
    .filter(({ kind }) => kind === 'postings' || kind === 'incoming-invoices')
    .flatMap(({ bytes }) =>
      parse<Record<string, string>>(Buffer.from(bytes), {
        columns: true,
        bom: true,
        delimiter,
        record_delimiter: '\r\n',
      }),
    )
}

const centsOf = (text = '') => Math.round(Number(text.replace(',', '.')) * 100)

function booked(ledger: CommonLedger): readonly string[] {
  const row = (no: string, isDebit: boolean, account: string, contra: string, amount: number, text: string | null) => {
    const [debit, credit] = isDebit === amount > 0 ? [account, contra] : [contra, account]
    return [no, debit, credit, Math.abs(amount), text ?? ''].join('|')
  }
  return [
    ...ledger.documents.flatMap(({ documentNo, occasion, postings, text: own }) =>
      postings.map(({ side, account, contraAccount, amountCents, text }) =>
        row(documentNo, (side === 'S') === (occasion === 'document'), account, contraAccount, amountCents, text ?? own),
      ),
    ),
    ...ledger.invoices.flatMap(({ invoiceNo, creditor, creditNote, positions }) =>
      positions.map(({ account, amountCents, text }) =>
        row(invoiceNo, creditNote, creditor, account, amountCents, text),
      ),
    ),
  ].sort()
}

describe.each(['DE', 'AT', 'CH'] as const)('random books, %s', (country) => {
  const ledgers = randomLedger({ country, documentsMax: 8 })

  it('are in the file posting by posting, however it is spelled', () => {
    fc.assert(
      fc.property(ledgers, spelling, (ledger, settings) => {
        const rows = read(ledger, settings).map((row) => {
          const { Belegnummer, Sollkonto, Habenkonto, Bruttobetrag, Buchungstext = '' } = row
          expect(centsOf(row['Nettobetrag']) + centsOf(row['Steuerbetrag'])).toBe(centsOf(Bruttobetrag))
          const text = settings.formulaGuard ? Buchungstext.replace(/^'(?='*\s*[=+\-@])/, '') : Buchungstext
          return [Belegnummer, Sollkonto, Habenkonto, centsOf(Bruttobetrag), text].join('|')
        })
        expect(rows.sort()).toEqual(booked(ledger))
      }),
      { numRuns },
    )
  })

  it('balance document by document where each account has a row', () => {
    const bookingColumns = ['document-date', 'document-no', 'document-count', 'account', 'side', 'amount'].map(
      (column) => ({
        ...{ column, heading: column },
      }),
    )
    const settings = fc.record({
      ...{ rowStyle: fc.constantFrom('document', 'accounts'), bookingColumns: fc.constant(bookingColumns) },
      ...{ taxAccountOutput: fc.constant('9998'), taxAccountInput: fc.constant('9999') },
      ...{ delimiter: fc.constant('semicolon'), amountStyle: fc.constant('signed') },
    })
    fc.assert(
      fc.property(ledgers, settings, (ledger, chosen) => {
        const sums = new Map<string, number>()
        for (const row of read(ledger, chosen)) {
          const amount = centsOf(row['amount'])
          expect(amount !== 0 && amount > 0 === (row['side'] === 'S')).toBe(true)
          const key = `${row['document-no']} ${row['document-date']}`
          sums.set(key, (sums.get(key) ?? 0) + amount)
        }
        expect([...sums.values()].filter((sum) => sum !== 0)).toEqual([])
      }),
      { numRuns },
    )
  })
})
