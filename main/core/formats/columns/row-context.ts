import type { AccountNo } from '../../ledger/ledger'
import { BookingReader } from '../booking/booking'
import { codeOf } from '../booking/code-of'
import { TaxCodes } from '../booking/tax-codes'
import { datevTaxKeysFor } from '../booking/tax-rules'
import type { FaultList } from '../faults'
import type { FormatMandant } from '../format'
import { Originals } from '../originals'
import { type FormatSettings, textOf } from '../settings'
import { type BookingRow, several } from './booking-rows'
import type { RowContext } from './column'
import type { Pictures } from './pictures'

/** One Mandant while its tables are written: what its rows ask again and again. */
export class MandantTables {
  readonly id: string
  readonly currency: string
  readonly fiscalYearStart: string
  readonly reader: BookingReader
  readonly #settings: FormatSettings
  readonly #taxCodes: TaxCodes
  readonly #datevKeys: TaxCodes
  readonly #pictures: Pictures | null
  readonly #digits = new Map<string, Originals>()

  constructor(formatId: string, source: FormatMandant, settings: FormatSettings, pictures: Pictures | null) {
    const { mandant, settings: own } = source
    this.id = mandant.mandant
    this.currency = mandant.currency
    this.fiscalYearStart = mandant.fiscalYearStart
    this.reader = new BookingReader(source)
    this.#settings = settings
    this.#taxCodes = new TaxCodes(formatId, own.taxKeys, [])
    const datevKeys = datevTaxKeysFor(own.taxKeys, mandant.country, mandant.chartOfAccounts)
    this.#datevKeys = new TaxCodes('', [], datevKeys)
    this.#pictures = pictures
  }

  context(faults: FaultList): RowContext {
    const roleOf = (account: AccountNo) => this.#roleOf(account)
    return {
      ...{ settings: this.#settings, faults, accounts: this.reader.accounts, roleOf },
      accountName: (account) => this.#accountName(account),
      personName: (account) => this.#personName(account),
      taxCode: ({ line, booking }) => codeOf(line.tax, this.#taxCodes, booking.documentDate, faults),
      datevKey: ({ line, booking }) => {
        const { tax } = line
        if (!tax || tax.sourceKey !== null) return tax?.sourceKey ?? null
        // A key beside an automatic account would be refused, and 0 % has none.
        return tax.automatic || tax.rate === 0 ? null : codeOf(tax, this.#datevKeys, booking.documentDate, faults)
      },
      documentDigits: (row) => this.#documentDigits(row, faults),
      attachmentName: ({ booking }) =>
        booking.attachment === null
          ? null
          : (this.#pictures?.nameOf(booking.attachment, this.id, booking.documentNo, faults) ?? null),
    }
  }

  #roleOf(account: AccountNo): ReturnType<RowContext['roleOf']> {
    const facts = this.reader.accounts.facts(account)
    return typeof facts === 'string' ? 'ledger' : facts.role
  }

  /** With a shared account named for debtors or creditors that one stands there; else the account with its prefix. */
  #accountName(account: AccountNo): string {
    const role = this.#roleOf(account)
    if (role === 'ledger') return account
    const kind = role === 'debtor' ? 'Debtors' : 'Creditors'
    const collective = textOf(this.#settings, `collective${kind}`)
    return collective === '' ? this.#personName(account) : collective
  }

  #personName(account: AccountNo): string {
    const role = this.#roleOf(account)
    if (role === 'ledger') return account
    return textOf(this.#settings, role === 'debtor' ? 'debtorPrefix' : 'creditorPrefix') + account
  }

  #documentDigits({ booking, account }: BookingRow, faults: FaultList): string | null {
    const digits = booking.documentNo.replace(/\D/g, '').replace(/^0+/, '')
    if (digits === '') faults.reject('format-table-number-no-digits', 'Belegnummer', booking.documentNo)
    const scope = booking.kind.startsWith('incoming') ? (booking.person ?? account) : several
    const known = this.#digits.get(scope) ?? new Originals()
    this.#digits.set(scope, known)
    const other = known.otherThan(booking.documentNo, digits)
    if (other !== null) {
      faults.reject('format-table-number-collision', 'Belegnummer', `${booking.documentNo} / ${other}`)
    }
    return digits
  }
}
