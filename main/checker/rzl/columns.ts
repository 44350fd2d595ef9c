import { factsOf } from '../files/facts'

/** The 41 fields of a booking in the order of RZL's "Handbuch Datenimport"; empty means 0. */
export const bookingColumns = factsOf(
  ['Kontonummer', 'digits', 9, 'required'],
  ['Gegenkonto', 'digits', 9],
  ['OP-Nummer', 'digits', 16],
  ['Beleg-Datum', 'date', 8, 'required'],
  ['Valuta-Datum', 'date', 8],
  ['Währung', 'text', 3, 'required key'],
  ['Sollbetrag', 'amount', 13],
  ['Habenbetrag', 'amount', 13],
  ['Steuerbetrag', 'amount', 13],
  ['Fremdwährung', 'text', 3, 'key'],
  ['FW-Sollbetrag', 'amount', 13],
  ['FW-Habenbetrag', 'amount', 13],
  ['Kostenstelle', 'digits', 7],
  ['Belegkreis', 'text', 3, 'key'],
  ['Belegnummer', 'text', 15, 'key'],
  // The sample pads it with a blank.
  ['USt-Land', 'text', 2, 'required key'],
  ['USt-Schlüssel', 'text', 2, 'key'],
  ['USt-Code', ['0', '1', '2', '3', '4', '5', '6']],
  ['USt-Sondercode', 'digits', 2],
  ['Buchungsart', ['1', '2', '3', '4', '5', '6'], 1, 'required'],
  ['Abweichende Zahlungsfrist', 'digits'],
  ['Abweichende Skontofrist', 'digits'],
  ['Abweichender Skontoprozentsatz', 'number'],
  ['Buchungstext', 'text', 40],
  ['Buchungstext 2. Zeile', 'text', 40],
  ['UID-Nummer', 'text', 14, 'key'],
  ['Dienstleistungsnummer', 'text'],
  ['Dienstleistungsland', 'text'],
  ['Dienstleistungsexport', 'text'],
  ['DMS-Schlüssel', 'text', 16, 'key'],
  ['Kostenträger', 'digits', 9],
  ['Fremdbelegnummer', 'text', 19, 'key'],
  ['Wert 1', 'text', 17, 'key'],
  ['Wert 2', 'text', 17, 'key'],
  ['Mahnsperre', 'digits', 1],
  ['Zahlungsreferenz', 'text', 35, 'key'],
  ['Belegpfad', 'text', 256, 'key'],
  // Nothing may stand here.
  ['Reserviert', []],
  ['OSS-Korrekturzeitraum', 'text'],
  ['OSS-Korrekturart', 'text'],
  ['DMS-GUID', 'text', 36, 'key'],
)

/** The 19 fields of a person account; the order is that in which the manual lists them. */
export const personColumns = factsOf(
  ['Kontonummer', 'digits', 9, 'required'],
  ['Kontenart', 'digits', 1, 'required'],
  ['Fremdwährung', 'text', 3, 'key'],
  ['UID-Nummer', 'text', 14, 'key'],
  ['Anrede', 'text'],
  ['Name', 'text', 40, 'required'],
  ['Straße', 'text', 40],
  ['Ort', 'text', 25],
  ['Mahnsperre', 'digits', 1],
  ['Mahnfrist 1', 'digits'],
  ['Mahnfrist 2', 'digits'],
  ['Mahnfrist 3', 'digits'],
  ['Land', 'text'],
  ['PLZ', 'text', 10, 'key'],
  ['Zusatztext', 'text', 40],
  ['Kundennummer', 'text', 20, 'key'],
  ['Mahnschema', 'digits'],
  ['Abweichendes Zahlungsziel', 'digits', 1],
  ['Zahlungsziel Tage', 'digits'],
)

/** Percent of each rate that a USt-Schlüssel names. */
export const rates: ReadonlyMap<string, number> = new Map([
  ['20', 20],
  ['13', 13],
  ['10', 10],
  ['49', 4.9],
])
/** USt-Code with tax inside: 1 input, 2 output. */
export const [inputCode, outputCode] = ['1', '2']
/** USt-Schlüssel of supplies and services inside the EU: the summary report needs the partner's UID. */
export const intraEuKeys: ReadonlySet<string> = new Set(['02', '03'])
/** Collective and tax accounts of the Austrian chart: RZL books them itself. */
export const ownAccounts: ReadonlySet<string> = new Set(['2000', '3300', '2500', '3500'])
