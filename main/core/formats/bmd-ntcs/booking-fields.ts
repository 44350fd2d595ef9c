import { type Cents, toDecimalComma } from '../../money/cents'
import type { Booking, BookingLine } from '../booking/booking'
import { paymentDays } from '../booking/days'
import type { ChosenColumn } from '../settings'

/** One line with all that is decided about it. */
export interface BmdRow {
  readonly booking: Booking
  readonly line: BookingLine
  readonly leading: string
  readonly contra: string
  readonly number: string
  readonly journal: string
  readonly code: '1' | '2'
  /** Debit is positive. */
  readonly amountCents: Cents
  /** With the other sign. */
  readonly taxCents: Cents
  readonly percent: string
  readonly taxCode: string
  /** Ready to be written: characters, length. */
  readonly text: string
  readonly fullNumber: string
  readonly costCentre: string
  readonly costObject: string
  readonly branch: string
  readonly picture: string
  readonly sayDate: (date: string | null) => string
}

export interface BmdField {
  /** BMD's name of the column, and its usual heading. */
  readonly name: string
  /** Nobody can book without it. */
  readonly required?: true
  readonly of: (row: BmdRow) => string
}

export const maxText = 255

/** Buchtyp: 1 sale, 2 purchase; nothing for what is neither. */
function bookingType({ booking, code }: BmdRow): string {
  return isInvoice(booking.kind) ? code : ''
}

export const isInvoice = (kind: Booking['kind']): boolean =>
  !['barverkauf', 'zahlung', 'rueckzahlung', 'kasse', 'sonstige'].includes(kind)

/** Columns of BMD NTCS that the books can fill, by the names that BMD assigns by itself. */
export const bookingFields: readonly BmdField[] = [
  { name: 'satzart', of: () => '0' },
  { name: 'konto', required: true, of: ({ leading }) => leading },
  { name: 'gkonto', required: true, of: ({ contra }) => contra },
  { name: 'belegnr', required: true, of: ({ number }) => number },
  { name: 'belegdatum', required: true, of: ({ booking, sayDate }) => sayDate(booking.documentDate) },
  { name: 'buchdatum', of: ({ booking, sayDate }) => sayDate(booking.documentDate) },
  { name: 'buchsymbol', required: true, of: ({ journal }) => journal },
  { name: 'buchcode', required: true, of: ({ code }) => code },
  { name: 'prozent', required: true, of: ({ percent }) => percent },
  { name: 'steuercode', required: true, of: ({ taxCode }) => taxCode },
  { name: 'betrag', required: true, of: ({ amountCents }) => toDecimalComma(amountCents) },
  { name: 'steuer', required: true, of: ({ taxCents }) => toDecimalComma(taxCents) },
  { name: 'text', of: ({ text }) => text },
  { name: 'kost', of: ({ costCentre }) => costCentre },
  { name: 'kotraeger', of: ({ costObject }) => costObject },
  { name: 'extbelegnr', of: ({ fullNumber }) => fullNumber },
  {
    name: 'zziel',
    of: ({ booking, line }) =>
      line.person === null ? '' : (paymentDays(booking.documentDate, booking.dueDate)?.toString() ?? ''),
  },
  { name: 'faelligkeit', of: ({ booking, line, sayDate }) => (line.person === null ? '' : sayDate(booking.dueDate)) },
  { name: 'waehrung', of: ({ booking }) => booking.currency },
  { name: 'periode', of: ({ booking }) => booking.documentDate.slice(5, 7) },
  { name: 'gegenbuchkz', of: () => 'E' },
  { name: 'verbuchkz', of: () => 'A' },
  { name: 'verbuchstatus', of: () => '0' },
  { name: 'filiale', of: ({ branch }) => branch },
  { name: 'buchtyp', of: bookingType },
  { name: 'dokument', of: ({ picture }) => picture },
]

const named = (...names: readonly (string | readonly [name: string, heading: string])[]): readonly ChosenColumn[] =>
  names
    .map((one) => (typeof one === 'string' ? { column: one, heading: one } : { column: one[0], heading: one[1] }))
    .map(({ column, heading }) => ({ column: `bmd-${column}`, heading }))

export const offeredColumns = named(...bookingFields.map(({ name }) => name))

/** The twelve that every source has, and what else the books know. */
export const usualColumns = named(
  ...['satzart', 'konto', 'gkonto', 'belegnr', 'belegdatum', 'buchdatum', 'buchsymbol', 'buchcode', 'prozent'],
  ...['steuercode', 'betrag', 'steuer', 'text', 'kost', 'kotraeger', 'extbelegnr', 'zziel', 'waehrung', 'dokument'],
)

/** The names of BMD 5.5, which some NTCS installations keep. */
export const oldColumns = named(
  'konto',
  ['buchdatum', 'buchdat'],
  ['gkonto', 'gkto'],
  'belegnr',
  ['belegdatum', 'belegdat'],
  ['prozent', 'mwst'],
  ['buchcode', 'bucod'],
  'betrag',
  'steuer',
  'text',
  'zziel',
  ['buchsymbol', 'symbol'],
  'gegenbuchkz',
  'verbuchkz',
  ['steuercode', 'steucod'],
)
