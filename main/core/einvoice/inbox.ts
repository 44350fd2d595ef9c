import type { AccountNo, IsoDate } from '../ledger/ledger'
import type { Cents } from '../money/cents'
import type { EInvoice } from './invoice'

/** What arrived: an e-invoice, or a PDF whose head data a person enters. */
export type InboxContent =
  | { readonly kind: 'einvoice'; readonly invoice: EInvoice; readonly source: 'xml' | 'pdf' }
  | { readonly kind: 'plain-pdf'; readonly pages: number; readonly text: string }

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
  readonly decidedMs: number | null
  readonly decidedBy: string | null
  readonly declineReason: string | null
}

/** One position as it is to be booked; gross, in the sign of the invoice. */
export interface AssignedPosition {
  readonly account: AccountNo
  readonly grossCents: Cents
  readonly taxRate: number | null
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
  readonly grossCents: Cents
  readonly positions: readonly AssignedPosition[]
}

/** Why an assignment is refused; the words stand under `error.<code>`. */
export interface AssignmentFault {
  /** `creditor`, `positions[1].account` … */
  readonly path: string
  readonly value: string | null
  readonly code:
    | 'input-missing'
    | 'assignment-account'
    | 'assignment-creditor'
    | 'assignment-sum'
    | 'assignment-amount'
    | 'input-date'
  readonly params: Readonly<Record<string, string | number>>
}

export interface InboxArrival {
  readonly fileName: string
  readonly sha256: string
  readonly attachment: string
  readonly content: InboxContent
  readonly mandant: string | null
}

/** Where what arrived is kept (port). Every change is a journal entry. */
export interface InboxStore {
  /** Newest first. */
  list(states: readonly InboxState[]): readonly InboxInvoice[]
  get(id: string): InboxInvoice | null
  /** Null when this file is there already. */
  add(arrival: InboxArrival, actor: string): InboxInvoice | null
  booked(id: string, assignment: InvoiceAssignment, actor: string): void
  declined(id: string, reason: string, actor: string): void
  /** A declined one waits again. */
  reopen(id: string, actor: string): void
}
