import type { Clock } from '../../core/ports'
import { isPaused, type SchedulePause } from '../../core/schedule/pause'
import type { Journal, ScheduleRefusal, SchedulerStore, Settlement } from '../../core/store-ports'
import type { ReadDb, WriteDb } from './sql'

interface RefusalRow {
  readonly due_ms: number
  readonly code: string
  readonly params: string
  readonly at_ms: number
}

const readPause = (db: ReadDb) =>
  db.get<SchedulePause>('SELECT since_ms AS sinceMs, until_ms AS untilMs FROM schedule_pause')

/** The tables `schedule_pause` and `schedule_refusal`, and how far each row of `profile` has come. See `SchedulerStore`. */
export function createScheduler(db: WriteDb, clock: Clock, journal: Journal): SchedulerStore {
  return {
    pausedUntil: () => {
      const pause = readPause(db)
      return pause && isPaused(pause, clock.now()) ? pause.untilMs : null
    },
    pause: (untilMs, actor) =>
      db.transaction(() => {
        db.run(
          `INSERT INTO schedule_pause (id, since_ms, until_ms) VALUES (1, ?, ?)
           ON CONFLICT (id) DO UPDATE SET since_ms = excluded.since_ms, until_ms = excluded.until_ms`,
          clock.now(),
          untilMs,
        )
        journal.append({ event: 'schedule.paused', profileId: null, runId: null, actor, data: { untilMs } })
      }),
    resume: (actor) => resume(db, clock, journal, actor),
    settle: (profileId, dueMs, settlement, actor) =>
      db.transaction(() => {
        const moved = db.run(
          `UPDATE profile SET last_due_ms = ?
           WHERE id = ? AND max(scheduled_from_ms, coalesce(last_due_ms, scheduled_from_ms)) < ?`,
          dueMs,
          profileId,
          dueMs,
        )
        if (moved > 0) note(db, journal, { profileId, dueMs, settlement, actor, nowMs: clock.now() })
        return moved > 0
      }),
    setRight: (profileId, actor) => setRight(db, clock, journal, { profileId, actor }),
    lastRefusal: (profileId) => readRefusal(db, profileId),
  }
}

function resume(db: WriteDb, clock: Clock, journal: Journal, actor: string): boolean {
  if (!readPause(db)) return false // asked every minute: no write lock for nothing
  return db.transaction(() => {
    const pause = readPause(db)
    if (!pause) return false
    db.run('DELETE FROM schedule_pause')
    const isOver = !isPaused(pause, clock.now())
    const data = { ...pause, because: isOver ? 'over' : 'ordered' }
    journal.append({ event: 'schedule.resumed', profileId: null, runId: null, actor, data })
    return true
  })
}

interface Settled {
  readonly profileId: string
  readonly dueMs: number
  readonly settlement: Settlement
  readonly actor: string
  readonly nowMs: number
}

/**
 * The journal tells what a person can miss: a slot left out, and that a rule began to refuse. It says nothing per slot
 * while the same rule refuses on or a parked run stands in the way: that trouble has its line, and a profile that runs
 * every minute would add a thousand a day.
 */
function note(db: WriteDb, journal: Journal, { profileId, dueMs, settlement, actor, nowMs }: Settled): void {
  const entry = { profileId, runId: null, actor }
  if (settlement.reason === 'skipped') journal.append({ ...entry, event: 'schedule.skipped', data: { dueMs } })
  if (settlement.reason !== 'refused') return
  const { code, params } = settlement
  const before = readRefusal(db, profileId)
  writeRefusal(db, profileId, { dueMs, code, params, atMs: nowMs })
  const isKnown = before?.code === code && JSON.stringify(before.params) === JSON.stringify(params)
  if (!isKnown) journal.append({ ...entry, event: 'schedule.refused', data: { dueMs, code, params } })
}

function setRight(
  db: WriteDb,
  clock: Clock,
  journal: Journal,
  { profileId, actor }: { readonly profileId: string; readonly actor: string },
): boolean {
  return db.transaction(() => {
    const nowMs = clock.now()
    const before = db.get<{ fromMs: number; dueMs: number | null }>(
      `SELECT scheduled_from_ms AS fromMs, last_due_ms AS dueMs FROM profile
       WHERE id = ? AND max(scheduled_from_ms, coalesce(last_due_ms, scheduled_from_ms)) > ?`,
      profileId,
      nowMs,
    )
    if (!before) return false
    // Slots before now stay settled: after a wrong clock nothing is caught up.
    db.run(
      'UPDATE profile SET scheduled_from_ms = ?, last_due_ms = min(last_due_ms, ?) WHERE id = ?',
      nowMs,
      nowMs,
      profileId,
    )
    const data = { from: Math.max(before.fromMs, before.dueMs ?? before.fromMs), to: nowMs }
    journal.append({ event: 'schedule.clock-reset', profileId, runId: null, actor, data })
    return true
  })
}

function readRefusal(db: ReadDb, profileId: string): ScheduleRefusal | null {
  const row = db.get<RefusalRow>(
    'SELECT due_ms, code, params, at_ms FROM schedule_refusal WHERE profile_id = ?',
    profileId,
  )
  return row ? { dueMs: row.due_ms, code: row.code, params: JSON.parse(row.params), atMs: row.at_ms } : null
}

function writeRefusal(db: WriteDb, profileId: string, { dueMs, code, params, atMs }: ScheduleRefusal): void {
  db.run(
    `INSERT INTO schedule_refusal (profile_id, due_ms, code, params, at_ms) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (profile_id) DO UPDATE SET due_ms = excluded.due_ms, code = excluded.code, params = excluded.params,
       at_ms = excluded.at_ms`,
    profileId,
    dueMs,
    code,
    JSON.stringify(params),
    atMs,
  )
}
