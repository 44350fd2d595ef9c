import { assert } from '../../assert'
import type { AccountingDocument, IncomingInvoice, PersonalAccount } from '../../ledger/ledger'
import type { Booking } from '../booking/booking'
import { isDate, periodOf } from '../booking/period'
import { FaultList } from '../faults'
import { FileNames } from '../file-names'
import type {
  FileKind,
  FileSink,
  FormatContext,
  FormatFault,
  FormatWriter,
  NamingContext,
  NumberRule,
  WrittenSum,
} from '../format'
import { columnsOf, type FormatSettings, switchOf, textOf } from '../settings'
import { WrittenSums } from '../written'
import { bookingColumns } from './booking-columns'
import { type BookingRow, type BookingSource, bookingRows } from './booking-rows'
import type { TableColumn } from './column'
import { compileColumns, valuesOf } from './compile'
import { nameOf, personColumns } from './person-columns'
import { Pictures } from './pictures'
import { MandantTables } from './row-context'
import { Sheet } from './sheet'
import type { TableMaker } from './table-file'
import { TextRules } from './texts'

type TableKind = Exclude<FileKind, 'attachments'>

const maxAmountCents = 999_999_999_999

const words: Readonly<Record<TableKind, string>> = {
  postings: 'Buchungen',
  'personal-accounts': 'Personenkonten',
  'incoming-invoices': 'Eingangsrechnungen',
}

export function tableNames(context: NamingContext, extension: string): FileNames {
  const month = '{art}_{mandant}_{monat}_{lauf}'
  const defaults = { postings: month, 'incoming-invoices': month, 'personal-accounts': '{art}_{mandant}_{lauf}' }
  return new FileNames(context, { words, defaults, prefix: '', extension })
}

/** See `ExportFormat.numberRule`: a table may do without the column. */
export function tableNumbers(settings: FormatSettings): NumberRule | null {
  const isThere = columnsOf(settings, 'bookingColumns').some(({ column }) => column === 'document-no')
  return isThere ? (documentNo) => documentNo.normalize('NFC') : null
}

/** Writes bookings and personal accounts as tables of the chosen columns. */
export class TableWriter implements FormatWriter {
  readonly #context: FormatContext
  readonly #names: FileNames
  readonly #texts: TextRules
  readonly #documentNoMax: number
  readonly #pictures: Pictures | null
  readonly #mandants: ReadonlyMap<string, MandantTables>
  readonly #bookingColumns: readonly TableColumn<BookingRow>[]
  readonly #personColumns: readonly TableColumn<PersonalAccount>[]
  readonly #chosen: ReadonlySet<string>
  readonly #sheets: Readonly<Record<'postings' | 'incoming-invoices', Sheet>>
  /** One per Mandant: documents and, after them, incoming invoices name accounts of the same Mandant. */
  readonly #personSheets: ReadonlyMap<string, Sheet>
  readonly #sums: WrittenSums

  constructor(formatId: string, maker: TableMaker, context: FormatContext, sink: FileSink) {
    const { settings } = context
    this.#context = context
    this.#names = tableNames(context, maker.extension)
    this.#texts = new TextRules(maker.narrow(settings), Number(textOf(settings, 'textMax')))
    this.#documentNoMax = Number(textOf(settings, 'documentNoMax'))
    this.#pictures = switchOf(settings, 'attachments') ? new Pictures(sink, context.runId) : null
    this.#mandants = new Map(
      context.mandants.map((one) => [one.mandant.mandant, new MandantTables(formatId, one, settings, this.#pictures)]),
    )
    const chosen = columnsOf(settings, 'bookingColumns')
    this.#chosen = new Set(chosen.map(({ column }) => column))
    this.#bookingColumns = compileColumns(bookingColumns, chosen, textOf(settings, 'amountStyle'))
    this.#personColumns = compileColumns(personColumns, columnsOf(settings, 'personColumns'), 'mark')
    const sheet = (kind: TableKind, columns: readonly TableColumn<never>[]) =>
      new Sheet({ maker, sink, settings, kind, title: words[kind], columns })
    this.#sheets = {
      postings: sheet('postings', this.#bookingColumns),
      'incoming-invoices': sheet('incoming-invoices', this.#bookingColumns),
    }
    this.#personSheets = new Map(
      [...this.#mandants.keys()].map((id) => [id, sheet('personal-accounts', this.#personColumns)]),
    )
    this.#sums = new WrittenSums([...this.#mandants.keys()])
  }

  add(one: AccountingDocument): readonly FormatFault[] {
    const mandant = this.#mandant(one.mandant)
    const faults = new FaultList(one.mandant, one.documentNo)
    const { sourceId, version, documentType, cancels } = one
    const booking = mandant.reader.document(one, faults)
    this.#write('postings', booking, { sourceId, version, documentType, cancels }, mandant, faults)
    return faults.faults
  }

  addIncoming(one: IncomingInvoice): readonly FormatFault[] {
    const mandant = this.#mandant(one.mandant)
    const faults = new FaultList(one.mandant, one.invoiceNo)
    const source = { sourceId: null, version: one.version, documentType: null, cancels: null }
    this.#write('incoming-invoices', mandant.reader.incoming(one, faults), source, mandant, faults)
    return faults.faults
  }

  addPersonalAccount(one: PersonalAccount): readonly FormatFault[] {
    const mandant = this.#mandant(one.mandant)
    const faults = new FaultList(one.mandant, one.account)
    if (nameOf(one) === null) {
      faults.warn('format-personal-account-no-name', 'Konto', one.account)
      return faults.faults
    }
    const values = valuesOf(one, this.#personColumns, this.#texts, mandant.context(faults))
    if (faults.isRejected) return faults.faults
    const month = this.#context.createdAt.slice(0, 7).replace('-', '')
    const kind = 'personal-accounts'
    const file = () => ({ kind, mandant: mandant.id, name: this.#names.next(kind, mandant.id, month) }) as const
    this.#personSheets.get(mandant.id)?.write(mandant.id, file, [values])
    return faults.faults
  }

  finish(): readonly FormatFault[] {
    for (const sheet of [...Object.values(this.#sheets), ...this.#personSheets.values()]) sheet.close()
    return []
  }

  sums(): readonly WrittenSum[] {
    return this.#sums.all()
  }

  #mandant(id: string): MandantTables {
    const mandant = this.#mandants.get(id)
    assert(mandant !== undefined, `a document of a Mandant that the run does not name: ${id}`)
    return mandant
  }

  #write(
    kind: 'postings' | 'incoming-invoices',
    booking: Booking | null,
    source: BookingSource,
    mandant: MandantTables,
    faults: FaultList,
  ): void {
    if (!booking) return
    this.#check(booking, mandant, faults)
    const context = mandant.context(faults)
    const rows = faults.isRejected ? [] : bookingRows(booking, source, this.#context.settings, faults)
    const values = rows.map((row) => valuesOf(row, this.#bookingColumns, this.#texts, context))
    if (this.#sheets[kind].isTooLarge(values.length)) {
      faults.reject('format-table-too-large', 'Zeilen', values.length.toString())
    }
    if (faults.isRejected || values.length === 0) {
      this.#pictures?.drop()
      return
    }
    const { month, from } = periodOf(booking.documentDate, mandant.fiscalYearStart)
    const file = () => ({ kind, mandant: mandant.id, name: this.#names.next(kind, mandant.id, month) })
    this.#sheets[kind].write(`${mandant.id} ${from}`, file, values)
    this.#pictures?.handOver(mandant.id)
    this.#sums.add(mandant.id, booking.lines, values.length)
  }

  #check(booking: Booking, mandant: MandantTables, faults: FaultList): void {
    const { documentNo, documentDate, serviceDate, dueDate, currency, lines } = booking
    if (currency !== mandant.currency) faults.reject('format-currency-differs', 'Währung', currency)
    const dates = [
      ['Belegdatum', documentDate],
      ['Leistungsdatum', serviceDate],
      ['Fälligkeit', dueDate],
    ] as const
    for (const [field, day] of dates) if (day !== null && !isDate(day)) faults.reject('format-date-invalid', field, day)
    if (this.#chosen.has('document-no') && documentNo.length > this.#documentNoMax) {
      faults.reject('format-table-number-too-long', 'Belegnummer', this.#documentNoMax.toString())
    }
    const saysCase = ['source-tax-key', 'tax-code', 'datev-key'].some((column) => this.#chosen.has(column))
    for (const { grossCents, tax } of lines) {
      if (grossCents > maxAmountCents) faults.reject('format-amount-too-large', 'Betrag', grossCents.toString())
      if (tax?.isSpecial && !saysCase) faults.warn('format-table-tax-case-lost', 'Steuer', tax.sourceKey ?? '')
    }
  }
}
