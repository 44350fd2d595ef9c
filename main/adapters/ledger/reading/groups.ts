import type { DocumentGroup, GroupKey, VersionKey } from '../../../core/ledger/embedded'
import type { ReadDb } from '../db/sql'

/** Counts up with every import that changed something. */
export function generationOf(db: Pick<ReadDb, 'get'>): number {
  return db.get<{ generation: number }>('SELECT generation FROM main.ledger_state')?.generation ?? 0
}

/** Answered from an index alone: the books may hold a hundred thousand documents, their groups are a few dozen. */
export function readGroups(db: ReadDb): readonly DocumentGroup[] {
  const documents = db.all<Omit<DocumentGroup, 'occasion'>>(`
    SELECT mandant, document_type AS documentType, branch, payment_method AS paymentMethod, count(*) AS documents
    FROM accounting_document WHERE newest = 1 AND do_not_export = 0
    GROUP BY mandant, document_type, branch, payment_method`)
  const invoices = db.all<Pick<DocumentGroup, 'mandant' | 'branch' | 'documents'>>(`
    SELECT mandant, branch, count(*) AS documents FROM incoming_invoice d
    WHERE newest = 1 AND EXISTS (SELECT 1 FROM incoming_position p WHERE p.invoice_id = d.id)
    GROUP BY mandant, branch`)
  return [
    ...documents.map((group) => ({ occasion: 'document' as const, ...group })),
    ...invoices.map((group) => ({ occasion: 'incoming' as const, documentType: '', paymentMethod: null, ...group })),
  ]
}

export function readGroupsOf(db: ReadDb, versions: readonly VersionKey[]): readonly (GroupKey | null)[] {
  return versions.map((version) =>
    version.occasion === 'document' ? documentGroup(db, version) : invoiceGroup(db, version),
  )
}

function documentGroup(db: ReadDb, { mandant, sourceId, version }: VersionKey): GroupKey | null {
  const found = db.get<Pick<GroupKey, 'documentType' | 'branch' | 'paymentMethod'>>(
    `SELECT document_type AS documentType, branch, payment_method AS paymentMethod FROM accounting_document
      WHERE mandant = ? AND source_id = ? AND version = ?`,
    mandant,
    sourceId,
    version,
  )
  return found ? { occasion: 'document', mandant, ...found } : null
}

function invoiceGroup(db: ReadDb, { mandant, sourceId, version }: VersionKey): GroupKey | null {
  const slash = sourceId.indexOf('/') // a creditor is digits only, so the first one parts it from the number
  const found = db.get<Pick<GroupKey, 'branch'>>(
    'SELECT branch FROM incoming_invoice WHERE mandant = ? AND creditor = ? AND invoice_no = ? AND version = ?',
    mandant,
    sourceId.slice(0, slash),
    sourceId.slice(slash + 1),
    version,
  )
  return found ? { occasion: 'incoming', mandant, documentType: '', paymentMethod: null, ...found } : null
}
