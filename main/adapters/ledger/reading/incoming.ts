import type { IncomingInvoice, IncomingPosition } from '../../../core/ledger/ledger'
import { cents } from '../../../core/money/cents'
import type { RawRow, ReadDb, SqlValue } from '../db/sql'
import { asNumber, asNumberOrNull, asText, asTextOrNull } from './rows'

const batch = 500

/** The incoming invoices of one Mandant by date, creditor, number, a batch at a time, inside the caller's snapshot. */
export function* readIncoming(
  db: ReadDb,
  mandant: string,
  branch: string | null,
): Generator<readonly IncomingInvoice[]> {
  const sql = `SELECT d.id, d.mandant, d.creditor, d.invoice_no, d.version, d.invoice_date, d.gross_cents, d.branch,
      d.service_date, d.due_date, d.currency, d.credit_note, d.attachment, b.cost_centre
    FROM incoming_invoice d LEFT JOIN branch b USING (branch)
    WHERE d.newest = 1 AND d.mandant = ? AND (d.invoice_date, d.creditor, d.invoice_no) > (?, ?, ?)
      AND EXISTS (SELECT 1 FROM incoming_position p WHERE p.invoice_id = d.id) ${branch === null ? '' : 'AND d.branch = ?'}
    ORDER BY d.invoice_date, d.creditor, d.invoice_no LIMIT ${batch}`
  const filterValues: readonly SqlValue[] = branch === null ? [] : [branch]
  let after: readonly SqlValue[] = ['', '', '']
  for (;;) {
    const rows = db.rows(sql, mandant, ...after, ...filterValues)
    const last = rows.at(-1)
    if (!last) return
    yield withPositions(db, rows)
    after = [last[5] ?? '', last[2] ?? '', last[3] ?? '']
  }
}

function withPositions(db: ReadDb, rows: readonly RawRow[]): readonly IncomingInvoice[] {
  const found = db.rows(
    `SELECT p.invoice_id, p.position, p.account, p.amount_cents, p.tax_rate, p.tax_key, p.cost_centre, p.text
      FROM json_each(?) AS wanted CROSS JOIN incoming_position p ON p.invoice_id = wanted.value
      ORDER BY wanted.key, p.position`,
    JSON.stringify(rows.map((row) => row[0])),
  )
  let at = 0
  return rows.map((head) => {
    const own: IncomingPosition[] = []
    for (let row = found[at]; row && row[0] === head[0]; row = found[at]) {
      own.push(toPosition(row, head))
      at += 1
    }
    return toInvoice(head, own)
  })
}

function toPosition(row: RawRow, head: RawRow): IncomingPosition {
  return {
    position: asNumber(row[1]),
    account: asText(row[2]),
    amountCents: cents(asNumber(row[3])),
    taxRate: asNumberOrNull(row[4]),
    taxKey: asTextOrNull(row[5]),
    costCentre: asTextOrNull(row[6] ?? head[13]),
    text: asTextOrNull(row[7]),
  }
}

function toInvoice(row: RawRow, own: readonly IncomingPosition[]): IncomingInvoice {
  return {
    mandant: asText(row[1]),
    creditor: asText(row[2]),
    invoiceNo: asText(row[3]),
    version: asNumber(row[4]),
    invoiceDate: asText(row[5]),
    grossCents: cents(asNumber(row[6])),
    branch: asTextOrNull(row[7]),
    serviceDate: asTextOrNull(row[8]),
    dueDate: asTextOrNull(row[9]),
    currency: asText(row[10]),
    creditNote: row[11] === 1,
    attachment: asTextOrNull(row[12]),
    positions: own,
  }
}

/** The newest version of one; null: there is none. Inside the caller's snapshot. */
export function readOneIncoming(
  db: ReadDb,
  mandant: string,
  creditor: string,
  invoiceNo: string,
): IncomingInvoice | null {
  const rows = db.rows(
    `SELECT d.id, d.mandant, d.creditor, d.invoice_no, d.version, d.invoice_date, d.gross_cents, d.branch,
      d.service_date, d.due_date, d.currency, d.credit_note, d.attachment, b.cost_centre
    FROM incoming_invoice d LEFT JOIN branch b USING (branch)
    WHERE d.newest = 1 AND d.mandant = ? AND d.creditor = ? AND d.invoice_no = ?`,
    mandant,
    creditor,
    invoiceNo,
  )
  return withPositions(db, rows)[0] ?? null
}
