import { assert } from '../core/assert'
import type { FileKind, FormatFault, FormatMandant, FormatWriter, NumberRule } from '../core/formats/format'
import { asDeducted } from '../core/formats/input-tax'
import type { AccountingDocument, IncomingInvoice } from '../core/ledger/ledger'
import type { DocumentSelection } from '../core/ledger/source'
import type { HandedPartner } from '../core/run/run-store'
import type { PiledStamp } from '../core/run/stamp-pile'
import { Breather } from './breather'
import { changedAfterExport } from './faults'
import { Partners, personalAccountsOf } from './partners'
import type { Ports } from './ports'
import { collectReversals, inLedgerOrder } from './reversals'
import { keyOfDocument, keyOfInvoice, type Standing, withStanding } from './standing'
import { Sums } from './sums'
import type { WriteOrder } from './write-files'

/** Of the formats of documents and of incoming invoices; null: their files say none that could be compared. */
export interface NumberRules {
  readonly documents: NumberRule | null
  readonly invoices: NumberRule | null
}

/** Reads the ledger batch by batch and feeds the writers with what has to go, keeping account of it. */
export class Gathering {
  readonly faults: FormatFault[] = []
  readonly sums = new Sums()
  readonly #order: WriteOrder
  readonly #ports: Ports
  readonly #mandants: ReadonlyMap<string, FormatMandant>
  readonly #numbers: NumberRules
  readonly #breather = new Breather()
  readonly #replaced = new Set<string>()
  /** Of the batch that is being read. */
  #stamps: PiledStamp[] = []
  #partners: Partners | null = null
  #reversed = 0
  #read = 0

  constructor(order: WriteOrder, ports: Ports, mandants: ReadonlyMap<string, FormatMandant>, numbers: NumberRules) {
    this.#order = order
    this.#ports = ports
    this.#mandants = mandants
    this.#numbers = numbers
  }

  get handedPartners(): readonly HandedPartner[] {
    return this.#partners?.handed ?? []
  }

  /** True when a reversal was written whose new version did not come along: the ledger changed in between. */
  missesNewVersion(): boolean {
    return this.#reversed !== this.#replaced.size
  }

  async documents(selection: DocumentSelection, writer: FormatWriter): Promise<void> {
    const { profile } = this.#order
    if (profile.exportDebtors) this.#partners = new Partners(profile.id, this.#ports, writer)
    const reversals = await collectReversals(profile.id, selection, this.#ports, () => this.#rest())
    this.faults.push(...reversals.faults)
    const waiting = [...reversals.documents]
    for await (const batch of this.#ports.ledger.documents(selection)) {
      for (const [one, standing] of withStanding(this.#ports.runs, profile.id, batch, keyOfDocument)) {
        while (waiting[0] && inLedgerOrder(waiting[0], one) <= 0) this.#addReversal(waiting.shift(), writer)
        await this.#addDocument(one, standing, writer)
        await this.#rest()
      }
      this.#batchDone(batch.length)
    }
    while (waiting.length > 0) this.#addReversal(waiting.shift(), writer)
    this.#pile()
  }

  /** @param masterData the writer that carries personal accounts */
  async invoices(writer: FormatWriter, masterData: FormatWriter): Promise<void> {
    const { profile } = this.#order
    if (profile.exportDebtors) this.#partners ??= new Partners(profile.id, this.#ports, masterData)
    const { mandants } = profile.selection
    for await (const batch of this.#ports.ledger.incomingInvoices({ mandants, branch: profile.branch })) {
      for (const [one, standing] of withStanding(this.#ports.runs, profile.id, batch, keyOfInvoice)) {
        await this.#addInvoice(one, standing, writer)
        await this.#rest()
      }
      this.#batchDone(batch.length)
    }
  }

  #batchDone(documents: number): void {
    this.#pile()
    this.#read += documents
    this.#order.tell({ phase: 'collect', file: null, done: this.#read, total: 0 })
  }

  #pile(): void {
    this.#order.stamps.add(this.#stamps)
    this.#stamps = []
  }

  async #rest(): Promise<void> {
    await this.#breather.rest()
    this.#order.goOn?.()
  }

  #addReversal(one: AccountingDocument | undefined, writer: FormatWriter): void {
    if (!one) return
    this.#reversed += 1
    this.#order.watch?.document(one, { kind: 'new' })
    this.#put(one, 'reversal', writer)
  }

  async #addDocument(one: AccountingDocument, standing: Standing, writer: FormatWriter): Promise<void> {
    this.#order.watch?.document(one, standing)
    if (standing.kind === 'changed') this.#warnChanged(one.mandant, one.documentNo, standing)
    if (standing.kind !== 'new' && standing.kind !== 'replaces') return
    if (standing.kind === 'replaces') this.#replaced.add(JSON.stringify([one.mandant, one.sourceId]))
    this.#put(one, 'document', writer)
    if (!this.#partners) return
    const { mandant } = this.#mandantOf(one)
    for (const account of personalAccountsOf(one, mandant)) await this.#addPartner(one.mandant, account)
  }

  async #addInvoice(one: IncomingInvoice, standing: Standing, writer: FormatWriter): Promise<void> {
    this.#order.watch?.invoice(one, standing)
    if (standing.kind === 'changed') this.#warnChanged(one.mandant, one.invoiceNo, standing)
    if (standing.kind !== 'new') return
    this.faults.push(...writer.addIncoming(asDeducted(one, this.#mandantOf(one))))
    this.sums.addInvoice(one, this.#numbers.invoices?.(one.invoiceNo, one.creditor) ?? '')
    this.#stamps.push({
      mandant: one.mandant,
      sourceId: keyOfInvoice(one).sourceId,
      version: one.version,
      documentNo: one.invoiceNo,
      documentType: '',
      documentDate: one.invoiceDate,
      occasion: 'incoming',
      branch: one.branch,
      paymentMethod: null,
      fileIndex: this.#fileIndex('incoming-invoices', one.mandant, writer),
    })
    await this.#addPartner(one.mandant, one.creditor)
  }

  #mandantOf({ mandant }: { readonly mandant: string }): FormatMandant {
    const found = this.#mandants.get(mandant)
    assert(found !== undefined, `the ledger gives a document of a Mandant that was not selected: ${mandant}`)
    return found
  }

  #put(one: AccountingDocument, occasion: 'document' | 'reversal', writer: FormatWriter): void {
    this.faults.push(...writer.add(one))
    this.sums.addDocument(one, this.#numbers.documents?.(one.documentNo, null) ?? '')
    const { mandant, sourceId, version, documentNo, documentType, documentDate, branch, paymentMethod } = one
    const fileIndex = this.#fileIndex('postings', mandant, writer)
    const identity = { mandant, sourceId, version, documentNo, documentType, documentDate, occasion }
    this.#stamps.push({ ...identity, branch, paymentMethod, fileIndex })
  }

  async #addPartner(mandant: string, account: string): Promise<void> {
    if (this.#partners) this.faults.push(...(await this.#partners.add(mandant, account)))
  }

  #warnChanged(mandant: string, subject: string, { sentVersion }: Standing & { readonly sentVersion: number }): void {
    this.faults.push(changedAfterExport({ mandant, subject }, sentVersion))
  }

  /** A writer keeps the rows of one document together: in the file it names, else in the one it opened last. */
  #fileIndex(kind: FileKind, mandant: string, { lastFile }: FormatWriter): number | null {
    const { opened } = this.#order.place
    const index =
      lastFile === undefined
        ? opened.findLastIndex((file) => file.kind === kind && file.mandant === mandant)
        : lastFile === null
          ? -1
          : opened.lastIndexOf(lastFile)
    return index < 0 ? null : index
  }
}
