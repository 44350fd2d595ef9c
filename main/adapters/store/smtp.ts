import type { SmtpSettings, SmtpStore } from '../../core/mail/mail'
import type { Journal } from '../../core/store-ports'
import type { ReadDb, WriteDb } from './sql'

/** The one row of `smtp`. Secrets are not in it: they lie in the keychain. */
export function createSmtp(db: WriteDb, journal: Journal): SmtpStore {
  return {
    show: () => read(db),
    set: (settings, actor) =>
      db.transaction(() => {
        const before = read(db)
        db.run(
          'INSERT INTO smtp (id, settings) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET settings = excluded.settings',
          JSON.stringify(settings),
        )
        const data = { from: before, to: settings }
        journal.append({ event: 'smtp.changed', profileId: null, runId: null, actor, data })
      }),
  }
}

function read(db: ReadDb): SmtpSettings | null {
  const row = db.get<{ readonly settings: string }>('SELECT settings FROM smtp')
  return row ? JSON.parse(row.settings) : null
}
