import type { Clock } from '../../core/ports'
import type { Journal, JournalEntry } from '../../core/store-ports'
import type { WriteDb } from './sql'

interface JournalRow {
  readonly at_ms: number
  readonly event: string
  readonly profile_id: string | null
  readonly run_id: string | null
  readonly actor: string
  readonly data: string
}

/** The table `journal`; the database itself refuses to change or delete a line. */
export function createJournal(db: WriteDb, clock: Clock): Journal {
  return {
    append: ({ event, profileId, runId, actor, data }) => {
      db.run(
        'INSERT INTO journal (at_ms, event, profile_id, run_id, actor, data) VALUES (?, ?, ?, ?, ?, ?)',
        clock.now(),
        event,
        profileId,
        runId,
        actor,
        JSON.stringify(data),
      )
    },
    newestId: () => db.get<{ id: number | null }>('SELECT max(id) AS id FROM journal')?.id ?? 0,
    list: ({ profileId, runId, limit } = {}) => {
      const conditions: readonly [string, string | undefined][] = [
        ['profile_id = ?', profileId],
        ['run_id = ?', runId],
      ]
      const set = conditions.filter((condition): condition is [string, string] => condition[1] !== undefined)
      const where = set.length > 0 ? `WHERE ${set.map(([text]) => text).join(' AND ')}` : ''
      const rows = db.all<JournalRow>(
        `SELECT at_ms, event, profile_id, run_id, actor, data FROM journal ${where} ORDER BY id DESC LIMIT ?`,
        ...set.map(([, value]) => value),
        limit ?? -1,
      )
      return rows.reverse().map(toEntry)
    },
  }
}

function toEntry(row: JournalRow): JournalEntry {
  return {
    atMs: row.at_ms,
    event: row.event,
    profileId: row.profile_id,
    runId: row.run_id,
    actor: row.actor,
    data: JSON.parse(row.data),
  }
}
