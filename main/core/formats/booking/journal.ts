import { type FormatSetting, type FormatSettings, textOf } from '../settings'
import type { AccountBook } from './accounts'
import type { Booking, BookingLine } from './booking'

/** Into which book of a program a line goes (Buchungssymbol, Belegkreis, Belegnummernkreis). */
export const journals = [
  'journalSale',
  'journalCreditNote',
  'journalCancellation',
  'journalDeposit',
  'journalBank',
  'journalCash',
  'journalPurchase',
  'journalOther',
] as const
/** Key of the setting that names the book; texts: `format.setting.<key>`. */
export type Journal = (typeof journals)[number]

/** A setting for the name of each book; the advisor says what they are called there. */
export function journalSettings(names: Readonly<Record<Journal, string>>, pattern: RegExp): readonly FormatSetting[] {
  return journals.map((key) => ({ key, kind: 'text', maxLength: 9, pattern, default: names[key] }))
}

/** The name that a person gave the book. */
export const journalName = (settings: FormatSettings, journal: Journal): string => textOf(settings, journal)

/** A creditor makes a purchase of whatever document; money goes to the cash book where one of the accounts is a cash account. */
export function journalOf({ kind }: Booking, line: BookingLine, accounts: AccountBook): Journal {
  if (kind === 'zahlung' || kind === 'rueckzahlung') {
    return accounts.isCash(line.account) || accounts.isCash(line.contraAccount) ? 'journalCash' : 'journalBank'
  }
  if (kind === 'barverkauf' || kind === 'kasse') return 'journalCash'
  if (kind === 'incoming-invoice' || kind === 'incoming-credit-note') return 'journalPurchase'
  if (kind === 'sonstige') return 'journalOther'
  if (line.person !== null && accounts.roleOf(line.person) === 'creditor') return 'journalPurchase'
  return ofInvoices[kind]
}

const ofInvoices = {
  rechnung: 'journalSale',
  gutschrift: 'journalCreditNote',
  storno: 'journalCancellation',
  anzahlung: 'journalDeposit',
} as const
