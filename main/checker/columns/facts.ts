/**
 * What a column holds: `identifier` a number or key that must not change, `text` free text, `word` one of a list, `amount`
 * hundredths of the currency, `percent` hundredths of a percent, `whole` an integer, `date` a day.
 */
export type CellKind = 'identifier' | 'text' | 'word' | 'amount' | 'percent' | 'whole' | 'date'

/** A column that tables of bookings or of personal accounts may have. */
export interface ColumnFact {
  readonly column: string
  readonly kind: CellKind
  /** Headings by which a file from elsewhere is understood, in lower case. */
  readonly names: readonly string[]
  /** All that may stand there, where that is known. */
  readonly words: readonly string[] | RegExp | null
}

function fact(
  column: string,
  kind: CellKind,
  names: string,
  words: ColumnFact['words'] = null,
): readonly [string, ColumnFact] {
  const known = names === '' ? [] : names.toLowerCase().split('|')
  return [column, { column, kind, names: known, words }]
}

const kinds = ['AR', 'GU', 'ZE', 'ZA', 'KA', 'ER', 'SO']
const kindWords = [
  ...['Rechnung', 'Anzahlung', 'Gutschrift', 'Storno', 'Barverkauf', 'Kasse', 'Zahlung', 'Rückzahlung', 'Sonstiges'],
  ...['Eingangsrechnung', 'Eingangsgutschrift'],
]
const bcDocumentTypes = ['Invoice', 'Credit Memo', 'Payment', 'Refund']
const bcAccountTypes = ['Customer', 'Vendor', 'G/L Account', 'Bank Account']

/** Columns of bookings; the names are those of the general definition and of the programs of which presets exist. */
export const bookingFacts: ReadonlyMap<string, ColumnFact> = new Map([
  fact('entry-no', 'identifier', 'Buchungsnummer'),
  fact('posting-date', 'date', 'Buchungsdatum|Posting Date'),
  fact('document-date', 'date', 'Belegdatum|Datum|Document Date'),
  fact('kind', 'word', 'Belegart', kinds),
  fact('kind-word', 'word', 'Vorgang', kindWords),
  fact('document-no', 'identifier', 'Belegnummer|BelegNr|Beleg-Nr.|Document No.|Tx2'),
  fact('document-digits', 'identifier', 'Belegnummer (Ziffern)', /^[1-9]\d*$/),
  fact('external-no', 'identifier', 'ExterneBelegnummer|External Document No.'),
  fact('debit', 'identifier', 'Sollkonto|Soll|Konto Soll'),
  fact('credit', 'identifier', 'Habenkonto|Haben|Konto Haben'),
  fact('account', 'identifier', 'Konto|Kto|Account No.'),
  fact('contra-account', 'identifier', 'Gegenkonto|GKto|Bal. Account No.'),
  fact('side', 'word', 'SollHaben|S/H|Soll-/Haben-Kennzeichen', ['S', 'H']),
  fact('amount', 'amount', 'Betrag|Buchungsbetrag|Amount|Netto'),
  fact('gross', 'amount', 'Bruttobetrag|Brutto'),
  fact('net', 'amount', 'Nettobetrag'),
  fact('tax', 'amount', 'Steuerbetrag'),
  fact('tax-rate', 'percent', 'Steuersatz|USt-Prozent'),
  fact('tax-direction', 'word', 'Steuerart', ['Umsatzsteuer', 'Vorsteuer']),
  fact('source-tax-key', 'identifier', 'Steuerschluessel|Steuerschlüssel'),
  fact('tax-code', 'identifier', 'Steuercode|SId'),
  fact('datev-key', 'identifier', 'BU-Schlüssel|Datev-Buchungsschlüssel', /^\d{1,4}$/),
  fact('currency', 'word', 'Waehrung|Währung|Währungskennzeichen|Currency Code', /^[A-Z]{3}$/),
  fact('person', 'identifier', 'Personenkonto'),
  fact('open-item-no', 'identifier', 'OPNummer|OPNr'),
  fact('service-date', 'date', 'Leistungsdatum'),
  fact('due-date', 'date', 'Faelligkeit|Fälligkeit|Due Date'),
  fact('cost-centre', 'identifier', 'Kostenstelle'),
  fact('cost-object', 'identifier', 'Kostentraeger|Kostenträger'),
  fact('text', 'text', 'Buchungstext|Text|Description|Tx1'),
  fact('branch', 'identifier', 'Filiale'),
  fact('payment-method', 'identifier', 'Zahlungsart'),
  fact('document-type', 'identifier', 'Belegtyp'),
  fact('source-id', 'identifier', 'BelegID'),
  fact('cancels', 'identifier', 'StornoZu'),
  fact('mandant', 'identifier', 'Mandant'),
  fact('attachment', 'identifier', 'Belegdatei'),
  fact('row-number', 'whole', 'Zeile'),
  fact('document-count', 'whole', 'Beleg|Blg'),
  fact('fixed1', 'identifier', 'Journal Template Name'),
  fact('fixed2', 'identifier', 'Journal Batch Name'),
  fact('fixed3', 'identifier', ''),
  fact('empty1', 'word', '', []),
  fact('empty2', 'word', '', []),
  fact('empty3', 'word', '', []),
  fact('cost-centre-debit', 'identifier', 'KSTSoll'),
  fact('cost-centre-credit', 'identifier', 'KSTHaben'),
  fact('cost-object-debit', 'identifier', 'KTRSoll'),
  fact('cost-object-credit', 'identifier', 'KTRHaben'),
  fact('bc-line-no', 'whole', 'Line No.'),
  fact('bc-document-type', 'word', 'Document Type', bcDocumentTypes),
  fact('bc-account-type', 'word', 'Account Type', bcAccountTypes),
  fact('bc-contra-type', 'word', 'Bal. Account Type', bcAccountTypes),
  fact('bc-posting-type', 'word', 'Gen. Posting Type', ['Sale', 'Purchase']),
  fact('counter-amount', 'amount', 'Steuer'),
  fact('tax-row-number', 'whole', 'SIdx'),
  fact('row-type', 'whole', 'BTyp', /^[02]$/),
  fact('person-or-zero', 'identifier', 'PkKey'),
  fact('first-row-mark', 'whole', 'Flag', /^[23]$/),
])

/** Columns of debtors and creditors. */
export const personFacts: ReadonlyMap<string, ColumnFact> = new Map([
  fact('person-account', 'identifier', 'Konto|Personenkonto|No.'),
  fact('person-kind', 'word', 'Art', ['D', 'K']),
  fact('person-name', 'text', 'Name'),
  fact('person-first-name', 'text', 'Vorname'),
  fact('person-company', 'text', 'Firma'),
  fact('person-full-name', 'text', 'Bezeichnung'),
  fact('person-salutation', 'text', 'Anrede'),
  fact('person-title', 'text', 'Titel'),
  fact('person-street', 'text', 'Strasse|Straße'),
  fact('person-postcode', 'identifier', 'PLZ'),
  fact('person-city', 'text', 'Ort'),
  fact('person-country', 'identifier', 'Land'),
  fact('person-vat-id', 'identifier', 'UStIdNr|USt-IdNr.'),
  fact('person-email', 'text', 'Email|E-Mail'),
  fact('person-phone', 'text', 'Telefon'),
  fact('person-iban', 'identifier', 'IBAN'),
  fact('person-bic', 'identifier', 'BIC', /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/),
  fact('person-payment-days', 'whole', 'Zahlungsziel', /^\d{1,4}$/),
  fact('person-external-no', 'identifier', 'Fremdnummer'),
  fact('person-mandant', 'identifier', 'Mandant'),
])
