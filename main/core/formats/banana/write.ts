import { assert } from '../../assert'
import type { AccountingDocument, IncomingInvoice } from '../../ledger/ledger'
import { type Booking, BookingReader } from '../booking/booking'
import { checkHead } from '../booking/head'
import { TaxCodes } from '../booking/tax-codes'
import { FaultList } from '../faults'
import type { FileNames } from '../file-names'
import type { FileKind, FileSink, FormatContext, FormatFault, FormatMandant, FormatWriter, SinkFile } from '../format'
import { LineFiles, type OpenedFile } from '../line-files'
import { Originals } from '../originals'
import { WrittenSums } from '../written'
import { fileNames } from './file-name'
import { transactionColumns, usualVatCodes } from './transaction-fields'
import { cellText, transactionRows } from './transactions'

export const formatId = 'banana'
const lineEnd = '\r\n'
const headings = transactionColumns.join('\t') + lineEnd

class MandantState {
  readonly currency: string
  readonly reader: BookingReader
  readonly codes: TaxCodes
  readonly numbers = new Originals()

  constructor(source: FormatMandant) {
    this.currency = source.mandant.currency
    this.reader = new BookingReader(source)
    this.codes = new TaxCodes(formatId, source.settings.taxKeys, usualVatCodes)
  }
}

export class BananaWriter implements FormatWriter {
  readonly #names: FileNames
  readonly #files: LineFiles
  readonly #mandants: ReadonlyMap<string, MandantState>
  readonly #written: WrittenSums
  lastFile: SinkFile | null = null

  constructor(context: FormatContext, sink: FileSink) {
    this.#names = fileNames(context)
    this.#files = new LineFiles(sink, 'utf-8')
    this.#mandants = new Map(context.mandants.map((one) => [one.mandant.mandant, new MandantState(one)]))
    this.#written = new WrittenSums([...this.#mandants.keys()])
  }

  add(one: AccountingDocument): readonly FormatFault[] {
    const faults = new FaultList(one.mandant, one.documentNo)
    const mandant = this.#mandant(one.mandant)
    this.#write('postings', mandant.reader.document(one, faults), mandant, faults)
    return faults.faults
  }

  addIncoming(one: IncomingInvoice): readonly FormatFault[] {
    const faults = new FaultList(one.mandant, one.invoiceNo)
    const mandant = this.#mandant(one.mandant)
    this.#write('incoming-invoices', mandant.reader.incoming(one, faults), mandant, faults)
    return faults.faults
  }

  /** Banana has no file for them: the accounts of customers and suppliers stand in its own chart. */
  addPersonalAccount(): readonly FormatFault[] {
    return []
  }

  finish(): readonly FormatFault[] {
    this.#files.close()
    return []
  }

  sums() {
    return this.#written.all()
  }

  #mandant(id: string): MandantState {
    const mandant = this.#mandants.get(id)
    assert(mandant !== undefined, `a document of a Mandant that the run does not name: ${id}`)
    return mandant
  }

  #write(kind: FileKind, booking: Booking | null, mandant: MandantState, faults: FaultList): void {
    this.lastFile = null
    if (!booking) return
    checkHead(booking, mandant.currency, faults)
    const { documentNo } = booking
    const doc = cellText(documentNo)
    if (doc === '') faults.reject('format-document-no-unusable', 'Doc', documentNo)
    const other = mandant.numbers.otherThan(documentNo, doc)
    if (other !== null) faults.reject('format-number-collision', 'Doc', `${documentNo} / ${other}`)
    const rows = transactionRows(booking, mandant.codes, faults)
    if (faults.isRejected) return
    const { file, lines } = this.#fileFor(kind, booking)
    for (const row of rows) lines.row(transactionColumns.map((column) => row[column]).join('\t') + lineEnd)
    this.#written.add(booking.mandant, booking.lines, rows.length)
    this.lastFile = file
  }

  #fileFor(kind: FileKind, { mandant, documentDate }: Booking): OpenedFile {
    return this.#files.get(`${kind} ${mandant}`, () => {
      const month = documentDate.slice(0, 7).replace('-', '')
      return { file: { kind, mandant, name: this.#names.next(kind, mandant, month) }, head: headings }
    })
  }
}
