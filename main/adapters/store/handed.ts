import type { GroupedVersion, HandedGroup, RunStore, StampOfVersion } from '../../core/run/run-store'
import type { ReadDb, WriteDb } from './sql'

type Handed = Pick<RunStore, 'handed' | 'stampsOf' | 'ungrouped' | 'group'>

/** The table `handed`, which sums up the stamps of `run_document`; see `RunStore`. */
export function createHanded(db: WriteDb): Handed {
  return {
    handed: (profileId) =>
      db.all<HandedGroup>(
        `SELECT profile_id AS profileId, occasion, mandant, document_type AS documentType, nullif(branch, '') AS branch,
           nullif(payment_method, '') AS paymentMethod, documents
         FROM handed WHERE documents > 0 AND (? IS NULL OR profile_id = ?)`,
        profileId,
        profileId,
      ),
    stampsOf: (sources) => stampsOf(db, sources),
    ungrouped: () =>
      db.all<{ run_id: string }>('SELECT run_id FROM run_ungrouped ORDER BY run_id').map(({ run_id }) => run_id),
    group: (runId, versions) => db.transaction(() => groupOne(db, runId, versions)),
  }
}

function stampsOf(db: ReadDb, sources: Parameters<RunStore['stampsOf']>[0]): readonly StampOfVersion[] {
  if (sources.length === 0) return []
  const keys = JSON.stringify(sources.map(({ mandant, sourceId }) => [mandant, sourceId]))
  return db.all<StampOfVersion>(
    `SELECT r.profile_id AS profileId, r.occasion, r.mandant, r.source_id AS sourceId, r.version,
       r.document_type AS documentType, r.branch, r.payment_method AS paymentMethod
     FROM json_each(?) AS wanted CROSS JOIN run_document r
       ON r.mandant = wanted.value ->> 0 AND r.source_id = wanted.value ->> 1 AND r.released_ms IS NULL
     ORDER BY r.version`,
    keys,
  )
}

/** What the run's documents are in the sums; part of the transaction that stamps them. */
export function countHanded(db: WriteDb, runId: string): void {
  db.run(
    `INSERT INTO handed (profile_id, occasion, mandant, document_type, branch, payment_method, documents)
     SELECT profile_id, occasion, mandant, document_type, coalesce(branch, ''), coalesce(payment_method, ''), count(*)
     FROM run_document WHERE run_id = ? AND occasion <> 'reversal' AND released_ms IS NULL GROUP BY 1, 2, 3, 4, 5, 6
     ON CONFLICT DO UPDATE SET documents = documents + excluded.documents`,
    runId,
  )
  db.run(
    `INSERT INTO run_branch (branch, run_id)
     SELECT DISTINCT branch, run_id FROM run_document WHERE run_id = ? AND branch IS NOT NULL`,
    runId,
  )
}

/** Call it before the stamps are released, in the same transaction. */
export function uncountHanded(db: WriteDb, runId: string): void {
  if (isUngrouped(db, runId)) return
  db.run(
    `UPDATE handed SET documents = handed.documents - freed.documents
     FROM (SELECT profile_id, occasion, mandant, document_type, coalesce(branch, '') AS branch,
             coalesce(payment_method, '') AS payment_method, count(*) AS documents
           FROM run_document WHERE run_id = ? AND occasion <> 'reversal' AND released_ms IS NULL
           GROUP BY 1, 2, 3, 4, 5, 6) AS freed
     WHERE handed.profile_id = freed.profile_id AND handed.occasion = freed.occasion
       AND handed.mandant = freed.mandant AND handed.document_type = freed.document_type
       AND handed.branch = freed.branch AND handed.payment_method = freed.payment_method`,
    runId,
  )
}

const isUngrouped = (db: ReadDb, runId: string) =>
  db.get('SELECT 1 FROM run_ungrouped WHERE run_id = ?', runId) !== undefined

/** Another process may have been faster. */
function groupOne(db: WriteDb, runId: string, versions: readonly GroupedVersion[]): void {
  if (!isUngrouped(db, runId)) return
  for (const { occasion, mandant, sourceId, version, branch, paymentMethod } of versions) {
    db.run(
      `UPDATE run_document SET branch = ?, payment_method = ?
       WHERE run_id = ? AND occasion = ? AND mandant = ? AND source_id = ? AND version = ?`,
      branch,
      paymentMethod,
      runId,
      occasion,
      mandant,
      sourceId,
      version,
    )
  }
  db.run('DELETE FROM run_ungrouped WHERE run_id = ?', runId)
  countHanded(db, runId)
}
