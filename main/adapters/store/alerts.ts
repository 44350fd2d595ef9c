import type { AlertStore } from '../../core/alert/alert-store'
import type { Clock } from '../../core/ports'
import type { Journal } from '../../core/store-ports'
import { createIncidentRows } from './incident-rows'
import { createMailRows } from './mail-rows'
import type { SqlValue, WriteDb } from './sql'

interface AlertRow {
  readonly id: number
  readonly key: string
  readonly channel: Alert['channel']
  readonly what: Alert['what']
  readonly incident_id: number | null
  readonly run_id: string | null
  readonly profile_id: string
  readonly profile_name: string
  readonly address: string | null
  readonly code: string | null
  readonly params: string
  readonly needs_person: 0 | 1
  readonly since_ms: number
  readonly created_ms: number
  readonly state: Alert['state']
  readonly attempts: number
  readonly retry_at_ms: number | null
  readonly leased_until_ms: number | null
  readonly message_id: string | null
  readonly digest: 0 | 1
  readonly sent_ms: number | null
}

type Alert = ReturnType<AlertStore['alertsOf']>[number]

/** The tables `incident`, `alert`, `mail_trouble` and `alert_setting`; see `AlertStore`. */
export function createAlertStore(db: WriteDb, clock: Clock, journal: Journal): AlertStore {
  const rows = (where: string, ...values: readonly SqlValue[]) =>
    db.all<AlertRow>(`SELECT * FROM alert WHERE ${where} ORDER BY id`, ...values).map(toAlert)
  return {
    ...createIncidentRows(db, clock, journal),
    ...createMailRows(db, clock, journal),
    atomically: (work) => db.transaction(work),
    journalNo: () => db.get<{ no: number | null }>('SELECT max(id) AS no FROM journal')?.no ?? 0,
    isRaised: (key) => db.get('SELECT 1 FROM alert WHERE key = ?', key) !== undefined,
    raise: (alert) => insertAlert(db, alert, clock.now()),
    alertsOf: (incidentId) => rows('incident_id = ?', incidentId),
    pending: (channel) => rows(`channel = ? AND state = 'pending'`, channel),
    hasPending: (channel) =>
      db.get(`SELECT 1 FROM alert WHERE channel = ? AND state = 'pending' LIMIT 1`, channel) !== undefined,
    withdraw: (ids) => setState(db, ids, 'withdrawn', null),
    told: (ids) => setState(db, ids, 'sent', clock.now()),
    settings: () => ({
      notifyOnSuccess: db.get<{ on: 0 | 1 }>('SELECT notify_on_success AS "on" FROM alert_setting')?.on === 1,
    }),
    setSettings: ({ notifyOnSuccess }, actor) =>
      db.transaction(() => {
        db.run(
          `INSERT INTO alert_setting (id, notify_on_success) VALUES (1, ?)
           ON CONFLICT (id) DO UPDATE SET notify_on_success = excluded.notify_on_success`,
          notifyOnSuccess ? 1 : 0,
        )
        journal.append({ event: 'alerts.changed', profileId: null, runId: null, actor, data: { notifyOnSuccess } })
      }),
  }
}

function insertAlert(db: WriteDb, alert: Parameters<AlertStore['raise']>[0], nowMs: number): boolean {
  const made = db.run(
    `INSERT INTO alert (key, channel, what, incident_id, run_id, profile_id, profile_name, address, code, params,
       needs_person, since_ms, created_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (key) DO NOTHING`,
    alert.key,
    alert.channel,
    alert.what,
    alert.incidentId,
    alert.runId,
    alert.profileId,
    alert.profileName,
    alert.address,
    alert.code,
    JSON.stringify(alert.params),
    alert.needsPerson ? 1 : 0,
    alert.sinceMs,
    nowMs,
  )
  return made === 1
}

/** Only what still waits: an alert that was told stays told. */
function setState(db: WriteDb, ids: readonly number[], state: 'withdrawn' | 'sent', sentMs: number | null): void {
  if (ids.length === 0) return
  db.transaction(() => {
    for (const id of ids)
      db.run(`UPDATE alert SET state = ?, sent_ms = ? WHERE id = ? AND state = 'pending'`, state, sentMs, id)
  })
}

function toAlert(row: AlertRow): Alert {
  return {
    id: row.id,
    key: row.key,
    channel: row.channel,
    what: row.what,
    incidentId: row.incident_id,
    runId: row.run_id,
    profileId: row.profile_id,
    profileName: row.profile_name,
    address: row.address,
    code: row.code,
    params: JSON.parse(row.params),
    needsPerson: row.needs_person === 1,
    sinceMs: row.since_ms,
    createdMs: row.created_ms,
    state: row.state,
    attempts: row.attempts,
    retryAtMs: row.retry_at_ms,
    leasedUntilMs: row.leased_until_ms,
    messageId: row.message_id,
    digest: row.digest === 1,
    sentMs: row.sent_ms,
  }
}
