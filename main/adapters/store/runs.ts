import { assert } from '../../core/assert'
import type { Clock } from '../../core/ports'
import type { Run, RunError, RunState } from '../../core/run/run'
import type { ChangeDecision, PlannedRun, RunStore } from '../../core/run/run-store'
import { assertTransition } from '../../core/run/transitions'
import type { Journal } from '../../core/store-ports'
import { createHanded, uncountHanded } from './handed'
import { insertPrepared } from './run-prepared'
import { createRunQueries } from './run-queries'
import type { WriteDb } from './sql'
import { createStampPiles } from './stamp-pile'

/** What a write does to the row of the run; left out: as after progress, so no error, no attempts, no pause. */
interface Change {
  readonly state: RunState
  readonly error?: RunError
  readonly attempts?: number
  readonly retryAtMs?: number
}

type Data = Readonly<Record<string, unknown>>

/** The tables around `run`: each call is one transaction with its line in the journal. See `RunStore`. */
export function createRunStore(db: WriteDb, clock: Clock, journal: Journal): RunStore {
  const queries = createRunQueries(db)
  const mustGet = (runId: string) => {
    const run = queries.get(runId)
    assert(run !== null, `no run ${runId}`)
    return run
  }
  const note = (run: Pick<Run, 'id' | 'profileId'>, event: string, actor: string, data: Data = {}) =>
    journal.append({ event, profileId: run.profileId, runId: run.id, actor, data })

  /** One change of one run: the children first, then its row, then the journal. */
  const change = (
    runId: string,
    actor: string,
    work: (run: Run) => Change & { readonly event: string; readonly data?: Data },
  ): Run =>
    db.transaction(() => {
      const run = mustGet(runId)
      const { event, data, ...row } = work(run)
      if (row.state !== run.state) assertTransition(run.state, row.state)
      updateRow(db, run.id, row, clock.now())
      note(run, event, actor, data)
      return mustGet(runId)
    })

  return {
    ...queries,
    ...createHanded(db),
    pile: createStampPiles(db),
    plan: (planned, actor) =>
      db.transaction(() => {
        if (!insertPlanned(db, planned, clock.now())) return null
        note(planned, 'run.planned', actor, { origin: planned.origin, dueMs: planned.dueMs })
        return mustGet(planned.id)
      }),
    prepared: (runId, prepared, actor) =>
      change(runId, actor, (run) => {
        insertPrepared(db, run, prepared)
        const files = prepared.files.map(({ name, rows, sizeBytes, sha256 }) => ({ name, rows, sizeBytes, sha256 }))
        return { state: 'prepared', event: 'run.prepared', data: { documents: prepared.documents.count, files } }
      }),
    empty: (runId, warnings, actor) =>
      change(runId, actor, () => {
        db.run('UPDATE run SET faults = ? WHERE id = ?', JSON.stringify(warnings), runId)
        return { state: 'empty', event: 'run.empty' }
      }),
    ...createDelivery(db, change, clock),
    ...createHolding(db, change, clock),
    decide: (decision, actor) =>
      db.transaction(() => {
        const { profileId, choice, ...key } = decision
        insertDecision(db, decision, clock.now())
        journal.append({ event: 'change.decided', profileId, runId: null, actor, data: { ...key, choice } })
      }),
  }
}

/** False when this slot of the schedule has been taken. */
function insertPlanned(db: WriteDb, { id, profileId, origin, dueMs }: PlannedRun, nowMs: number): boolean {
  const made = db.run(
    `INSERT INTO run (id, profile_id, origin, due_ms, state, started_ms) VALUES (?, ?, ?, ?, 'planned', ?)
     ON CONFLICT (profile_id, due_ms) WHERE origin = 'schedule' DO NOTHING`,
    id,
    profileId,
    origin,
    dueMs,
    nowMs,
  )
  if (made === 0) return false
  // A run is only planned when no rule refuses it any more.
  db.run('DELETE FROM schedule_refusal WHERE profile_id = ?', profileId)
  if (origin === 'schedule') {
    db.run('UPDATE profile SET last_due_ms = max(coalesce(last_due_ms, ?), ?) WHERE id = ?', dueMs, dueMs, profileId)
  }
  return true
}

function insertDecision(db: WriteDb, decision: ChangeDecision, nowMs: number): void {
  db.run(
    `INSERT INTO change_decision (profile_id, mandant, source_id, sent_version, current_version, choice, at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (profile_id, mandant, source_id, sent_version, current_version)
     DO UPDATE SET choice = excluded.choice, at_ms = excluded.at_ms`,
    decision.profileId,
    decision.mandant,
    decision.sourceId,
    decision.sentVersion,
    decision.currentVersion,
    decision.choice,
    nowMs,
  )
}

type MakeChange = (
  runId: string,
  actor: string,
  work: (run: Run) => Change & { readonly event: string; readonly data?: Data },
) => Run

type Delivery = 'sending' | 'fileUploaded' | 'publishing' | 'filePublished' | 'uploadAgain' | 'delivered'

/** The steps on the way to the target. */
function createDelivery(db: WriteDb, change: MakeChange, clock: Clock): Pick<RunStore, Delivery> {
  const setFile = (runId: string, fileNo: number, state: string, remotePath: string) =>
    db.run(
      'UPDATE run_file SET state = ?, remote_path = ? WHERE run_id = ? AND no = ?',
      state,
      remotePath,
      runId,
      fileNo,
    )
  return {
    sending: (runId, actor) => change(runId, actor, () => ({ state: 'sending', event: 'run.sending' })),
    fileUploaded: (runId, fileNo, remotePath, actor) =>
      change(runId, actor, (run) => {
        assert(run.state === 'sending' && fileOf(run, fileNo).state === 'spooled', 'a file is uploaded while sending')
        setFile(runId, fileNo, 'uploaded', remotePath)
        return { state: run.state, event: 'file.uploaded', data: { file: fileOf(run, fileNo).name, remotePath } }
      }),
    publishing: (runId, actor) =>
      change(runId, actor, (run) => {
        assert(
          run.files.every((file) => file.state !== 'spooled'),
          'every file is uploaded before one gets its name',
        )
        return { state: 'publishing', event: 'run.publishing' }
      }),
    filePublished: (runId, fileNo, receipt, actor) =>
      change(runId, actor, (run) => {
        const file = fileOf(run, fileNo)
        assert(run.state === 'publishing' && file.state === 'uploaded', 'a file is published after its upload')
        db.run(
          `INSERT INTO receipt (run_id, file_no, at_ms, remote_path, size_bytes, sha256, verification, server_answer)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
          runId,
          fileNo,
          clock.now(),
          receipt.remotePath,
          receipt.sizeBytes,
          receipt.sha256,
          receipt.verification,
          receipt.serverAnswer,
        )
        setFile(runId, fileNo, 'published', receipt.remotePath)
        return { state: run.state, event: 'file.published', data: { file: file.name, ...receipt } }
      }),
    uploadAgain: (runId, fileNo, error, actor) =>
      change(runId, actor, (run) => {
        const file = fileOf(run, fileNo)
        assert(file.state === 'uploaded' && file.remotePath !== null, 'only an uploaded file is uploaded again')
        setFile(runId, fileNo, 'spooled', file.remotePath)
        return { state: 'sending', event: 'file.damaged', data: { file: file.name, error } }
      }),
    delivered: (runId, actor) => change(runId, actor, () => ({ state: 'delivered', event: 'run.delivered' })),
  }
}

type Holding = 'retry' | 'parked' | 'carryOn' | 'resend' | 'arrived' | 'release'

/** Waiting, standing still, and a person's orders. */
function createHolding(db: WriteDb, change: MakeChange, clock: Clock): Pick<RunStore, Holding> {
  return {
    retry: (runId, retry, actor) =>
      change(runId, actor, (run) => ({ ...retry, state: run.state, event: 'run.failed', data: { ...retry } })),
    parked: (runId, error, faults, actor) =>
      change(runId, actor, (run) => {
        if (faults.length > 0) db.run('UPDATE run SET faults = ? WHERE id = ?', JSON.stringify(faults), runId)
        const data = { error, from: run.state, ...(faults.length > 0 ? { faults: faults.length } : {}) }
        return { state: 'parked', error, attempts: run.attempts, event: 'run.parked', data }
      }),
    carryOn: (runId, actor) =>
      change(runId, actor, (run) => {
        const state = run.state === 'parked' ? stateOfFiles(run) : run.state
        return { state, event: 'run.carried-on', data: { from: run.state, to: state, error: run.error } }
      }),
    resend: (runId, actor) =>
      change(runId, actor, () => {
        db.run(`UPDATE run_file SET state = 'spooled', remote_path = NULL WHERE run_id = ?`, runId)
        db.run(
          'UPDATE run SET confirmed_restore = (SELECT max(no) FROM restore), arrived_reason = NULL WHERE id = ?',
          runId,
        )
        return { state: 'prepared', event: 'run.resent' }
      }),
    arrived: (runId, reason, actor) =>
      change(runId, actor, (run) => {
        db.run('UPDATE run SET arrived_reason = ? WHERE id = ?', reason, runId)
        return { state: 'delivered', event: 'run.arrived', data: { reason, error: run.error } }
      }),
    release: (runId, reason, actor) =>
      change(runId, actor, (run) => {
        const nowMs = clock.now()
        uncountHanded(db, runId)
        for (const table of ['run_document', 'run_partner']) {
          db.run(`UPDATE ${table} SET released_ms = ? WHERE run_id = ? AND released_ms IS NULL`, nowMs, runId)
        }
        db.run('UPDATE run SET released_ms = ?, release_reason = ? WHERE id = ?', nowMs, reason, runId)
        const state = run.state === 'delivered' ? run.state : 'cancelled'
        return { state, event: 'run.released', data: { reason, from: run.state, documents: run.documents } }
      }),
  }
}

/**
 * Where a parked run goes on: without files it is planned anew; when all of them are on the target under some name, it has
 * to look there first; else it sends.
 */
function stateOfFiles(run: Run): RunState {
  if (run.files.length === 0) return 'planned'
  return run.files.every((file) => file.state !== 'spooled') ? 'publishing' : 'prepared'
}

function fileOf(run: Run, fileNo: number) {
  const file = run.files.find((one) => one.no === fileNo)
  assert(file !== undefined, `run ${run.id} has no file ${fileNo}`)
  return file
}

function updateRow(db: WriteDb, runId: string, { state, error, attempts, retryAtMs }: Change, nowMs: number): void {
  const ended = state === 'delivered' || state === 'empty' || state === 'cancelled' || state === 'parked'
  db.run(
    `UPDATE run SET state = ?, error_kind = ?, error_detail = ?, error_host_key = ?, attempts = ?, retry_at_ms = ?,
       finished_ms = iif(state = ?, coalesce(finished_ms, ?), ?) WHERE id = ?`,
    state,
    error?.kind ?? null,
    error?.detail ?? null,
    error?.hostKey ?? null,
    attempts ?? 0,
    retryAtMs ?? null,
    state,
    ended ? nowMs : null,
    ended ? nowMs : null,
    runId,
  )
}
