import { assert } from '../assert'
import type { AccountingDocument, IncomingInvoice, PersonalAccount } from '../ledger/ledger'
import { type Booking, BookingReader } from './booking/booking'
import type { Pictures } from './columns/pictures'
import { FaultList } from './faults'
import type { FileNames } from './file-names'
import type { FileKind, FileSink, FormatContext, FormatFault, FormatMandant, FormatWriter, SinkFile } from './format'
import { LineFiles } from './line-files'
import type { Encoding } from './text/line-file'
import { WrittenSums } from './written'

/** What a format makes of the books of one Mandant. */
export interface HouseLines {
  /**
   * The lines of a document, each with its end; what cannot be written is told to `faults`.
   * @param picture name of the file with its picture
   */
  booking(booking: Booking, picture: string | null, faults: FaultList): readonly string[]
  /** A picture of a kind that the format does not take stays at home; without this every picture goes along. */
  leavesOut?(picture: string): boolean
  /** Null: nothing is handed over, and `faults` says why. */
  person(account: PersonalAccount, faults: FaultList): string | null
  /** What only the whole shows. */
  closing(): readonly FormatFault[]
}

export interface LineForm {
  readonly encoding: Encoding
  /** First line of a file with its end; empty for none. */
  readonly bookingHead: string
  readonly personHead: string
  readonly names: FileNames
  /** Null: pictures stay at home. */
  readonly pictures: Pictures | null
  house(mandant: FormatMandant, reader: BookingReader): HouseLines
}

/** No format takes more than ten digits before the comma. */
const maxAmountCents = 999_999_999_999

interface House {
  readonly reader: BookingReader
  readonly lines: HouseLines
}

/** Writes a text file of bookings and one of persons per Mandant, whatever their lines look like. */
export class BookingLineWriter implements FormatWriter {
  readonly #form: LineForm
  readonly #files: LineFiles
  readonly #houses: ReadonlyMap<string, House>
  readonly #written: WrittenSums
  readonly #month: string
  lastFile: SinkFile | null = null

  constructor({ mandants, createdAt }: FormatContext, sink: FileSink, form: LineForm) {
    this.#form = form
    this.#files = new LineFiles(sink, form.encoding)
    this.#month = monthOf(createdAt)
    this.#houses = new Map(
      mandants.map((one) => {
        const reader = new BookingReader(one)
        return [one.mandant.mandant, { reader, lines: form.house(one, reader) }]
      }),
    )
    this.#written = new WrittenSums([...this.#houses.keys()])
  }

  add(one: AccountingDocument): readonly FormatFault[] {
    const faults = new FaultList(one.mandant, one.documentNo)
    const house = this.#house(one.mandant)
    this.#write('postings', house.reader.document(one, faults), house, faults)
    return faults.faults
  }

  addIncoming(one: IncomingInvoice): readonly FormatFault[] {
    const faults = new FaultList(one.mandant, one.invoiceNo)
    const house = this.#house(one.mandant)
    this.#write('incoming-invoices', house.reader.incoming(one, faults), house, faults)
    return faults.faults
  }

  addPersonalAccount(one: PersonalAccount): readonly FormatFault[] {
    const faults = new FaultList(one.mandant, one.account)
    const { reader, lines } = this.#house(one.mandant)
    const role = reader.accounts.roleOf(one.account)
    if (!role) faults.reject('format-personal-account-length', 'Konto', one.account)
    else if (!hasName(one)) faults.warn('format-personal-account-no-name', 'Konto', one.account)
    else {
      if (role !== one.kind) faults.reject('format-personal-account-range', 'Konto', one.account)
      const row = lines.person(one, faults)
      if (row !== null && !faults.isRejected) this.#file('personal-accounts', one.mandant, this.#month).lines.row(row)
    }
    return faults.faults
  }

  finish(): readonly FormatFault[] {
    this.#files.close()
    return [...this.#houses.values()].flatMap(({ lines }) => lines.closing())
  }

  sums() {
    return this.#written.all()
  }

  #house(id: string): House {
    const house = this.#houses.get(id)
    assert(house !== undefined, `a document of a Mandant that the run does not name: ${id}`)
    return house
  }

  #write(kind: FileKind, booking: Booking | null, house: House, faults: FaultList): void {
    this.lastFile = null
    if (!booking) return
    const { mandant, documentNo, attachment } = booking
    for (const { grossCents } of booking.lines) {
      if (grossCents > maxAmountCents) faults.reject('format-amount-too-large', 'Betrag', grossCents.toString())
    }
    const { pictures } = this.#form
    const picture = attachment === null ? null : (pictures?.nameOf(attachment, mandant, documentNo, faults) ?? null)
    const rows = house.lines.booking(booking, picture, faults)
    if (faults.isRejected || rows.length === 0) {
      pictures?.drop()
      return
    }
    const { file, lines } = this.#file(kind, mandant, monthOf(booking.documentDate))
    for (const row of rows) lines.row(row)
    if (picture !== null && house.lines.leavesOut?.(picture)) pictures?.drop()
    else pictures?.handOver(mandant)
    this.#written.add(mandant, booking.lines, rows.length)
    this.lastFile = file
  }

  #file(kind: FileKind, mandant: string, month: string) {
    const { names, bookingHead, personHead } = this.#form
    return this.#files.get(`${kind} ${mandant}`, () => ({
      file: { kind, mandant, name: names.next(kind, mandant, month) },
      head: kind === 'personal-accounts' ? personHead : bookingHead,
    }))
  }
}

const monthOf = (date: string) => date.slice(0, 7).replace('-', '')

/** A record without a name could erase the one that the advisor has. */
const hasName = ({ company, firstName, lastName }: PersonalAccount) =>
  [company, firstName, lastName].some((name) => name !== null && name.trim() !== '')
