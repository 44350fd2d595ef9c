import type { AlertStore, KnownIncident } from '../../core/alert/alert-store'
import { assert } from '../../core/assert'
import type { Clock } from '../../core/ports'
import type { Journal } from '../../core/store-ports'
import type { WriteDb } from './sql'

interface IncidentRow {
  readonly id: number
  readonly profile_id: string
  readonly cause: KnownIncident['cause']
  readonly run_id: string | null
  readonly code: string
  readonly params: string
  readonly needs_person: 0 | 1
  readonly since_ms: number
  readonly success_no: number
  readonly ended_ms: number | null
  readonly outcome: 'recovered' | 'dropped' | null
}

type Incidents = Pick<
  AlertStore,
  'openIncidents' | 'openIncident' | 'lastSuccess' | 'newestEndedRun' | 'open' | 'update' | 'end' | 'outcomeOf'
>

/** The table `incident`, and what the runs say to it; see `AlertStore`. */
export function createIncidentRows(db: WriteDb, clock: Clock, journal: Journal): Incidents {
  const byId = (id: number) => {
    const row = db.get<IncidentRow>('SELECT * FROM incident WHERE id = ?', id)
    assert(row !== undefined, `no incident ${id}`)
    return row
  }
  return {
    openIncidents: () =>
      db.all<IncidentRow>('SELECT * FROM incident WHERE ended_ms IS NULL ORDER BY id').map(toIncident),
    openIncident: (profileId) => {
      const row = db.get<IncidentRow>('SELECT * FROM incident WHERE ended_ms IS NULL AND profile_id = ?', profileId)
      return row ? toIncident(row) : null
    },
    lastSuccess: (profileId) =>
      db.get<{ no: number; atMs: number }>(
        `SELECT id AS no, at_ms AS atMs FROM journal WHERE profile_id = ? AND event IN ('run.delivered', 'run.empty')
         ORDER BY id DESC LIMIT 1`,
        profileId,
      ) ?? null,
    newestEndedRun: () =>
      db.get<{ id: string }>(
        `SELECT id FROM run WHERE state IN ('delivered', 'empty', 'cancelled', 'parked') ORDER BY no DESC LIMIT 1`,
      )?.id ?? null,
    open: (profileId, trouble, successNo, actor) =>
      db.transaction(() => {
        const id = insertIncident(db, profileId, trouble, { successNo, openedMs: clock.now() })
        const { cause, code, sinceMs } = trouble
        const data = { incident: id, cause, code, sinceMs }
        journal.append({ event: 'incident.opened', profileId, runId: trouble.runId, actor, data })
        return toIncident(byId(id))
      }),
    update: (incidentId, { cause, runId, code, params, needsPerson }) => {
      db.run(
        'UPDATE incident SET cause = ?, run_id = ?, code = ?, params = ?, needs_person = ? WHERE id = ?',
        cause,
        runId,
        code,
        JSON.stringify(params),
        needsPerson ? 1 : 0,
        incidentId,
      )
    },
    end: (incidentId, outcome, actor) =>
      db.transaction(() => {
        const row = byId(incidentId)
        if (row.outcome !== null) return
        db.run('UPDATE incident SET ended_ms = ?, outcome = ? WHERE id = ?', clock.now(), outcome, incidentId)
        const data = { incident: incidentId, outcome, code: row.code, sinceMs: row.since_ms }
        journal.append({ event: 'incident.ended', profileId: row.profile_id, runId: row.run_id, actor, data })
      }),
    outcomeOf: (incidentId) => byId(incidentId).outcome,
  }
}

function insertIncident(
  db: WriteDb,
  profileId: string,
  { cause, runId, code, params, needsPerson, sinceMs }: Parameters<AlertStore['open']>[1],
  { successNo, openedMs }: { readonly successNo: number; readonly openedMs: number },
): number {
  db.run(
    `INSERT INTO incident (profile_id, cause, run_id, code, params, needs_person, since_ms, opened_ms, success_no)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    profileId,
    cause,
    runId,
    code,
    JSON.stringify(params),
    needsPerson ? 1 : 0,
    sinceMs,
    openedMs,
    successNo,
  )
  return db.get<{ id: number }>('SELECT last_insert_rowid() AS id')?.id ?? 0
}

function toIncident(row: IncidentRow): KnownIncident {
  return {
    id: row.id,
    profileId: row.profile_id,
    cause: row.cause,
    runId: row.run_id,
    code: row.code,
    params: JSON.parse(row.params),
    needsPerson: row.needs_person === 1,
    sinceMs: row.since_ms,
    endedMs: row.ended_ms,
    successNo: row.success_no,
  }
}
