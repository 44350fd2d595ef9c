import { createEInvoiceReader } from '../../main/adapters/einvoice'
import type { BookingRule } from '../../main/core/einvoice/booking-rules'
import type { InboxContent, InboxInvoice, InboxState, InboxStore } from '../../main/core/einvoice/inbox'
import type { LooseInvoice } from '../../main/core/ledger/import'
import type { ChangeFact } from '../../main/engine/app'
import { Invoices } from '../../main/engine/invoices'
import type { Office } from '../../main/engine/ledger'
import { debtor, MemoryLedger } from './memory-ledger'

const fakeNowMs = Date.UTC(2026, 10, 24, 9, 15)

/** An inbox in memory, without the database's own refusals. */
export class MemoryInbox implements InboxStore {
  invoices: InboxInvoice[] = []
  kept: BookingRule[] = []

  put(fileName: string, content: InboxContent, mandant: string | null = 'M1', hash?: string): InboxInvoice {
    const no = this.invoices.length + 1
    const sha256 = hash ?? no.toString(16).padStart(64, '0')
    const head = { id: `E${no}`, no, receivedMs: fakeNowMs, fileName, sha256, attachment: `${sha256}.pdf`, mandant }
    const undecided = { assignment: null, decidedMs: null, decidedBy: null, declineReason: null }
    const invoice: InboxInvoice = { ...head, ...undecided, content, state: 'waiting' }
    this.invoices.unshift(invoice)
    return invoice
  }

  #decide(id: string, from: InboxState, change: Partial<InboxInvoice>): boolean {
    const isThere = this.invoices.some((one) => one.id === id && one.state === from)
    this.invoices = this.invoices.map((one) => (one.id === id && isThere ? { ...one, ...change } : one))
    return isThere
  }

  list: InboxStore['list'] = ({ states, text }, page) => {
    const found = this.invoices.filter((one) => states.includes(one.state) && JSON.stringify(one).includes(text))
    return { total: found.length, invoices: page ? found.slice(page.offset, page.offset + page.limit) : found }
  }
  get = (id: string) => this.invoices.find((one) => one.id === id) ?? null
  bySha256 = (sha256: string) => this.invoices.find((one) => one.sha256 === sha256) ?? null
  waiting = () => this.list({ states: ['waiting'], text: '' }).total
  add: InboxStore['add'] = ({ fileName, content, mandant, sha256 }) => this.put(fileName, content, mandant, sha256)
  booked: InboxStore['booked'] = (id, assignment, decidedBy) => {
    const { mandant } = assignment
    return this.#decide(id, 'waiting', { state: 'booked', mandant, assignment, decidedMs: fakeNowMs, decidedBy })
  }
  declined: InboxStore['declined'] = (id, declineReason, decidedBy) =>
    this.#decide(id, 'waiting', { state: 'declined', declineReason, decidedMs: fakeNowMs, decidedBy })
  reopen: InboxStore['reopen'] = (id) =>
    this.#decide(id, 'declined', { state: 'waiting', declineReason: null, decidedMs: null, decidedBy: null })
  rules = (mandant: string | null) => this.kept.filter((one) => mandant === null || one.mandant === mandant)
  setRules: InboxStore['setRules'] = (mandant, rules) => {
    this.kept = [...this.kept.filter((one) => one.mandant !== mandant), ...rules]
  }
}

/**
 * Incoming invoices with the engine's own rules and reader over memory: put invoices into `inbox` or `files`, creditors into
 * `ledger.partners`.
 */
export class FakeInvoices {
  readonly inbox = new MemoryInbox()
  readonly ledger = new MemoryLedger()
  /** What lies on the disk, by path. */
  readonly files = new Map<string, string | Uint8Array>()
  readonly useCases: Invoices

  constructor(announce: (fact: ChangeFact) => void) {
    this.ledger.partners.push(debtor('70001', 'Muster Glas GmbH', { vatId: 'DE123456789' }))
    const { inbox, ledger } = this
    const invoiceFiles = { open: async (path: string) => this.#open(path) }
    const log = { info: () => undefined, error: () => undefined }
    const mandants = { show: () => ({ withoutInputTax: false }) }
    const ports = { inbox, ledger, mandants, actor: 'test', invoiceFiles, einvoices: createEInvoiceReader(), log }
    // safe: these use cases ask no other port
    this.useCases = new Invoices({ ports, announce } as unknown as Office)
  }

  #open(path: string): LooseInvoice | null {
    const content = this.files.get(path)
    if (content === undefined) return null
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
    return { name: path.slice(path.lastIndexOf('/') + 1), sizeBytes: bytes.length, read: async () => bytes }
  }
}
