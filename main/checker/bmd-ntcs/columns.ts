import { byName, factsOf } from '../files/facts'

/** Bookings, by the names that BMD assigns by itself. */
export const bookingColumns = byName(
  factsOf(
    ['satzart', ['0', '1', '2', '4', '6']],
    // Nine digits in BMD 5.5; real files of NTCS have ten.
    ['konto', 'digits', 10, 'required'],
    ['gkonto', 'digits', 10, 'required'],
    ['belegnr', 'text', null, 'required'],
    ['belegdatum', 'date', 10, 'required'],
    ['buchdatum', 'date', 10],
    ['buchsymbol', 'text', 2, 'required key'],
    ['buchcode', ['1', '2'], 1, 'required'],
    ['prozent', 'number', 5, 'required'],
    ['steuercode', 'text', 3, 'required key'],
    ['betrag', 'amount', 18, 'required'],
    ['steuer', 'amount', 18, 'required'],
    ['text', 'text', 255],
    ['kost', 'text'],
    ['kotraeger', 'text'],
    ['extbelegnr', 'text'],
    ['zziel', 'digits', 3],
    ['skontopz', 'number'],
    ['skontotage', 'digits', 3],
    ['skonto', 'amount', 18],
    ['nettodatum', 'date', 10],
    ['skontodatum', 'date', 10],
    ['faelligkeit', 'date', 10],
    ['fwbetrag', 'amount', 18],
    ['fwsteuer', 'amount', 18],
    ['waehrung', 'text', 3, 'key'],
    ['periode', 'digits', 2],
    ['gegenbuchkz', ['E', 'S', 'O']],
    ['verbuchkz', ['A', 'P']],
    ['verbuchstatus', 'digits', 1],
    ['ausz-belegnr', 'text'],
    ['ausz-betrag', 'amount', 18],
    ['ausz-skonto', 'amount', 18],
    ['extid', 'text'],
    ['uidnr', 'text', 15, 'key'],
    ['filiale', 'text'],
    ['buchtyp', ['1', '2']],
    ['dokument', 'text'],
    ['ts-ablauftyp', ['1', '2']],
    ['ts-ablaufnr', 'text'],
    ['ts-ablaufart', 'text'],
    ['ts-versteuerungsart', ['0', '1']],
  ),
)
export const neededBookingColumns = [
  ...[
    'konto',
    'gkonto',
    'belegnr',
    'belegdatum',
    'buchsymbol',
    'buchcode',
    'prozent',
    'steuercode',
    'betrag',
    'steuer',
  ],
] as const

/** Person accounts have no headings of BMD's own; lengths are those of BMD 5.5. */
export const personColumns = byName(
  factsOf(
    ['KontoNummer', 'digits', 10, 'required'],
    ['Name', 'text', 35, 'required'],
    ['Vorname', 'text', 35],
    ['Strasse', 'text', 30],
    ['PLZ', 'text', 12, 'key'],
    ['Ort', 'text', 20],
    ['Land', 'text', 3, 'key'],
    ['UID', 'text', 15, 'key'],
    ['Telefon', 'text', 18],
    ['E-Mail', 'text', 50],
    ['IBAN', 'text', 34, 'key'],
    ['BIC', 'text', 12, 'key'],
    ['Sammelkonto', 'digits', 9],
    ['Zahlungsziel', 'digits', 6],
    ['Skonto%', 'number', 5],
    ['Skontotage', 'digits', 4],
  ),
)
export const neededPersonColumns = ['KontoNummer', 'Name'] as const

/** Headings of BMD 5.5 that some installations keep, and one of a client's file. */
export const otherHeadings: ReadonlyMap<string, string> = new Map([
  ['gkto', 'gkonto'],
  ['belegdat', 'belegdatum'],
  ['buchdat', 'buchdatum'],
  ['mwst', 'prozent'],
  ['bucod', 'buchcode'],
  ['symbol', 'buchsymbol'],
  ['steucod', 'steuercode'],
  ['skontoprozent', 'skontopz'],
  ['dokumente', 'dokument'],
])

/** Codes for output and input tax at a usual rate; with them there is tax in the amount. Others are the client's. */
export const plainTaxCodes: ReadonlySet<string> = new Set(['1', '2', '03'])
