import { assert } from '../../assert'
import type { AccountingDocument, IncomingInvoice, IsoDate, PersonalAccount } from '../../ledger/ledger'
import { cents } from '../../money/cents'
import { personalRole } from '../booking/accounts'
import { type Period, periodOf } from '../booking/period'
import { checkMandant } from '../datev/check'
import { toDocumentNo } from '../datev/document-no'
import { FaultList } from '../datev/faults'
import type { FileKind, FileSink, FormatContext, FormatFault, FormatWriter, WrittenSum } from '../format'
import type { Originals } from '../originals'
import { switchOf } from '../settings'
import { type AccountRow, accountFields } from './account-fields'
import { compileLine, headingLine } from './compile'
import { DocumentLinks } from './document-links'
import { fileNames } from './file-name'
import { headerFields } from './header-fields'
import { MandantState } from './mandant'
import { type FileHead, maxRowsPerFile, Output } from './output'
import { accountRow } from './partners'
import { type PostingRow, postingFields } from './posting-fields'
import { documentRows, invoiceRows } from './postings'
import { documentsSetting } from './settings'

/** The kinds of file that are written line by line. */
type DatevKind = Exclude<FileKind, 'attachments'>

const headerLine = compileLine(headerFields)
const postingLine = compileLine(postingFields)
const accountLine = compileLine(accountFields)
const postingHeadings = headingLine(postingFields)
const accountHeadings = headingLine(accountFields)

const labels: Readonly<Record<DatevKind, string | null>> = {
  postings: 'Buchungsstapel',
  'incoming-invoices': 'Eingangsrechnungen',
  'personal-accounts': null,
}

export class DatevWriter implements FormatWriter {
  readonly #context: FormatContext
  readonly #names: ReturnType<typeof fileNames>
  readonly #mandants: ReadonlyMap<string, MandantState>
  readonly #postings: Output<PostingRow>
  readonly #incoming: Output<PostingRow>
  /** One per Mandant: documents and, after them, incoming invoices name accounts of the same Mandant. */
  readonly #accounts: ReadonlyMap<string, Output<AccountRow>>
  /** Null where the pictures stay at home. */
  readonly #links: DocumentLinks | null

  constructor(context: FormatContext, sink: FileSink) {
    assert(
      context.mandants.every((one) => checkMandant(one).length === 0),
      'a run is opened with a Mandant that check() rejects',
    )
    this.#context = context
    this.#links = switchOf(context.settings, documentsSetting) ? new DocumentLinks(context, sink) : null
    this.#names = fileNames(context)
    this.#mandants = new Map(context.mandants.map((one) => [one.mandant.mandant, new MandantState(one)]))
    this.#postings = new Output(sink, 'postings', postingHeadings, postingLine)
    this.#incoming = new Output(sink, 'incoming-invoices', postingHeadings, postingLine)
    this.#accounts = new Map(
      [...this.#mandants.keys()].map((id) => [id, new Output(sink, 'personal-accounts', accountHeadings, accountLine)]),
    )
  }

  add(one: AccountingDocument): readonly FormatFault[] {
    const mandant = this.#mandant(one.mandant)
    const faults = new FaultList(one.mandant, one.documentNo)
    const pictured = { ...one, key: `${one.occasion}:${one.sourceId}#${one.version}` }
    const rows = documentRows(one, this.#links?.linkOf(pictured, faults) ?? '', mandant, faults)
    const scopes = [mandant.documentNumbers]
    if (one.personalAccount !== null && personalRole(one.personalAccount, mandant.accountLength) === 'creditor') {
      scopes.push(mandant.creditorNumbers(one.personalAccount))
    }
    findCollision(one.documentNo, scopes, faults)
    if (this.#write('postings', this.#postings, mandant, one.documentDate, rows, faults)) this.#links?.add(pictured)
    return faults.faults
  }

  addIncoming(one: IncomingInvoice): readonly FormatFault[] {
    const mandant = this.#mandant(one.mandant)
    const faults = new FaultList(one.mandant, one.invoiceNo)
    const { creditor, invoiceNo, version, attachment } = one
    const key = `incoming:${creditor}:${invoiceNo}#${version}`
    const pictured = { mandant: one.mandant, key, documentNo: invoiceNo, attachment }
    const rows = invoiceRows(one, this.#links?.linkOf(pictured, faults) ?? '', mandant, faults)
    findCollision(one.invoiceNo, [mandant.creditorNumbers(one.creditor)], faults)
    if (this.#write('incoming-invoices', this.#incoming, mandant, one.invoiceDate, rows, faults))
      this.#links?.add(pictured)
    return faults.faults
  }

  addPersonalAccount(one: PersonalAccount): readonly FormatFault[] {
    const mandant = this.#mandant(one.mandant)
    const faults = new FaultList(one.mandant, one.account)
    const row = accountRow(one, mandant, faults)
    if (row) {
      const period = periodOf(this.#context.createdAt.slice(0, 10), mandant.fiscalYearStart)
      this.#accounts.get(mandant.id)?.write(mandant.id, () => this.#head('personal-accounts', mandant, period), [row])
    }
    return faults.faults
  }

  finish(): readonly FormatFault[] {
    for (const output of this.#accounts.values()) output.close()
    this.#postings.close()
    this.#incoming.close()
    this.#links?.close()
    return [...this.#mandants.values()].flatMap((mandant) => mandant.closingFaults())
  }

  sums(): readonly WrittenSum[] {
    return [...this.#mandants.values()].map(({ id, written }) => ({
      mandant: id,
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

  #write(
    kind: DatevKind,
    output: Output<PostingRow>,
    mandant: MandantState,
    date: IsoDate,
    rows: readonly PostingRow[],
    faults: FaultList,
  ): boolean {
    if (rows.length > maxRowsPerFile) {
      faults.reject('format-document-too-large', 'Umsatz (ohne Soll/Haben-Kz)', rows.length.toString())
    }
    if (faults.isRejected || rows.length === 0) return false
    const period = periodOf(date, mandant.fiscalYearStart)
    output.write(`${mandant.id} ${period.from}`, () => this.#head(kind, mandant, period), rows)
    for (const { side, amountCents } of rows)
      mandant.written[side === 'S' ? 'debitCents' : 'creditCents'] += amountCents
    mandant.written.rows += rows.length
    return true
  }

  #head(kind: DatevKind, mandant: MandantState, period: Period): FileHead {
    const label = labels[kind]
    const month = label === null ? this.#context.createdAt.slice(0, 7).replace('-', '') : period.month
    const text = label === null ? null : `${label} ${month.slice(0, 4)}-${month.slice(4)}`
    return {
      mandant: mandant.id,
      name: this.#names.next(kind, mandant.id, month),
      header: (out) => headerLine.write(mandant.header(this.#context.createdAt, period, text), out),
    }
  }
}

/** Two different numbers that Belegfeld 1 writes alike would be one open item: neither may go. */
function findCollision(documentNo: string, scopes: readonly Originals[], faults: FaultList): void {
  const written = toDocumentNo(documentNo)
  if (written === null) return
  for (const scope of scopes) {
    const other = scope.otherThan(documentNo, written)
    if (other !== null) faults.reject('format-document-no-collision', 'Belegfeld 1', `${documentNo} / ${other}`)
  }
}
