import { assert } from '../../assert'
import type { AccountingDocument, AccountNo, IncomingInvoice } from '../../ledger/ledger'
import { cents } from '../../money/cents'
import { type Booking, BookingReader } from '../booking/booking'
import { clientNoOf, consultantNoOf } from '../datev/check'
import { FaultList } from '../datev/faults'
import { checkAttachment } from '../documents/check-attachment'
import { guidOf } from '../documents/guid'
import { DocumentPackage, type PackageHead } from '../documents/package'
import type { FileNames } from '../file-names'
import type {
  FileKind,
  FileSink,
  FormatContext,
  FormatFault,
  FormatMandant,
  FormatWriter,
  SinkFile,
  WrittenSum,
} from '../format'
import { Originals } from '../originals'
import { textOf } from '../settings'
import { fileNames } from './file-name'
import { ledgerXml } from './ledger-xml'
import { type RecordedDocument, recordsOf } from './records'

/** `RA` Ausgangsrechnungen, `RE` Eingangsrechnungen, `KB` Kassenbuch: as DATEV shortens them. */
type PackageWord = 'RA' | 'RE' | 'KB'

interface MandantState {
  readonly source: FormatMandant
  readonly head: PackageHead
  readonly reader: BookingReader
  readonly cashAccounts: ReadonlySet<AccountNo>
  readonly written: { rows: number; debitCents: number; creditCents: number }
  readonly numbers: Map<string, Originals>
}

interface Open {
  readonly month: string
  readonly package: DocumentPackage
}

export class DatevXmlWriter implements FormatWriter {
  readonly #context: FormatContext
  readonly #sink: FileSink
  readonly #names: FileNames
  readonly #mandants: ReadonlyMap<string, MandantState>
  /** DATEV takes one package per ledger and month. */
  readonly #open = new Map<string, Open>()
  lastFile: SinkFile | null = null

  constructor(context: FormatContext, sink: FileSink) {
    this.#context = context
    this.#sink = sink
    this.#names = fileNames(context)
    this.#mandants = new Map(context.mandants.map((one) => [one.mandant.mandant, stateOf(one, context)]))
  }

  add(one: AccountingDocument): readonly FormatFault[] {
    const mandant = this.#mandant(one.mandant)
    const faults = new FaultList(one.mandant, one.documentNo)
    const booking = mandant.reader.document(one, faults)
    if (booking) this.#write('postings', booking, mandant, faults)
    return faults.faults
  }

  addIncoming(one: IncomingInvoice): readonly FormatFault[] {
    const mandant = this.#mandant(one.mandant)
    const faults = new FaultList(one.mandant, one.invoiceNo)
    const booking = mandant.reader.incoming(one, faults)
    if (booking) this.#write('incoming-invoices', booking, mandant, faults)
    return faults.faults
  }

  /** The records carry the number only: DATEV keeps debtors and creditors itself. */
  addPersonalAccount(): readonly FormatFault[] {
    return []
  }

  finish(): readonly FormatFault[] {
    for (const { package: one } of this.#open.values()) one.close()
    this.#open.clear()
    return []
  }

  sums(): readonly WrittenSum[] {
    return [...this.#mandants].map(([mandant, { written }]) => ({
      mandant,
      rows: written.rows,
      debitCents: cents(written.debitCents),
      creditCents: cents(written.creditCents),
    }))
  }

  #mandant(id: string): MandantState {
    const mandant = this.#mandants.get(id)
    assert(mandant !== undefined, `a document of a Mandant that the run does not name: ${id}`)
    return mandant
  }

  #write(kind: FileKind, booking: Booking, mandant: MandantState, faults: FaultList): void {
    const { source, reader, cashAccounts, written } = mandant
    const recorded = recordsOf(booking, { mandant: source, reader, cashAccounts }, faults)
    const { attachment } = booking
    if (attachment !== null) checkAttachment(attachment, this.#sink, faults)
    if (!recorded) return
    findCollision(booking, recorded, mandant, faults)
    if (faults.isRejected) return
    const word = wordOf(recorded)
    const target = this.#packageFor(kind, word, booking, mandant)
    target.add({
      guid: guidOf(`${source.mandant.mandant}:${booking.key}`),
      type: word === 'RE' ? '1' : word === 'RA' ? '2' : null,
      description: booking.documentNo,
      stem: `${word}_${booking.documentNo}${booking.isReversal ? '_Storno' : ''}`,
      ledger: {
        type: recorded.ledger.type,
        xml: ledgerXml(recorded.ledger),
        properties: [['1', booking.documentDate.slice(0, 7)], this.#folderOf(recorded)],
      },
      attachment,
    })
    this.lastFile = target.file
    for (const { side, grossCents } of booking.lines) written[side === 'S' ? 'debitCents' : 'creditCents'] += grossCents
    written.rows += booking.lines.length
  }

  /** Folder in DATEV Unternehmen online, or number of the till. */
  #folderOf({ ledger, cashAccount }: RecordedDocument): readonly [string, string] {
    if (cashAccount !== null) return ['2', cashAccount]
    const key = ledger.type === 'accountsReceivableLedger' ? 'datevXmlOutgoingFolder' : 'datevXmlIncomingFolder'
    return ['3', textOf(this.#context.settings, key)]
  }

  #packageFor(kind: FileKind, word: PackageWord, booking: Booking, { source, head }: MandantState): DocumentPackage {
    const { mandant } = source.mandant
    const key = `${kind} ${word} ${mandant}`
    const month = booking.documentDate.slice(0, 7)
    const open = this.#open.get(key)
    if (open && open.month === month && !open.package.isFull) return open.package
    open?.package.close()
    const name = this.#names.next(kind, mandant, month.replace('-', ''), word)
    const next = new DocumentPackage(this.#sink, { kind, mandant, name }, head)
    this.#open.set(key, { month, package: next })
    return next
  }
}

function wordOf({ ledger }: RecordedDocument): PackageWord {
  if (ledger.type === 'cashLedger') return 'KB'
  return ledger.type === 'accountsReceivableLedger' ? 'RA' : 'RE'
}

function stateOf(source: FormatMandant, { createdAt, settings }: FormatContext): MandantState {
  const { mandant } = source
  const consultantNo = consultantNoOf(mandant.consultantNo)
  const clientNo = clientNoOf(mandant.clientNo)
  assert(consultantNo !== null && clientNo !== null, 'a Mandant is written that check() rejects')
  const accounts = textOf(settings, 'datevXmlCashAccounts').split(',')
  return {
    source,
    head: { date: createdAt.slice(0, 19), consultantNo, clientNo },
    reader: new BookingReader(source, 'datev'),
    cashAccounts: new Set(accounts.map((one) => one.trim()).filter((one) => one !== '')),
    written: { rows: 0, debitCents: 0, creditCents: 0 },
    numbers: new Map(),
  }
}

/** Two different numbers that `invoiceId` writes alike would be one open item: neither may go. */
function findCollision(
  { documentNo, person }: Booking,
  { ledger }: RecordedDocument,
  { numbers }: MandantState,
  faults: FaultList,
): void {
  const scope = ledger.type === 'accountsPayableLedger' ? `creditor ${person}` : 'house'
  const known = numbers.get(scope) ?? new Originals()
  numbers.set(scope, known)
  const other = known.otherThan(documentNo, ledger.invoiceId)
  if (other !== null) faults.reject('format-document-no-collision', 'invoiceId', `${documentNo} / ${other}`)
}
