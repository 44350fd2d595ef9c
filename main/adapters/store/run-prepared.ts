import type { Run } from '../../core/run/run'
import type { PreparedRun } from '../../core/run/run-store'
import { countHanded } from './handed'
import type { WriteDb } from './sql'

/** All that is fixed before anything is sent: files, stamps, handed partners, sums. Part of the caller's transaction. */
export function insertPrepared(db: WriteDb, run: Run, prepared: PreparedRun): void {
  const { files, documents, partners, sums, warnings } = prepared
  for (const file of files) {
    db.run(
      `INSERT INTO run_file (run_id, no, kind, mandant, name, rows, size_bytes, sha256, state)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'spooled')`,
      run.id,
      file.no,
      file.kind,
      file.mandant,
      file.name,
      file.rows,
      file.sizeBytes,
      file.sha256,
    )
  }
  for (const one of documents) {
    db.run(
      `INSERT INTO run_document (run_id, profile_id, occasion, mandant, source_id, version, document_no, document_type,
         document_date, file_no, branch, payment_method) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      run.id,
      run.profileId,
      one.occasion,
      one.mandant,
      one.sourceId,
      one.version,
      one.documentNo,
      one.documentType,
      one.documentDate,
      one.fileNo,
      one.branch,
      one.paymentMethod,
    )
  }
  countHanded(db, run.id)
  for (const { mandant, account, contentHash } of partners) {
    db.run(
      'INSERT INTO run_partner (run_id, profile_id, mandant, account, content_hash) VALUES (?, ?, ?, ?, ?)',
      run.id,
      run.profileId,
      mandant,
      account,
      contentHash,
    )
  }
  for (const { mandant, currency, debitCents, creditCents } of sums) {
    db.run(
      'INSERT INTO run_sum (run_id, mandant, currency, debit_cents, credit_cents) VALUES (?, ?, ?, ?, ?)',
      run.id,
      mandant,
      currency,
      debitCents,
      creditCents,
    )
  }
  const documentCount = documents.filter((one) => one.occasion !== 'reversal').length
  db.run('UPDATE run SET documents = ?, faults = ? WHERE id = ?', documentCount, JSON.stringify(warnings), run.id)
}
