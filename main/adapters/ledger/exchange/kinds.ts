import { accountLengths } from '../../../core/ledger/master-data'
import type { SqlValue } from '../db/sql'
import {
  accountNo,
  amount,
  attachmentPath,
  currency,
  date,
  dayOfYear,
  documentKind,
  flag,
  type Reader,
  side,
  taxRate,
  text,
  wholeNumber,
} from './values'

/** One column of an exchange file: its name there, its name in the ledger, how it is read. */
export interface Column {
  readonly name: string
  readonly into: string
  readonly read: Reader
  /** Part of the key; keys are mandatory. */
  readonly key: boolean
  readonly mandatory: boolean
  /** Stands for an empty field and for a column that is not there. */
  readonly otherwise: SqlValue
}

/** A column that names a row of another table. `from` and `to` are columns of the ledger, in the same order. */
export interface Reference {
  /** Where a fault is shown. */
  readonly column: string
  readonly from: readonly string[]
  readonly table: string
  readonly to: readonly string[]
}

/** One file of the exchange format. */
export interface Kind {
  /** The file's name without `.csv`. */
  readonly kind: string
  readonly table: string
  readonly columns: readonly Column[]
  readonly references: readonly Reference[]
}

const whole = (name: string, into: string, read: Reader, rest: Partial<Column> = {}): Column => ({
  name,
  into,
  read,
  key: false,
  mandatory: false,
  otherwise: null,
  ...rest,
})
const key = (name: string, into: string, read: Reader = text) => whole(name, into, read, { key: true, mandatory: true })
const must = (name: string, into: string, read: Reader = text) => whole(name, into, read, { mandatory: true })
const may = (name: string, into: string, read: Reader = text, otherwise: SqlValue = null) =>
  whole(name, into, read, { otherwise })

const anyPosition = wholeNumber(1, 999_999_999)

const toMandant: Reference = { column: 'mandant', from: ['mandant'], table: 'mandant', to: ['mandant'] }
const toBranch: Reference = { column: 'filiale', from: ['branch'], table: 'branch', to: ['branch'] }

const personalAccount = (kind: string, table: string): Kind => ({
  kind,
  table,
  columns: [
    key('mandant', 'mandant'),
    key('konto', 'account', accountNo),
    may('firma', 'company'),
    may('anrede', 'salutation'),
    may('titel', 'title'),
    may('vorname', 'first_name'),
    may('nachname', 'last_name'),
    may('strasse', 'street'),
    may('plz', 'postcode'),
    may('ort', 'city'),
    may('land', 'country'),
    may('telefon', 'phone'),
    may('email', 'email'),
    may('ust_id', 'vat_id'),
    may('iban', 'iban'),
    may('bic', 'bic'),
    may('zahlungsziel_tage', 'payment_term_days', wholeNumber(0, 99_999)),
    may('fremdnummer', 'external_no'),
  ],
  references: [toMandant],
})

/** Master data: the row that comes replaces the one that is there. In an order in which references are stored before use. */
export const masterKinds: readonly Kind[] = [
  {
    kind: 'mandanten',
    table: 'mandant',
    columns: [
      key('mandant', 'mandant'),
      must('name', 'name'),
      may('beraternummer', 'consultant_no'),
      may('mandantennummer', 'client_no'),
      may('kontenrahmen', 'chart_of_accounts'),
      may('sachkontenlaenge', 'account_length', wholeNumber(accountLengths.min, accountLengths.max)),
      may('wj_beginn', 'fiscal_year_start', dayOfYear, '01-01'),
      may('waehrung', 'currency', currency, 'EUR'),
      may('land', 'country', text, 'DE'),
      may('ust_id', 'vat_id'),
      may('buchhaltung_aktiv', 'bookkeeping_active', flag, 1),
    ],
    references: [],
  },
  {
    kind: 'filialen',
    table: 'branch',
    columns: [
      key('filiale', 'branch'),
      must('name', 'name'),
      must('mandant', 'mandant'),
      may('kostenstelle', 'cost_centre'),
    ],
    references: [toMandant],
  },
  {
    kind: 'belegarten',
    table: 'document_type',
    columns: [key('belegart', 'document_type'), must('name', 'name'), must('art', 'kind', documentKind)],
    references: [],
  },
  {
    kind: 'zahlungsarten',
    table: 'payment_method',
    columns: [key('zahlungsart', 'payment_method'), must('name', 'name')],
    references: [],
  },
  {
    kind: 'konten',
    table: 'account',
    columns: [
      key('mandant', 'mandant'),
      key('konto', 'account', accountNo),
      must('bezeichnung', 'label'),
      may('automatik', 'automatic', flag, 0),
    ],
    references: [toMandant],
  },
  personalAccount('debitoren', 'debtor'),
  personalAccount('kreditoren', 'creditor'),
]

/** Documents and invoices are kept in versions: a head and its rows come together, and differ together. */
export interface Versioned {
  readonly head: Kind
  readonly rows: Kind
  /** Columns of the ledger that name one document; the head's key, and the beginning of the rows' key. */
  readonly keys: readonly string[]
  /** The rows' column that holds the head's id. */
  readonly parent: string
  /** The order of a pass, see `db/migrations`. */
  readonly order: readonly string[]
  /** What the head column is called where one names the document: for faults about the whole. */
  readonly nameColumn: string
  readonly codes: { readonly headAlone: string; readonly rowsAlone: string }
}

const documents: Versioned = {
  head: {
    kind: 'belege',
    table: 'accounting_document',
    columns: [
      key('mandant', 'mandant'),
      key('beleg', 'source_id'),
      must('belegnummer', 'document_no'),
      must('belegart', 'document_type'),
      must('belegdatum', 'document_date', date),
      may('filiale', 'branch'),
      may('leistungsdatum', 'service_date', date),
      may('faelligkeit', 'due_date', date),
      may('zahlungsart', 'payment_method'),
      may('waehrung', 'currency', currency),
      may('personenkonto', 'personal_account', accountNo),
      may('buchungstext', 'text'),
      may('storno_zu', 'cancels'),
      may('nicht_exportieren', 'do_not_export', flag, 0),
      may('datei', 'attachment', attachmentPath),
    ],
    references: [
      toMandant,
      { column: 'belegart', from: ['document_type'], table: 'document_type', to: ['document_type'] },
      toBranch,
      { column: 'zahlungsart', from: ['payment_method'], table: 'payment_method', to: ['payment_method'] },
      {
        column: 'storno_zu',
        from: ['mandant', 'cancels'],
        table: 'accounting_document',
        to: ['mandant', 'source_id'],
      },
    ],
  },
  rows: {
    kind: 'buchungen',
    table: 'posting',
    columns: [
      key('mandant', 'mandant'),
      key('beleg', 'source_id'),
      key('position', 'position', anyPosition),
      must('betrag', 'amount_cents', amount),
      must('soll_haben', 'side', side),
      must('konto', 'account', accountNo),
      must('gegenkonto', 'contra_account', accountNo),
      may('steuersatz', 'tax_rate', taxRate),
      may('bu_schluessel', 'tax_key'),
      may('kostenstelle', 'cost_centre'),
      may('kostentraeger', 'cost_object'),
      may('buchungstext', 'text'),
    ],
    references: [
      toMandant,
      {
        column: 'beleg',
        from: ['mandant', 'source_id'],
        table: 'accounting_document',
        to: ['mandant', 'source_id'],
      },
    ],
  },
  keys: ['mandant', 'source_id'],
  parent: 'document_id',
  order: ['mandant', 'document_date', 'source_id'],
  nameColumn: 'beleg',
  codes: { headAlone: 'import-document-without-posting', rowsAlone: 'import-posting-without-document' },
}

const incomingInvoices: Versioned = {
  head: {
    kind: 'eingangsrechnungen',
    table: 'incoming_invoice',
    columns: [
      key('mandant', 'mandant'),
      key('kreditor', 'creditor', accountNo),
      key('rechnungsnummer', 'invoice_no'),
      must('rechnungsdatum', 'invoice_date', date),
      must('brutto', 'gross_cents', amount),
      may('filiale', 'branch'),
      may('leistungsdatum', 'service_date', date),
      may('faelligkeit', 'due_date', date),
      may('waehrung', 'currency', currency),
      may('gutschrift', 'credit_note', flag, 0),
      may('datei', 'attachment', attachmentPath),
    ],
    references: [toMandant, toBranch],
  },
  rows: {
    kind: 'eingangsrechnung_positionen',
    table: 'incoming_position',
    columns: [
      key('mandant', 'mandant'),
      key('kreditor', 'creditor', accountNo),
      key('rechnungsnummer', 'invoice_no'),
      key('position', 'position', anyPosition),
      must('konto', 'account', accountNo),
      must('betrag', 'amount_cents', amount),
      may('steuersatz', 'tax_rate', taxRate),
      may('bu_schluessel', 'tax_key'),
      may('kostenstelle', 'cost_centre'),
      may('text', 'text'),
    ],
    references: [
      toMandant,
      {
        column: 'rechnungsnummer',
        from: ['mandant', 'creditor', 'invoice_no'],
        table: 'incoming_invoice',
        to: ['mandant', 'creditor', 'invoice_no'],
      },
    ],
  },
  keys: ['mandant', 'creditor', 'invoice_no'],
  parent: 'invoice_id',
  order: ['mandant', 'invoice_date', 'creditor', 'invoice_no'],
  nameColumn: 'rechnungsnummer',
  codes: { headAlone: 'import-invoice-without-position', rowsAlone: 'import-position-without-invoice' },
}

export const versionedKinds: readonly Versioned[] = [documents, incomingInvoices]

/** Every file of the exchange format, in the order in which they are read and stored. */
export const kinds: readonly Kind[] = [...masterKinds, ...versionedKinds.flatMap(({ head, rows }) => [head, rows])]

export const fileOf = (kind: Kind) => `${kind.kind}.csv`
/** The scratch table of an import. */
export const stagedOf = (table: string) => `temp.staged_${table}`
