import { z } from 'zod'
import { type Parsed, parseWith } from './input-faults'
import { InvoiceFilter, InvoiceState } from './lists'
import { Params } from './trouble'

const Nothing = z.strictObject({})
const Count = z.int().min(0)
const InvoiceId = z.string().regex(/^[A-Za-z0-9-]{1,64}$/)
const MandantId = z.string().min(1).max(1000)
const Account = z.string().max(20)
const Cents = z.int().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER)
/** Hundredths of a percent. */
const TaxRate = z.int().min(0).max(10_000).nullable()
const Text = z
  .string()
  .trim()
  .max(200)
  .regex(/^\P{Cc}*$/u, 'input-control-character')
const Optional = Text.min(1).nullable().default(null)

/** What was found about a file: the sentence is `einvoice.<code>` (`findingSentence` of resources/locales). */
export const Finding = z.object({
  level: z.enum(['refuse', 'wait', 'hint']),
  code: z.string(),
  field: z.string(),
  value: z.string(),
  params: Params.optional(),
})

/** What became of one file that was added. */
export const AddedInvoice = z.object({
  fileName: z.string(),
  outcome: z.enum(['booked', 'waiting', 'known', 'refused']),
  id: InvoiceId.nullable(),
  reasons: z.array(Finding),
})

/** A line of the list. Amounts are more than zero; `creditNote` says which way they go. */
export const InvoiceRow = z.object({
  id: InvoiceId,
  receivedMs: z.number(),
  fileName: z.string(),
  /** `plain-pdf`: a person enters the head data. */
  kind: z.enum(['einvoice', 'plain-pdf']),
  state: InvoiceState,
  mandant: z.string().nullable(),
  sellerName: z.string().nullable(),
  invoiceNo: z.string().nullable(),
  invoiceDate: z.string().nullable(),
  grossCents: Cents.nullable(),
  currency: z.string().nullable(),
  creditNote: z.boolean(),
  /** Why it waits; empty when nothing but the click is missing. */
  reasons: z.array(Finding),
  decidedMs: z.number().nullable(),
  decidedBy: z.string().nullable(),
  declineReason: z.string().nullable(),
})

/** What a person says about an invoice before it is booked; also `invoice assign` of the command line. */
export const AssignmentSchema = z.strictObject({
  mandant: MandantId,
  creditor: Account,
  invoiceNo: Text,
  /** `YYYY-MM-DD`. */
  invoiceDate: z.string().max(20),
  dueDate: z.string().max(20).nullable().default(null),
  serviceDate: z.string().max(20).nullable().default(null),
  branch: Optional,
  creditNote: z.boolean().default(false),
  /** More than zero, also for a credit note. */
  grossCents: Cents,
  positions: z
    .array(
      z.strictObject({
        account: Account,
        grossCents: Cents,
        taxRate: TaxRate.default(null),
        taxKey: z.string().max(10).nullable().default(null),
        costCentre: Optional,
        text: Optional,
      }),
    )
    .max(500),
})
export type AssignmentDocument = z.output<typeof AssignmentSchema>

export function parseAssignment(input: unknown): Parsed<AssignmentDocument> {
  return parseWith(AssignmentSchema, input)
}

const Assigned = z.object({
  mandant: z.string(),
  creditor: z.string(),
  invoiceNo: z.string(),
  invoiceDate: z.string(),
  dueDate: z.string().nullable(),
  serviceDate: z.string().nullable(),
  branch: z.string().nullable(),
  creditNote: z.boolean(),
  grossCents: Cents,
  positions: z.array(
    z.object({
      account: z.string(),
      grossCents: Cents,
      taxRate: TaxRate,
      taxKey: z.string().nullable(),
      costCentre: z.string().nullable(),
      text: z.string().nullable(),
    }),
  ),
})

const Party = z.object({
  name: z.string().nullable(),
  vatId: z.string().nullable(),
  taxNo: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.object({
    lines: z.array(z.string()),
    city: z.string().nullable(),
    postcode: z.string().nullable(),
    country: z.string().nullable(),
  }),
})

/** What would be booked as far as anybody knows. */
export const Proposal = z.object({
  mandant: z.string().nullable(),
  creditor: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('found'),
      account: z.string(),
      by: z.enum(['vat-id', 'iban', 'name', 'person']),
    }),
    z.object({ kind: z.literal('ambiguous'), accounts: z.array(z.string()) }),
    z.object({ kind: z.literal('unknown') }),
  ]),
  invoiceNo: z.string().nullable(),
  invoiceDate: z.string().nullable(),
  dueDate: z.string().nullable(),
  serviceDate: z.string().nullable(),
  creditNote: z.boolean(),
  grossCents: Cents.nullable(),
  currency: z.string().nullable(),
  /** One per tax category and rate. */
  positions: z.array(
    z.object({
      category: z.string(),
      /** Null: no rule says where. */
      account: z.string().nullable(),
      grossCents: Cents,
      netCents: Cents,
      taxCents: Cents,
      taxRate: TaxRate,
      taxKey: z.string().nullable(),
      /** The key of the case of tax, whatever the account. */
      suggestedTaxKey: z.string().nullable(),
      costCentre: z.string().nullable(),
      /** What the seller says the account is. */
      accountHint: z.string().nullable(),
    }),
  ),
  /** All remarks about the file, also hints. */
  findings: z.array(Finding),
  /** Those of them that a person must confirm (`confirmed: true`). */
  toConfirm: z.array(Finding),
  /** Why it is not booked by itself. */
  reasons: z.array(Finding),
})

export const InvoiceDetails = InvoiceRow.extend({
  proposal: Proposal,
  seller: Party.nullable(),
  buyer: Party.nullable(),
  paymentTerms: z.string().nullable(),
  skonto: z.array(
    z.object({
      days: z.int().nullable(),
      lastDate: z.string().nullable(),
      /** Hundredths of a percent. */
      percent: z.number(),
      base: Cents.nullable(),
    }),
  ),
  /** Of the first pages of a plain PDF. */
  text: z.string(),
  assignment: Assigned.nullable(),
})

export const InvoiceChoices = z.object({
  currency: z.string(),
  creditors: z.array(z.object({ account: z.string(), name: z.string().nullable(), vatId: z.string().nullable() })),
  /** Ledger accounts that the books list; others may be typed. */
  accounts: z.array(z.object({ account: z.string(), label: z.string(), automatic: z.boolean() })),
  branches: z.array(z.object({ branch: z.string(), name: z.string() })),
})

/** Where shares are booked. Null holds for every creditor, every rate. */
const Rule = z.strictObject({
  creditor: z
    .string()
    .regex(/^\d{1,20}$/, 'input-account')
    .nullable()
    .default(null),
  taxRate: TaxRate.default(null),
  account: z.string().regex(/^\d{1,20}$/, 'input-account'),
  taxKey: z
    .string()
    .regex(/^\d{1,4}$/, 'input-tax-key')
    .nullable()
    .default(null),
  costCentre: Optional,
})

/** `invoice rules set FILE`: all rules of one Mandant. */
export const RulesSchema = z.strictObject({ mandant: MandantId, rules: z.array(Rule).max(10_000) })
export type RulesDocument = z.output<typeof RulesSchema>

export function parseRules(input: unknown): Parsed<RulesDocument> {
  return parseWith(RulesSchema, input)
}

const RuleRow = z.object({
  mandant: z.string(),
  creditor: z.string().nullable(),
  taxRate: TaxRate,
  account: z.string(),
  taxKey: z.string().nullable(),
  costCentre: z.string().nullable(),
})

const Reason = z.string().trim().min(3).max(500)

export const invoicesPerPage = 100

/** Incoming invoices that came as files. Dropped files come by `ledger.importDropped`, like everything that is dropped. */
export const invoiceCalls = {
  /** Newest first, `invoicesPerPage` at a time; `total` counts all that the filter finds. */
  'invoices.list': {
    in: InvoiceFilter.extend({ offset: Count }),
    out: z.object({ total: Count, rows: z.array(InvoiceRow).max(invoicesPerPage) }),
  },
  /** As the person chose so far; null: as found. */
  'invoices.show': {
    in: z.strictObject({ id: InvoiceId, mandant: MandantId.nullable(), creditor: Account.nullable() }),
    out: InvoiceDetails,
  },
  /** Asks the person for files; null when they choose none. No path crosses. */
  'invoices.addFiles': { in: Nothing, out: z.array(AddedInvoice).nullable() },
  /** What is wrong comes back as `fields` (`positions[1].account`); `invoice-unconfirmed`: findings want a decision. */
  'invoices.assign': {
    in: z.strictObject({
      id: InvoiceId,
      assignment: AssignmentSchema,
      confirmed: z.boolean(),
      remember: z.boolean(),
    }),
    out: z.object({ invoice: InvoiceRow, remembered: Count }),
  },
  'invoices.decline': { in: z.strictObject({ id: InvoiceId, reason: Reason }), out: InvoiceRow },
  'invoices.reopen': { in: z.strictObject({ id: InvoiceId }), out: InvoiceRow },
  /** Opens a copy of the original in the system's viewer. */
  'invoices.open': { in: z.strictObject({ id: InvoiceId }), out: Nothing },
  'invoices.choices': { in: z.strictObject({ mandant: MandantId }), out: InvoiceChoices },
  'invoices.rules': { in: z.strictObject({ mandant: MandantId.nullable() }), out: z.array(RuleRow) },
  /** All rules of the Mandant; what is wrong comes back as `fields`. */
  'invoices.saveRules': { in: RulesSchema, out: Nothing },
} as const
