import type { AccountingDocument, DocumentKind, Posting, Side } from '../../../core/ledger/ledger'
import type { DocumentSelection } from '../../../core/ledger/source'
import { cents } from '../../../core/money/cents'
import type { RawRow, ReadDb, SqlValue } from '../db/sql'
import { asNumber, asNumberOrNull, asText, asTextOrNull } from './rows'

const batch = 500

const heads = `d.id, d.mandant, d.source_id, d.version, d.document_no, d.document_type, t.kind, d.document_date, d.branch,
  d.service_date, d.due_date, d.payment_method, d.currency, d.personal_account, d.text, d.cancels, d.attachment,
  b.cost_centre`
const headTables = `accounting_document d JOIN document_type t USING (document_type) LEFT JOIN branch b USING (branch)`
const postings = `p.document_id, p.position, p.amount_cents, p.side, p.account, p.contra_account, p.tax_rate, p.tax_key,
  p.cost_centre, p.cost_object, p.text`

/**
 * The selected documents of one Mandant by date, then source id, a batch at a time. Runs inside a snapshot that the caller
 * keeps; the postings of a batch come by one query.
 */
export function* readDocuments(
  db: ReadDb,
  mandant: string,
  selection: Omit<DocumentSelection, 'mandants'>,
): Generator<readonly AccountingDocument[]> {
  const types = JSON.stringify(selection.documentTypes)
  const methods = JSON.stringify(selection.paymentMethods)
  const filter = [
    'd.document_type IN (SELECT value FROM json_each(?))',
    ...(selection.paymentMethods.length > 0 ? ['d.payment_method IN (SELECT value FROM json_each(?))'] : []),
    ...(selection.branch === null ? [] : ['d.branch = ?']),
  ].join(' AND ')
  const filterValues: readonly SqlValue[] = [
    types,
    ...(selection.paymentMethods.length > 0 ? [methods] : []),
    ...(selection.branch === null ? [] : [selection.branch]),
  ]
  const sql = `SELECT ${heads} FROM ${headTables}
    WHERE d.newest = 1 AND d.mandant = ? AND (d.document_date, d.source_id) > (?, ?) AND d.do_not_export = 0 AND ${filter}
    ORDER BY d.document_date, d.source_id LIMIT ${batch}`
  let after: readonly [SqlValue, SqlValue] = ['', '']
  for (;;) {
    const rows = db.rows(sql, mandant, ...after, ...filterValues)
    const last = rows.at(-1)
    if (!last) return
    yield withPostings(db, rows)
    after = [last[7] ?? '', last[2] ?? '']
  }
}

/** Null when this version is not stored. */
export function readVersion(db: ReadDb, mandant: string, sourceId: string, version: number): AccountingDocument | null {
  const rows = db.rows(
    `SELECT ${heads} FROM ${headTables} WHERE d.mandant = ? AND d.source_id = ? AND d.version = ?`,
    mandant,
    sourceId,
    version,
  )
  return withPostings(db, rows)[0] ?? null
}

function withPostings(db: ReadDb, rows: readonly RawRow[]): readonly AccountingDocument[] {
  const ids = rows.map((row) => row[0])
  const found = db.rows(
    `SELECT ${postings} FROM json_each(?) AS wanted CROSS JOIN posting p ON p.document_id = wanted.value
      ORDER BY wanted.key, p.position`,
    JSON.stringify(ids),
  )
  let at = 0
  return rows.map((head) => {
    const own: Posting[] = []
    for (let row = found[at]; row && row[0] === head[0]; row = found[at]) {
      own.push(toPosting(row, head))
      at += 1
    }
    return toDocument(head, own)
  })
}

function toPosting(row: RawRow, head: RawRow): Posting {
  return {
    position: asNumber(row[1]),
    amountCents: cents(asNumber(row[2])),
    side: row[3] as Side, // safe: CHECK of the table
    account: asText(row[4]),
    contraAccount: asText(row[5]),
    taxRate: asNumberOrNull(row[6]),
    taxKey: asTextOrNull(row[7]),
    costCentre: asTextOrNull(row[8] ?? head[17]),
    costObject: asTextOrNull(row[9]),
    text: asTextOrNull(row[10] ?? head[14]),
  }
}

function toDocument(row: RawRow, own: readonly Posting[]): AccountingDocument {
  return {
    mandant: asText(row[1]),
    sourceId: asText(row[2]),
    version: asNumber(row[3]),
    occasion: 'document',
    documentNo: asText(row[4]),
    documentType: asText(row[5]),
    kind: row[6] as DocumentKind, // safe: CHECK of the table
    documentDate: asText(row[7]),
    branch: asTextOrNull(row[8]),
    serviceDate: asTextOrNull(row[9]),
    dueDate: asTextOrNull(row[10]),
    paymentMethod: asTextOrNull(row[11]),
    currency: asText(row[12]),
    personalAccount: asTextOrNull(row[13]),
    text: asTextOrNull(row[14]),
    cancels: asTextOrNull(row[15]),
    attachment: asTextOrNull(row[16]),
    postings: own,
  }
}
