import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkDatevFile } from '../../../../test/checker'
import {
  aDocument,
  aFormatMandant,
  anInvoice,
  aPartner,
  aPosition,
  aPosting,
  type Books,
  writeBooks,
} from '../../../../test/checker/sample'

const folder = join(import.meta.dirname, 'golden')

const october: Books = {
  documents: [
    aDocument({
      documentNo: 'RE-1001',
      personalAccount: '10000',
      serviceDate: '2026-10-02',
      dueDate: '2026-10-19',
      postings: [
        aPosting({ amountCents: 59800, costCentre: 'MITTE', text: 'Brille "Modell 7"; Müller' }),
        aPosting({ position: 2, amountCents: 2140, contraAccount: '8300', taxRate: 700, text: 'Pflegemittel 5 €' }),
      ],
    }),
    aDocument({
      sourceId: 'B2',
      documentNo: 'GU 12/ä.1',
      kind: 'gutschrift',
      personalAccount: '10001',
      postings: [aPosting({ side: 'H', account: '10001', amountCents: 1, text: null })],
    }),
    aDocument({
      sourceId: 'B3',
      documentNo: 'Z-1',
      kind: 'zahlung',
      documentDate: '2026-10-31',
      dueDate: '2026-10-31',
      postings: [
        aPosting({
          account: '1200',
          contraAccount: '10000',
          taxRate: null,
          amountCents: 61940,
          text: 'Zahlung RE-1001',
        }),
      ],
    }),
    aDocument({
      sourceId: 'B4',
      documentNo: 'KA-1',
      documentDate: '2026-10-31',
      dueDate: '2026-10-31',
      postings: [
        aPosting({
          account: '1000',
          contraAccount: '8000',
          amountCents: 999_999_999_999,
          text: `Barverkauf ${'x'.repeat(60)}`,
        }),
        aPosting({
          account: '4930',
          contraAccount: '1000',
          taxRate: 700,
          text: 'Zeitung\tLodz Łódź',
          costObject: 'Straße 1',
        }),
        aPosting({ account: '1000', contraAccount: '8400', taxRate: null, taxKey: '40', text: 'Automatik aufgehoben' }),
        aPosting({ account: '1000', contraAccount: '8100', taxRate: 0, text: 'steuerfrei' }),
        aPosting({ account: '0420', contraAccount: '1000', taxRate: 1900, text: 'Ladentisch' }),
      ],
    }),
  ],
}

const midYear: Books = {
  mandants: [
    aFormatMandant(
      { mandant: 'Köln 2', chartOfAccounts: 'SKR04', accountLength: 6, fiscalYearStart: '07-01', clientNo: '7' },
      {
        locked: 1,
        withoutInputTax: false,
        taxKeys: [
          {
            format: null,
            sourceKey: null,
            direction: 'input',
            taxRate: 1900,
            key: '401',
            validFrom: null,
            validTo: null,
          },
        ],
      },
    ),
  ],
  documents: [
    aDocument({
      mandant: 'Köln 2',
      documentNo: 'RE-9',
      documentDate: '2026-06-30',
      occasion: 'reversal',
      personalAccount: '1000000',
      dueDate: '2026-07-14',
      postings: [aPosting({ account: '1000000', contraAccount: '440000', amountCents: 23800 })],
    }),
    aDocument({
      mandant: 'Köln 2',
      sourceId: 'B2',
      documentNo: 'ER-5',
      documentDate: '2026-07-01',
      personalAccount: '7000100',
      postings: [aPosting({ side: 'H', account: '7000100', contraAccount: '681500', amountCents: 5950, text: 'Büro' })],
    }),
  ],
}

const incoming: Books = {
  invoices: [
    anInvoice({
      invoiceNo: '2026/0815',
      dueDate: '2026-11-06',
      serviceDate: '2026-09-30',
      positions: [
        aPosition({ account: '3400', amountCents: 119000, text: 'Gläser', costCentre: 'MITTE' }),
        aPosition({ position: 2, account: '4930', amountCents: 2140, taxRate: 700 }),
        aPosition({ position: 3, account: '4930', amountCents: -100, taxRate: 1900, text: 'Nachlass' }),
      ],
    }),
    anInvoice({
      invoiceNo: 'GS 3',
      creditNote: true,
      positions: [aPosition({ amountCents: 5000, taxKey: '9', taxRate: null })],
    }),
  ],
}

const partners: Books = {
  partners: [
    aPartner({
      company: 'Brillen & Mehr "Nord" GmbH',
      title: 'Dr.',
      firstName: 'Eva',
      lastName: 'Groß',
      salutation: 'Firma',
      street: 'Hauptstraße 5',
      postcode: '01067',
      city: 'Dresden',
      country: 'DE',
      phone: '+49 351 123456',
      email: 'rechnung@example.org',
      vatId: 'DE 133546770',
      iban: 'DE02 1203 0000 0000 2020 51',
      bic: 'BYLADEM1001',
      paymentTermDays: 14,
      externalNo: 'K-1',
    }),
    aPartner({
      account: '10001',
      title: 'Prof.',
      firstName: 'José',
      lastName: 'Čapek',
      country: 'at',
      vatId: 'ATU52409200',
    }),
    aPartner({ account: '10002', firstName: 'Kundin ohne Nachnamen' }),
    aPartner({ account: '70001', kind: 'creditor', company: 'Vision AE', country: 'GR', vatId: 'GR123456789' }),
  ],
}

const cases: readonly [string, Books, readonly string[]][] = [
  [
    'buchungsstapel',
    october,
    ['format-text-cut', 'format-text-transliterated', 'format-cost-centre-adapted', 'format-document-numbers-adapted'],
  ],
  ['abweichendes-wirtschaftsjahr', midYear, []],
  ['eingangsrechnungen', incoming, ['format-document-numbers-adapted']],
  ['debitoren-kreditoren', partners, ['format-text-transliterated']],
]

describe('golden files', () => {
  it.each(cases)('%s: the bytes are those that were checked by hand', (title, books, codes) => {
    const { files, faults } = writeBooks(books)
    expect(faults.map((fault) => fault.code)).toEqual(codes)
    files.forEach((file, index) => {
      const path = join(folder, `${title}-${index + 1}.csv`)
      if (process.env['BELEGBOTE_WRITE_GOLDEN']) writeFileSync(path, file.bytes)
      expect(Buffer.from(file.bytes).equals(readFileSync(path)), path).toBe(true)
    })
    expect(files.length).toBe(title === 'abweichendes-wirtschaftsjahr' ? 2 : 1)
  })

  it.each(cases)('%s: the independent checker finds nothing', (_title, books) => {
    for (const file of writeBooks(books).files) {
      expect(checkDatevFile(file.name, file.bytes).faults).toEqual([])
    }
  })
})
