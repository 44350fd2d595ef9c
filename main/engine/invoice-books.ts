import { checkAssignment } from '../core/einvoice/assignment'
import { found } from '../core/einvoice/findings'
import type { InboxInvoice, InvoiceAssignment } from '../core/einvoice/inbox'
import type { EInvoiceFinding } from '../core/einvoice/invoice'
import { type InboxBooks, type InvoiceProposal, mandantOf, proposeInvoice } from '../core/einvoice/proposal'
import type { AccountNo, Branch, Mandant, PersonalAccount } from '../core/ledger/ledger'
import type { Ports } from './ports'

/** What is known about one Mandant; of no Mandant only which there are. */
export interface MandantBooks extends InboxBooks {
  readonly mandant: Mandant | null
  readonly creditors: readonly PersonalAccount[]
  readonly branches: readonly Branch[]
}

/** What the books say about invoices, asked once for a whole list of them. */
export class InvoiceBooks {
  readonly #ports: Ports
  readonly #known = new Map<string | null, Promise<MandantBooks>>()

  constructor(ports: Ports) {
    this.#ports = ports
  }

  of(mandant: string | null): Promise<MandantBooks> {
    const known = this.#known.get(mandant) ?? this.#read(mandant)
    this.#known.set(mandant, known)
    return known
  }

  async #read(id: string | null): Promise<MandantBooks> {
    const { ledger, inbox, mandants: settings } = this.#ports
    const mandants = await ledger.mandants()
    const mandant = mandants.find((one) => one.mandant === id) ?? null
    if (!mandant) {
      const unknown = { creditors: [], branches: [], automatic: new Set<AccountNo>(), rules: [] }
      return { mandant, mandants, ...unknown, withoutInputTax: false }
    }
    const accounts = await ledger.accounts(mandant.mandant)
    return {
      mandant,
      mandants,
      creditors: await ledger.creditors(mandant.mandant),
      branches: (await ledger.branches()).filter((one) => one.mandant === mandant.mandant),
      automatic: new Set(accounts.filter(({ automatic }) => automatic).map(({ account }) => account)),
      rules: inbox.rules(mandant.mandant),
      withoutInputTax: settings.show(mandant.mandant).withoutInputTax,
    }
  }

  /** Whose an invoice is, as the books stand now. */
  async mandantOf({ content }: Pick<InboxInvoice, 'content'>): Promise<string | null> {
    return mandantOf(content, (await this.of(null)).mandants)?.mandant ?? null
  }

  /** @param as chosen by a person; null: as found */
  async propose(
    invoice: Pick<InboxInvoice, 'content' | 'attachment'>,
    as: { readonly mandant: string | null; readonly creditor: AccountNo | null },
  ): Promise<InvoiceProposal> {
    const books = await this.of(as.mandant ?? (await this.mandantOf(invoice)))
    const proposal = proposeInvoice(invoice.content, books.mandant, books, as.creditor)
    const others = [...(await this.#numberKnown(proposal, invoice.attachment)), ...this.#faultsOf(proposal, books)]
    return { ...proposal, reasons: [...proposal.reasons, ...others] }
  }

  async #numberKnown(
    { mandant, creditor, invoiceNo }: InvoiceProposal,
    attachment: string,
  ): Promise<readonly EInvoiceFinding[]> {
    if (mandant === null || creditor.kind !== 'found' || invoiceNo === null) return []
    const known = await this.#ports.ledger.incomingInvoice(mandant, creditor.account, invoiceNo)
    // Ours already: the process ended between the books and the inbox. Booking it once more changes nothing.
    if (!known || known.attachment === attachment) return []
    return [found('inbox-number-known', '', invoiceNo, { creditor: creditor.account })]
  }

  /** What only booking would find out: else it would be tried, and refused, at every arrival. */
  #faultsOf(proposal: InvoiceProposal, books: MandantBooks): readonly EInvoiceFinding[] {
    const assignment = assignmentOf(proposal)
    if (!assignment || !books.mandant || proposal.reasons.length > 0) return []
    const faults = checkAssignment(assignment, { ...books, mandant: books.mandant })
    return faults.map(({ path, value }) => found('inbox-not-bookable', '', value ?? '', { path }))
  }
}

/** What would be booked; null: something of it is not known. */
export function assignmentOf(proposal: InvoiceProposal): InvoiceAssignment | null {
  const { mandant, creditor, invoiceNo, invoiceDate, dueDate, serviceDate, creditNote, grossCents } = proposal
  if (mandant === null || creditor.kind !== 'found' || invoiceNo === null) return null
  if (invoiceDate === null || grossCents === null) return null
  const positions = proposal.positions.flatMap(({ account, ...one }) => {
    if (account === null) return []
    return [
      {
        account,
        grossCents: one.grossCents,
        taxRate: one.taxRate,
        taxKey: one.taxKey,
        costCentre: one.costCentre,
        text: null,
      },
    ]
  })
  if (positions.length < proposal.positions.length) return null
  const head = { mandant, creditor: creditor.account, invoiceNo, invoiceDate, dueDate, serviceDate }
  return { ...head, branch: null, creditNote, grossCents, positions }
}
