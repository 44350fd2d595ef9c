import type { AccountNo } from '../../ledger/ledger'
import type { BookingLine } from '../booking/booking'
import { BookingReader } from '../booking/booking'
import { TaxCodes } from '../booking/tax-codes'
import type { FaultList } from '../faults'
import type { FormatMandant } from '../format'
import { Originals } from '../originals'
import { Remarks } from '../remarks'
import { plainText } from '../text/plain'
import type { Options } from './options'

export const formatId = 'abacus'

/** One Mandant while a run is written. */
export class MandantState {
  readonly id: string
  readonly currency: string
  readonly country: string
  readonly reader: BookingReader
  /** Abacus has no usual codes: 311, 312 … are the client's own. */
  readonly codes: TaxCodes
  readonly remarks: Remarks
  readonly options: Options
  readonly #numbers = new Map<string, Originals>()

  constructor({ mandant, ...rest }: FormatMandant, options: Options) {
    this.id = mandant.mandant
    this.currency = mandant.currency
    this.country = mandant.country
    this.reader = new BookingReader({ mandant, ...rest })
    this.codes = new TaxCodes(formatId, rest.settings.taxKeys, [])
    this.remarks = new Remarks(this.id)
    this.options = options
  }

  /** Numbers that must stay apart, by what they are numbers of. */
  numbers(scope: string): Originals {
    const known = this.#numbers.get(scope) ?? new Originals()
    this.#numbers.set(scope, known)
    return known
  }

  roleOf(account: AccountNo): 'debtor' | 'creditor' | 'ledger' {
    const facts = this.reader.accounts.facts(account)
    return typeof facts === 'string' ? 'ledger' : facts.role
  }

  /** The rounding line of a total in steps of 0.05 CHF: no case of tax, unless the books state a rate for it. */
  isRounding({ debit, credit, tax }: BookingLine): boolean {
    const { roundingAccount } = this.options
    const isOn = roundingAccount !== null && (debit === roundingAccount || credit === roundingAccount)
    return isOn && (tax === null || tax.rate === 0)
  }
}

/** Rounding lines go last. */
export function roundingLast<Item>(items: readonly Item[], isRounding: (item: Item) => boolean): readonly Item[] {
  return [...items.filter((item) => !isRounding(item)), ...items.filter(isRounding)]
}

const costCentreMax = 11

/** Digits; null when there is none, or when it is rejected. */
export function costCentreOf(raw: string | null, field: string, faults: FaultList): string | null {
  const text = raw?.trim() ?? ''
  if (text === '') return null
  if (/^\d+$/.test(text) && text.length <= costCentreMax) return text
  faults.reject('format-abacus-cost-centre', field, text)
  return null
}

const documentNoMax = 10
const notLetterOrDigit = /[^\p{L}\p{N}]/gu

/** A number of more than ten characters loses its signs, then keeps its last ten. */
export function shortNo(documentNo: string): { readonly text: string; readonly isShortened: boolean } {
  const text = plainText(documentNo).trim()
  if (text.length <= documentNoMax) return { text, isShortened: false }
  return { text: text.replace(notLetterOrDigit, '').slice(-documentNoMax), isShortened: true }
}

const digitsMax = 10

/** `RE-1001` → `1001`: at most the last ten digits, no zeros in front. */
export function digitsOnly(documentNo: string): { readonly text: string; readonly isShortened: boolean } {
  const digits = documentNo.replace(/\D/g, '').replace(/^0+/, '')
  return { text: digits.slice(-digitsMax).replace(/^0+/, ''), isShortened: digits.length > digitsMax }
}
