import type { LooseInvoice } from '../ledger/import'
import type { AccountNo, IsoDate } from '../ledger/ledger'
import type { Cents } from '../money/cents'
import type { BookingRule } from './booking-rules'
import type { EInvoice, EInvoiceFinding } from './invoice'

/** What arrived: an e-invoice, or a PDF whose head data a person enters. */
export type InboxContent =
  | { readonly kind: 'einvoice'; readonly invoice: EInvoice; readonly source: 'xml' | 'pdf' }
  | {
      readonly kind: 'plain-pdf'
      readonly pages: number
      /** Of the first pages; empty for a scan. */
      readonly text: string
      readonly findings: readonly EInvoiceFinding[]
    }

/** `waiting` for a person or a rule, `booked` into the books, or `declined` by a person, with a reason. */
export type InboxState = 'waiting' | 'booked' | 'declined'

/** An incoming invoice that came as a file (Eingangskorb). */
export interface InboxInvoice {
  readonly id: string
  /** Rises with every arrival. */
  readonly no: number
  readonly receivedMs: number
  /** As the file was called. */
  readonly fileName: string
  /** Hex, of the file: the same file arrives only once. */
  readonly sha256: string
  /** Name in the ledger's attachment store; the file lies there byte for byte. */
  readonly attachment: string
  readonly content: InboxContent
  readonly state: InboxState
  /** Whose it is, as far as known: by the buyer's VAT id or name, or because there is only one Mandant. */
  readonly mandant: string | null
  /** What was booked; null: not booked. */
  readonly assignment: InvoiceAssignment | null
  readonly decidedMs: number | null
  readonly decidedBy: string | null
  readonly declineReason: string | null
}

/** One position as it is to be booked. */
export interface AssignedPosition {
  readonly account: AccountNo
  /** More than zero; `creditNote` of the invoice says which way it goes. */
  readonly grossCents: Cents
  /** Hundredths of a percent as the invoice states it (0 for reverse charge); null: none. */
  readonly taxRate: number | null
  /** BU-Schlüssel; null: by the rate, or by the account where it is automatic. */
  readonly taxKey: string | null
  readonly costCentre: string | null
  readonly text: string | null
}

/** What a person, or a rule, says about an invoice before it goes into the books. */
export interface InvoiceAssignment {
  readonly mandant: string
  readonly creditor: AccountNo
  readonly invoiceNo: string
  readonly invoiceDate: IsoDate
  readonly dueDate: IsoDate | null
  readonly serviceDate: IsoDate | null
  readonly branch: string | null
  readonly creditNote: boolean
  /** More than zero. */
  readonly grossCents: Cents
  readonly positions: readonly AssignedPosition[]
}

/** Why an assignment is refused; the words stand under `fault.<code>`. */
export interface AssignmentFault {
  /** `creditor`, `positions[1].account` … */
  readonly path: string
  readonly value: string | null
  readonly code:
    | 'input-missing'
    | 'assignment-account'
    | 'assignment-automatic'
    | 'assignment-branch'
    | 'assignment-creditor'
    | 'assignment-sum'
    | 'assignment-amount'
    | 'input-control-character'
    | 'input-date'
    | 'input-tax-key'
    | 'rule-twice'
  readonly params: Readonly<Record<string, string | number>>
}

export interface InboxArrival {
  readonly fileName: string
  readonly sha256: string
  readonly attachment: string
  readonly content: InboxContent
  readonly mandant: string | null
}

/** Files that a person names (port). */
export interface InvoiceFiles {
  /** Null: there is no such file. */
  open(path: string): Promise<LooseInvoice | null>
}

/** What is looked for in the inbox. */
export interface InboxFilter {
  readonly states: readonly InboxState[]
  /** Words, each of them part of the sender, the invoice number, the account it was booked on or the file's name. Empty: all. */
  readonly text: string
}

/** A stretch of a list. */
export interface InboxPage {
  readonly offset: number
  readonly limit: number
}

/** Where what arrived is kept (port). Every change is a journal entry. */
export interface InboxStore {
  /** Newest first; `total` counts all that the filter finds. Without a page all of them. */
  list(filter: InboxFilter, page?: InboxPage): { readonly total: number; readonly invoices: readonly InboxInvoice[] }
  get(id: string): InboxInvoice | null
  bySha256(sha256: string): InboxInvoice | null
  /** How many wait. */
  waiting(): number
  /** Null when this file is there already. */
  add(arrival: InboxArrival, actor: string): InboxInvoice | null
  /** What was booked, and by whom; false when it does not wait (any more). */
  booked(id: string, assignment: InvoiceAssignment, actor: string): boolean
  declined(id: string, reason: string, actor: string): boolean
  /** A declined one waits again. */
  reopen(id: string, actor: string): boolean
  /** Of one Mandant, or all. */
  rules(mandant: string | null): readonly BookingRule[]
  /** Replaces all rules of the Mandant. */
  setRules(mandant: string, rules: readonly BookingRule[], actor: string): void
}
