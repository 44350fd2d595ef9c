import type { UsualTaxCode } from '../booking/tax-codes'

/**
 * Records of Collmex in the order of its help pages (Satzbeschreibung Erlöse, Lieferantenrechnung, Kunden, Lieferanten). `max`
 * is the length there; null where none is stated. Field 29 of CMXUMS and those from 40 on of CMXKND stand in newer lists only
 * and are left away.
 */
export interface RecordField {
  readonly name: string
  readonly max: number | null
}

const fields = <const Names extends readonly (readonly [string, number | null])[]>(...names: Names) => names

export const revenueFields = fields(
  ['Satzart', null],
  ['Kundennummer', 8],
  ['Firma Nr', 8],
  ['Rechnungsdatum', 8],
  ['Rechnungsnummer', 30],
  ['Nettobetrag voller Umsatzsteuersatz', 18],
  ['Steuer zum vollen Umsatzsteuersatz', 18],
  ['Nettobetrag ermäßigter Umsatzsteuersatz', 18],
  ['Steuer zum ermäßigten Umsatzsteuersatz', 18],
  ['Umsätze innergemeinschaftliche Lieferung', 18],
  ['Umsätze Export', 18],
  ['Steuerfreie Erlöse: Konto Nr.', 8],
  ['Steuerfreie Erlöse: Betrag', 18],
  ['Währung', 3],
  ['Gegenkonto', 8],
  ['Rechnungsart', 8],
  ['Buchungstext', null],
  ['Zahlungsbedingung', 8],
  ['Kontonummer voller Umsatzsteuersatz', 8],
  ['Kontonummer ermäßigter Umsatzsteuersatz', 8],
  ['Zahlungsreferenz', null],
  ['Auftragsnummer', null],
  ['Storno', 8],
  ['Schlussrechnung', null],
  ['Erlösart', 8],
  ['Systemname', null],
  ['Verrechnen mit Rechnungsnummer', 30],
  ['Kostenstelle', 10],
)

export const expenseFields = fields(
  ['Satzart', null],
  ['Lieferantennummer', 8],
  ['Firma Nr', 8],
  ['Rechnungsdatum', 8],
  ['Rechnungsnummer', 30],
  ['Nettobetrag voller Umsatzsteuersatz', 18],
  ['Steuer zum vollen Umsatzsteuersatz', 18],
  ['Nettobetrag ermäßigter Umsatzsteuersatz', 18],
  ['Steuer zum ermäßigten Umsatzsteuersatz', 18],
  ['Sonstige Umsätze: Konto Nr.', 8],
  ['Sonstige Umsätze: Betrag', 18],
  ['Währung', 3],
  ['Gegenkonto', 8],
  ['Gutschrift', 8],
  ['Buchungstext', null],
  ['Zahlungsbedingung', 8],
  ['Kontonummer voller Umsatzsteuersatz', 8],
  ['Kontonummer ermäßigter Umsatzsteuersatz', 8],
  ['Storno', 8],
  ['Kostenstelle', 10],
)

export const debtorFields = fields(
  ['Satzart', null],
  ['Kundennummer', 8],
  ['Firma Nr', 8],
  ['Anrede', 10],
  ['Titel', 10],
  ['Vorname', 40],
  ['Name', 40],
  ['Firma', 80],
  ['Abteilung', 40],
  ['Straße', 40],
  ['PLZ', 10],
  ['Ort', 20],
  ['Bemerkung', 1024],
  ['Inaktiv', 8],
  ['Land', 2],
  ['Telefon', 40],
  ['Telefax', 40],
  ['E-Mail', 50],
  ['Kontonummer', 20],
  ['Blz', 20],
  ['Iban', 40],
  ['Bic', 20],
  ['Bankname', 40],
  ['Steuernummer', 20],
  ['USt.IdNr', 20],
  ['Zahlungsbedingung', 8],
  ['Rabattgruppe', 8],
  ['Lieferbedingung', 3],
  ['Lieferbedingung Zusatz', 40],
  ['Ausgabemedium', 8],
  ['Kontoinhaber', 40],
  ['Adressgruppe', null],
  ['eBay-Mitgliedsname', 80],
  ['Preisgruppe', 8],
  ['Währung', 3],
  ['Vermittler', 8],
  ['Kostenstelle', 10],
  ['Wiedervorlage am', 8],
  ['Liefersperre', 8],
)

export const creditorFields = fields(
  ['Satzart', null],
  ['Lieferantennummer', 8],
  ['Firma Nr', 8],
  ['Anrede', 10],
  ['Titel', 10],
  ['Vorname', 40],
  ['Name', 40],
  ['Firma', 80],
  ['Abteilung', 40],
  ['Straße', 40],
  ['PLZ', 10],
  ['Ort', 40],
  ['Bemerkung', 1024],
  ['Inaktiv', 8],
  ['Land', 2],
  ['Telefon', 40],
  ['Telefax', 40],
  ['E-Mail', 50],
  ['Konto Nr.', 20],
  ['Blz', 20],
  ['Iban', 40],
  ['Bic', 20],
  ['Bankname', 40],
  ['Steuernummer', 20],
  ['USt.IdNr', 20],
  ['Zahlungsbedingung', 8],
  ['Lieferbedingung', 3],
  ['Lieferbedingung Zusatz', 40],
  ['Ausgabemedium', 8],
  ['Kontoinhaber', 40],
  ['Adressgruppe', null],
  ['Kundennummer beim Lieferanten', 20],
  ['Währung', 3],
  ['Telefon2', 20],
  ['Ausgabesprache', 8],
  ['Aufwandskonto', 8],
  ['Vorsteuer', 8],
  ['Buchungstext', 255],
  ['Kostenstelle', 10],
  ['Privatperson', 8],
  ['URL', 80],
)

export type RevenueField = (typeof revenueFields)[number][0]
export type ExpenseField = (typeof expenseFields)[number][0]
export type PersonField = (typeof debtorFields)[number][0] | (typeof creditorFields)[number][0]

/** Longer numbers keep their end. */
export const documentNoMax = 30
/** Not stated for bookings; that of a creditor's standing text. */
export const textMax = 255
export const costCentreMax = 10

/** Codes: the Erlösart of CMXUMS (0 full, 1 reduced, 2 free, 10 export, 11 in the union …); 0, 1, 2 for expenses too. */
export const codesOf = {
  output: ['0', '1', '2', '10', '11', '12', '13', '14', '15'],
  input: ['0', '1', '2'],
} as const

const lowered = { validFrom: '2020-07-01', validTo: '2020-12-31' } as const

export const usualCodes: readonly UsualTaxCode[] = (['output', 'input'] as const).flatMap((direction) => [
  { direction, taxRate: 1600, sourceKey: null, key: '0', ...lowered },
  { direction, taxRate: 500, sourceKey: null, key: '1', ...lowered },
  { direction, taxRate: 1900, sourceKey: null, key: '0' },
  { direction, taxRate: 700, sourceKey: null, key: '1' },
  { direction, taxRate: 0, sourceKey: null, key: '2' },
])
