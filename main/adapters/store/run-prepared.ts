import type { Run } from '../../core/run/run'
import type { PreparedRun } from '../../core/run/run-store'
import { countHanded } from './handed'
import type { WriteDb } from './sql'
import { storedPile } from './stamp-pile'

/** All that is fixed before anything is sent: files, stamps, handed partners, sums. Part of the caller's transaction. */
export function insertPrepared(db: WriteDb, run: Run, prepared: PreparedRun): void {
  const { files, documents, places, partners, sums, warnings } = prepared
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
  storedPile(documents).insert(run, places)
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
  const documentCount = documents.count - documents.reversals
  db.run('UPDATE run SET documents = ?, faults = ? WHERE id = ?', documentCount, JSON.stringify(warnings), run.id)
}
