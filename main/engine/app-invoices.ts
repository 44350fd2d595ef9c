import type { BookingRule } from '../core/einvoice/booking-rules'
import type { InboxFilter, InboxPage, InboxState, InvoiceAssignment } from '../core/einvoice/inbox'
import type { EInvoiceFinding, InvoiceParty, SkontoTerm } from '../core/einvoice/invoice'
import type { InvoiceProposal } from '../core/einvoice/proposal'
import type { Account, AccountNo, Branch, IsoDate } from '../core/ledger/ledger'
import type { Cents } from '../core/money/cents'
import type { Result } from '../core/result'
import type { AppError } from './app'

// Incoming invoices that come as files: the inbox, its assignment queue and the rules.

export type { BookingRule, EInvoiceFinding, InboxFilter, InboxPage, InboxState, InvoiceAssignment, InvoiceProposal }

/** What became of one file. */
export interface AddedInvoice {
  readonly fileName: string
  /** `known`: this very file was there before, nothing changed. `refused`: no invoice, nothing of it was kept. */
  readonly outcome: 'booked' | 'waiting' | 'known' | 'refused'
  /** Null: refused. */
  readonly id: string | null
  /** Why it was refused, or waits. The words: `findingSentence` (`einvoice.<code>`). */
  readonly reasons: readonly EInvoiceFinding[]
}

/** A line of the list. Amounts are more than zero; `creditNote` says which way they go. */
export interface InvoiceOverview {
  readonly id: string
  readonly receivedMs: number
  readonly fileName: string
  /** `plain-pdf`: a person enters the head data. */
  readonly kind: 'einvoice' | 'plain-pdf'
  readonly state: InboxState
  readonly mandant: string | null
  /** The seller as the invoice names it, or the creditor it was booked on. */
  readonly sellerName: string | null
  readonly invoiceNo: string | null
  readonly invoiceDate: IsoDate | null
  readonly grossCents: Cents | null
  readonly currency: string | null
  readonly creditNote: boolean
  /** Why it waits; empty when it does not, or when nothing but the click is missing. */
  readonly reasons: readonly EInvoiceFinding[]
  readonly decidedMs: number | null
  readonly decidedBy: string | null
  readonly declineReason: string | null
}

export interface InvoiceList {
  /** All that the filter finds. */
  readonly total: number
  readonly rows: readonly InvoiceOverview[]
}

export interface InvoiceDetails extends InvoiceOverview {
  /** What would be booked, for the Mandant and creditor asked about. */
  readonly proposal: InvoiceProposal
  /** Null: a plain PDF. */
  readonly seller: InvoiceParty | null
  readonly buyer: InvoiceParty | null
  readonly paymentTerms: string | null
  readonly skonto: readonly SkontoTerm[]
  /** Text of the first pages of a plain PDF; empty in a scan. */
  readonly text: string
  /** What was booked; null: not booked. */
  readonly assignment: InvoiceAssignment | null
}

/** What a person can choose from for one Mandant. */
export interface InvoiceChoices {
  readonly currency: string
  readonly creditors: readonly {
    readonly account: AccountNo
    readonly name: string | null
    readonly vatId: string | null
  }[]
  /** Ledger accounts that the books list; others may be typed. */
  readonly accounts: readonly Pick<Account, 'account' | 'label' | 'automatic'>[]
  readonly branches: readonly Pick<Branch, 'branch' | 'name'>[]
}

export interface AssignOrder {
  /** The person has read what the findings ask to decide. Without it an invoice with such findings is refused. */
  readonly confirmed: boolean
  /** The accounts become rules for this creditor. */
  readonly remember: boolean
}

export interface AssignedInvoice {
  readonly invoice: InvoiceOverview
  /** So many rules were written or changed. */
  readonly remembered: number
}

export interface InvoiceUseCases {
  /** Each file by itself: the next one is taken also when one is refused. */
  add(paths: readonly string[], onProgress?: (done: number, total: number) => void): Promise<readonly AddedInvoice[]>
  /** Newest first; what the filter leaves out does not matter. Without a page all of them. */
  list(filter?: Partial<InboxFilter>, page?: InboxPage): Promise<InvoiceList>
  /** @param as what a person chose so far; null or left out: as found */
  show(
    id: string,
    as?: { readonly mandant?: string | null; readonly creditor?: AccountNo | null },
  ): Promise<Result<InvoiceDetails, AppError>>
  /** Books it, or says every place that is wrong (`input-faults`), or which findings want a decision (`invoice-unconfirmed`). */
  assign(id: string, assignment: InvoiceAssignment, order: AssignOrder): Promise<Result<AssignedInvoice, AppError>>
  decline(id: string, reason: string): Promise<Result<InvoiceOverview, AppError>>
  /** A declined one waits again. */
  reopen(id: string): Promise<Result<InvoiceOverview, AppError>>
  /** Where our copy of the original lies, and how the file was called. Only for reading. */
  file(id: string): Promise<Result<{ readonly path: string; readonly fileName: string }, AppError>>
  choices(mandant: string): Promise<Result<InvoiceChoices, AppError>>
  rules(mandant: string | null): Promise<readonly BookingRule[]>
  /** Replaces all rules of the Mandant. */
  setRules(mandant: string, rules: readonly BookingRule[]): Promise<Result<void, AppError>>
}
