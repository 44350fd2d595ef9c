import type { NewUser, UserRecord, UserRefusal, UserStore } from '../../core/access/access-ports'
import { type Attempt, attempt } from '../../core/access/lock-out'
import type { ScreenLock } from '../../core/access/screen-lock'
import { type Group, userNameKey } from '../../core/access/user'
import { assert } from '../../core/assert'
import type { Clock } from '../../core/ports'
import type { Journal } from '../../core/store-ports'
import type { ReadDb, SqlValue, WriteDb } from './sql'

interface UserRow {
  readonly id: string
  readonly name: string
  readonly user_group: Group
  readonly enabled: 0 | 1
  readonly password_hash: string
  readonly password_no: number
  readonly created_ms: number
  readonly last_sign_in_ms: number | null
  readonly failures: number
  readonly locked_from_ms: number | null
}

interface Around {
  readonly db: WriteDb
  readonly clock: Clock
  readonly journal: Journal
}

/** The tables `user_account` and `access`. Neither a password nor its hash goes into the journal. */
export function createUsers(db: WriteDb, clock: Clock, journal: Journal): UserStore {
  const around: Around = { db, clock, journal }
  return {
    list: () => find(db, 'ORDER BY name_key'),
    get: (id) => byId(db, id),
    byName: (name) => byKey(db, name),
    hasAdministrator: () => hasAdministrator(db),
    add: (account, actor, only) => db.transaction(() => add(around, account, actor, only)),
    countAttempt: (id) => db.transaction(() => countAttempt(around, id)),
    forgive: (id) => void db.run('UPDATE user_account SET failures = 0, locked_from_ms = NULL WHERE id = ?', id),
    replaceHash: (id, before, after) =>
      void db.run('UPDATE user_account SET password_hash = ? WHERE id = ? AND password_hash = ?', after, id, before),
    signedIn: (id) => db.transaction(() => signedIn(around, id)),
    screenLock: () => screenLock(db),
    setScreenLock: (setting, actor) => db.transaction(() => setScreenLock(around, setting, actor)),
    ...changes(around),
  }
}

function changes(around: Around): Pick<UserStore, 'rename' | 'setPassword' | 'setGroup' | 'setEnabled' | 'remove'> {
  const { db } = around
  return {
    rename: (id, name, actor) =>
      change(around, id, actor, ({ user }) => {
        const namesake = byKey(db, name)
        if (namesake && namesake.user.id !== id) return 'user-name-taken'
        update(db, id, 'name = ?, name_key = ?', name, userNameKey(name))
        return name === user.name ? null : { event: 'user.renamed', data: { user: name, from: user.name } }
      }),
    setPassword: (id, passwordHash, actor) =>
      change(around, id, actor, ({ user }) => {
        const anew = 'password_hash = ?, password_no = password_no + 1, failures = 0, locked_from_ms = NULL'
        update(db, id, anew, passwordHash)
        return { event: 'user.password-set', data: { user: user.name } }
      }),
    setGroup: (id, group, actor) =>
      change(around, id, actor, ({ user }) => {
        if (user.group === group) return null
        if (group !== 'administrators' && isLastAdministrator(db, id)) return 'last-administrator'
        update(db, id, 'user_group = ?', group)
        return { event: 'user.group-changed', data: { user: user.name, from: user.group, to: group } }
      }),
    setEnabled: (id, enabled, actor) =>
      change(around, id, actor, ({ user }) => {
        if (user.enabled === enabled) return null
        if (!enabled && isLastAdministrator(db, id)) return 'last-administrator'
        update(db, id, 'enabled = ?', enabled ? 1 : 0)
        return { event: enabled ? 'user.enabled' : 'user.disabled', data: { user: user.name } }
      }),
    remove: (id, actor) =>
      change(around, id, actor, ({ user }) => {
        if (isLastAdministrator(db, id)) return 'last-administrator'
        db.run('DELETE FROM user_account WHERE id = ?', id)
        return { event: 'user.removed', data: { user: user.name, group: user.group } }
      }),
  }
}

/** What a change writes down; null: there was nothing to change. */
type Told = { readonly event: string; readonly data: Readonly<Record<string, unknown>> } | null

function change(
  { db, journal }: Around,
  id: string,
  actor: string,
  work: (record: UserRecord) => Told | UserRefusal,
): UserRefusal | null {
  return db.transaction(() => {
    const record = byId(db, id)
    if (!record) return 'user-unknown'
    const done = work(record)
    if (typeof done === 'string') return done
    if (done) journal.append({ ...done, profileId: null, runId: null, actor })
    return null
  })
}

function update(db: WriteDb, id: string, assignments: string, ...values: readonly SqlValue[]): void {
  db.run(`UPDATE user_account SET ${assignments} WHERE id = ?`, ...values, id)
}

function add({ db, clock, journal }: Around, account: NewUser, actor: string, only?: 'first'): UserRefusal | null {
  const { id, name, group, passwordHash } = account
  if (only === 'first' && hasAdministrator(db)) return 'administrator-exists'
  if (byKey(db, name)) return 'user-name-taken'
  db.run(
    'INSERT INTO user_account (id, name, name_key, user_group, password_hash, created_ms) VALUES (?, ?, ?, ?, ?, ?)',
    id,
    name,
    userNameKey(name),
    group,
    passwordHash,
    clock.now(),
  )
  journal.append({ event: 'user.created', profileId: null, runId: null, actor, data: { user: name, group } })
  return null
}

function countAttempt({ db, clock }: Around, id: string | null): Pick<Attempt, 'allowed' | 'untilMs'> {
  const record = id === null ? null : byId(db, id)
  if (!record || id === null) {
    db.run('UPDATE access SET unknown_names = unknown_names + 1')
    return { allowed: false, untilMs: null }
  }
  const { allowed, guard, untilMs } = attempt(record.guard, clock.now())
  update(db, id, 'failures = ?, locked_from_ms = ?', guard.failures, guard.lockedFromMs)
  return { allowed, untilMs }
}

function signedIn({ db, clock, journal }: Around, id: string): void {
  const record = byId(db, id)
  if (!record) return
  const { name, group } = record.user
  update(db, id, 'last_sign_in_ms = ?', clock.now())
  journal.append({ event: 'sign-in.done', profileId: null, runId: null, actor: name, data: { user: name, group } })
}

function screenLock(db: ReadDb): ScreenLock {
  const row = db.get<{ lock_after_minutes: number | null }>('SELECT lock_after_minutes FROM access')
  assert(row !== undefined, 'the migration makes the row')
  return { lockAfterMinutes: row.lock_after_minutes }
}

function setScreenLock({ db, journal }: Around, setting: ScreenLock, actor: string): void {
  const data = { from: screenLock(db), to: setting }
  db.run('UPDATE access SET lock_after_minutes = ?', setting.lockAfterMinutes)
  journal.append({ event: 'screen-lock.changed', profileId: null, runId: null, actor, data })
}

function hasAdministrator(db: ReadDb): boolean {
  return db.get("SELECT 1 FROM user_account WHERE user_group = 'administrators'") !== undefined
}

/** Whether nobody could administer any more without this account. */
function isLastAdministrator(db: ReadDb, id: string): boolean {
  const ids = db.all<{ id: string }>(
    "SELECT id FROM user_account WHERE user_group = 'administrators' AND enabled = 1 LIMIT 2",
  )
  return ids.length === 1 && ids[0]?.id === id
}

const byId = (db: ReadDb, id: string): UserRecord | null => find(db, 'WHERE id = ?', id)[0] ?? null

const byKey = (db: ReadDb, name: string): UserRecord | null =>
  find(db, 'WHERE name_key = ?', userNameKey(name))[0] ?? null

function find(db: ReadDb, rest: string, ...values: readonly SqlValue[]): readonly UserRecord[] {
  const rows = db.all<UserRow>(
    `SELECT id, name, user_group, enabled, password_hash, password_no, created_ms, last_sign_in_ms, failures, locked_from_ms
     FROM user_account ${rest}`,
    ...values,
  )
  return rows.map(toRecord)
}

function toRecord(row: UserRow): UserRecord {
  return {
    user: {
      id: row.id,
      name: row.name,
      group: row.user_group,
      enabled: row.enabled === 1,
      createdMs: row.created_ms,
      lastSignInMs: row.last_sign_in_ms,
    },
    passwordHash: row.password_hash,
    passwordNo: row.password_no,
    guard: { failures: row.failures, lockedFromMs: row.locked_from_ms },
  }
}
