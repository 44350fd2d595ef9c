import type { FieldFact } from '../files/facts'

type Row = readonly [
  name: string,
  kind: FieldFact['kind'],
  max?: number | null,
  needs?: 'required' | 'key' | 'required key',
]

const facts = (...rows: readonly Row[]): readonly FieldFact[] =>
  rows.map(([name, kind, max = null, needs = '']) => ({
    ...{ name, kind, max },
    required: needs.startsWith('required'),
    ...(needs.endsWith('key') ? { isKey: true } : {}),
  }))

/** Revenue: outgoing invoices, credit notes, cash sales. */
const cmxums = facts(
  ['Satzart', ['CMXUMS'], null, 'required'],
  ['Kundennummer', 'digits', 8],
  ['Firma Nr', 'digits', 8, 'required'],
  ['Rechnungsdatum', 'date', null, 'required'],
  ['Rechnungsnummer', 'text', 30, 'required key'],
  ['Nettobetrag voller Umsatzsteuersatz', 'amount'],
  ['Steuer zum vollen Umsatzsteuersatz', 'amount'],
  ['Nettobetrag ermäßigter Umsatzsteuersatz', 'amount'],
  ['Steuer zum ermäßigten Umsatzsteuersatz', 'amount'],
  ['Umsätze innergemeinschaftliche Lieferung', 'amount'],
  ['Umsätze Export', 'amount'],
  ['Steuerfreie Erlöse: Konto Nr.', 'digits', 8],
  ['Steuerfreie Erlöse: Betrag', 'amount'],
  ['Währung', 'text', 3, 'key'],
  ['Gegenkonto', 'digits', 8],
  ['Rechnungsart', ['0', '1', '2']],
  ['Buchungstext', 'text', 255],
  ['Zahlungsbedingung', 'digits', 8],
  ['Kontonummer voller Umsatzsteuersatz', 'digits', 8],
  ['Kontonummer ermäßigter Umsatzsteuersatz', 'digits', 8],
  ['Reserviert / Zahlungsreferenz', 'text'],
  ['Reserviert / Auftragsnummer', 'text'],
  ['Storno', ['0', '1']],
  ['Schlussrechnung', 'text'],
  ['Erlösart', ['0', '1', '2', '10', '11', '12', '13', '14', '15']],
  ['Systemname', 'text'],
  ['Verrechnen mit Rechnungsnummer', 'text', 30, 'key'],
  ['Kostenstelle', 'text', 10, 'key'],
  ['Lastschrift-Ausführung am', 'date'],
)

/** Supplier invoices. */
const cmxlrn = facts(
  ['Satzart', ['CMXLRN'], null, 'required'],
  ['Lieferantennummer', 'digits', 8],
  ['Firma Nr', 'digits', 8, 'required'],
  ['Rechnungsdatum', 'date', null, 'required'],
  ['Rechnungsnummer', 'text', 30, 'required key'],
  ['Nettobetrag voller Umsatzsteuersatz', 'amount'],
  ['Steuer zum vollen Umsatzsteuersatz', 'amount'],
  ['Nettobetrag ermäßigter Umsatzsteuersatz', 'amount'],
  ['Steuer zum ermäßigten Umsatzsteuersatz', 'amount'],
  ['Sonstige Umsätze: Konto Nr.', 'digits', 8],
  ['Sonstige Umsätze: Betrag', 'amount'],
  ['Währung', 'text', 3, 'key'],
  ['Gegenkonto', 'digits', 8],
  ['Gutschrift', ['0', '1']],
  ['Buchungstext', 'text', 255],
  ['Zahlungsbedingung', 'digits', 8],
  ['Kontonummer voller Umsatzsteuersatz', 'digits', 8],
  ['Kontonummer ermäßigter Umsatzsteuersatz', 'digits', 8],
  ['Storno', ['0', '1']],
  ['Kostenstelle', 'text', 10, 'key'],
  ['Internes Memo', 'text'],
)

/** Customers. */
const cmxknd = facts(
  ['Satzart', ['CMXKND'], null, 'required'],
  ['Kundennummer', 'digits', 8],
  ['Firma Nr', 'digits', 8, 'required'],
  ['Anrede', 'text', 10],
  ['Titel', 'text', 10],
  ['Vorname', 'text', 40],
  ['Name', 'text', 40],
  ['Firma', 'text', 80],
  ['Abteilung', 'text', 40],
  ['Straße', 'text', 40],
  ['PLZ', 'text', 10],
  ['Ort', 'text', 20],
  ['Bemerkung', 'text', 1024],
  ['Inaktiv', ['0', '1', '2', '3']],
  ['Land', 'text', 2, 'key'],
  ['Telefon', 'text', 40],
  ['Telefax', 'text', 40],
  ['E-Mail', 'text', 50],
  ['Kontonummer', 'text', 20],
  ['Blz', 'text', 20],
  ['Iban', 'text', 40],
  ['Bic', 'text', 20],
  ['Bankname', 'text', 40],
  ['Steuernummer', 'text', 20],
  ['USt.IdNr', 'text', 20],
  ['Zahlungsbedingung', 'digits', 8],
  ['Rabattgruppe', 'digits', 8],
  ['Lieferbedingung', 'text', 3],
  ['Lieferbedingung Zusatz', 'text', 40],
  ['Ausgabemedium', ['0', '1', '2', '3']],
  ['Kontoinhaber', 'text', 40],
  ['Adressgruppe', 'text'],
  ['eBay-Mitgliedsname', 'text', 80],
  ['Preisgruppe', 'digits', 8],
  ['Währung', 'text', 3, 'key'],
  ['Vermittler', 'digits', 8],
  ['Kostenstelle', 'text', 10, 'key'],
  ['Wiedervorlage am', 'date'],
  ['Liefersperre', 'digits', 8],
  ['Bau/Reinigungs-Dienstleister', 'digits', 8],
  ['Lief-Nr. bei Kunde', 'text'],
  ['Ausgabesprache', 'digits', 8],
  ['CC', 'text'],
  ['Telefon2', 'text'],
  ['Lastschrift-Mandatsreferenz', 'text'],
  ['Datum Unterschrift', 'date'],
  ['Mahnsperre', 'digits', 8],
  ['Keine Mailings', 'digits', 8],
  ['Privatperson', 'digits', 8],
  ['URL', 'text'],
  ['Teil-Lieferungen erlaubt', 'digits', 8],
  ['Teil-Rechnungen erlaubt', 'digits', 8],
  ['Angelegt am', 'date'],
)

/** Suppliers. */
const cmxlif = facts(
  ['Satzart', ['CMXLIF'], null, 'required'],
  ['Lieferantennummer', 'digits', 8],
  ['Firma Nr', 'digits', 8, 'required'],
  ['Anrede', 'text', 10],
  ['Titel', 'text', 10],
  ['Vorname', 'text', 40],
  ['Name', 'text', 40],
  ['Firma', 'text', 80],
  ['Abteilung', 'text', 40],
  ['Straße', 'text', 40],
  ['PLZ', 'text', 10],
  ['Ort', 'text', 40],
  ['Bemerkung', 'text', 1024],
  ['Inaktiv', ['0', '1', '2', '3']],
  ['Land', 'text', 2, 'key'],
  ['Telefon', 'text', 40],
  ['Telefax', 'text', 40],
  ['E-Mail', 'text', 50],
  ['Konto Nr.', 'text', 20],
  ['Blz', 'text', 20],
  ['Iban', 'text', 40],
  ['Bic', 'text', 20],
  ['Bankname', 'text', 40],
  ['Steuernummer', 'text', 20],
  ['USt.IdNr', 'text', 20],
  ['Zahlungsbedingung', 'digits', 8],
  ['Lieferbedingung', 'text', 3],
  ['Lieferbedingung Zusatz', 'text', 40],
  ['Ausgabemedium', ['0', '1', '2', '3']],
  ['Kontoinhaber', 'text', 40],
  ['Adressgruppe', 'text'],
  ['Kundennummer beim Lieferanten', 'text', 20],
  ['Währung', 'text', 3, 'key'],
  ['Telefon2', 'text', 20],
  ['Ausgabesprache', 'digits', 8],
  ['Aufwandskonto', 'digits', 8],
  ['Vorsteuer', 'digits', 8],
  ['Buchungstext', 'text', 255],
  ['Kostenstelle', 'text', 10, 'key'],
  ['Privatperson', 'digits', 8],
  ['URL', 'text', 80],
)
export type RecordName = 'CMXUMS' | 'CMXLRN' | 'CMXKND' | 'CMXLIF'

export interface RecordFacts {
  readonly name: RecordName
  readonly fields: readonly FieldFact[]
  /** Fields that a row has at least: Collmex added some at the end over the years. */
  readonly least: number
  /** Place of each field in the row. */
  readonly at: ReadonlyMap<string, number>
}

const record = (name: RecordName, least: number, fields: readonly FieldFact[]): [string, RecordFacts] => [
  name,
  { name, fields, least, at: new Map(fields.map((field, index) => [field.name, index])) },
]

export const records: ReadonlyMap<string, RecordFacts> = new Map([
  record('CMXUMS', 28, cmxums),
  record('CMXLRN', 20, cmxlrn),
  record('CMXKND', 39, cmxknd),
  record('CMXLIF', 39, cmxlif),
])
