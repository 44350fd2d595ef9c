import { byName, factsOf } from '../files/facts'

/** Fields of the bookings import, by their usual names; a person assigns them once and keeps that as a profile. */
export const bookingColumns = byName(
  factsOf(
    ['Belegdatum', 'date'],
    ['Buchungsdatum', 'date'],
    ['Belegnummernkreis', 'text', 9, 'key'],
    ['Belegnummer', 'text', 10, 'key'],
    ['Buchungstext', 'text', 79],
    ['Buchungsbetrag', 'amount', null, 'required'],
    ['Sollkonto', 'digits', 9],
    ['Habenkonto', 'digits', 9],
    ['Steuerschlüssel', 'digits', 2],
    ['Kostenstelle 1', 'text', 19, 'key'],
    ['Kostenstelle 2', 'text', 19, 'key'],
    ['Buchungsbetrag Euro', 'amount'],
    ['Währung', 'text', 3, 'key'],
    ['Zusatzangaben', 'text'],
  ),
)
export const neededBookingColumns = ['Belegdatum', 'Belegnummer', 'Buchungsbetrag', 'Sollkonto', 'Habenkonto'] as const

/** Fields of the accounts import; of most of them no length is known. */
export const personColumns = byName(
  factsOf(
    ['Kontonummer', 'digits', 9, 'required'],
    ['Kontobezeichnung', 'text', 79, 'required'],
    ['Kunden- oder Lieferantennummer', 'text'],
    ['Anrede', 'text'],
    ['Firma', 'text', 59],
    ['Name', 'text'],
    ['Vorname', 'text'],
    ['Zusatz', 'text'],
    ['Land', 'text'],
    ['Straße, Hausnummer', 'text'],
    ['Postleitzahl', 'text'],
    ['Ort', 'text'],
    ['E-Mail', 'text'],
    ['IBAN', 'text', 34, 'key'],
    ['BIC', 'text', 11, 'key'],
  ),
)
export const neededPersonColumns = ['Kontonummer', 'Kontobezeichnung'] as const

/** None; output 7, 19, 16; input 16, 7, 19; acquisition 7, 19; reversal; automatic tax off. A client may have further ones. */
export const usualTaxKeys: ReadonlySet<string> = new Set([
  '',
  '0',
  '2',
  '3',
  '5',
  '7',
  '8',
  '9',
  '18',
  '19',
  '20',
  '40',
])
/** Rows with this key take back a booking: they are booked on the other sides. */
export const reversalKey = '20'
/** 16 % was the law in the second half of 2020. */
export const passingKeys: ReadonlySet<string> = new Set(['5', '7'])
