import type { AccountNo, Side } from '../../ledger/ledger'
import { type Cents, cents, toDecimalPoint } from '../../money/cents'
import type { Booking, BookingLine } from '../booking/booking'
import { codeOf } from '../booking/code-of'
import { type Counter, type Entry, entriesOf } from '../booking/entries'
import type { FaultList } from '../faults'
import { plainField } from '../text/plain'
import { costCentreOf, type MandantState, roundingLast } from './mandant'
import type { Tree } from './tree'

export const textMax = 80
/** 13 characters with the point. */
const amountMaxCents = 999_999_999_999

/** What the two levels of an entry have in common. */
interface Level {
  readonly account: AccountNo
  readonly line: BookingLine | null
  readonly amount: Cents
  readonly keyAmount: Cents
  readonly text: string
  /** The full number where `DocumentNumber` is shortened. */
  readonly fullNo: string | null
}

/** Element `Entry` of each total of a document; one transaction each. */
export function fibuEntries(
  booking: Booking,
  documentNo: { readonly text: string; readonly isShortened: boolean },
  mandant: MandantState,
  faults: FaultList,
): readonly Tree[] {
  const fullNo = documentNo.isShortened ? booking.documentNo : null
  const writer = new EntryWriter(booking, documentNo.text, mandant, faults)
  return entriesOf(booking.lines).map((entry) => writer.entry(entry, fullNo))
}

const letterOf = (side: Side) => (side === 'S' ? 'D' : 'C')

class EntryWriter {
  readonly #booking: Booking
  readonly #documentNo: string
  readonly #mandant: MandantState
  readonly #faults: FaultList

  constructor(booking: Booking, documentNo: string, mandant: MandantState, faults: FaultList) {
    this.#booking = booking
    this.#documentNo = documentNo
    this.#mandant = mandant
    this.#faults = faults
  }

  entry(entry: Entry, fullNo: string | null): Tree {
    if (entry.totalCents > amountMaxCents) {
      this.#faults.reject('format-amount-too-large', 'Amount', entry.totalCents.toString())
    }
    const counters = roundingLast(entry.counters, ({ line }) => this.#mandant.isRounding(line))
    return [
      'Entry',
      [this.#collective({ ...entry, counters }, fullNo), ...counters.map((one) => this.#single(one, entry.side))],
    ]
  }

  #collective({ account, side, totalCents, counters }: Entry, fullNo: string | null): Tree {
    const { options, currency } = this.#mandant
    const text = this.#booking.text ?? counters.find(({ line }) => line.text)?.line.text ?? null
    const level = { account, line: null, amount: totalCents, keyAmount: totalCents, fullNo, text: this.#text(text) }
    return [
      'CollectiveInformation',
      [
        ['EntryLevel', 'A'],
        ['EntryType', counters.length === 1 ? 'S' : 'C'],
        ['Type', 'Normal'],
        ['DebitCredit', letterOf(side)],
        ['Client', ''],
        ['Division', '0'],
        ['KeyCurrency', currency],
        ...this.#amounts(level),
        ...this.#texts(level),
        ['SingleCount', options.countsSingles ? counters.length.toString() : '0'],
      ],
    ]
  }

  /** The letter is that of the total; an amount that stands on the total's own side is negative. */
  #single({ account, line, sign }: Counter, side: Side): Tree {
    const tax = this.#taxData(line, sign)
    const keyAmount = cents(line.grossCents * sign)
    const isNet = this.#mandant.options.amountIsNet && tax !== null
    const amount = isNet ? cents((line.grossCents - (line.taxCents ?? 0)) * sign) : keyAmount
    const level = { account, line, amount, keyAmount, fullNo: null, text: this.#text(line.text ?? this.#booking.text) }
    return [
      'SingleInformation',
      [
        ['Type', 'Normal'],
        ['DebitCredit', letterOf(side)],
        ...this.#amounts(level),
        ...this.#texts(level),
        ['SelectionCode', ''],
        ['TaxData', tax],
        ['NoteData', this.#isOfMirus ? [['Text', '']] : null],
      ],
    ]
  }

  /** The element set of 2014.00 has levels of booking and notes, that of 2015.00 the intercompany fields instead. */
  get #isOfMirus(): boolean {
    return this.#mandant.options.version === '2014.00'
  }

  #amounts({ account, line, amount, keyAmount }: Level): readonly Tree[] {
    const { documentDate } = this.#booking
    return [
      ['EntryDate', documentDate],
      ['ValueDate', ''],
      [
        'AmountData',
        [
          ['Currency', this.#mandant.currency],
          ['Amount', toDecimalPoint(amount)],
        ],
      ],
      ['KeyAmount', toDecimalPoint(keyAmount)],
      ['Account', this.#collectiveAccount(account) ?? account],
      ...this.#levels(line),
    ]
  }

  #levels(line: BookingLine | null): readonly Tree[] {
    const { remarks } = this.#mandant
    if (this.#isOfMirus) {
      return [
        ['BookingLevel1', costCentreOf(line?.costCentre ?? null, 'Kostenstelle', this.#faults) ?? '0'],
        ['BookingLevel2', costCentreOf(line?.costObject ?? null, 'Kostenträger', this.#faults) ?? '0'],
        ['BookingLevel3', '0'],
      ]
    }
    remarks.leftOut('Kostenstelle', line?.costCentre ?? null, this.#booking.documentNo)
    remarks.leftOut('Kostenträger', line?.costObject ?? null, this.#booking.documentNo)
    return [
      ['IntercompanyId', '0'],
      ['IntercompanyCode', ''],
    ]
  }

  #texts({ account, text, fullNo }: Level): readonly Tree[] {
    const person = this.#collectiveAccount(account) === null ? null : `Konto ${account}`
    const number = fullNo === null ? null : `Beleg ${fullNo}`
    const second = [person, number].filter((part) => part !== null).join('; ')
    return [
      ['Text1', text],
      ['Text2', plainField(second, textMax, 'Text2', this.#faults)],
      ['DocumentNumber', this.#documentNo],
    ]
  }

  #text(raw: string | null): string {
    return (
      plainField(raw, textMax, 'Text1', this.#faults) ||
      plainField(this.#booking.documentNo, textMax, 'Text1', this.#faults)
    )
  }

  #collectiveAccount(account: AccountNo): string | null {
    const role = this.#mandant.roleOf(account)
    const { debtorAccount, creditorAccount } = this.#mandant.options
    return role === 'debtor' ? debtorAccount : role === 'creditor' ? creditorAccount : null
  }

  /** Amount 0 in document currency, which is the base currency (Abacus reports an error otherwise); the tax turned in sign. */
  #taxData(line: BookingLine, sign: 1 | -1): readonly Tree[] | null {
    if (!line.tax || this.#mandant.isRounding(line)) return null
    const code = codeOf(line.tax, this.#mandant.codes, this.#booking.documentDate, this.#faults)
    if (line.taxCents === null) this.#faults.reject('format-tax-rate-unknown', 'TaxRate', line.tax.sourceKey ?? '')
    const rate = line.taxCents === 0 && line.tax.rate === null ? 0 : (line.tax.rate ?? 0)
    return [
      ['TaxIncluded', 'I'],
      ['TaxType', '1'],
      ['UseCode', '1'],
      [
        'AmountData',
        [
          ['Currency', this.#mandant.currency],
          ['Amount', '0'],
        ],
      ],
      ['KeyAmount', toDecimalPoint(cents(-(line.taxCents ?? 0) * sign))],
      ['TaxRate', (rate / 100).toString()],
      ['TaxCoefficient', '100'],
      ['Country', this.#mandant.country],
      ['TaxCode', code ?? ''],
      ['Number', ''],
      ['FlatRate', '0'],
    ]
  }
}
