import type { IsoDate } from '../../core/ledger/ledger'
import { type Cents, cents } from '../../core/money/cents'
import type { ReadPosting } from '../../core/run/file-check'
import type { TableRow } from '../files/table'
import { amountOf } from '../files/values'
import { plainTaxCodes } from './columns'

export interface BookingRules {
  readonly dayOf: (text: string) => IsoDate | null
  /** Debtors and creditors that the files name. */
  readonly persons: ReadonlySet<string>
  /** Symbols of bank, cash and other books: there the code says nothing but the side. */
  readonly sideSymbols: ReadonlySet<string>
}

/** A row as a posting; null: it is none, and why has been told. */
export function readBooking(row: TableRow, rules: BookingRules): ReadPosting | null {
  const [konto, gkonto, currency] = [row.text('konto'), row.text('gkonto'), row.text('waehrung')]
  const signed = amountIn(row, 'betrag')
  const signedTax = amountIn(row, 'steuer')
  const documentDate = rules.dayOf(row.text('belegdatum'))
  for (const column of ['konto', 'gkonto']) if (/^0+$/.test(row.text(column))) row.tell('reject', 'account', column)
  if (konto === gkonto) row.tell('warn', 'account-on-both-sides', 'gkonto')
  if (!/^[A-Za-z0-9]+$/.test(row.text('buchsymbol'))) row.tell('reject', 'pattern', 'buchsymbol')
  if (!/[\p{L}\p{N}]/u.test(row.text('belegnr'))) row.tell('warn', 'number-missing', 'belegnr')
  if (currency !== '' && currency !== 'EUR' && row.text('fwbetrag') === '') row.tell('reject', 'currency', 'waehrung')
  if (signed === 0) row.tell('reject', 'amount', 'betrag')
  if (signed === null || signedTax === null || signed === 0 || documentDate === null) return null
  checkCode(row, signed, rules)
  const isDebit = signed > 0
  return {
    mandant: null,
    documentNo: row.text('belegnr'),
    documentDate,
    debit: isDebit ? konto : gkonto,
    credit: isDebit ? gkonto : konto,
    grossCents: grossOf(row, signed, signedTax, rules),
    currency: currency === '' ? null : 'EUR',
    taxCode: row.text('steuercode') || null,
    text: row.text('text') || null,
  }
}

function amountIn(row: TableRow, column: string): Cents | null {
  const amount = amountOf(row.text(column), { decimal: ',' })
  if (amount === null) row.tell('reject', 'amount', column)
  return amount
}

/** Sales have 1 and purchases 2 whatever the sign; elsewhere 1 is a debit of `konto` and 2 a credit. */
function checkCode(row: TableRow, signed: Cents, { sideSymbols }: BookingRules): void {
  if (!sideSymbols.has(row.text('buchsymbol'))) return
  if ((row.text('buchcode') === '1') !== signed > 0) row.tell('reject', 'bmd-booking-code', 'buchcode')
}

/** `betrag` holds the tax where a debtor or creditor leads, and does not where a ledger account does. */
function grossOf(row: TableRow, signed: Cents, signedTax: Cents, { persons }: BookingRules): Cents {
  const [amount, tax] = [Math.abs(signed), Math.abs(signedTax)]
  const rate = Number(row.text('prozent').replace(',', '.'))
  const fits = (gross: number) => Math.abs(Math.round((gross * rate) / (100 + rate)) - tax) <= 1
  if (tax !== 0 && signed > 0 === signedTax > 0) row.tell('reject', 'tax-sign', 'steuer')
  const gross = isGross(row, persons, !fits(amount) && fits(amount + tax)) ? amount : amount + tax
  const isTaxLeftOut = tax === 0 && !plainTaxCodes.has(row.text('steuercode'))
  if (!isTaxLeftOut && !fits(gross)) row.tell('reject', 'tax-sum', 'steuer')
  return cents(gross)
}

/** An account is a person's when the files say so or when it is longer than ledger accounts are. */
function isGross(row: TableRow, persons: ReadonlySet<string>, fitsOnlyNet: boolean): boolean {
  const [konto, gkonto] = [row.text('konto'), row.text('gkonto')]
  if (persons.has(konto)) return true
  return konto.length > ledgerLength && konto.length > gkonto.length && !fitsOnlyNet
}
const ledgerLength = 4
