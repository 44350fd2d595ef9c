import type { PersonalAccount } from '../../ledger/ledger'
import { type Cents, toDecimalComma } from '../../money/cents'
import type { Booking, BookingLine, BookingReader } from '../booking/booking'
import { codeOf } from '../booking/code-of'
import { type Entry, entriesOf } from '../booking/entries'
import { journalName, journalOf } from '../booking/journal'
import { TaxCodes, type UsualTaxCode } from '../booking/tax-codes'
import type { FaultList } from '../faults'
import type { FormatFault, FormatMandant } from '../format'
import type { HouseLines } from '../line-writer'
import { Remarks } from '../remarks'
import { type FormatSettings, textOf } from '../settings'
import { endOf, ShortNumbers } from '../short-numbers'
import { TextFields } from '../text/text-fields'
import { bookingFields, type LexwareField, type LexwareRow, personFields } from './fields'

export const formatId = 'lexware'
export const lineEnd = '\r\n'
export const maxNumber = 10
const maxText = 79
const maxCostCentre = 19
const maxAmountCents = 999_999_999_999
const noKey = '0'

/** Lexware's own numbers; 16 % (5 and 7) is history, and a rate that is not here is the advisor's to say. */
export const usualTaxKeys: readonly UsualTaxCode[] = [
  { direction: 'output', taxRate: 1900, sourceKey: null, key: '3' },
  { direction: 'output', taxRate: 700, sourceKey: null, key: '2' },
  { direction: 'output', taxRate: 0, sourceKey: null, key: noKey },
  { direction: 'input', taxRate: 1900, sourceKey: null, key: '9' },
  { direction: 'input', taxRate: 700, sourceKey: null, key: '8' },
  { direction: 'input', taxRate: 0, sourceKey: null, key: noKey },
  { direction: 'input', taxRate: 700, sourceKey: '18', key: '18' },
  { direction: 'input', taxRate: 1900, sourceKey: '19', key: '19' },
  { direction: 'output', taxRate: 0, sourceKey: '40', key: '40' },
  { direction: 'input', taxRate: 0, sourceKey: '40', key: '40' },
]

/** One line: values in their order, texts in quotes. */
export function lineOf<Row>(fields: readonly LexwareField<Row>[], row: Row): string {
  const values = fields.map(({ quoted, of }) => (quoted ? `"${of(row).replaceAll('"', '""')}"` : of(row)))
  return values.join(';') + lineEnd
}

/** The bookings and persons of one Mandant as Lexware buchhalter takes them. */
export class LexwareLines implements HouseLines {
  readonly #reader: BookingReader
  readonly #settings: FormatSettings
  readonly #texts = new TextFields('windows-1252', null)
  readonly #codes: TaxCodes
  readonly #remarks: Remarks
  readonly #numbers: ShortNumbers

  constructor({ mandant, settings: own }: FormatMandant, reader: BookingReader, settings: FormatSettings) {
    this.#reader = reader
    this.#settings = settings
    this.#codes = new TaxCodes(formatId, own.taxKeys, usualTaxKeys)
    this.#remarks = new Remarks(mandant.mandant)
    this.#numbers = new ShortNumbers(this.#remarks, 'Belegnummer')
  }

  booking(booking: Booking, _picture: string | null, faults: FaultList): readonly string[] {
    const { documentNo, documentDate, serviceDate, dueDate } = booking
    const number = this.#number(booking, faults)
    this.#remarks.leftOut('Leistungsdatum', serviceDate, documentNo)
    this.#remarks.leftOut('Fälligkeit', dueDate, documentNo)
    const date = `${documentDate.slice(8)}.${documentDate.slice(5, 7)}.${documentDate.slice(0, 4)}`
    const head = { date, number, currency: booking.currency }
    const rows = this.#rows(booking, faults)
    return rows.map((row) => lineOf(bookingFields, row.isPart ? { ...row, ...partOfSplit } : { ...row, ...head }))
  }

  person(one: PersonalAccount, faults: FaultList): string {
    return lineOf(personFields, { one, texts: this.#texts, faults })
  }

  closing(): readonly FormatFault[] {
    return this.#remarks.faults()
  }

  /** The last ten characters; the text of the booking begins with the whole number then. */
  #number(booking: Booking, faults: FaultList): string {
    const isIncoming = booking.kind === 'incoming-invoice' || booking.kind === 'incoming-credit-note'
    const persons = booking.lines.flatMap(({ person }) => person ?? [])
    const full = this.#texts.identifier(booking.documentNo, 'Belegnummer', faults)
    if (full === '') faults.reject('format-document-no-unusable', 'Belegnummer', booking.documentNo)
    const short = endOf(full, maxNumber)
    this.#numbers.take(full, short, isIncoming ? persons : ['', ...persons], faults)
    return short.written
  }

  /** A split where all parts stand opposite one account; else each posting is a booking of its own, under the same number. */
  #rows(booking: Booking, faults: FaultList): readonly Row[] {
    const entries = entriesOf(booking.lines)
    const [entry] = entries
    const wantsSplit = textOf(this.#settings, 'lexwareSplit') === 'split'
    const canSplit = entries.length === 1 && entry !== undefined && entry.counters.every(({ sign }) => sign === 1)
    if (wantsSplit && canSplit && entry.counters.length > 1) return this.#split(booking, entry, faults)
    return booking.lines.map((line) => ({
      ...this.#partOf(booking, line, faults),
      ...{ isPart: false, debit: line.debit, credit: line.credit },
    }))
  }

  #split(booking: Booking, { account, side, totalCents, counters }: Entry, faults: FaultList): readonly Row[] {
    const [first] = counters
    if (!first) return []
    if (totalCents > maxAmountCents) faults.reject('format-amount-too-large', 'Buchungsbetrag', totalCents.toString())
    const isDebit = side === 'S'
    const head = this.#partOf(booking, first.line, faults)
    const total: Row = {
      ...{ ...head, isPart: false, amount: amountOf(totalCents), taxKey: noKey, costCentre: '', costObject: '' },
      ...{ debit: isDebit ? account : '0', credit: isDebit ? '0' : account },
    }
    const parts = counters.map((counter) => ({
      ...{ ...this.#partOf(booking, counter.line, faults), isPart: true },
      ...{ debit: isDebit ? '0' : counter.account, credit: isDebit ? counter.account : '0' },
    }))
    return [total, ...parts]
  }

  #partOf(booking: Booking, line: BookingLine, faults: FaultList): Omit<Row, 'isPart' | 'debit' | 'credit'> {
    const { documentNo, documentDate } = booking
    const isCut = documentNo.length > maxNumber
    const text = [isCut ? documentNo : '', line.text ?? ''].filter((part) => part !== '').join(' ')
    return {
      journal: journalName(this.#settings, journalOf(booking, line, this.#reader.accounts)),
      text: this.#texts.text(text, maxText, 'Buchungstext', faults),
      amount: amountOf(line.grossCents),
      taxKey: codeOf(line.tax, this.#codes, documentDate, faults) ?? noKey,
      costCentre: this.#cost('Kostenstelle 1', line.costCentre, booking, faults),
      costObject: this.#cost('Kostenstelle 2', line.costObject, booking, faults),
    }
  }

  #cost(field: string, raw: string | null, { documentNo }: Booking, faults: FaultList): string {
    if (raw === null) return ''
    if (raw.length <= maxCostCentre) return this.#texts.identifier(raw, field, faults)
    this.#remarks.leftOut(field, raw, documentNo)
    return ''
  }
}

type Row = Omit<LexwareRow, 'date' | 'number' | 'currency'> & { readonly isPart: boolean }
const partOfSplit = { date: '', number: '', journal: '', currency: '' }
const amountOf = (amount: Cents) => toDecimalComma(amount)
