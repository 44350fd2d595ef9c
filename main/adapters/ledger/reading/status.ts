import type { MandantCounts, RevisedDocument } from '../../../core/ledger/embedded'
import { incomingSourceId } from '../../../core/ledger/embedded'
import type { ReadDb } from '../db/sql'

interface Group {
  readonly mandant: string
  readonly documentType: string
  readonly branch: string | null
  readonly documents: number
  readonly postings: number
  readonly debitCents: number
  readonly creditCents: number
}

/** Counts and sums of what counts now, in one state of the books. */
export function readStatus(db: ReadDb): readonly MandantCounts[] {
  const groups = db.all<Group>(`
    SELECT d.mandant, d.document_type AS documentType, d.branch, count(DISTINCT d.id) AS documents, count(*) AS postings,
      coalesce(sum(p.amount_cents) FILTER (WHERE p.side = 'S'), 0) AS debitCents,
      coalesce(sum(p.amount_cents) FILTER (WHERE p.side = 'H'), 0) AS creditCents
    FROM accounting_document d CROSS JOIN posting p ON p.document_id = d.id
    WHERE d.newest = 1 GROUP BY d.mandant, d.document_type, d.branch`)
  const mandants = db.all<{ mandant: string; name: string; active: number; incomingInvoices: number }>(`
    SELECT m.mandant, m.name, m.bookkeeping_active AS active,
      (SELECT count(*) FROM incoming_invoice i WHERE i.newest = 1 AND i.mandant = m.mandant) AS incomingInvoices
    FROM mandant m ORDER BY m.mandant`)
  const byMandant = Map.groupBy(groups, ({ mandant }) => mandant)
  return mandants.map(({ mandant, name, active, incomingInvoices }) => ({
    mandant,
    name,
    bookkeepingActive: active === 1,
    incomingInvoices,
    ...sumsOf(byMandant.get(mandant) ?? []),
  }))
}

function sumsOf(groups: readonly Group[]) {
  const sum = (of: readonly Group[], what: 'documents' | 'postings' | 'debitCents' | 'creditCents') =>
    of.reduce((total, group) => total + group[what], 0)
  const branches = [...Map.groupBy(groups, ({ branch }) => branch)]
  const types = [...Map.groupBy(groups, ({ documentType }) => documentType)]
  return {
    documents: sum(groups, 'documents'),
    postings: sum(groups, 'postings'),
    debitCents: sum(groups, 'debitCents'),
    creditCents: sum(groups, 'creditCents'),
    byBranch: branches
      .map(([branch, of]) => ({
        branch,
        documents: sum(of, 'documents'),
        debitCents: sum(of, 'debitCents'),
        creditCents: sum(of, 'creditCents'),
      }))
      .sort((a, b) => byText(a.branch ?? '', b.branch ?? '')),
    byDocumentType: types
      .map(([documentType, of]) => ({
        documentType,
        documents: sum(of, 'documents'),
        debitCents: sum(of, 'debitCents'),
        creditCents: sum(of, 'creditCents'),
      }))
      .sort((a, b) => byText(a.documentType, b.documentType)),
  }
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** What is stored in more than one version. */
export function readRevised(db: ReadDb): readonly RevisedDocument[] {
  const documents = db.all<Omit<RevisedDocument, 'occasion' | 'exported'> & { readonly hidden: number }>(`
    SELECT mandant, source_id AS sourceId, document_no AS documentNo, version AS currentVersion,
      document_type AS documentType, branch, payment_method AS paymentMethod, do_not_export AS hidden
    FROM accounting_document WHERE newest = 1 AND version > 1 ORDER BY mandant, source_id`)
  const invoices = db.all<{
    mandant: string
    creditor: string
    invoiceNo: string
    version: number
    branch: string | null
  }>(`
    SELECT mandant, creditor, invoice_no AS invoiceNo, version, branch
    FROM incoming_invoice WHERE newest = 1 AND version > 1 ORDER BY mandant, creditor, invoice_no`)
  return [
    ...documents.map(({ hidden, ...one }) => ({ occasion: 'document' as const, ...one, exported: hidden === 0 })),
    ...invoices.map(({ mandant, version, branch, ...invoice }) => ({
      occasion: 'incoming' as const,
      mandant,
      sourceId: incomingSourceId(invoice),
      documentNo: invoice.invoiceNo,
      currentVersion: version,
      documentType: '',
      branch,
      paymentMethod: null,
      exported: true,
    })),
  ]
}
