import type { FieldFact } from '../files/facts'

const column = (
  name: string,
  kind: FieldFact['kind'],
  max: number | null = null,
  more: Partial<FieldFact> = {},
): readonly [string, FieldFact] => [name, { name, kind, max, required: false, ...more }]

/** Fields of the bookings import, by their usual names; a person assigns them once and keeps that as a profile. */
export const bookingColumns: ReadonlyMap<string, FieldFact> = new Map([
  column('Belegdatum', 'date'),
  column('Buchungsdatum', 'date'),
  column('Belegnummernkreis', 'text', 9, { isKey: true }),
  column('Belegnummer', 'text', 10, { isKey: true }),
  column('Buchungstext', 'text', 79),
  column('Buchungsbetrag', 'amount', null, { required: true }),
  column('Sollkonto', 'digits', 9),
  column('Habenkonto', 'digits', 9),
  column('Steuerschlüssel', 'digits', 2),
  column('Kostenstelle 1', 'text', 19, { isKey: true }),
  column('Kostenstelle 2', 'text', 19, { isKey: true }),
  column('Buchungsbetrag Euro', 'amount'),
  column('Währung', 'text', 3, { isKey: true }),
  column('Zusatzangaben', 'text'),
])
export const neededBookingColumns = ['Belegdatum', 'Belegnummer', 'Buchungsbetrag', 'Sollkonto', 'Habenkonto'] as const

/** Fields of the accounts import; of most of them no length is known. */
export const personColumns: ReadonlyMap<string, FieldFact> = new Map([
  column('Kontonummer', 'digits', 9, { required: true }),
  column('Kontobezeichnung', 'text', 79, { required: true }),
  column('Kunden- oder Lieferantennummer', 'text'),
  column('Anrede', 'text'),
  column('Firma', 'text', 59),
  column('Name', 'text'),
  column('Vorname', 'text'),
  column('Zusatz', 'text'),
  column('Land', 'text'),
  column('Straße, Hausnummer', 'text'),
  column('Postleitzahl', 'text'),
  column('Ort', 'text'),
  column('E-Mail', 'text'),
  column('IBAN', 'text', 34, { isKey: true }),
  column('BIC', 'text', 11, { isKey: true }),
])
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
