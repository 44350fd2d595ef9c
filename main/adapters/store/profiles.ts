import type { Clock } from '../../core/ports'
import type { Profile } from '../../core/profile/profile'
import { attemptsMaxDefault } from '../../core/run/retry-plan'
import type { Journal, ProfileRecord, ProfileStore } from '../../core/store-ports'
import { accountOf } from '../../core/transfer/account'
import type { WriteDb } from './sql'

interface ProfileRow {
  readonly json: string
  readonly created_ms: number
  readonly changed_ms: number
  readonly scheduled_from_ms: number
  readonly last_due_ms: number | null
  readonly secret_account: string | null
}

const columns = `json, created_ms, changed_ms, scheduled_from_ms, last_due_ms,
  (SELECT account FROM secret_account WHERE profile_id = profile.id) AS secret_account`

/** The table `profile`: one row per profile, the profile itself as JSON in the shape of the command line contract. */
export function createProfiles(db: WriteDb, clock: Clock, journal: Journal): ProfileStore {
  const get = (id: string) => {
    const row = db.get<ProfileRow>(`SELECT ${columns} FROM profile WHERE id = ?`, id)
    return row ? toRecord(row) : null
  }
  return {
    get,
    list: () =>
      db
        .all<ProfileRow>(`SELECT ${columns} FROM profile ORDER BY json ->> '$.name' COLLATE NOCASE, id`)
        .map((row) => toRecord(row)),
    put: (profiles, actor) =>
      db.transaction(() => {
        const forgotten: string[] = []
        for (const profile of profiles) {
          const known = get(profile.id)
          putOne(db, journal, profile, known, { actor, nowMs: clock.now() })
          if (forgetsSecret(db, known, profile)) forgotten.push(profile.id)
        }
        for (const profileId of forgotten) {
          journal.append({ event: 'secret.forgotten', profileId, runId: null, actor, data: {} })
        }
        return forgotten
      }),
    bindSecret: (id, account) => bindSecret(db, id, account),
    remove: (id, actor) =>
      db.transaction(() => {
        const record = get(id)
        if (!record) return false
        db.run('DELETE FROM profile WHERE id = ?', id)
        bindSecret(db, id, '')
        journal.append({
          event: 'profile.removed',
          profileId: id,
          runId: null,
          actor,
          data: { profile: record.profile },
        })
        return true
      }),
  }
}

function bindSecret(db: WriteDb, profileId: string, account: string): void {
  db.run(
    `INSERT INTO secret_account (profile_id, account) VALUES (?, ?)
     ON CONFLICT (profile_id) DO UPDATE SET account = excluded.account`,
    profileId,
    account,
  )
}

/** A new profile owns no secret, whatever a keychain may hold under its name from before. */
function forgetsSecret(db: WriteDb, known: ProfileRecord | null, profile: Profile): boolean {
  if (known && accountOf(known.profile.target) === accountOf(profile.target)) return false
  bindSecret(db, profile.id, '')
  return known !== null && known.secretAccount !== ''
}

function putOne(
  db: WriteDb,
  journal: Journal,
  profile: Profile,
  known: ProfileRecord | null,
  order: { readonly actor: string; readonly nowMs: number },
): void {
  const { actor, nowMs } = order
  const entry = { profileId: profile.id, runId: null, actor }
  const json = JSON.stringify(profile)
  if (!known) {
    db.run(
      'INSERT INTO profile (id, json, created_ms, changed_ms, scheduled_from_ms) VALUES (?, ?, ?, ?, ?)',
      profile.id,
      json,
      nowMs,
      nowMs,
      nowMs,
    )
    journal.append({ ...entry, event: 'profile.created', data: { profile } })
    return
  }
  const changes = differences(known.profile, profile)
  const changed = Object.keys(changes)
  if (changed.length === 0) return
  const scheduledFromMs = changed.some((field) => scheduleFields.has(field)) ? nowMs : known.scheduledFromMs
  db.run(
    'UPDATE profile SET json = ?, changed_ms = ?, scheduled_from_ms = ? WHERE id = ?',
    json,
    nowMs,
    scheduledFromMs,
    profile.id,
  )
  journal.append({ ...entry, event: 'profile.changed', data: { changes } })
}

/** A change of one of these is no reason to catch up slots that the profile did not have before. */
const scheduleFields: ReadonlySet<string> = new Set<keyof Profile>(['schedule', 'timeZone', 'startDate', 'enabled'])

/** Field by field, what it was and what it is; key order inside a field does not count. */
function differences(before: Profile, after: Profile): Record<string, { from: unknown; to: unknown }> {
  const [from, to] = [new Map<string, unknown>(Object.entries(before)), new Map<string, unknown>(Object.entries(after))]
  const fields = [...new Set([...from.keys(), ...to.keys()])].filter(
    (field) => sorted(from.get(field)) !== sorted(to.get(field)),
  )
  return Object.fromEntries(fields.map((field) => [field, { from: from.get(field), to: to.get(field) }]))
}

function sorted(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

/** Keys that came after the first version, with what they meant before there was one. */
const laterKeys = { attemptsMax: attemptsMaxDefault, formatSettings: {} } satisfies Partial<Profile>

function toRecord(row: ProfileRow): ProfileRecord {
  return {
    // safe: only `putOne` writes it; rows of earlier versions lack what came later
    profile: { ...laterKeys, ...(JSON.parse(row.json) as Omit<Profile, keyof typeof laterKeys>) },
    createdMs: row.created_ms,
    changedMs: row.changed_ms,
    scheduledFromMs: row.scheduled_from_ms,
    lastDueMs: row.last_due_ms,
    secretAccount: row.secret_account,
  }
}
