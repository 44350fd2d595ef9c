import type { InboxContent, InboxInvoice, InvoiceAssignment } from '../core/einvoice/inbox'
import type { AccountNo, PersonalAccount } from '../core/ledger/ledger'
import type { InvoiceDetails, InvoiceOverview } from './app-invoices'
import type { InvoiceBooks } from './invoice-books'

type Facts = Pick<
  InvoiceOverview,
  'mandant' | 'invoiceNo' | 'invoiceDate' | 'grossCents' | 'creditNote' | 'currency' | 'sellerName' | 'reasons'
>

/** A line of the list. */
export async function overviewOf(invoice: InboxInvoice, books: InvoiceBooks): Promise<InvoiceOverview> {
  const { id, receivedMs, fileName, content, state, decidedMs, decidedBy, declineReason, assignment } = invoice
  const head = { id, receivedMs, fileName, kind: content.kind, state, decidedMs, decidedBy, declineReason }
  // About what is booked the books are asked nothing more: there may be thousands of them.
  return { ...head, ...(assignment ? await bookedFacts(invoice, assignment, books) : await openFacts(invoice, books)) }
}

async function bookedFacts(
  { content }: InboxInvoice,
  { mandant, creditor, invoiceNo, invoiceDate, grossCents, creditNote }: InvoiceAssignment,
  books: InvoiceBooks,
): Promise<Facts> {
  const currency = (await books.of(mandant)).mandant?.currency ?? null
  const sellerName = sellerOf(content) ?? (await creditorName(mandant, creditor, books))
  return { mandant, invoiceNo, invoiceDate, grossCents, creditNote, currency, sellerName, reasons: [] }
}

async function openFacts(invoice: InboxInvoice, books: InvoiceBooks): Promise<Facts> {
  const proposal = await books.propose(invoice, { mandant: null, creditor: null })
  const { mandant, invoiceNo, invoiceDate, grossCents, creditNote, currency } = proposal
  const reasons = invoice.state === 'waiting' ? proposal.reasons : []
  const sellerName = sellerOf(invoice.content)
  return { mandant, invoiceNo, invoiceDate, grossCents, creditNote, currency, sellerName, reasons }
}

const sellerOf = (content: InboxContent) =>
  content.kind === 'einvoice' ? (content.invoice.seller.name ?? content.invoice.seller.tradeName) : null

async function creditorName(mandant: string, creditor: AccountNo, books: InvoiceBooks): Promise<string | null> {
  const known = (await books.of(mandant)).creditors.find(({ account }) => account === creditor)
  return known ? nameOf(known) : null
}

export function nameOf({ company, firstName, lastName }: PersonalAccount): string | null {
  const person = [firstName, lastName].filter((part) => part !== null).join(' ')
  return company ?? (person === '' ? null : person)
}

/** What the file says beside what would be booked. */
export function saidBy({
  content,
  assignment,
}: InboxInvoice): Pick<InvoiceDetails, 'seller' | 'buyer' | 'paymentTerms' | 'skonto' | 'text' | 'assignment'> {
  if (content.kind === 'plain-pdf') {
    return { seller: null, buyer: null, paymentTerms: null, skonto: [], text: content.text, assignment }
  }
  const { seller, buyer, paymentTerms, skonto } = content.invoice
  return { seller, buyer, paymentTerms, skonto, text: '', assignment }
}
