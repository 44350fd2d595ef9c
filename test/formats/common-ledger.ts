import { createHash } from 'node:crypto'
import type { FormatMandant } from '../../main/core/formats/format'
import type { AccountingDocument, IncomingInvoice, PersonalAccount } from '../../main/core/ledger/ledger'
import {
  aDocument,
  anInvoice,
  aPerson,
  type DocumentChanges,
  type InvoiceChanges,
  type PostingChanges,
  postings,
} from './builders'
import { austria, type Country, type countries, germany, switzerland } from './country'

/** Books of one house, as a format's writer gets them. */
export interface CommonLedger {
  readonly mandant: FormatMandant
  /** In the ledger's order: by date, then by source id. */
  readonly documents: readonly AccountingDocument[]
  readonly invoices: readonly IncomingInvoice[]
  readonly persons: readonly PersonalAccount[]
  /** Bytes by the name in the attachment store. */
  readonly attachments: ReadonlyMap<string, Uint8Array>
}

/** A name as the store gives it: hash of the content and the ending. */
function stored(content: string, ending: string): readonly [string, Uint8Array] {
  const bytes = new TextEncoder().encode(content)
  return [`${createHash('sha256').update(bytes).digest('hex')}${ending}`, bytes]
}

const picture = stored('%PDF-1.4\n% invoice 1001\n%%EOF\n', '.pdf')
const supplierPicture = stored('%PDF-1.4\n% supplier invoice\n%%EOF\n', '.pdf')
const supplierXml = stored('<?xml version="1.0"?><Invoice/>\n', '.xml')
const scan = stored('\u0089PNG\r\n\u001a\n', '.png')
const attachments = new Map([picture, supplierPicture, supplierXml, scan])

/** Longer than any field for text, and the beginning of a formula. */
const longText = `=SUMME(A1:A9) ${'Gleitsichtgläser mit Blaufilter und Härtung; '.repeat(3)}Ende`

/** Invoices, credit note, cancellation, deposit and final invoice. */
function sales(of: Country): readonly DocumentChanges[] {
  const { mandant, rates, revenues, debtors, deposits } = of
  const head = { mandant: mandant.mandant.mandant, personalAccount: debtors[0] }
  const [usual, reduced] = rates
  const line = (amountCents: number, more: Partial<PostingChanges> = {}): PostingChanges => ({
    ...{ account: debtors[0], contraAccount: revenues[0], taxRate: usual, amountCents },
    ...more,
  })
  const due = { serviceDate: '2026-10-02', dueDate: '2026-10-19' }
  const first = line(59_800, { costCentre: '100', costObject: '7', text: 'Brille "Modell 7"; Müller' })
  return [
    {
      ...{ ...head, ...due, sourceId: 'B01', documentNo: 'RE-1001', kind: 'rechnung', documentDate: '2026-10-05' },
      ...{ attachment: picture[0], text: 'Rechnung', postings: postings(first) },
    },
    {
      ...{ ...head, ...due, sourceId: 'B02', documentNo: 'RE-1002', kind: 'rechnung', documentDate: '2026-10-05' },
      postings: postings(
        line(119_999, { text: 'Hörgerät' }),
        line(2_141, { contraAccount: revenues[1], taxRate: reduced, text: 'Pflegemittel 5 €' }),
        ...rates
          .slice(2)
          .map((taxRate) => line(1_133, { contraAccount: revenues[2] ?? '', taxRate, text: 'Batterien' })),
        line(1, { contraAccount: of.plainRevenue, text: 'Rundung' }),
      ),
    },
    {
      ...{ ...head, sourceId: 'B03', documentNo: 'GU-12', kind: 'gutschrift', documentDate: '2026-10-06' },
      postings: postings(line(4_990, { side: 'H', text: 'Gutschrift zu RE-1002' })),
    },
    {
      ...{ ...head, sourceId: 'B04', documentNo: 'ST-1', kind: 'storno', documentDate: '2026-10-07', cancels: 'B01' },
      postings: postings({ ...first, side: 'H', text: 'Storno RE-1001' }),
    },
    {
      ...{ ...head, sourceId: 'B05', documentNo: 'AZ-5', kind: 'anzahlung', documentDate: '2026-10-08' },
      postings: postings(line(20_000, { contraAccount: deposits, text: 'Anzahlung Brille' })),
    },
    {
      ...{ ...head, ...due, sourceId: 'B06', documentNo: 'RE-1003', kind: 'rechnung', documentDate: '2026-10-09' },
      postings: postings(
        line(75_500, { text: 'Schlussrechnung' }),
        line(20_000, { side: 'H', contraAccount: deposits, text: 'abzüglich Anzahlung AZ-5' }),
      ),
    },
  ]
}

/** Cash sale either way round, payment, refund, cash entries. */
function money(of: Country): readonly DocumentChanges[] {
  const { mandant, rates, revenues, debtors, cash, bank, transit, expenses } = of
  const head = { mandant: mandant.mandant.mandant }
  const sale = { taxRate: rates[0], text: 'Barverkauf' }
  return [
    {
      ...{ ...head, sourceId: 'B07', documentNo: 'BV-1', kind: 'barverkauf', documentDate: '2026-10-10' },
      paymentMethod: 'BAR',
      postings: postings(
        { ...sale, account: cash, contraAccount: revenues[0], amountCents: 2_500 },
        { ...sale, account: cash, contraAccount: revenues[1], taxRate: rates[1], amountCents: 990 },
      ),
    },
    {
      ...{ ...head, sourceId: 'B08', documentNo: 'BV-2', kind: 'barverkauf', documentDate: '2026-10-10' },
      postings: postings({ ...sale, side: 'H', account: revenues[0], contraAccount: cash, amountCents: 1_995 }),
    },
    {
      ...{ ...head, sourceId: 'B09', documentNo: 'RE-1002', kind: 'zahlung', documentDate: '2026-10-12' },
      ...{ personalAccount: debtors[0], paymentMethod: 'EC' },
      postings: postings({ account: bank, contraAccount: debtors[0], amountCents: 100_000, text: 'Zahlung RE-1002' }),
    },
    {
      ...{ ...head, sourceId: 'B10', documentNo: 'GU-12', kind: 'rueckzahlung', documentDate: '2026-10-13' },
      personalAccount: debtors[0],
      postings: postings({ account: debtors[0], contraAccount: bank, amountCents: 4_990, text: 'Auszahlung GU-12' }),
    },
    {
      ...{ ...head, sourceId: 'B11', documentNo: 'KA-31', kind: 'kasse', documentDate: '2026-10-14' },
      attachment: scan[0],
      postings: postings(
        { account: expenses[0], contraAccount: cash, taxRate: rates[0], amountCents: 1_785, text: 'Porto & Papier' },
        { account: transit, contraAccount: cash, amountCents: 50_000, text: 'Einzahlung auf die Bank' },
      ),
    },
  ]
}

/** Reversal and new version, tax-free, without any tax, other debtors, what fields can hardly take. */
function further(of: Country): readonly DocumentChanges[] {
  const { mandant, rates, revenues, debtors, taxFree, untaxedExpense, bank, plainRevenue } = of
  const head = { mandant: mandant.mandant.mandant }
  const [usual] = rates
  const wrong = { account: debtors[1], contraAccount: revenues[0], taxRate: usual, amountCents: 8_888 }
  const changed = {
    ...head,
    sourceId: 'B12',
    documentNo: 'RE-1004',
    kind: 'rechnung',
    documentDate: '2026-10-15',
  } as const
  const extreme = { account: debtors[2], contraAccount: revenues[0], taxRate: usual }
  return [
    { ...changed, version: 1, occasion: 'reversal', postings: postings(wrong) },
    { ...changed, version: 2, personalAccount: debtors[1], postings: postings({ ...wrong, amountCents: 9_999 }) },
    {
      ...{ ...head, sourceId: 'B13', documentNo: 'RE-1005', kind: 'rechnung', documentDate: '2026-10-16' },
      personalAccount: debtors[1],
      postings: postings({
        account: debtors[1],
        contraAccount: taxFree,
        taxRate: 0,
        amountCents: 30_000,
        text: 'Ausfuhr',
      }),
    },
    {
      ...{ ...head, sourceId: 'B14', documentNo: 'SO-1', kind: 'sonstige', documentDate: '2026-10-17' },
      text: 'Versicherung',
      postings: postings({ account: untaxedExpense, contraAccount: bank, amountCents: 12_345, text: 'Versicherung' }),
    },
    {
      ...{ ...head, sourceId: 'B15', documentNo: 'RE-2026-0000000000000000000000000001006', kind: 'rechnung' },
      ...{ documentDate: '2026-10-31', dueDate: '2026-10-31', personalAccount: debtors[2] },
      postings: postings(
        { ...extreme, amountCents: 1, text: longText },
        { ...extreme, amountCents: 99_999_999_999, text: '+49 "ein ""Zitat"""' },
        { ...extreme, contraAccount: plainRevenue, amountCents: 11_900, text: "-1; @x 'y'" },
      ),
    },
    {
      ...{ ...head, sourceId: 'B16', documentNo: 'RE-1007', kind: 'rechnung', documentDate: '2026-11-02' },
      personalAccount: debtors[1],
      postings: postings({ account: debtors[1], contraAccount: plainRevenue, taxRate: usual, amountCents: 5_000 }),
    },
  ]
}

/** Germany only: the account alone says which tax there is. */
const automatic: readonly DocumentChanges[] = [
  {
    ...{ mandant: 'DE1', sourceId: 'B17', documentNo: 'RE-1008', kind: 'rechnung', documentDate: '2026-11-03' },
    personalAccount: '10001',
    postings: postings(
      { account: '10001', contraAccount: '8400', amountCents: 11_900, text: 'Automatikkonto 19 %' },
      { account: '10001', contraAccount: '8300', amountCents: 1_070, text: 'Automatikkonto 7 %' },
    ),
  },
]

function supplierInvoices(of: Country): readonly InvoiceChanges[] {
  const { rates, creditors, expenses, untaxedExpense } = of
  const mandant = of.mandant.mandant.mandant
  const [usual, reduced] = rates
  return [
    {
      ...{ mandant, creditor: creditors[0], invoiceNo: '2026/0815', invoiceDate: '2026-10-07', dueDate: '2026-11-06' },
      ...{ serviceDate: '2026-09-30', attachment: supplierPicture[0] },
      positions: [
        { account: expenses[0], taxRate: usual, amountCents: 119_000, costCentre: '100', text: 'Gläser' },
        { account: expenses[1], taxRate: reduced, amountCents: 2_140, text: 'Fachbuch' },
        { account: expenses[0], taxRate: usual, amountCents: -100, text: 'Nachlass' },
      ],
    },
    {
      ...{ mandant, creditor: creditors[0], invoiceNo: 'GS 3', invoiceDate: '2026-10-20', creditNote: true },
      attachment: supplierXml[0],
      positions: [{ account: expenses[0], taxRate: usual, amountCents: 5_000, text: 'Rückgabe' }],
    },
    {
      ...{ mandant, creditor: creditors[1], invoiceNo: 'RC-77', invoiceDate: '2026-10-21' },
      positions: [{ account: expenses[0], taxRate: usual, taxKey: '94', amountCents: 40_000, text: 'Reverse Charge' }],
    },
    {
      ...{ mandant, creditor: creditors[1], invoiceNo: 'EU-78', invoiceDate: '2026-10-22' },
      positions: [{ account: expenses[0], taxRate: usual, taxKey: '19', amountCents: 25_000, text: 'ig. Erwerb' }],
    },
    {
      ...{ mandant, creditor: creditors[2], invoiceNo: '99', invoiceDate: '2026-11-04' },
      positions: [{ account: untaxedExpense, amountCents: 7_550, text: 'Versicherung' }],
    },
  ]
}

function persons(of: Country): readonly PersonalAccount[] {
  const { mandant, country } = of.mandant.mandant
  const [company, person, bare] = of.debtors
  const [supplier, foreign, bareCreditor] = of.creditors
  return [
    aPerson({
      ...{ mandant, account: company, kind: 'debtor', company: 'Brillen & Mehr "Nord"; GmbH', salutation: 'Firma' },
      ...{
        title: 'Dr.',
        firstName: 'Eva',
        lastName: 'Groß',
        street: 'Hauptstraße 5',
        postcode: '01067',
        city: 'Dresden',
      },
      ...{ country: 'DE', phone: '+49 351 123456', email: 'rechnung@example.org', vatId: 'DE133546770' },
      ...{ iban: 'DE02120300000000202051', bic: 'BYLADEM1001', paymentTermDays: 14, externalNo: 'K-1' },
    }),
    aPerson({
      mandant,
      account: person,
      kind: 'debtor',
      salutation: 'Herr',
      title: 'Prof.',
      firstName: 'José',
      lastName: 'Čapek',
      country,
    }),
    aPerson({ mandant, account: bare, kind: 'debtor' }),
    aPerson({
      ...{
        mandant,
        account: supplier,
        kind: 'creditor',
        company: 'Vision Gläser AG',
        street: 'Ring 1',
        postcode: '1010',
      },
      ...{ city: 'Wien', country: 'AT', vatId: 'ATU52409200', iban: 'AT611904300234573201', bic: 'BKAUATWW' },
      paymentTermDays: 30,
    }),
    aPerson({
      mandant,
      account: foreign,
      kind: 'creditor',
      company: 'Lentilles SARL',
      country: 'FR',
      vatId: 'FR40303265045',
    }),
    aPerson({ mandant, account: bareCreditor, kind: 'creditor' }),
  ]
}

function ledgerOf(of: Country): CommonLedger {
  const { currency } = of.mandant.mandant
  const own = of === germany ? automatic : []
  return {
    mandant: of.mandant,
    documents: [...sales(of), ...money(of), ...further(of), ...own].map((one) => aDocument({ currency, ...one })),
    invoices: supplierInvoices(of).map((one) => anInvoice({ currency, ...one })),
    persons: persons(of),
    attachments,
  }
}

/** Every case a format may meet, once per country: all golden files come from these books. */
export const commonLedgers: Readonly<Record<keyof typeof countries, CommonLedger>> = {
  DE: ledgerOf(germany),
  AT: ledgerOf(austria),
  CH: ledgerOf(switzerland),
}
