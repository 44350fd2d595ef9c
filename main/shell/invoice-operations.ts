import { invoicesPerPage } from '../../preload/contract/invoices'
import { ok } from '../core/result'
import type { BookingRule, InboxFilter, InboxPage, InvoiceAssignment } from '../engine/app-invoices'
import type { HostContext } from './operations'

export interface AssignInput {
  readonly id: string
  readonly assignment: InvoiceAssignment
  readonly confirmed: boolean
  readonly remember: boolean
}

/** The part of incoming invoices of what the shell can ask of the worker. */
export const invoiceOperations = {
  'invoices.list': async ({ app }: HostContext, { offset, ...filter }: InboxFilter & Pick<InboxPage, 'offset'>) =>
    ok(await app.invoices.list(filter, { offset, limit: invoicesPerPage })),
  'invoices.show': (
    { app }: HostContext,
    { id, ...as }: { readonly id: string; readonly mandant: string | null; readonly creditor: string | null },
  ) => app.invoices.show(id, as),
  'invoices.add': async ({ app }: HostContext, paths: readonly string[]) => ok(await app.invoices.add(paths)),
  'invoices.assign': ({ app }: HostContext, { id, assignment, confirmed, remember }: AssignInput) =>
    app.invoices.assign(id, assignment, { confirmed, remember }),
  'invoices.decline': ({ app }: HostContext, { id, reason }: { readonly id: string; readonly reason: string }) =>
    app.invoices.decline(id, reason),
  'invoices.reopen': ({ app }: HostContext, id: string) => app.invoices.reopen(id),
  'invoices.file': ({ app }: HostContext, id: string) => app.invoices.file(id),
  'invoices.choices': ({ app }: HostContext, mandant: string) => app.invoices.choices(mandant),
  'invoices.rules': async ({ app }: HostContext, mandant: string | null) => ok(await app.invoices.rules(mandant)),
  'invoices.saveRules': (
    { app }: HostContext,
    { mandant, rules }: { readonly mandant: string; readonly rules: readonly BookingRule[] },
  ) => app.invoices.setRules(mandant, rules),
}
