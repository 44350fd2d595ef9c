import type { PersonalAccount } from '../../ledger/ledger'
import { cents, zeroCents } from '../../money/cents'
import type { Booking, BookingLine, BookingReader } from '../booking/booking'
import { codeOf } from '../booking/code-of'
import { paymentDays } from '../booking/days'
import { type Journal, journalName, journalOf } from '../booking/journal'
import { effectiveTax } from '../booking/line-tax'
import { TaxCodes, type UsualTaxCode } from '../booking/tax-codes'
import type { FaultList } from '../faults'
import type { FormatFault, FormatMandant } from '../format'
import type { HouseLines } from '../line-writer'
import { Remarks } from '../remarks'
import { columnsOf, type FormatSettings, switchOf, textOf } from '../settings'
import { digitsOf, ShortNumbers } from '../short-numbers'
import type { TextFields } from '../text/text-fields'
import { type BmdField, type BmdRow, bookingFields, isInvoice, maxText } from './booking-fields'
import { type BmdPersonField, personFields } from './person-fields'

export const formatId = 'bmd-ntcs'
const lineEnd = '\r\n'
/** As long as the numbers of a real file of a client. */
export const maxDigits = 10
const austrianRates = [2000, 1300, 1000]

function chosenFields<Field extends { readonly name: string }>(
  settings: FormatSettings,
  key: string,
  prefix: string,
  fields: readonly Field[],
): readonly Field[] {
  return columnsOf(settings, key).flatMap(({ column }) => fields.find(({ name }) => prefix + name === column) ?? [])
}

export const headLine = (settings: FormatSettings, key: string): string =>
  columnsOf(settings, key)
    .map(({ heading }) => heading)
    .join(';') + lineEnd

export const chosenBookingFields = (settings: FormatSettings) =>
  chosenFields(settings, 'bmdColumns', 'bmd-', bookingFields)
export const chosenPersonFields = (settings: FormatSettings) =>
  chosenFields(settings, 'bmdPersonColumns', 'bmd-person-', personFields)

/** Output and input tax at an Austrian rate; everything else is the advisor's to say. */
function usualCodes(style: string): readonly UsualTaxCode[] {
  const rates = (direction: UsualTaxCode['direction'], key: string): readonly UsualTaxCode[] =>
    austrianRates.map((taxRate) => ({ direction, taxRate, sourceKey: null, key }))
  if (style === 'short') return [...rates('output', '1'), ...rates('input', '2')]
  return style === 'padded' ? rates('output', '03') : []
}

/** Hundredths of a percent as BMD shows them: `20`, `4,9`. */
const percent = (rate: number) => (rate / 100).toString().replace('.', ',')

/** The bookings and persons of one Mandant as BMD takes them. */
export class BmdLines implements HouseLines {
  readonly #reader: BookingReader
  readonly #settings: FormatSettings
  readonly #texts: TextFields
  readonly #codes: TaxCodes
  readonly #fields: readonly BmdField[]
  readonly #personFields: readonly BmdPersonField[]
  readonly #remarks: Remarks
  readonly #numbers: ShortNumbers
  readonly #sayDate: BmdRow['sayDate']

  constructor(
    { mandant, settings: own }: FormatMandant,
    reader: BookingReader,
    settings: FormatSettings,
    texts: TextFields,
  ) {
    this.#reader = reader
    this.#settings = settings
    this.#texts = texts
    this.#codes = new TaxCodes(formatId, own.taxKeys, usualCodes(textOf(settings, 'bmdTaxCodes')))
    this.#fields = chosenBookingFields(settings)
    this.#personFields = chosenPersonFields(settings)
    this.#remarks = new Remarks(mandant.mandant)
    this.#numbers = new ShortNumbers(this.#remarks, 'belegnr')
    const isCompact = textOf(settings, 'dateForm') === 'YYYYMMDD'
    this.#sayDate = (date) => {
      if (date === null) return ''
      return isCompact ? date.replaceAll('-', '') : `${date.slice(8)}.${date.slice(5, 7)}.${date.slice(0, 4)}`
    }
  }

  booking(booking: Booking, picture: string | null, faults: FaultList): readonly string[] {
    const { documentNo, documentDate, dueDate, serviceDate } = booking
    const fullNumber = this.#texts.identifier(documentNo, 'extbelegnr', faults)
    const number = this.#number(booking, fullNumber, faults)
    this.#remarks.leftOut('Leistungsdatum', serviceDate, documentNo)
    if (paymentDays(documentDate, dueDate) === null) this.#remarks.leftOut('Fälligkeit', dueDate, documentNo)
    const path = textOf(this.#settings, 'documentPath')
    const common = { booking, number, fullNumber, picture: picture === null ? '' : path + picture }
    return booking.lines.map((line) => {
      const row = { ...common, ...this.#line(booking, line, faults) }
      return this.#fields.map((field) => field.of(row)).join(';') + lineEnd
    })
  }

  person(one: PersonalAccount, faults: FaultList): string {
    const isDebtor = one.kind === 'debtor'
    const collective = textOf(this.#settings, isDebtor ? 'bmdCollectiveDebtors' : 'bmdCollectiveCreditors')
    const person = { one, collective, texts: this.#texts, faults }
    return this.#personFields.map((field) => field.of(person)).join(';') + lineEnd
  }

  closing(): readonly FormatFault[] {
    return this.#remarks.faults()
  }

  #line(
    booking: Booking,
    line: BookingLine,
    faults: FaultList,
  ): Omit<BmdRow, 'booking' | 'number' | 'fullNumber' | 'picture'> {
    const { grossCents, taxCents, costCentre, costObject } = line
    const tax = effectiveTax(line.tax)
    const leading = leadingAccount(line)
    if (taxCents === null) faults.reject('format-tax-amount-unknown', 'steuer', tax?.sourceKey ?? line.bearing ?? '')
    const inside = taxCents ?? 0
    const sign = line.debit === leading ? 1 : -1
    const isPerson = line.person === leading
    return {
      line,
      leading,
      contra: line.debit === leading ? line.credit : line.debit,
      journal: journalName(this.#settings, this.#journalOf(booking, line)),
      code: this.#bookingCode(booking, line, leading),
      amountCents: cents(sign * (isPerson ? grossCents : grossCents - inside)),
      taxCents: inside === 0 ? zeroCents : cents(-sign * inside),
      percent: percent(tax?.rate ?? 0),
      taxCode:
        tax === null
          ? textOf(this.#settings, 'bmdNoTaxCode')
          : (codeOf(tax, this.#codes, booking.documentDate, faults) ?? ''),
      text: this.#texts.text(line.text, maxText, 'text', faults),
      costCentre: costCentre === null ? '' : this.#texts.identifier(costCentre, 'kost', faults),
      costObject: costObject === null ? '' : this.#texts.identifier(costObject, 'kotraeger', faults),
      branch: booking.branch === null ? '' : this.#texts.identifier(booking.branch, 'filiale', faults),
      sayDate: this.#sayDate,
    }
  }

  #journalOf(booking: Booking, line: BookingLine): Journal {
    return journalOf(booking, line, this.#reader.accounts)
  }

  /** 1 for sales and 2 for purchases, whatever the sign; else 1 for a debit and 2 for a credit of the leading account. */
  #bookingCode({ kind }: Booking, { debit, person }: BookingLine, leading: string): '1' | '2' {
    if (isInvoice(kind) && person !== null) return this.#reader.accounts.roleOf(person) === 'creditor' ? '2' : '1'
    return debit === leading ? '1' : '2'
  }

  /** Unique in its book, and with each person: open items are found by it. */
  #number(booking: Booking, fullNumber: string, faults: FaultList): string {
    const { documentNo, kind, lines } = booking
    if (textOf(this.#settings, 'bmdDocumentNo') === 'full') return fullNumber
    const digits = digitsOf(documentNo, maxDigits)
    if (!digits) {
      faults.reject('format-number-no-digits', 'belegnr', documentNo)
      return ''
    }
    const isIncoming = kind === 'incoming-invoice' || kind === 'incoming-credit-note'
    const books = isIncoming ? [] : lines.map((line) => this.#journalOf(booking, line))
    const scopes = [...books, ...lines.flatMap(({ person }) => person ?? [])]
    this.#numbers.take(documentNo, digits, scopes, faults)
    return digits.written
  }
}

/** The person; in bookings without one the account that bears no tax, so that it carries the total. */
function leadingAccount({ person, bearing, account, contraAccount }: BookingLine): string {
  if (person !== null) return person
  return bearing === account ? contraAccount : account
}

export const wantsPictures = (settings: FormatSettings) => switchOf(settings, 'attachments')
