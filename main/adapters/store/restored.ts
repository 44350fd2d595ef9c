import type { Clock } from '../../core/ports'
import { checkConnection } from '../sqlite/check'
import { openDatabase } from './database'
import { createJournal } from './journal'
import { openLastRun } from './last-run'
import { createDb } from './sql'

/**
 * Makes a database out of a backup ready to take its place: checked whole, in the newest shape, and with the fact in it.
 * Run numbers that it does not know are used up.
 * @param lastRunPath the mark of the folder it goes into
 * @param day the day of the restore where people look at the clock
 * @throws DatabaseFailure, or SQLite's error
 */
export function makeRestoredReady(
  path: string,
  {
    backupMs,
    day,
    lastRunPath,
    clock,
  }: {
    readonly backupMs: number
    readonly day: string
    readonly lastRunPath: string
    readonly clock: Clock
  },
): void {
  const connection = openDatabase(path, true)
  try {
    checkConnection(connection)
    const db = createDb(connection)
    db.transaction(() => {
      db.run('INSERT INTO restore (backup_ms, restored_ms, day) VALUES (?, ?, ?)', backupMs, clock.now(), day)
      const used = openLastRun(lastRunPath).read() ?? 0
      const moved = db.run("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'run'", used)
      if (moved === 0) db.run("INSERT INTO sqlite_sequence (name, seq) VALUES ('run', ?)", used)
      const data = { backupMs, day }
      createJournal(db, clock).append({ event: 'backup.restored', profileId: null, runId: null, actor: 'system', data })
    })
  } finally {
    connection.close()
  }
}
