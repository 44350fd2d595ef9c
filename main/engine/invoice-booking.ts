import { checkAssignment, rulesOf } from '../core/einvoice/assignment'
import type { BookingRule } from '../core/einvoice/booking-rules'
import { found } from '../core/einvoice/findings'
import type { InboxInvoice, InvoiceAssignment } from '../core/einvoice/inbox'
import type { EInvoiceFinding } from '../core/einvoice/invoice'
import { type InvoiceProposal, isAutomatic } from '../core/einvoice/proposal'
import type { ImportFailure } from '../core/ledger/import'
import type { NewIncoming } from '../core/ledger/incoming-books'
import { toDecimalComma } from '../core/money/cents'
import { fail, ok, type Result } from '../core/result'
import type { AppError } from './app'
import { invalid, refused } from './app-error'
import type { AssignOrder } from './app-invoices'
import { InvoiceBooks, type MandantBooks } from './invoice-books'
import type { Ports } from './ports'
import { profileFaults } from './profile-faults'

/** Takes one invoice into the books and writes down that it did, in this order. */
export async function book(
  ports: Ports,
  invoice: InboxInvoice,
  assignment: InvoiceAssignment,
  { currency, actor }: { readonly currency: string; readonly actor: string },
): Promise<Result<void, AppError>> {
  const { mandant, creditor, invoiceNo } = assignment
  const known = await ports.ledger.incomingInvoice(mandant, creditor, invoiceNo)
  if (known && known.attachment !== invoice.attachment) return fail(numberKnown(assignment))
  // There with our own file: the process ended in between, and only the inbox does not know yet.
  if (!known) {
    const booked = await ports.ledger.bookIncoming(toIncoming(assignment, invoice.attachment, currency))
    if (!booked.ok) return fail(bookFault(booked.error, assignment))
  }
  return ports.inbox.booked(invoice.id, assignment, actor) ? ok() : fail(notWaiting(ports, invoice.id))
}

const numberKnown = ({ creditor, invoiceNo }: InvoiceAssignment) =>
  refused('invoice-number-known', { creditor, number: invoiceNo })

function bookFault({ faults, total, imported }: ImportFailure, assignment: InvoiceAssignment): AppError {
  if (faults.some(({ code }) => code === 'import-invoice-known')) return numberKnown(assignment)
  return invalid('import-faults', { count: total }, { faults, total, imported })
}

/** Why something that waits for a decision does not. */
export function notWaiting({ inbox }: Ports, id: string): AppError {
  const state = inbox.get(id)?.state
  if (state === undefined) return invalid('invoice-unknown', { id })
  if (state === 'waiting') return refused('invoice-waiting', { id })
  return refused(state === 'booked' ? 'invoice-booked' : 'invoice-declined', { id })
}

function toIncoming(assignment: InvoiceAssignment, attachment: string, currency: string): NewIncoming {
  const { positions, ...head } = assignment
  return {
    ...head,
    currency,
    attachment,
    positions: positions.map(({ grossCents, taxRate, ...rest }, index) => ({
      ...rest,
      position: index + 1,
      amountCents: grossCents,
      // Where a key says what the receiver owes, the invoice's own 0 % would contradict it.
      taxRate: taxRate === 0 && rest.taxKey !== null ? null : taxRate,
    })),
  }
}

/** Everything that stands against an assignment, else the books it is for. */
export async function checked(
  ports: Ports,
  invoice: InboxInvoice,
  assignment: InvoiceAssignment,
  { confirmed }: Pick<AssignOrder, 'confirmed'>,
): Promise<
  Result<{ readonly books: MandantBooks; readonly currency: string; readonly proposal: InvoiceProposal }, AppError>
> {
  if (invoice.state !== 'waiting') return fail(notWaiting(ports, invoice.id))
  const asked = new InvoiceBooks(ports)
  const books = await asked.of(assignment.mandant)
  const { mandant } = books
  if (!mandant) return fail(invalid('mandant-unknown', { mandant: assignment.mandant }))
  const faults = checkAssignment(assignment, { ...books, mandant })
  if (faults.length > 0) return fail(profileFaults(faults))
  const proposal = await asked.propose(invoice, assignment)
  const open = [...proposal.toConfirm, ...grossDiffers(assignment, proposal)]
  if (open.length > 0 && !confirmed) {
    return fail({ ...refused('invoice-unconfirmed', { count: open.length }), details: { findings: open } })
  }
  return ok({ books, currency: mandant.currency, proposal })
}

/** Of an e-invoice other money than it states is booked only by a decision. */
function grossDiffers(assignment: InvoiceAssignment, proposal: InvoiceProposal): readonly EInvoiceFinding[] {
  const { grossCents: stated, creditNote } = proposal
  if (stated === null || (stated === assignment.grossCents && creditNote === assignment.creditNote)) return []
  return [found('inbox-gross-differs', '', toDecimalComma(assignment.grossCents), { expected: toDecimalComma(stated) })]
}

const keyOf = ({ creditor, taxRate }: BookingRule) => JSON.stringify([creditor, taxRate])

/** Writes the accounts of an assignment down as rules of its creditor. @returns how many are new or other ones */
export function remember(
  { inbox, actor }: Ports,
  assignment: InvoiceAssignment,
  { books, proposal }: { readonly books: MandantBooks; readonly proposal: InvoiceProposal },
): number {
  const { mandant } = books
  if (!mandant) return 0
  const known = inbox.rules(assignment.mandant)
  const wanted = rulesOf(assignment, proposal, (account) => isAutomatic(account, mandant, books))
  const changed = wanted.filter((rule) => !known.some((one) => JSON.stringify(one) === JSON.stringify(rule)))
  if (changed.length === 0) return 0
  const keys = new Set(changed.map(keyOf))
  inbox.setRules(assignment.mandant, [...known.filter((rule) => !keys.has(keyOf(rule))), ...changed], actor)
  return changed.length
}
