import { AccountBook, defaultAccountLength } from '../formats/booking/accounts'
import type { AccountNo, IsoDate, Mandant } from '../ledger/ledger'
import { type Cents, cents } from '../money/cents'
import { type BookingRule, ruleFor } from './booking-rules'
import { receiverOf, serviceDateOf } from './derived'
import { found, settledByTaxRule } from './findings'
import type { InboxContent } from './inbox'
import type { BookingShare, EInvoice, EInvoiceFinding } from './invoice'
import { addressedTo, judgeInvoice } from './judge'
import { plainId } from './look'
import { type CreditorMatch, type KnownCreditor, matchCreditor } from './match-creditor'
import { sharesOf } from './shares'

/** A position as it would be booked; `account` null: no rule says where. */
export interface ProposedPosition {
  readonly category: string
  readonly account: AccountNo | null
  /** More than zero, unless the invoice has shares of both signs. */
  readonly grossCents: Cents
  readonly netCents: Cents
  readonly taxCents: Cents
  readonly taxRate: number | null
  readonly taxKey: string | null
  /** The key of the case of tax, whatever the account; null: none, or undecided. */
  readonly suggestedTaxKey: string | null
  readonly costCentre: string | null
  /** What the seller says the account is (BT-133/BT-19). */
  readonly accountHint: string | null
}

/** What is known about an invoice before a person says anything. Amounts are more than zero, `creditNote` gives the side. */
export interface InvoiceProposal {
  readonly mandant: string | null
  readonly creditor: CreditorMatch | { readonly kind: 'found'; readonly account: AccountNo; readonly by: 'person' }
  readonly invoiceNo: string | null
  readonly invoiceDate: IsoDate | null
  readonly dueDate: IsoDate | null
  readonly serviceDate: IsoDate | null
  readonly creditNote: boolean
  readonly grossCents: Cents | null
  readonly currency: string | null
  readonly positions: readonly ProposedPosition[]
  /** All remarks about the file, also hints. */
  readonly findings: readonly EInvoiceFinding[]
  /** Those of them that a person must have seen before it is booked. */
  readonly toConfirm: readonly EInvoiceFinding[]
  /** Why it is not booked by itself; empty: it is. */
  readonly reasons: readonly EInvoiceFinding[]
}

/** What the books say beside the invoice. */
export interface InboxBooks {
  readonly mandants: readonly Mandant[]
  /** Of the Mandant in question. */
  readonly creditors: readonly KnownCreditor[]
  /** As the settings of the Mandant in question say. */
  readonly withoutInputTax: boolean
  /** Accounts that the books mark as automatic. */
  readonly automatic: ReadonlySet<AccountNo>
  readonly rules: readonly BookingRule[]
}

/** Whose invoice it is: by VAT id, by name, or because there is only one Mandant. Null: nobody can say. */
export function mandantOf(content: InboxContent, mandants: readonly Mandant[]): Mandant | null {
  const only = mandants.length === 1 ? (mandants[0] ?? null) : null
  if (content.kind === 'plain-pdf') return only
  const { buyer } = content.invoice
  const sameId = mandants.filter(({ vatId }) => buyer.vatId !== null && plainId(vatId) === buyer.vatId)
  // Where several share a VAT id, the name tells them apart.
  const byName = sameId.length > 1 ? { ...buyer, vatId: null } : buyer
  const named = (sameId.length > 0 ? sameId : mandants).filter(addressedTo(byName))
  const [fits, ...others] = sameId.length === 1 ? sameId : named
  return fits && others.length === 0 ? fits : only
}

/** @param chosen the creditor that a person chose instead of the one that was found */
export function proposeInvoice(
  content: InboxContent,
  mandant: Mandant | null,
  books: InboxBooks,
  chosen: AccountNo | null = null,
): InvoiceProposal {
  return content.kind === 'einvoice'
    ? proposeEInvoice(content.invoice, mandant, books, chosen)
    : proposeByHand(content.findings, mandant, chosen)
}

function proposeByHand(
  findings: readonly EInvoiceFinding[],
  mandant: Mandant | null,
  chosen: AccountNo | null,
): InvoiceProposal {
  return {
    mandant: mandant?.mandant ?? null,
    creditor: chosen === null ? { kind: 'unknown' } : { kind: 'found', account: chosen, by: 'person' },
    invoiceNo: null,
    invoiceDate: null,
    dueDate: null,
    serviceDate: null,
    creditNote: false,
    grossCents: null,
    currency: mandant?.currency ?? null,
    positions: [],
    findings,
    toConfirm: findings.filter(({ level }) => level === 'wait'),
    reasons: [...findings.filter(({ level }) => level === 'wait'), found('inbox-by-hand'), ...whose(mandant)],
  }
}

const whose = (mandant: Mandant | null) => (mandant === null ? [found('inbox-mandant-unknown')] : [])

function proposeEInvoice(
  invoice: EInvoice,
  mandant: Mandant | null,
  books: InboxBooks,
  chosen: AccountNo | null,
): InvoiceProposal {
  const judged = mandant ? judgeInvoice(invoice, receiverOf(mandant, books.withoutInputTax), mandant.currency) : null
  const shares = judged?.shares ?? sharesOf(invoice, Array<null>(invoice.taxGroups.length).fill(null))
  const findings = judged?.findings ?? invoice.findings
  const gross = judged?.grossCents ?? signedGross(invoice)
  const creditNote = (gross ?? invoice.sign) < 0
  const creditor = creditorOf(invoice, books.creditors, chosen)
  const assigned = shares.map((share) => assign(share, { mandant, creditor, books, findings, creditNote }))
  const waits = findings.filter(({ level }) => level === 'wait')
  const settled = assigned.length > 0 && assigned.every(({ isSettled }) => isSettled)
  const toConfirm = waits.filter(({ code }) => !(settled && settledByTaxRule.has(code)))
  return {
    mandant: mandant?.mandant ?? null,
    creditor,
    invoiceNo: invoice.number,
    invoiceDate: invoice.date,
    dueDate: invoice.dueDate,
    serviceDate: serviceDateOf(invoice),
    creditNote,
    grossCents: gross === null ? null : cents(Math.abs(gross)),
    currency: invoice.currency,
    positions: assigned.map(({ position }) => position),
    findings,
    toConfirm,
    reasons: [
      ...toConfirm,
      ...whose(mandant),
      ...(mandant ? creditorReasons(creditor, invoice) : []),
      ...(shares.length === 0 && toConfirm.length === 0 ? [found('inbox-by-hand')] : []),
      ...(assigned.some(({ position }) => position.grossCents <= 0) ? [found('inbox-mixed-signs')] : []),
      ...(creditor.kind === 'found' ? assigned.flatMap(({ reasons }) => reasons) : []),
    ],
  }
}

const signedGross = ({ totals, sign }: EInvoice) => (totals.gross === null ? null : cents(totals.gross * sign + 0))

function creditorOf(
  invoice: EInvoice,
  creditors: readonly KnownCreditor[],
  chosen: AccountNo | null,
): InvoiceProposal['creditor'] {
  return chosen === null ? matchCreditor(invoice, creditors) : { kind: 'found', account: chosen, by: 'person' }
}

function creditorReasons(creditor: InvoiceProposal['creditor'], { seller }: EInvoice): readonly EInvoiceFinding[] {
  const name = seller.name ?? seller.vatId ?? ''
  if (creditor.kind === 'unknown') return [found('inbox-creditor-unknown', '', name)]
  if (creditor.kind === 'found') return []
  return [found('inbox-creditor-ambiguous', '', name, { accounts: creditor.accounts.join(', ') })]
}

interface Assigned {
  readonly position: ProposedPosition
  /** A rule of this creditor and rate names the key: it answers what the invoice cannot say. */
  readonly isSettled: boolean
  readonly reasons: readonly EInvoiceFinding[]
}

function assign(
  share: BookingShare,
  around: {
    readonly mandant: Mandant | null
    readonly creditor: InvoiceProposal['creditor']
    readonly books: InboxBooks
    readonly findings: readonly EInvoiceFinding[]
    readonly creditNote: boolean
  },
): Assigned {
  const { mandant, creditor, books, creditNote } = around
  const rule =
    mandant && creditor.kind === 'found' ? ruleFor(books.rules, mandant.mandant, creditor.account, share) : null
  const sign = creditNote ? -1 : 1
  const position: ProposedPosition = {
    category: share.category,
    account: rule?.account ?? null,
    grossCents: cents(share.grossCents * sign + 0),
    netCents: cents(share.netCents * sign + 0),
    taxCents: cents(share.taxCents * sign + 0),
    taxRate: share.taxRate,
    taxKey:
      rule && mandant && isAutomatic(rule.account, mandant, books) ? null : (rule?.taxKey ?? share.suggestedTaxKey),
    suggestedTaxKey: share.suggestedTaxKey,
    costCentre: rule?.costCentre ?? null,
    accountHint: share.accountingCost,
  }
  const rate = { rate: (share.taxRate ?? 0) / 100 }
  const isNarrow = rule !== null && rule.creditor !== null && rule.taxRate !== null && rule.taxKey !== null
  const isDoubtful = rule?.taxKey != null && !share.taxRate && !fitsCase(rule.taxKey, share, around.findings)
  return {
    position,
    isSettled: isNarrow,
    reasons: [
      ...(rule ? [] : [found('inbox-account-missing', '', '', rate)]),
      ...(isDoubtful ? [found('inbox-tax-key-doubtful', '', rule?.taxKey ?? '', rate)] : []),
    ],
  }
}

/** A key where no tax is stated can mean many things: it stands only where the case itself asks for one, and for this one. */
function fitsCase(key: string, { suggestedTaxKey }: BookingShare, findings: readonly EInvoiceFinding[]): boolean {
  return suggestedTaxKey === null ? findings.some(({ code }) => settledByTaxRule.has(code)) : key === suggestedTaxKey
}

/** Such an account computes its tax itself: no key may stand beside it. */
export function isAutomatic(
  account: AccountNo,
  mandant: Mandant,
  { automatic }: Pick<InboxBooks, 'automatic'>,
): boolean {
  const facts = bookOf(mandant, automatic).facts(account)
  return typeof facts !== 'string' && facts.automatic
}

export function bookOf(mandant: Mandant, automatic: ReadonlySet<AccountNo>): AccountBook {
  return new AccountBook(mandant.chartOfAccounts, mandant.accountLength ?? defaultAccountLength, automatic)
}
