import type { PersonalAccount } from '../../ledger/ledger'
import { type Cents, cents, toDecimalComma, zeroCents } from '../../money/cents'
import type { Booking, BookingLine, BookingReader } from '../booking/booking'
import { codeOf } from '../booking/code-of'
import { paymentDays } from '../booking/days'
import { journalName, journalOf } from '../booking/journal'
import { effectiveTax } from '../booking/line-tax'
import { dayMonthYear } from '../booking/period'
import { TaxCodes } from '../booking/tax-codes'
import type { FaultList } from '../faults'
import type { FormatFault, FormatMandant } from '../format'
import type { HouseLines } from '../line-writer'
import { Remarks } from '../remarks'
import { type FormatSettings, textOf } from '../settings'
import { digitsOf, endOf, ShortNumbers } from '../short-numbers'
import { TextFields } from '../text/text-fields'
import { bookingFields, type RzlRow } from './booking-fields'
import { personFields } from './person-fields'
import { contradicts, parseTaxCode, type RzlTaxCode, usualTaxCodes } from './tax-code'

export const formatId = 'rzl'
export const lineEnd = '\r\n'
const maxOpenItem = 16
export const maxNumber = 15
const maxForeignNumber = 19
const maxText = 40
const takenPictures = /\.(pdf|jpg|png)$/
const noTax: RzlTaxCode = { key: '', code: '', special: '' }

/** What the lines of a document have in common. */
type Head = Pick<RzlRow, 'date' | 'currency' | 'number' | 'foreignNumber' | 'paymentDays' | 'picture'> & {
  readonly openItem: string
}

/** The bookings and persons of one Mandant as RZL takes them. */
export class RzlLines implements HouseLines {
  readonly #reader: BookingReader
  readonly #settings: FormatSettings
  readonly #texts = new TextFields('windows-1252', ';')
  readonly #codes: TaxCodes
  readonly #remarks: Remarks
  readonly #numbers: ShortNumbers
  readonly #openItems: ShortNumbers

  constructor({ mandant, settings: own }: FormatMandant, reader: BookingReader, settings: FormatSettings) {
    this.#reader = reader
    this.#settings = settings
    this.#codes = new TaxCodes(formatId, own.taxKeys, usualTaxCodes)
    this.#remarks = new Remarks(mandant.mandant)
    this.#numbers = new ShortNumbers(this.#remarks, 'Belegnummer')
    this.#openItems = new ShortNumbers(this.#remarks, 'OP-Nummer')
  }

  booking(booking: Booking, picture: string | null, faults: FaultList): readonly string[] {
    const head = this.#head(booking, picture, faults)
    return booking.lines.flatMap((line) =>
      this.#pair(booking, line, head, faults).map(
        (row) => bookingFields.map((field) => field.of(row)).join(';') + lineEnd,
      ),
    )
  }

  leavesOut(picture: string): boolean {
    return !takenPictures.test(picture)
  }

  person(one: PersonalAccount, faults: FaultList): string | null {
    const kind = textOf(this.#settings, one.kind === 'debtor' ? 'rzlDebtorKind' : 'rzlCreditorKind')
    if (kind === '') {
      faults.reject('format-rzl-creditor-kind', 'Kontenart', one.account)
      return null
    }
    const person = { one, kind, texts: this.#texts, faults }
    return personFields.map((field) => field.of(person)).join(';') + lineEnd
  }

  closing(): readonly FormatFault[] {
    return this.#remarks.faults()
  }

  #head(booking: Booking, picture: string | null, faults: FaultList): Head {
    const { documentNo, documentDate, dueDate, currency, serviceDate, lines } = booking
    const isIncoming = booking.kind === 'incoming-invoice' || booking.kind === 'incoming-credit-note'
    const persons = lines.flatMap(({ person }) => person ?? [])
    const full = this.#texts.identifier(documentNo, 'Belegnummer', faults)
    if (full === '') faults.reject('format-document-no-unusable', 'Belegnummer', documentNo)
    const number = endOf(full, maxNumber)
    this.#numbers.take(full, number, isIncoming ? persons : ['', ...persons], faults)
    const openItem = digitsOf(documentNo, maxOpenItem)
    if (openItem) this.#openItems.take(documentNo, openItem, persons, faults)
    else if (persons.length > 0) this.#remarks.count('format-rzl-no-open-item', 'OP-Nummer', documentNo)
    this.#remarks.leftOut('Leistungsdatum', serviceDate, documentNo)
    const days = paymentDays(documentDate, dueDate)
    if (days === null) this.#remarks.leftOut('Fälligkeit', dueDate, documentNo)
    const foreign = endOf(full, maxForeignNumber)
    if (isIncoming && foreign.isCut)
      this.#remarks.count('format-document-numbers-shortened', 'Fremdbelegnummer', documentNo)
    return {
      date: dayMonthYear(documentDate),
      currency,
      number: number.written,
      openItem: openItem?.written ?? '0',
      foreignNumber: isIncoming ? foreign.written : '',
      paymentDays: days?.toString() ?? '',
      picture: this.#picture(picture, documentNo),
    }
  }

  #picture(picture: string | null, documentNo: string): string {
    if (picture === null) return ''
    if (!this.leavesOut(picture)) return textOf(this.#settings, 'documentPath') + picture
    this.#remarks.leftOut('Belegpfad', picture, documentNo)
    return ''
  }

  /** Two lines for each posting: the account with the total, and the account with net and tax. */
  #pair(booking: Booking, line: BookingLine, head: Head, faults: FaultList): readonly RzlRow[] {
    const { grossCents, taxCents, debit, credit, person } = line
    const tax = effectiveTax(line.tax)
    if (taxCents === null)
      faults.reject('format-tax-amount-unknown', 'Steuerbetrag', tax?.sourceKey ?? line.bearing ?? '')
    const inside = taxCents ?? zeroCents
    const code = this.#taxCode(booking, line, faults)
    const [text, text2] = this.#textLines(line.text, faults)
    const part = line.bearing ?? (person === debit ? credit : person === credit ? debit : line.contraAccount)
    const total = part === debit ? credit : debit
    const { openItem, paymentDays: days, picture, ...rest } = head
    const common = {
      ...rest,
      ...{
        taxKey: code.key,
        taxCode: code.code,
        taxSpecial: code.special,
        text,
        text2,
        costObject: '',
        costCentre: '',
      },
      journal: journalName(this.#settings, journalOf(booking, line, this.#reader.accounts)),
      openItem: person === null ? '' : openItem,
    }
    const costs = this.#costs(line, part, booking.documentNo)
    const sums = (account: string, amount: Cents) => ({
      debit: toDecimalComma(account === debit ? amount : zeroCents),
      credit: toDecimalComma(account === credit ? amount : zeroCents),
    })
    const isUsual = line.tax === null || (line.tax.direction === 'output') === (part === credit)
    return [
      {
        ...{ ...common, account: total, contra: part, ...sums(total, grossCents), tax: '0,00', picture },
        paymentDays: person === total ? days : '',
      },
      {
        ...{ ...common, ...costs, account: part, contra: total, ...sums(part, cents(grossCents - inside)) },
        ...{ tax: toDecimalComma(cents(isUsual ? inside : 0 - inside)), picture: '', paymentDays: '' },
      },
    ]
  }

  #taxCode(booking: Booking, line: BookingLine, faults: FaultList): RzlTaxCode {
    const tax = effectiveTax(line.tax)
    const code = codeOf(tax, this.#codes, booking.documentDate, faults)
    const parsed = code === null ? null : parseTaxCode(code)
    if (!parsed) return noTax
    if (contradicts(parsed, tax?.rate ?? null)) faults.reject('format-rzl-rate', 'USt-Schlüssel', parsed.key)
    const deposit = textOf(this.#settings, 'rzlDepositCode')
    const isDeposit = booking.kind === 'anzahlung' && parsed.special === '' && deposit !== 'none'
    return isDeposit ? { ...parsed, special: deposit } : parsed
  }

  /** A long text goes on in the second line. */
  #textLines(raw: string | null, faults: FaultList): readonly [string, string] {
    const text = this.#texts.text(raw, 2 * maxText, 'Buchungstext', faults)
    return [text.slice(0, maxText).trim(), text.slice(maxText).trim()]
  }

  /** Digits only, and only beside accounts of profit and loss; what does not fit stays at home with a remark. */
  #costs(
    { costCentre, costObject }: BookingLine,
    account: string,
    documentNo: string,
  ): Pick<RzlRow, 'costCentre' | 'costObject'> {
    const isResult = /^[4-8]/.test(account) && this.#reader.accounts.roleOf(account) === null
    const take = (field: string, raw: string | null, max: number): string => {
      if (raw === null || raw === '') return ''
      if (isResult && /^\d+$/.test(raw) && raw.length <= max) return raw
      this.#remarks.leftOut(field, raw, documentNo)
      return ''
    }
    return { costCentre: take('Kostenstelle', costCentre, 7), costObject: take('Kostenträger', costObject, 9) }
  }
}
