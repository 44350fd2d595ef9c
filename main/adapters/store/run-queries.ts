import type { FormatFault } from '../../core/formats/format'
import { cents } from '../../core/money/cents'
import type { Run, RunDocument, RunErrorKind, RunOrigin, RunState, SpoolFile } from '../../core/run/run'
import type { ChangeDecision, RunStore } from '../../core/run/run-store'
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

type RunQueries = Pick<
  RunStore,
  | 'get'
  | 'unfinished'
  | 'latest'
  | 'list'
  | 'documents'
  | 'documentPage'
  | 'search'
  | 'perSpan'
  | 'faults'
  | 'findByDocumentNo'
  | 'snapshot'
  | 'stampedVersions'
  | 'handedPartner'
  | 'decision'
  | 'openReversals'
>

/** What is read of the runs; see `RunStore`. */
export function createRunQueries(db: ReadDb): RunQueries {
  const runs: FindRuns = (where, ...values) =>
    db.snapshot(() => db.all<RunRow>(`SELECT * FROM run WHERE ${where}`, ...values).map((row) => toRun(db, row)))
  return {
    get: (runId) => runs('id = ?', runId)[0] ?? null,
    unfinished: (profileId) =>
      profileId === null
        ? runs(`${openOrParked} ORDER BY no`)
        : runs(`+profile_id = ? AND ${openOrParked} ORDER BY no`, profileId), // the few open ones, not all of the profile
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
    findByDocumentNo: (documentNo) =>
      runs('id IN (SELECT run_id FROM run_document WHERE document_no = ?) ORDER BY no DESC', documentNo),
    ...createHistory(db, runs),
    ...createStampQueries(db),
  }
}

function createStampQueries(
  db: ReadDb,
): Pick<RunStore, 'snapshot' | 'stampedVersions' | 'handedPartner' | 'decision' | 'openReversals'> {
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

function toRun(db: ReadDb, row: RunRow): Run {
  const files = db.all<SpoolFile>(
    `SELECT no, kind, mandant, name, rows, size_bytes AS sizeBytes, sha256, state, remote_path AS remotePath
     FROM run_file WHERE run_id = ? ORDER BY no`,
    row.id,
  )
  const sums = db.all<SumRow>(
    `SELECT mandant, currency, debit_cents AS debitCents, credit_cents AS creditCents
     FROM run_sum WHERE run_id = ? ORDER BY mandant, currency`,
    row.id,
  )
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
    files,
    sums: sums.map((sum) => ({ ...sum, debitCents: cents(sum.debitCents), creditCents: cents(sum.creditCents) })),
    startedMs: row.started_ms,
    finishedMs: row.finished_ms,
    releasedMs: row.released_ms,
  }
}

function toError({ error_kind: kind, error_detail: detail, error_host_key: hostKey }: RunRow): Run['error'] {
  if (kind === null) return null
  return { kind, detail: detail ?? '', ...(hostKey === null ? {} : { hostKey }) }
}
