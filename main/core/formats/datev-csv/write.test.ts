import { describe, expect, it } from 'vitest'
import de from '../../../../resources/locales/de.json'
import en from '../../../../resources/locales/en.json'
import { checkDatevFile } from '../../../../test/checker'
import {
  aDocument,
  aFormatMandant,
  anInvoice,
  aPartner,
  aPosition,
  aPosting,
  writeBooks,
} from '../../../../test/checker/sample'
import { isValidIban } from '../../ledger/iban'
import { findFormat } from '..'
import { rejectCodes, warningCodes } from '../datev/faults'

const codes = (faults: readonly { readonly code: string }[]) => faults.map((fault) => fault.code)
const reject = (changes: Parameters<typeof aDocument>[0]) => {
  const { faults, files, sums } = writeBooks({ documents: [aDocument(changes)] })
  expect(files).toEqual([])
  expect(sums[0]?.rows).toBe(0)
  return faults.filter((fault) => fault.level === 'reject').map(({ code, field, value }) => `${code} ${field} ${value}`)
}

describe('writer', () => {
  it('has a sentence in both languages for every code', () => {
    const keys = [...rejectCodes.map((code) => `fault.${code}`), ...warningCodes.map((code) => `warning.${code}`)]
    expect(keys.filter((key) => !(key in de) || !(key in en))).toEqual([])
  })

  it('makes one file per Mandant and month, and tells what it wrote', () => {
    const { files, sums, faults } = writeBooks({
      mandants: [aFormatMandant(), aFormatMandant({ mandant: 'M2' })],
      documents: [
        aDocument({ documentDate: '2026-09-30' }),
        aDocument({
          sourceId: 'B2',
          documentNo: 'RE-2',
          postings: [aPosting({ amountCents: 1 }), aPosting({ side: 'H' })],
        }),
        aDocument({ mandant: 'M2' }),
      ],
      invoices: [anInvoice({ invoiceDate: '2026-09-01' })],
    })
    expect(faults).toEqual([])
    expect(files.map((file) => `${file.kind} ${file.name.slice(0, -25)} ${file.rows}`)).toEqual([
      'postings EXTF_Buchungsstapel_M1_202609 1',
      'postings EXTF_Buchungsstapel_M1_202610 2',
      'postings EXTF_Buchungsstapel_M2_202610 1',
      'incoming-invoices EXTF_Eingangsrechnungen_M1_202609 1',
    ])
    expect(sums).toEqual([
      { mandant: 'M1', rows: 4, debitCents: 11901, creditCents: 23800 },
      { mandant: 'M2', rows: 1, debitCents: 11900, creditCents: 0 },
    ])
    const read = files.filter((file) => file.mandant === 'M1').map((file) => checkDatevFile(file.name, file.bytes))
    expect(read.reduce((sum, file) => sum + file.debitCents, 0)).toBe(11901)
    expect(read.reduce((sum, file) => sum + file.creditCents, 0)).toBe(23800)
  })

  it('splits at 99,999 rows and leaves a document whole', () => {
    const many = Array.from({ length: 33_334 }, (_, index) =>
      aDocument({
        sourceId: `B${index}`,
        documentNo: `R${index}`,
        postings: [1, 2, 3].map((position) => aPosting({ position, text: null })),
      }),
    )
    const { files } = writeBooks({ documents: many })
    expect(files.map((file) => file.rows)).toEqual([99_999, 3])
    expect(files[1]?.name).toMatch(/_2\.csv$/)
    const last = files.map((file) => checkDatevFile(file.name, file.bytes))
    expect(last.map((file) => file.faults)).toEqual([[], []])
    expect(last[1]?.byDocument.get('R33333')?.rows).toBe(3)
  })

  it('starts a new file where a document would not fit whole', () => {
    const posting = aPosting({ text: null })
    const big = (no: number, rows: number) =>
      aDocument({ sourceId: `B${no}`, documentNo: `R${no}`, postings: Array.from({ length: rows }, () => posting) })
    expect(writeBooks({ documents: [big(1, 60_000), big(2, 50_000)] }).files.map((file) => file.rows)).toEqual([
      60_000, 50_000,
    ])
    expect(codes(writeBooks({ documents: [big(1, 100_000)] }).faults)).toEqual(['format-document-too-large'])
  })

  it('turns the sides of a reversal', () => {
    const { files, sums } = writeBooks({ documents: [aDocument({ occasion: 'reversal' })] })
    expect(checkDatevFile('EXTF_x.csv', files[0]!.bytes).record(0)[1]).toBe('H')
    expect(sums[0]).toMatchObject({ debitCents: 0, creditCents: 11900 })
  })

  it('rejects what DATEV would refuse and writes nothing of it', () => {
    expect(reject({ documentNo: '###' })).toEqual(['format-document-no-unusable Belegfeld 1 ###'])
    expect(reject({ documentDate: '2026-02-30' })).toEqual(['format-date-invalid Belegdatum 2026-02-30'])
    expect(reject({ serviceDate: '0026-02-03' })).toEqual(['format-date-invalid Leistungsdatum 0026-02-03'])
    expect(reject({ currency: 'CHF' })).toEqual(['format-currency-differs WKZ Umsatz CHF'])
    expect(reject({ personalAccount: '1000' })).toEqual(['format-personal-account-length Konto 1000'])
    expect(reject({ postings: [aPosting({ account: '100000' })] })).toEqual(['format-account-too-long Konto 100000'])
    expect(reject({ postings: [aPosting({ account: '01000' })] })).toEqual(['format-account-too-long Konto 01000'])
    expect(reject({ postings: [aPosting({ account: '0000' })] })).toEqual(['format-account-invalid Konto 0000'])
    expect(reject({ postings: [aPosting({ contraAccount: '84 0' })] })).toEqual([
      'format-account-invalid Gegenkonto (ohne BU-Schlüssel) 84 0',
    ])
    expect(reject({ postings: [aPosting({ amountCents: 0 })] })).toHaveLength(1)
    expect(reject({ postings: [aPosting({ amountCents: 1_000_000_000_000 })] })).toHaveLength(1)
    expect(reject({ postings: [aPosting({ text: 'Ж' })] })).toEqual(['format-text-unknown-characters Buchungstext Ж'])
    expect(reject({ postings: [aPosting({ costCentre: 'x'.repeat(37) })] })).toHaveLength(1)
    expect(reject({ postings: [aPosting(), aPosting({ taxRate: 700 })] })).toEqual([
      'format-tax-rate-contradicts-account BU-Schlüssel 7 %',
    ])
  })

  it('rejects two document numbers that Belegfeld 1 would write alike', () => {
    const pair = (first: string, second: string) =>
      codes(
        writeBooks({
          documents: [aDocument({ documentNo: first }), aDocument({ sourceId: 'B2', documentNo: second })],
        }).faults,
      ).filter((code) => code.endsWith('collision'))
    expect(pair('RE 1', 'RE-1')).toHaveLength(1)
    expect(pair('RE.1', 'RE_1')).toHaveLength(1)
    expect(pair(`A${'1'.repeat(36)}`, `B${'1'.repeat(36)}`)).toHaveLength(1)
    expect(pair('RE 1', 'RE 1')).toEqual([])
    expect(pair('RE 1', 're 1')).toEqual([])
  })

  it('keeps the numbers of each creditor apart', () => {
    const creditors = (second: string) =>
      codes(
        writeBooks({
          invoices: [anInvoice({ invoiceNo: '1.7' }), anInvoice({ creditor: second, invoiceNo: '1-7' })],
        }).faults,
      )
    expect(creditors('70001')).toContain('format-document-no-collision')
    expect(creditors('70002')).not.toContain('format-document-no-collision')
    const payment = aDocument({
      documentNo: '1-7',
      personalAccount: '70001',
      postings: [aPosting({ account: '1200', contraAccount: '70001', taxRate: null })],
    })
    const { faults } = writeBooks({ documents: [payment], invoices: [anInvoice({ invoiceNo: '1.7' })] })
    expect(codes(faults)).toContain('format-document-no-collision')
  })

  it('rejects cost centres that fall together', () => {
    const postings = [aPosting({ costCentre: 'A-1' }), aPosting({ position: 2, costCentre: 'A.1' })]
    expect(codes(writeBooks({ documents: [aDocument({ postings })] }).faults)).toContain('format-cost-centre-collision')
  })

  it('cuts a long document number to its end and says so', () => {
    const { files, faults } = writeBooks({ documents: [aDocument({ documentNo: `RE-${'0'.repeat(36)}7` })] })
    expect(codes(faults)).toEqual(['format-document-no-cut'])
    expect(checkDatevFile('EXTF_x.csv', files[0]!.bytes).record(0)[10]).toBe(`${'0'.repeat(35)}7`)
  })

  it('makes one master-data file per Mandant, in whatever order accounts come', () => {
    const partners = ['M1', 'M2', 'M1'].map((mandant, index) =>
      aPartner({ mandant, account: `1000${index}`, company: 'A' }),
    )
    const { files } = writeBooks({ mandants: [aFormatMandant(), aFormatMandant({ mandant: 'M2' })], partners })
    expect(files.map((file) => `${file.mandant} ${file.rows}`)).toEqual(['M1 2', 'M2 1'])
  })

  it('does not hand over an empty master record', () => {
    const { files, faults } = writeBooks({
      partners: [aPartner({ paymentTermDays: 14 }), aPartner({ account: '10001', city: 'Ulm' })],
    })
    expect(files).toEqual([])
    expect(codes(faults)).toEqual(['format-personal-account-only-number', 'format-personal-account-no-name'])
  })

  it('leaves wrong master data out and says so', () => {
    const partner = aPartner({
      company: 'A',
      iban: 'DE02120300000000202052',
      bic: 'X',
      vatId: 'CHE-123',
      country: 'Deutschland',
    })
    const { files, faults } = writeBooks({ partners: [partner] })
    expect(codes(faults).sort()).toEqual([
      'format-bic-invalid',
      'format-country-unknown',
      'format-iban-invalid',
      'format-vat-id-not-eu',
    ])
    expect(checkDatevFile('EXTF_x.csv', files[0]!.bytes).faults).toEqual([])
  })

  it('rejects a personal account of the wrong length or range', () => {
    const of = (account: string, kind: 'debtor' | 'creditor') =>
      codes(writeBooks({ partners: [aPartner({ account, kind, company: 'A' })] }).faults)
    expect(of('1000', 'debtor')).toEqual(['format-personal-account-length'])
    expect(of('100000', 'debtor')).toEqual(['format-personal-account-length'])
    expect(of('70000', 'debtor')).toEqual(['format-personal-account-range'])
    expect(of('10000', 'creditor')).toEqual(['format-personal-account-range'])
    expect(codes(writeBooks({ invoices: [anInvoice({ creditor: '10000' })] }).faults)).toEqual([
      'format-personal-account-length',
    ])
  })

  it('checks an IBAN by its digits', () => {
    expect(['DE02120300000000202051', 'AT611904300234573201', 'GB29NWBK60161331926819'].every(isValidIban)).toBe(true)
    expect(['DE03120300000000202051', 'DE0212030000000020205', 'XX', ''].some(isValidIban)).toBe(false)
  })

  it('keeps a position of an incoming invoice that lowers it', () => {
    const { files, sums } = writeBooks({
      invoices: [anInvoice({ positions: [aPosition(), aPosition({ amountCents: -500 })] })],
    })
    const read = checkDatevFile('EXTF_x.csv', files[0]!.bytes)
    expect([0, 1].map((row) => read.record(row).slice(0, 2))).toEqual([
      ['119,00', 'H'],
      ['5,00', 'S'],
    ])
    expect(sums[0]).toMatchObject({ debitCents: 500, creditCents: 11900 })
  })
})

describe('check of a Mandant', () => {
  const format = findFormat('datev-csv')
  const faultsOf = (...of: Parameters<typeof aFormatMandant>) => codes(format!.check(aFormatMandant(...of), {}))

  it('passes a complete one', () => {
    expect(faultsOf()).toEqual([])
    expect(
      faultsOf({ consultantNo: '0001001', clientNo: '00001', accountLength: null, chartOfAccounts: 'HAUS' }),
    ).toEqual([])
  })

  it.each([
    ['consultantNo', null, 'format-consultant-no'],
    ['consultantNo', '1000', 'format-consultant-no'],
    ['consultantNo', '10000000', 'format-consultant-no'],
    ['consultantNo', '29 098', 'format-consultant-no'],
    ['clientNo', null, 'format-client-no'],
    ['clientNo', '0', 'format-client-no'],
    ['clientNo', '100000', 'format-client-no'],
    ['accountLength', 3, 'format-account-length'],
    ['accountLength', 9, 'format-account-length'],
    ['chartOfAccounts', null, 'format-chart-missing'],
    ['chartOfAccounts', ' ', 'format-chart-missing'],
    ['country', 'Deutschland', 'format-country'],
    ['currency', '€', 'format-currency'],
    ['fiscalYearStart', '02-29', 'format-fiscal-year-start'],
  ])('finds %s %j', (field, value, code) => {
    expect(faultsOf({ [field]: value })).toEqual([code])
  })

  it('finds a tax key that is none', () => {
    const rule = {
      format: null,
      sourceKey: null,
      direction: 'output',
      taxRate: 1900,
      key: 'A',
      validFrom: null,
      validTo: null,
    } as const
    expect(faultsOf({}, { taxKeys: [rule] })).toEqual(['format-tax-key-setting'])
  })
})
