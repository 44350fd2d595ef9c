import type { NewUser, PasswordHasher, UserRecord, UserRefusal, UserStore } from '../../main/core/access/access-ports'
import { attempt, openGuard } from '../../main/core/access/lock-out'
import type { ScreenLock } from '../../main/core/access/screen-lock'
import { type Group, userNameKey } from '../../main/core/access/user'
import { ok } from '../../main/core/result'
import type { JournalEntry } from '../../main/core/store-ports'
import { createAccessUseCases } from '../../main/engine/access'
import type { AccessUseCases, Session } from '../../main/engine/app-access'
import type { Ports } from '../../main/engine/ports'

/** Comparing costs nothing here: the real one is slow on purpose. */
const hasher: PasswordHasher = {
  hash: async (password) => `hash of ${password}`,
  verify: async (password, stored) => ({ fits: stored === `hash of ${password}`, outdated: false }),
}

/** The engine's own rules of access over accounts in memory, and a clock that is moved by hand. */
export class FakeAccess {
  static readonly administrator = { name: 'Inhaberin', password: 'ein langer Satz' }
  static readonly user = { name: 'Verkauf', password: 'noch ein langer Satz' }

  nowMs = Date.UTC(2026, 10, 24, 9, 0)
  screenLock: ScreenLock = { lockAfterMinutes: 15 }
  /** The chain's option: administrators may see stored passwords. */
  allowsReveal = false
  /** By their names in the secret store. */
  readonly secrets = new Map<string, string>()
  readonly journal: Omit<JournalEntry, 'atMs'>[] = []
  /** Newest last. */
  readonly records: UserRecord[] = []
  #ids = 0
  readonly useCases: AccessUseCases

  constructor() {
    const ports = {
      actor: 'window',
      clock: { now: () => this.nowMs },
      random: { text: () => `id${this.#ids++}`, fraction: () => 0.5 },
      users: this.#store(),
      passwords: hasher,
      journal: { append: (entry: Omit<JournalEntry, 'atMs'>) => void this.journal.push(entry), list: () => [] },
      chain: { show: () => ({ maintenanceWindow: null, adminsMayRevealPasswords: this.allowsReveal }) },
      secrets: { get: async (name: string) => ok(this.secrets.get(name) ?? null) },
      profiles: { get: (id: string) => (this.secrets.has(`profile:${id}`) ? {} : null) },
    }
    // safe: these are all that accounts, sessions and the reveal rule ask for
    this.useCases = createAccessUseCases(ports as unknown as Ports)
  }

  /** An administrator, and with `users` also the user who is signed in then. */
  async enter(group: Group): Promise<Session> {
    const { administrator, user } = FakeAccess
    const first = await this.useCases.createFirstAdministrator(administrator.name, administrator.password)
    if (!first.ok) throw new Error(first.error.code)
    if (group === 'administrators') return first.value
    const added = await this.useCases.users.create({ sessionId: first.value.id }, { ...user, group })
    const second = await this.useCases.signIn(user.name, user.password)
    if (!added.ok || !second.ok) throw new Error('the user is signed in')
    this.useCases.signOut(first.value.id)
    return second.value
  }

  #store(): UserStore {
    const index = (id: string) => this.records.findIndex((record) => record.user.id === id)
    const get = (id: string) => this.records[index(id)] ?? null
    const byName = (name: string) =>
      this.records.find(({ user }) => userNameKey(user.name) === userNameKey(name)) ?? null
    const put = (record: UserRecord) => void this.records.splice(index(record.user.id), 1, record)
    const administrators = () => this.records.filter(({ user }) => user.group === 'administrators' && user.enabled)
    const isLast = (id: string) => administrators().length === 1 && administrators()[0]?.user.id === id
    const change = (id: string, refusal: UserRefusal | null, next: (record: UserRecord) => UserRecord | null) => {
      const record = get(id)
      if (!record || refusal) return record ? refusal : 'user-unknown'
      const changed = next(record)
      if (changed) put(changed)
      else this.records.splice(index(id), 1)
      return null
    }
    const withUser = (user: Partial<UserRecord['user']>) => (record: UserRecord) => ({
      ...record,
      user: { ...record.user, ...user },
    })
    return {
      list: () => this.records,
      get,
      byName,
      hasAdministrator: () => this.records.some(({ user }) => user.group === 'administrators'),
      add: (account) => (byName(account.name) ? 'user-name-taken' : this.#add(account)),
      rename: (id, name) => change(id, taken(byName(name), id), withUser({ name })),
      setPassword: (id, passwordHash) =>
        change(id, null, (record) => ({
          ...record,
          passwordHash,
          passwordNo: record.passwordNo + 1,
          guard: openGuard,
        })),
      setGroup: (id, group) => change(id, group === 'users' && isLast(id) ? last : null, withUser({ group })),
      setEnabled: (id, enabled) => change(id, !enabled && isLast(id) ? last : null, withUser({ enabled })),
      remove: (id) => change(id, isLast(id) ? last : null, () => null),
      countAttempt: (id) => {
        const record = id === null ? null : get(id)
        if (!record) return { allowed: false, untilMs: null }
        const { allowed, guard, untilMs } = attempt(record.guard, this.nowMs)
        put({ ...record, guard })
        return { allowed, untilMs }
      },
      forgive: (id) => void change(id, null, (record) => ({ ...record, guard: openGuard })),
      replaceHash: () => undefined,
      signedIn: (id) => void change(id, null, withUser({ lastSignInMs: this.nowMs })),
      screenLock: () => this.screenLock,
      setScreenLock: (setting) => {
        this.screenLock = setting
      },
    }
  }

  #add({ id, name, group, passwordHash }: NewUser): null {
    const user = { id, name, group, enabled: true, createdMs: this.nowMs, lastSignInMs: null }
    this.records.push({ user, passwordHash, passwordNo: 1, guard: openGuard })
    return null
  }
}

const last = 'last-administrator'
const taken = (namesake: UserRecord | null, id: string) =>
  namesake && namesake.user.id !== id ? ('user-name-taken' as const) : null
