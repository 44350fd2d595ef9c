import { assert } from '../../assert'
import type { AccountingDocument, AccountNo, IncomingInvoice, PersonalAccount } from '../../ledger/ledger'
import type { Booking } from '../booking/booking'
import { checkHead } from '../booking/head'
import { FaultList } from '../faults'
import type { FileNames } from '../file-names'
import type { FileSink, FormatContext, FormatFault, FormatWriter, SinkFile } from '../format'
import { LineFiles, type OpenedFile } from '../line-files'
import { WrittenSums } from '../written'
import { customerOf } from './debi-customers'
import { debiDocument, debtorOf } from './debi-documents'
import { fibuEntries } from './fibu-entries'
import { fileNames, type Part, placeOf } from './file-name'
import { digitsOnly, MandantState, shortNo } from './mandant'
import { type Options, optionsOf } from './options'
import { containerHead, containerTail, type TaskParameter, type Tree, transaction } from './tree'

const paymentKinds: readonly string[] = ['zahlung', 'rueckzahlung']

export class AbacusWriter implements FormatWriter {
  readonly #context: FormatContext
  readonly #names: FileNames
  readonly #files: LineFiles
  readonly #options: Options
  readonly #mandants: ReadonlyMap<string, MandantState>
  readonly #written: WrittenSums
  lastFile: SinkFile | null = null

  constructor(context: FormatContext, sink: FileSink) {
    this.#context = context
    this.#names = fileNames(context)
    this.#files = new LineFiles(sink, 'utf-8', containerTail)
    this.#options = optionsOf(context.settings)
    this.#mandants = new Map(context.mandants.map((one) => [one.mandant.mandant, new MandantState(one, this.#options)]))
    this.#written = new WrittenSums([...this.#mandants.keys()])
  }

  add(one: AccountingDocument): readonly FormatFault[] {
    const faults = new FaultList(one.mandant, one.documentNo)
    const mandant = this.#mandant(one.mandant)
    const booking = mandant.reader.document(one, faults)
    this.lastFile = null
    if (!booking) return faults.faults
    checkHead(booking, mandant.currency, faults)
    const debtor = this.#options.hasFourFiles ? debtorOf(booking, mandant) : null
    if (debtor === null) this.#addEntries(this.#partOf(booking, mandant, faults), booking, mandant, faults)
    else this.#addInvoice(booking, debtor, mandant, faults)
    return faults.faults
  }

  addIncoming(one: IncomingInvoice): readonly FormatFault[] {
    const faults = new FaultList(one.mandant, one.invoiceNo)
    const mandant = this.#mandant(one.mandant)
    const booking = mandant.reader.incoming(one, faults)
    this.lastFile = null
    if (!booking) return faults.faults
    checkHead(booking, mandant.currency, faults)
    this.#addEntries('incoming', booking, mandant, faults)
    return faults.faults
  }

  addPersonalAccount(one: PersonalAccount): readonly FormatFault[] {
    const faults = new FaultList(one.mandant, one.account)
    const mandant = this.#mandant(one.mandant)
    if (one.kind === 'creditor') {
      mandant.remarks.count('format-creditors-not-carried', 'Kreditoren', one.account)
      return []
    }
    const tree = customerOf(one, mandant, faults)
    if (tree && !faults.isRejected) {
      this.#put(this.#fileFor('customers', one.mandant, this.#context.createdAt), [tree])
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

  /** Beside a debtors' ledger, what books on a debtor without being an invoice is seen by the general ledger alone. */
  #partOf({ kind, lines }: Booking, mandant: MandantState, faults: FaultList): Part {
    if (!this.#options.hasFourFiles) return 'other'
    if (paymentKinds.includes(kind)) return 'payments'
    const debtor = lines.find(({ person }) => person !== null && mandant.roleOf(person) === 'debtor')?.person
    if (debtor) faults.warn('format-abacus-debtor-in-ledger', 'Account', debtor)
    return 'other'
  }

  #addEntries(part: Part, booking: Booking, mandant: MandantState, faults: FaultList): void {
    const number = shortNo(booking.documentNo)
    const scope = part === 'incoming' ? `creditor ${booking.person}` : 'ledger'
    this.#checkNumber(
      booking,
      number,
      { scope, field: 'DocumentNumber', original: booking.documentNo },
      mandant,
      faults,
    )
    const entries = fibuEntries(booking, number, mandant, faults)
    this.#finish(part, booking, entries, mandant, faults)
  }

  #addInvoice(booking: Booking, debtor: AccountNo, mandant: MandantState, faults: FaultList): void {
    const number = this.#options.assignsNumbers ? null : digitsOnly(booking.documentNo)
    if (number) {
      // DEBI takes a number once: it can neither be cancelled nor come again under the same one.
      if (booking.isReversal) faults.reject('format-abacus-reversal', 'Number', booking.documentNo)
      else
        this.#checkNumber(booking, number, { scope: 'DEBI', field: 'Number', original: booking.key }, mandant, faults)
    }
    const document = debiDocument(booking, debtor, number?.text ?? '', mandant, faults)
    this.#finish('invoices', booking, [document], mandant, faults)
  }

  #checkNumber(
    { documentNo }: Booking,
    number: { readonly text: string; readonly isShortened: boolean },
    { scope, field, original }: { readonly scope: string; readonly field: string; readonly original: string },
    mandant: MandantState,
    faults: FaultList,
  ): void {
    if (number.text === '') faults.reject('format-abacus-number', field, documentNo)
    const other = mandant.numbers(scope).otherThan(original, number.text)
    if (other !== null) faults.reject('format-abacus-number-twice', field, number.text)
    if (number.isShortened) mandant.remarks.count('format-document-numbers-shortened', field, documentNo)
  }

  #finish(part: Part, booking: Booking, trees: readonly Tree[], mandant: MandantState, faults: FaultList): void {
    if (faults.isRejected) return
    const opened = this.#fileFor(part, mandant.id, booking.documentDate)
    this.#put(opened, trees)
    this.#written.add(mandant.id, booking.lines, trees.length)
    this.lastFile = opened.file
  }

  #put({ lines }: OpenedFile, trees: readonly Tree[]): void {
    for (const tree of trees) lines.row(transaction(lines.rows + 1, tree))
  }

  #fileFor(part: Part, mandant: string, date: string): OpenedFile {
    return this.#files.get(`${part} ${mandant}`, () => {
      const { kind, word, rank } = placeOf(part, this.#options.hasFourFiles)
      const name = this.#names.next(kind, mandant, date.slice(0, 7).replace('-', ''), word)
      return { file: { kind, mandant, name, rank }, head: containerHead(this.#taskOf(part)) }
    })
  }

  #taskOf(part: Part): TaskParameter {
    const { version, debiVersion } = this.#options
    if (part === 'customers') return { application: 'DEBI', id: 'Kunden', version: debiVersion }
    if (part === 'invoices') return { application: 'DEBI', id: 'Belege', version: debiVersion }
    return { application: 'FIBU', id: 'XML Buchungen', version }
  }
}
