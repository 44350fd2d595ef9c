import type { AlertStore, MailTrouble, SentMessage } from '../../core/alert/alert-store'
import type { Clock } from '../../core/ports'
import type { Journal } from '../../core/store-ports'
import type { ReadDb, SqlValue, WriteDb } from './sql'

interface TroubleRow {
  readonly code: MailTrouble['code']
  readonly detail: string
  readonly since_ms: number
  readonly attempts: number
  readonly retry_at_ms: number
}

interface MessageRow {
  readonly address: string
  readonly what: string
  readonly profile_id: string
  readonly run_id: string | null
}

type Mails = Pick<
  AlertStore,
  | 'sentSince'
  | 'lease'
  | 'sent'
  | 'postpone'
  | 'unlease'
  | 'giveUp'
  | 'mailTrouble'
  | 'setMailTrouble'
  | 'clearMailTrouble'
>

/** What becomes of the mails among the alerts; see `AlertStore`. */
export function createMailRows(db: WriteDb, clock: Clock, journal: Journal): Mails {
  const each = (ids: readonly number[], sql: string, ...values: readonly SqlValue[]) =>
    db.transaction(() => {
      for (const id of ids) db.run(`UPDATE alert SET ${sql} WHERE id = ?`, ...values, id)
    })
  return {
    sentSince: (sinceMs) =>
      db
        .all<{ address: string; digest: 0 | 1; sentMs: number }>(
          `SELECT address, digest, max(sent_ms) AS sentMs FROM alert
           WHERE channel = 'mail' AND state = 'sent' AND sent_ms > ? GROUP BY address, message_id`,
          sinceMs,
        )
        .map((row): SentMessage => ({ ...row, digest: row.digest === 1 })),
    lease: (ids, { id, digest, leasedUntilMs }) =>
      each(ids, 'message_id = ?, digest = ?, leased_until_ms = ?', id, digest ? 1 : 0, leasedUntilMs),
    sent: (ids, actor) =>
      db.transaction(() => {
        each(ids, `state = 'sent', sent_ms = ?, leased_until_ms = NULL, error = NULL`, clock.now())
        note(db, journal, ids, { event: 'mail.sent', actor })
        clear(db, journal, actor)
      }),
    postpone: (ids, error, retryAtMs) =>
      each(ids, 'attempts = attempts + 1, error = ?, retry_at_ms = ?, leased_until_ms = NULL', error, retryAtMs),
    unlease: (ids) => each(ids, 'leased_until_ms = NULL'),
    giveUp: (ids, actor) =>
      db.transaction(() => {
        each(ids, `state = 'given-up', leased_until_ms = NULL`)
        note(db, journal, ids, { event: 'mail.given-up', actor })
      }),
    ...createTrouble(db, journal),
  }
}

function createTrouble(
  db: WriteDb,
  journal: Journal,
): Pick<AlertStore, 'mailTrouble' | 'setMailTrouble' | 'clearMailTrouble'> {
  return {
    mailTrouble: () => readTrouble(db),
    setMailTrouble: ({ code, detail, sinceMs, attempts, retryAtMs }, actor) =>
      db.transaction(() => {
        const before = readTrouble(db)
        db.run(
          `INSERT INTO mail_trouble (id, code, detail, since_ms, attempts, retry_at_ms) VALUES (1, ?, ?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET code = excluded.code, detail = excluded.detail, since_ms = excluded.since_ms,
             attempts = excluded.attempts, retry_at_ms = excluded.retry_at_ms`,
          code,
          detail,
          sinceMs,
          attempts,
          retryAtMs,
        )
        // The same trouble every hour is no news.
        if (before?.code === code) return
        journal.append({ event: 'mail.failed', profileId: null, runId: null, actor, data: { code, detail } })
      }),
    clearMailTrouble: (actor) => db.transaction(() => clear(db, journal, actor)),
  }
}

function clear(db: WriteDb, journal: Journal, actor: string): boolean {
  const before = readTrouble(db)
  if (!before) return false
  db.run('DELETE FROM mail_trouble')
  const data = { code: before.code, sinceMs: before.sinceMs }
  journal.append({ event: 'mail.works', profileId: null, runId: null, actor, data })
  return true
}

function readTrouble(db: ReadDb): MailTrouble | null {
  const row = db.get<TroubleRow>('SELECT code, detail, since_ms, attempts, retry_at_ms FROM mail_trouble')
  if (!row) return null
  const { code, detail, since_ms: sinceMs, attempts, retry_at_ms: retryAtMs } = row
  return { code, detail, sinceMs, attempts, retryAtMs }
}

/** One line per message: of its profile and run, or of many profiles at once. */
function note(
  db: ReadDb,
  journal: Journal,
  ids: readonly number[],
  { event, actor }: { readonly event: string; readonly actor: string },
): void {
  const rows = ids.flatMap(
    (id) => db.get<MessageRow>('SELECT address, what, profile_id, run_id FROM alert WHERE id = ?', id) ?? [],
  )
  const [first, ...more] = rows
  if (!first) return
  const { address, what, profile_id: profileId, run_id: runId } = first
  if (more.length === 0) journal.append({ event, profileId, runId, actor, data: { address, what } })
  else {
    const data = { address, profiles: [...new Set(rows.map((row) => row.profile_id))] }
    journal.append({ event, profileId: null, runId: null, actor, data })
  }
}
