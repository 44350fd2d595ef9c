import { checkRules } from '../core/einvoice/assignment'
import { found } from '../core/einvoice/findings'
import type { InboxFilter, InboxInvoice, InboxPage, InboxState, InvoiceAssignment } from '../core/einvoice/inbox'
import type { EInvoiceFinding } from '../core/einvoice/invoice'
import type { LooseInvoice } from '../core/ledger/import'
import { fail, ok, type Result } from '../core/result'
import type { AppError, StatusTrouble } from './app'
import { invalid } from './app-error'
import type {
  AddedInvoice,
  AssignOrder,
  InvoiceDetails,
  InvoiceList,
  InvoiceOverview,
  InvoiceUseCases,
} from './app-invoices'
import { book, checked, notWaiting, remember } from './invoice-booking'
import { assignmentOf, InvoiceBooks } from './invoice-books'
import { takeInvoice } from './invoice-intake'
import { nameOf, overviewOf, saidBy } from './invoice-overview'
import type { Office } from './ledger'
import { profileFaults } from './profile-faults'

const allStates = ['waiting', 'booked', 'declined'] as const satisfies readonly InboxState[]

/** The inbox of incoming invoices. */
export class Invoices implements InvoiceUseCases {
  readonly #office: Office
  #last: Promise<unknown> = Promise.resolve()
  #stopping = false

  constructor(office: Office) {
    this.#office = office
  }

  get #ports() {
    return this.#office.ports
  }

  /** One after the other: of two files with the same invoice the second one must find the first. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work)
    this.#last = done.catch(() => undefined) // told to whoever asked for it
    return done
  }

  /** The file that is under way is decided; no other begins. */
  async stop(): Promise<void> {
    this.#stopping = true
    await this.#last
  }

  #changed(isInBooks: boolean): void {
    if (isInBooks) this.#office.announce({ fact: 'ledger.changed' })
    this.#office.announce({ fact: 'invoices.changed' })
    this.#office.announce({ fact: 'status.changed' })
  }

  async add(
    paths: readonly string[],
    onProgress: (done: number, total: number) => void = () => undefined,
  ): Promise<readonly AddedInvoice[]> {
    const added: AddedInvoice[] = []
    for (const [index, path] of paths.entries()) {
      if (this.#stopping) break
      const file = await this.#ports.invoiceFiles.open(path)
      added.push(file ? await this.take(file) : refusedFile(path, [found('inbox-file-missing', '', path)]))
      onProgress(index + 1, paths.length)
    }
    return added
  }

  /** One file, from wherever it came. Books it when nothing stands against that, else it waits. */
  take(file: LooseInvoice, actor = this.#ports.actor): Promise<AddedInvoice> {
    return this.#inTurn(async () => {
      const taken = await takeInvoice(this.#ports, file, actor)
      if (!('invoice' in taken)) return taken
      const { invoice } = taken
      const reasons = await this.#bookByRules(invoice, actor)
      const outcome = reasons === null ? 'booked' : 'waiting'
      this.#changed(outcome === 'booked')
      return { fileName: invoice.fileName, outcome, id: invoice.id, reasons: reasons ?? [] }
    })
  }

  /** Null: booked; else why it waits. */
  async #bookByRules(invoice: InboxInvoice, actor: string): Promise<readonly EInvoiceFinding[] | null> {
    const books = new InvoiceBooks(this.#ports)
    const proposal = await books.propose(invoice, { mandant: null, creditor: null })
    const assignment = assignmentOf(proposal)
    if (proposal.reasons.length > 0 || assignment === null) return proposal.reasons
    const { currency } = (await books.of(assignment.mandant)).mandant ?? {}
    if (currency === undefined) return [found('inbox-mandant-unknown')]
    const booked = await book(this.#ports, invoice, assignment, { currency, actor })
    if (booked.ok) return null
    this.#ports.log.error('invoice.not-booked', { id: invoice.id, code: booked.error.code })
    return [found('inbox-not-bookable', '', assignment.invoiceNo, { path: booked.error.code })]
  }

  async list({ states = allStates, text = '' }: Partial<InboxFilter> = {}, page?: InboxPage): Promise<InvoiceList> {
    const { total, invoices } = this.#ports.inbox.list({ states, text }, page)
    const books = new InvoiceBooks(this.#ports)
    const rows: InvoiceOverview[] = []
    for (const invoice of invoices) rows.push(await overviewOf(invoice, books))
    return { total, rows }
  }

  async show(id: string, as: Parameters<InvoiceUseCases['show']>[1] = {}): Promise<Result<InvoiceDetails, AppError>> {
    const invoice = this.#ports.inbox.get(id)
    if (!invoice) return fail(invalid('invoice-unknown', { id }))
    const books = new InvoiceBooks(this.#ports)
    const chosen = { mandant: as.mandant ?? null, creditor: as.creditor || null }
    const proposal = await books.propose(invoice, invoice.assignment ?? chosen)
    return ok({ ...(await overviewOf(invoice, books)), ...saidBy(invoice), proposal })
  }

  assign(id: string, given: InvoiceAssignment, order: AssignOrder): ReturnType<InvoiceUseCases['assign']> {
    return this.#inTurn(async () => {
      const ports = this.#ports
      const assignment = { ...given, invoiceNo: given.invoiceNo.trim(), creditor: given.creditor.trim() }
      const invoice = ports.inbox.get(id)
      if (!invoice) return fail(invalid('invoice-unknown', { id }))
      const check = await checked(ports, invoice, assignment, order)
      if (!check.ok) return check
      const booked = await book(ports, invoice, assignment, { currency: check.value.currency, actor: ports.actor })
      if (!booked.ok) return booked
      const remembered = order.remember ? remember(ports, assignment, check.value) : 0
      this.#changed(true)
      return ok({ invoice: await this.#overviewOf(id), remembered })
    })
  }

  decline(id: string, reason: string): ReturnType<InvoiceUseCases['decline']> {
    return this.#decide(id, () => this.#ports.inbox.declined(id, reason, this.#ports.actor))
  }

  reopen(id: string): ReturnType<InvoiceUseCases['reopen']> {
    return this.#decide(id, () => this.#ports.inbox.reopen(id, this.#ports.actor))
  }

  #decide(id: string, work: () => boolean): Promise<Result<InvoiceOverview, AppError>> {
    return this.#inTurn(async () => {
      if (!work()) return fail(notWaiting(this.#ports, id))
      this.#changed(false)
      return ok(await this.#overviewOf(id))
    })
  }

  async #overviewOf(id: string): Promise<InvoiceOverview> {
    const invoice = this.#ports.inbox.get(id)
    if (!invoice) throw new Error(`an invoice is gone: ${id}`)
    return await overviewOf(invoice, new InvoiceBooks(this.#ports))
  }

  async file(id: string): ReturnType<InvoiceUseCases['file']> {
    const invoice = this.#ports.inbox.get(id)
    if (!invoice) return fail(invalid('invoice-unknown', { id }))
    return ok({ path: this.#ports.ledger.attachmentPath(invoice.attachment), fileName: invoice.fileName })
  }

  async choices(mandant: string): ReturnType<InvoiceUseCases['choices']> {
    const books = await new InvoiceBooks(this.#ports).of(mandant)
    if (!books.mandant) return fail(invalid('mandant-unknown', { mandant }))
    const accounts = await this.#ports.ledger.accounts(mandant)
    return ok({
      currency: books.mandant.currency,
      creditors: books.creditors.map((one) => ({ account: one.account, name: nameOf(one), vatId: one.vatId })),
      accounts: accounts.map(({ account, label, automatic }) => ({ account, label, automatic })),
      branches: books.branches.map(({ branch, name }) => ({ branch, name })),
    })
  }

  async rules(mandant: string | null): ReturnType<InvoiceUseCases['rules']> {
    return this.#ports.inbox.rules(mandant)
  }

  async setRules(...[mandant, rules]: Parameters<InvoiceUseCases['setRules']>): Promise<Result<void, AppError>> {
    const books = await new InvoiceBooks(this.#ports).of(mandant)
    if (!books.mandant) return fail(invalid('mandant-unknown', { mandant }))
    const faults = checkRules(rules, { ...books, mandant: books.mandant })
    if (faults.length > 0) return fail(profileFaults(faults))
    this.#ports.inbox.setRules(
      mandant,
      rules.map((rule) => ({ ...rule, mandant })),
      this.#ports.actor,
    )
    this.#changed(false)
    return ok()
  }

  /** For the status at a glance: somebody has to say where they are booked. */
  troubles(): readonly StatusTrouble[] {
    const count = this.#ports.inbox.waiting()
    if (count === 0) return []
    const nobody = { profileId: null, profileName: null, runId: null, sinceMs: null, nextAttemptMs: null }
    return [{ ...nobody, subject: 'invoices', code: 'invoices-wait', params: { count }, needsPerson: true }]
  }
}

export function refusedFile(fileName: string, reasons: readonly EInvoiceFinding[]): AddedInvoice {
  return { fileName, outcome: 'refused', id: null, reasons }
}
