import type { AddedInvoiceDto, FindingDto, InvoiceDetailsDto, InvoiceRowDto } from '../../preload/contract/dto'
import { cents } from '../core/money/cents'
import { fail, ok } from '../core/result'
import { failed } from '../engine/app-error'
import type {
  AddedInvoice,
  EInvoiceFinding,
  InvoiceDetails,
  InvoiceOverview,
  InvoiceProposal,
} from '../engine/app-invoices'
import type { Handlers } from './answer'
import { out } from './answer-dto'
import type { Host } from './handlers'
import { toCallError } from './to-dto'

/** What incoming invoices need of the desktop. */
export interface InvoiceDesk {
  /** Empty when the person chose none. */
  chooseInvoices(): Promise<readonly string[]>
  /** Shows a copy of this file in the system's viewer; false: there is none, or it failed. */
  openCopy(path: string, fileName: string): Promise<boolean>
}

/** Eingangsrechnungen: what arrived as a file, what waits for its accounts, and the rules. */
export function invoiceHandlers(host: Host, desktop: InvoiceDesk) {
  return {
    'invoices.list': async (input) =>
      out(await host.ask('invoices.list', input), ({ total, rows }) => ({ total, rows: rows.map(toRow) })),
    'invoices.show': async (input) => out(await host.ask('invoices.show', input), toDetails),
    'invoices.addFiles': async () => {
      const paths = await desktop.chooseInvoices()
      return paths.length === 0 ? ok(null) : out(await host.ask('invoices.add', paths), (list) => list.map(toAdded))
    },
    'invoices.assign': async ({ assignment, ...order }) =>
      out(
        await host.ask('invoices.assign', {
          ...order,
          assignment: {
            ...assignment,
            grossCents: cents(assignment.grossCents),
            positions: assignment.positions.map((one) => ({ ...one, grossCents: cents(one.grossCents) })),
          },
        }),
        ({ invoice, remembered }) => ({ invoice: toRow(invoice), remembered }),
      ),
    'invoices.decline': async (input) => out(await host.ask('invoices.decline', input), toRow),
    'invoices.reopen': async ({ id }) => out(await host.ask('invoices.reopen', id), toRow),
    'invoices.open': async ({ id }) => {
      const file = await host.ask('invoices.file', id)
      if (!file.ok) return fail(toCallError(file.error))
      const { path, fileName } = file.value
      return (await desktop.openCopy(path, fileName)) ? ok({}) : fail(toCallError(failed('invoice-not-shown')))
    },
    'invoices.choices': async ({ mandant }) =>
      out(await host.ask('invoices.choices', mandant), ({ currency, creditors, accounts, branches }) => ({
        currency,
        creditors: creditors.map((one) => ({ ...one })),
        accounts: accounts.map((one) => ({ ...one })),
        branches: branches.map((one) => ({ ...one })),
      })),
    'invoices.rules': async ({ mandant }) =>
      out(await host.ask('invoices.rules', mandant), (rules) => rules.map((rule) => ({ ...rule }))),
    'invoices.saveRules': async ({ mandant, rules }) =>
      out(
        await host.ask('invoices.saveRules', { mandant, rules: rules.map((rule) => ({ ...rule, mandant })) }),
        () => ({}),
      ),
  } satisfies Partial<Handlers>
}

/** What became of a file, as the page is told of it. */
export function toAdded({ fileName, outcome, id, reasons }: AddedInvoice): AddedInvoiceDto {
  return { fileName, outcome, id, reasons: reasons.map(toFinding) }
}

function toFinding({ level, code, field, value, params }: EInvoiceFinding): FindingDto {
  return { level, code, field, value, ...(params ? { params: { ...params } } : {}) }
}

function toRow(one: InvoiceOverview): InvoiceRowDto {
  const { id, receivedMs, fileName, kind, state, mandant, sellerName, invoiceNo, invoiceDate, grossCents } = one
  const { currency, creditNote, decidedMs, decidedBy, declineReason } = one
  return {
    ...{ id, receivedMs, fileName, kind, state, mandant, sellerName, invoiceNo, invoiceDate, grossCents },
    ...{ currency, creditNote, decidedMs, decidedBy, declineReason },
    reasons: one.reasons.map(toFinding),
  }
}

/** The schema of the answer drops what it does not name. */
function toDetails(one: InvoiceDetails): InvoiceDetailsDto {
  return {
    ...toRow(one),
    proposal: toProposal(one.proposal),
    seller: toParty(one.seller),
    buyer: toParty(one.buyer),
    paymentTerms: one.paymentTerms,
    skonto: one.skonto.map((term) => ({ ...term })),
    text: one.text,
    assignment: one.assignment && {
      ...one.assignment,
      positions: one.assignment.positions.map((position) => ({ ...position })),
    },
  }
}

function toParty(party: InvoiceDetails['seller']): InvoiceDetailsDto['seller'] {
  if (party === null) return null
  const { name, vatId, taxNo, email, phone, address } = party
  return { name, vatId, taxNo, email, phone, address: { ...address, lines: [...address.lines] } }
}

function toProposal({ creditor, positions, ...rest }: InvoiceProposal): InvoiceDetailsDto['proposal'] {
  return {
    ...rest,
    creditor: creditor.kind === 'ambiguous' ? { ...creditor, accounts: [...creditor.accounts] } : creditor,
    positions: positions.map((position) => ({ ...position })),
    findings: rest.findings.map(toFinding),
    toConfirm: rest.toConfirm.map(toFinding),
    reasons: rest.reasons.map(toFinding),
  }
}
