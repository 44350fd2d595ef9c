import type { Clock, Random } from '../../core/ports'
import { isSameWorkstation } from '../../core/profile/refusal'
import { dayOf } from '../../core/schedule/local-time'
import type { Journal, Workstation, WorkstationStore } from '../../core/store-ports'
import type { LastRunFile } from './last-run'
import type { ReadDb, WriteDb } from './sql'

interface WorkstationRow {
  readonly name: string
  readonly installation_id: string
  readonly branch: string | null
}

interface Surroundings {
  /** The name this process runs under. */
  readonly name: string
  readonly lastRun: LastRunFile
  readonly clock: Clock
  readonly random: Random
  readonly journal: Journal
}

const installationIdLength = 24

/** The one row of `workstation`, made when the database is opened for the first time. */
export function createWorkstation(db: WriteDb, around: Surroundings): WorkstationStore {
  const { name, journal, clock } = around
  db.transaction(() => bindFirst(db, around))
  return {
    show: () => show(db, around),
    adopt: (actor) => {
      const accepted = db.transaction(() => {
        const { boundName, reason } = show(db, around)
        const runNo = acceptRunNo(db, around.lastRun)
        db.run('UPDATE workstation SET name = ?, adopted_ms = ?', name, clock.now())
        if (reason === 'older-copy') noteLostTime(db, clock.now())
        const data = { from: boundName, to: name, reason, lastRunNo: runNo }
        journal.append({ event: 'workstation.adopted', profileId: null, runId: null, actor, data })
        return runNo
      })
      around.lastRun.replace(accepted)
      return show(db, around)
    },
    setBranch: (branch, actor) =>
      db.transaction(() => {
        const before = show(db, around).branch
        if (branch !== before) {
          db.run('UPDATE workstation SET branch = ?', branch)
          const data = { from: before, to: branch }
          journal.append({ event: 'workstation.branch', profileId: null, runId: null, actor, data })
        }
        return show(db, around)
      }),
  }
}

function bindFirst(db: WriteDb, { name, clock, random, journal }: Surroundings): void {
  const made = db.run(
    'INSERT INTO workstation (id, name, installation_id, adopted_ms) VALUES (1, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
    name,
    random.text(installationIdLength),
    clock.now(),
  )
  if (made === 0) return
  journal.append({ event: 'workstation.bound', profileId: null, runId: null, actor: 'system', data: { name } })
}

function show(db: ReadDb, { name, lastRun }: Surroundings): Workstation {
  const marked = lastRun.read() // before the database: a run made in between must not look like an old copy
  const row = db.get<WorkstationRow>('SELECT name, installation_id, branch FROM workstation')
  if (!row) throw new Error('the database has no workstation')
  const older = marked === null || marked > newestRunNo(db)
  const reason = !isSameWorkstation(row.name, name) ? 'other-name' : older ? 'older-copy' : null
  return {
    name,
    boundName: row.name,
    installationId: row.installation_id,
    branch: row.branch,
    adopted: reason === null,
    reason,
  }
}

/** An old copy that was laid back is a restored backup of the moment of its last entry. */
function noteLostTime(db: WriteDb, nowMs: number): void {
  db.run(
    'INSERT INTO restore (backup_ms, restored_ms, day) VALUES ((SELECT coalesce(max(at_ms), 0) FROM journal), ?, ?)',
    nowMs,
    dayOf(nowMs, Temporal.Now.timeZoneId()),
  )
}

/** The highest number ever given, also when AUTOINCREMENT was moved on by adopting. */
function newestRunNo(db: ReadDb): number {
  return db.get<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'run'")?.seq ?? 0
}

/** The numbers that an older copy does not know are used up: the next run gets a new one. */
function acceptRunNo(db: WriteDb, lastRun: LastRunFile): number {
  const accepted = Math.max(newestRunNo(db), lastRun.read() ?? 0)
  const changed = db.run("UPDATE sqlite_sequence SET seq = ? WHERE name = 'run'", accepted)
  if (changed === 0) db.run("INSERT INTO sqlite_sequence (name, seq) VALUES ('run', ?)", accepted)
  return accepted
}
