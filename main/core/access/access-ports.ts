import type { Guard } from './lock-out'
import type { ScreenLock } from './screen-lock'
import type { Group, User } from './user'

/** Turns passwords into what may be stored. Slow on purpose; a password is never kept. */
export interface PasswordHasher {
  /** Salt, parameters and hash as one text. */
  hash(password: string): Promise<string>
  /**
   * Takes as long for a wrong password as for a right one.
   * @param stored null: there is no such account; the work is done all the same, and nothing fits
   */
  verify(password: string, stored: string | null): Promise<PasswordAnswer>
}

export interface PasswordAnswer {
  readonly fits: boolean
  /** Stored with weaker parameters than today's: hash it again. */
  readonly outdated: boolean
}

export interface UserRecord {
  readonly user: User
  readonly passwordHash: string
  /** Grows with every new password: a session of the old one is over. */
  readonly passwordNo: number
  readonly guard: Guard
}

/** Why a change was not made. */
export type UserRefusal = 'user-unknown' | 'user-name-taken' | 'last-administrator' | 'administrator-exists'

/** Accounts, as the database keeps them. Each change and its journal entry are one transaction; see `store-ports.ts`. */
export interface UserStore {
  /** By name. */
  list(): readonly UserRecord[]
  get(id: string): UserRecord | null
  /** Upper and lower case are the same. */
  byName(name: string): UserRecord | null
  hasAdministrator(): boolean
  /** @param only `first`: refused when there is an administrator already, whoever made it meanwhile */
  add(account: NewUser, actor: string, only?: 'first'): UserRefusal | null
  rename(id: string, name: string, actor: string): UserRefusal | null
  setPassword(id: string, passwordHash: string, actor: string): UserRefusal | null
  setGroup(id: string, group: Group, actor: string): UserRefusal | null
  setEnabled(id: string, enabled: boolean, actor: string): UserRefusal | null
  remove(id: string, actor: string): UserRefusal | null
  /**
   * Counts a try at this account's password as wrong, before it is compared; see `attempt` in `lock-out.ts`.
   * `allowed` is false while the pause lasts, and for an account that is not there.
   * @param id null: the name that was typed is nobody's; something is written all the same, for it takes time
   */
  countAttempt(id: string | null): { readonly allowed: boolean; readonly untilMs: number | null }
  /** The password was right: forgets the failures. */
  forgive(id: string): void
  /** The same password under today's parameters; no entry, nothing changed for the person. */
  replaceHash(id: string, before: string, after: string): void
  /** Remembers when, and writes it into the journal. */
  signedIn(id: string): void
  screenLock(): ScreenLock
  setScreenLock(setting: ScreenLock, actor: string): void
}

export interface NewUser {
  readonly id: string
  readonly name: string
  readonly group: Group
  readonly passwordHash: string
}
