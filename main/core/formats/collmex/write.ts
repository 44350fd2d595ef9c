import { assert } from '../../assert'
import type { AccountingDocument, IncomingInvoice, PersonalAccount } from '../../ledger/ledger'
import { type Booking, BookingReader } from '../booking/booking'
import { checkHead } from '../booking/head'
import { TaxCodes } from '../booking/tax-codes'
import { FaultList } from '../faults'
import type { FileNames } from '../file-names'
import type { FileKind, FileSink, FormatContext, FormatFault, FormatMandant, FormatWriter, SinkFile } from '../format'
import { LineFiles, type OpenedFile } from '../line-files'
import { Originals } from '../originals'
import { Remarks } from '../remarks'
import { textOf } from '../settings'
import { WrittenSums } from '../written'
import { writtenNo } from './document-no'
import { fileNames } from './file-name'
import { expenseRows, revenueRows } from './invoices'
import { partsOf } from './parts'
import { personRecord } from './persons'
import { usualCodes } from './record-fields'

export const formatId = 'collmex'

/** Collmex takes them from the bank statement; no file record can bring them. */
const paymentKinds: readonly string[] = ['zahlung', 'rueckzahlung']

class MandantState {
  readonly id: string
  readonly currency: string
  readonly reader: BookingReader
  readonly codes: TaxCodes
  readonly remarks: Remarks
  /** Collmex knows a booking by its number alone: two documents with one number would correct each other. */
  readonly numbers = { revenue: new Originals(), expense: new Originals() }

  constructor(source: FormatMandant) {
    this.id = source.mandant.mandant
    this.currency = source.mandant.currency
    this.reader = new BookingReader(source)
    this.codes = new TaxCodes(formatId, source.settings.taxKeys, usualCodes)
    this.remarks = new Remarks(this.id)
  }
}

export class CollmexWriter implements FormatWriter {
  readonly #context: FormatContext
  readonly #names: FileNames
  readonly #files: LineFiles
  readonly #mandants: ReadonlyMap<string, MandantState>
  readonly #written: WrittenSums
  readonly #company: string
  lastFile: SinkFile | null = null

  constructor(context: FormatContext, sink: FileSink) {
    this.#context = context
    this.#names = fileNames(context)
    this.#files = new LineFiles(sink, 'windows-1252')
    this.#mandants = new Map(context.mandants.map((one) => [one.mandant.mandant, new MandantState(one)]))
    this.#written = new WrittenSums([...this.#mandants.keys()])
    this.#company = textOf(context.settings, 'collmexCompany')
  }

  add(one: AccountingDocument): readonly FormatFault[] {
    const faults = new FaultList(one.mandant, one.documentNo)
    const mandant = this.#mandant(one.mandant)
    if (paymentKinds.includes(one.kind)) faults.reject('format-collmex-payment', 'Belegart', one.documentType)
    const booking = mandant.reader.document(one, faults)
    this.#write('postings', booking, { mandant, creditor: null, original: one.sourceId }, faults)
    return faults.faults
  }

  addIncoming(one: IncomingInvoice): readonly FormatFault[] {
    const faults = new FaultList(one.mandant, one.invoiceNo)
    const mandant = this.#mandant(one.mandant)
    const isPlain = textOf(this.#context.settings, 'collmexCreditorNumber') === 'plain'
    const booking = mandant.reader.incoming(one, faults)
    const original = `${one.creditor}/${one.invoiceNo}`
    this.#write('incoming-invoices', booking, { mandant, creditor: isPlain ? null : one.creditor, original }, faults)
    return faults.faults
  }

  addPersonalAccount(one: PersonalAccount): readonly FormatFault[] {
    const faults = new FaultList(one.mandant, one.account)
    const record = personRecord(one, this.#company, faults)
    if (record !== null) {
      const word = one.kind === 'debtor' ? 'Kunden' : 'Lieferanten'
      const month = this.#context.createdAt.slice(0, 7)
      this.#fileFor('personal-accounts', one.mandant, month, { word, rank: 0 }).lines.row(record)
    }
    return faults.faults
  }

  finish(): readonly FormatFault[] {
    this.#files.close()
    return [...this.#mandants.values()].flatMap(({ remarks }) => remarks.faults())
  }

  sums() {
    return this.#written.all()
  }

  #mandant(id: string): MandantState {
    const mandant = this.#mandants.get(id)
    assert(mandant !== undefined, `a document of a Mandant that the run does not name: ${id}`)
    return mandant
  }

  #write(
    kind: FileKind,
    booking: Booking | null,
    { mandant, creditor, original }: { mandant: MandantState; creditor: string | null; original: string },
    faults: FaultList,
  ): void {
    this.lastFile = null
    if (!booking || faults.isRejected) return
    checkHead(booking, mandant.currency, faults)
    const parts = partsOf(booking, mandant.reader, faults)
    const documentNo = this.#numberOf(booking, creditor, mandant, faults)
    if (!parts) return
    const head = { company: this.#company, documentNo, codes: mandant.codes }
    const [earned, spent] = (['revenue', 'expense'] as const).map((record) => {
      const own = parts.filter((part) => part.record === record)
      const other = own.length > 0 ? mandant.numbers[record].otherThan(original, documentNo) : null
      if (other !== null) faults.reject('format-collmex-number-twice', 'Rechnungsnummer', documentNo)
      return own
    })
    const rows = [
      ...revenueRows(booking, earned ?? [], head, faults),
      ...expenseRows(booking, spent ?? [], head, faults),
    ]
    if (faults.isRejected) return
    // Rows that follow each other with one number are one booking: what cancels goes in a file of its own, before the others.
    const place = booking.isReversal ? { word: 'Stornos', rank: 0 } : { word: undefined, rank: 1 }
    const { file, lines } = this.#fileFor(kind, mandant.id, booking.documentDate, place)
    for (const row of rows) lines.row(row)
    for (const { costObject } of booking.lines) mandant.remarks.leftOut('Kostenträger', costObject, booking.documentNo)
    this.#written.add(mandant.id, booking.lines, rows.length)
    this.lastFile = file
  }

  #numberOf(booking: Booking, creditor: string | null, { remarks }: MandantState, faults: FaultList): string {
    const { text, unknown, shortened } = writtenNo(booking.documentNo, creditor)
    if (text === '') faults.reject('format-document-no-unusable', 'Rechnungsnummer', booking.documentNo)
    if (unknown !== '') faults.reject('format-number-characters', 'Rechnungsnummer', booking.documentNo)
    if (shortened) remarks.count('format-document-numbers-shortened', 'Rechnungsnummer', booking.documentNo)
    return text
  }

  #fileFor(
    kind: FileKind,
    mandant: string,
    date: string,
    { word, rank }: { readonly word: string | undefined; readonly rank: number },
  ): OpenedFile {
    return this.#files.get(`${kind} ${word} ${mandant}`, () => {
      const month = date.slice(0, 7).replace('-', '')
      return { file: { kind, mandant, name: this.#names.next(kind, mandant, month, word), rank }, head: '' }
    })
  }
}
