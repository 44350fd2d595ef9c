import type { FormatFault } from '../../core/formats/format'
import { cents } from '../../core/money/cents'
import type { Run, RunDocument, RunErrorKind, RunOrigin, RunState, SpoolFile } from '../../core/run/run'
import type { ChangeDecision, KeptReceipt, RunStore } from '../../core/run/run-store'
import { createHistory, documentsSql, type FindRuns } from './run-history'
import type { ReadDb } from './sql'

interface RunRow {
  readonly no: number
  readonly id: string
  readonly profile_id: string
  readonly origin: RunOrigin
  readonly due_ms: number
  readonly state: RunState
  readonly error_kind: RunErrorKind | null
  readonly error_detail: string | null
  readonly error_host_key: string | null
  readonly attempts: number
  readonly retry_at_ms: number | null
  readonly documents: number
  readonly started_ms: number
  readonly finished_ms: number | null
  readonly released_ms: number | null
}

interface SumRow {
  readonly mandant: string
  readonly currency: string
  readonly debitCents: number
  readonly creditCents: number
}

const openOrParked = `state IN ('planned', 'prepared', 'sending', 'publishing', 'parked')`

const receiptsSql = `SELECT file_no AS fileNo, at_ms AS atMs, remote_path AS remotePath, size_bytes AS sizeBytes, sha256,
    verification, server_answer AS serverAnswer
  FROM receipt WHERE run_id = ? ORDER BY id`

/** By the date of the documents: what is younger than the restore cannot have been handed over before it. */
const mayBeRepeatedSql = `SELECT 1 FROM run, (SELECT max(no) AS no, max(day) AS day FROM restore) AS newest
  WHERE run.id = ? AND newest.no > coalesce(run.confirmed_restore, 0)
    AND EXISTS (SELECT 1 FROM run_document d WHERE d.run_id = run.id AND d.document_date <= newest.day)`

type RunQueries = Pick<
  RunStore,
  | 'get'
  | 'unfinished'
  | 'latest'
  | 'latestOf'
  | 'list'
  | 'documents'
  | 'documentPage'
  | 'search'
  | 'perSpan'
  | 'faults'
  | 'receipts'
  | 'findByDocumentNo'
  | 'mayBeRepeated'
  | 'snapshot'
  | 'stampedVersions'
  | 'stampedAmong'
  | 'handedPartner'
  | 'decision'
  | 'openReversals'
>

/** What is read of the runs; see `RunStore`. */
export function createRunQueries(db: ReadDb): RunQueries {
  const runs: FindRuns = (where, ...values) =>
    db.snapshot(() => toRuns(db, db.all<RunRow>(`SELECT * FROM run WHERE ${where}`, ...values)))
  return {
    get: (runId) => runs('id = ?', runId)[0] ?? null,
    unfinished: (profileId) =>
      profileId === null
        ? runs(`${openOrParked} ORDER BY no`)
        : runs(`+profile_id = ? AND ${openOrParked} ORDER BY no`, profileId), // the few open ones, not all of the profile
    latestOf: (profileIds) =>
      runs(
        `no IN (SELECT (SELECT max(no) FROM run WHERE profile_id = wanted.value) FROM json_each(?) AS wanted)`,
        JSON.stringify(profileIds),
      ),
    latest: (profileId) => runs('profile_id = ? ORDER BY no DESC LIMIT 1', profileId)[0] ?? null,
    list: ({ profileId, state, limit }) => {
      const conditions = { 'profile_id = ?': profileId, 'state = ?': state }
      const set = Object.entries(conditions).filter((entry): entry is [string, string] => entry[1] !== undefined)
      const where = set.length > 0 ? set.map(([text]) => text).join(' AND ') : 'TRUE'
      return runs(`${where} ORDER BY no DESC LIMIT ?`, ...set.map(([, value]) => value), limit ?? -1)
    },
    documents: (runId) => db.all<RunDocument>(documentsSql, runId, -1, 0),
    faults: (runId) => {
      const row = db.get<{ faults: string }>('SELECT faults FROM run WHERE id = ?', runId)
      return row ? (JSON.parse(row.faults) as FormatFault[]) : [] // safe: only this folder writes the column
    },
    receipts: (runId) => db.all<KeptReceipt>(receiptsSql, runId),
    findByDocumentNo: (documentNo) =>
      runs('id IN (SELECT run_id FROM run_document WHERE document_no = ?) ORDER BY no DESC', documentNo),
    mayBeRepeated: (runId) => db.get(mayBeRepeatedSql, runId) !== undefined,
    ...createHistory(db, runs),
    ...createStampQueries(db),
  }
}

function createStampQueries(
  db: ReadDb,
): Pick<RunStore, 'snapshot' | 'stampedVersions' | 'stampedAmong' | 'handedPartner' | 'decision' | 'openReversals'> {
  return {
    snapshot: (questions) => db.snapshot(questions),
    stampedVersions: (profileId, occasion, mandant, sourceId) =>
      db
        .all<{ version: number }>(
          `SELECT version FROM run_document WHERE profile_id = ? AND occasion = ? AND mandant = ? AND source_id = ?
             AND released_ms IS NULL ORDER BY version`,
          profileId,
          occasion,
          mandant,
          sourceId,
        )
        .map((row) => row.version),
    stampedAmong: (profileId, occasion, sources) =>
      db.all<{ place: number; version: number }>(
        `SELECT wanted.key AS place, r.version FROM json_each(?) AS wanted CROSS JOIN run_document r
           ON r.profile_id = ? AND r.occasion = ? AND r.mandant = wanted.value ->> 0
             AND r.source_id = wanted.value ->> 1 AND r.released_ms IS NULL
         ORDER BY place, r.version`,
        JSON.stringify(sources.map(({ mandant, sourceId }) => [mandant, sourceId])),
        profileId,
        occasion,
      ),
    handedPartner: (profileId, mandant, account) =>
      db.get<{ content_hash: string }>(
        `SELECT content_hash FROM run_partner WHERE profile_id = ? AND mandant = ? AND account = ?
           AND released_ms IS NULL ORDER BY rowid DESC LIMIT 1`,
        profileId,
        mandant,
        account,
      )?.content_hash ?? null,
    decision: ({ profileId, mandant, sourceId, sentVersion, currentVersion }) =>
      db.get<Pick<ChangeDecision, 'choice'>>(
        `SELECT choice FROM change_decision WHERE profile_id = ? AND mandant = ? AND source_id = ?
           AND sent_version = ? AND current_version = ?`,
        profileId,
        mandant,
        sourceId,
        sentVersion,
        currentVersion,
      )?.choice ?? null,
    openReversals: (profileId) =>
      db.all<ChangeDecision>(
        `SELECT profile_id AS profileId, mandant, source_id AS sourceId, sent_version AS sentVersion,
                current_version AS currentVersion, choice
         FROM change_decision d WHERE profile_id = ? AND choice = 'reverse-and-resend' AND NOT EXISTS (
           SELECT 1 FROM run_document r WHERE r.profile_id = d.profile_id AND r.occasion = 'reversal'
             AND r.mandant = d.mandant AND r.source_id = d.source_id AND r.version = d.sent_version
             AND r.released_ms IS NULL)`,
        profileId,
      ),
  }
}

type OfRun<T> = T & { readonly run_id: string }

/** With their files and sums, which come by one question each however many runs there are. */
function toRuns(db: ReadDb, rows: readonly RunRow[]): readonly Run[] {
  if (rows.length === 0) return []
  const ids = JSON.stringify(rows.map(({ id }) => id))
  const files = db.all<OfRun<SpoolFile>>(
    `SELECT run_id, no, kind, mandant, name, rows, size_bytes AS sizeBytes, sha256, state, remote_path AS remotePath
     FROM run_file WHERE run_id IN (SELECT value FROM json_each(?)) ORDER BY run_id, no`,
    ids,
  )
  const sums = db.all<OfRun<SumRow>>(
    `SELECT run_id, mandant, currency, debit_cents AS debitCents, credit_cents AS creditCents
     FROM run_sum WHERE run_id IN (SELECT value FROM json_each(?)) ORDER BY run_id, mandant, currency`,
    ids,
  )
  const filesOf = Map.groupBy(files, (file) => file.run_id)
  const sumsOf = Map.groupBy(sums, (sum) => sum.run_id)
  return rows.map((row) => toRun(row, filesOf.get(row.id) ?? [], sumsOf.get(row.id) ?? []))
}

function toRun(row: RunRow, files: readonly OfRun<SpoolFile>[], sums: readonly OfRun<SumRow>[]): Run {
  return {
    id: row.id,
    no: row.no,
    profileId: row.profile_id,
    origin: row.origin,
    dueMs: row.due_ms,
    state: row.state,
    error: toError(row),
    attempts: row.attempts,
    retryAtMs: row.retry_at_ms,
    documents: row.documents,
    files: files.map(({ run_id: _run, ...file }) => file),
    sums: sums.map(({ run_id: _run, debitCents, creditCents, ...sum }) => ({
      ...sum,
      debitCents: cents(debitCents),
      creditCents: cents(creditCents),
    })),
    startedMs: row.started_ms,
    finishedMs: row.finished_ms,
    releasedMs: row.released_ms,
  }
}

function toError({ error_kind: kind, error_detail: detail, error_host_key: hostKey }: RunRow): Run['error'] {
  if (kind === null) return null
  return { kind, detail: detail ?? '', ...(hostKey === null ? {} : { hostKey }) }
}
