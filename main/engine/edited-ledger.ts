import type { EmbeddedLedger } from '../core/ledger/embedded'
import type { AccountingDocument, DocumentKind } from '../core/ledger/ledger'
import { editedKinds, type MasterDataStore, type MasterKind, withEdits } from '../core/ledger/master-data'

/**
 * The ledger as people want it: what they changed in the master data goes before what was imported. Everything that asks
 * the books asks this, so that there is one place where it happens.
 */
export function editedLedger(ledger: EmbeddedLedger, store: Pick<MasterDataStore, 'edits'>): EmbeddedLedger {
  const overlay = <T extends object>(kind: MasterKind, records: readonly T[], idOf: (record: T) => string) => {
    const edits = Map.groupBy(
      store.edits().filter((edit) => edit.kind === kind),
      ({ id }) => id,
    )
    return records.map((record) => withEdits(record, edits.get(idOf(record)) ?? []))
  }
  return {
    mandants: async () => overlay('mandant', await ledger.mandants(), ({ mandant }) => mandant),
    branches: async () => overlay('branch', await ledger.branches(), ({ branch }) => branch),
    documentTypes: async () =>
      overlay('document-type', await ledger.documentTypes(), ({ documentType }) => documentType),
    paymentMethods: async () =>
      overlay('payment-method', await ledger.paymentMethods(), ({ paymentMethod }) => paymentMethod),
    async *documents(selection) {
      const kinds = editedKinds(store.edits())
      for await (const batch of ledger.documents(selection)) yield batch.map((one) => withKind(one, kinds))
    },
    documentVersion: async (mandant, sourceId, version) => {
      const found = await ledger.documentVersion(mandant, sourceId, version)
      return found && withKind(found, editedKinds(store.edits()))
    },
    status: async () => {
      const counts = await ledger.status()
      const shown = overlay('mandant', await ledger.mandants(), ({ mandant }) => mandant)
      return counts.map((one) => {
        const mandant = shown.find((other) => other.mandant === one.mandant)
        return mandant ? { ...one, name: mandant.name, bookkeepingActive: mandant.bookkeepingActive } : one
      })
    },
    accounts: (mandant) => ledger.accounts(mandant),
    incomingInvoices: (selection) => ledger.incomingInvoices(selection),
    personalAccount: (mandant, account) => ledger.personalAccount(mandant, account),
    importExchange: (...order) => ledger.importExchange(...order),
    creditors: (mandant) => ledger.creditors(mandant),
    incomingInvoice: (mandant, creditor, invoiceNo) => ledger.incomingInvoice(mandant, creditor, invoiceNo),
    keepAttachment: (bytes, ending) => ledger.keepAttachment(bytes, ending),
    bookIncoming: (invoice) => ledger.bookIncoming(invoice),
    revised: () => ledger.revised(),
    generation: () => ledger.generation(),
    groups: () => ledger.groups(),
    groupsOf: (versions) => ledger.groupsOf(versions),
    attachmentPath: (name) => ledger.attachmentPath(name),
    close: () => ledger.close(),
  }
}

function withKind(one: AccountingDocument, kinds: ReadonlyMap<string, DocumentKind>): AccountingDocument {
  const kind = kinds.get(one.documentType)
  return kind === undefined ? one : { ...one, kind }
}
