import type { Capability } from '../core/access/capabilities'
import type { ScreenLock } from '../core/access/screen-lock'
import type { Group, User } from '../core/access/user'
import type { Result } from '../core/result'
import type { AppError } from './app'

export type { Capability, Group, ScreenLock, User }

/** A person at the window. Sessions live in this process only: a restart ends them all. */
export interface Session {
  /** Known to nobody but the shell; 128 bits and more of chance. */
  readonly id: string
  readonly user: { readonly id: string; readonly name: string }
  readonly group: Group
  /** The screen is locked: nothing may be done until the password was given again. */
  readonly locked: boolean
  /** So long until the screen locks itself, if nobody does anything; null: never, or it is locked. */
  readonly locksInMs: number | null
}

/** On whose order: a session, or the command line, which only the command line's own process may say. */
export type Order = { readonly sessionId: string } | 'command-line'

export interface AccessState {
  /** False: the first start; the window asks for the first administrator. */
  readonly hasAdministrator: boolean
  readonly screenLock: ScreenLock
}

export interface UserOverview extends User {
  /** End of the pause after too many wrong passwords; null: none. */
  readonly lockedUntilMs: number | null
}

export interface NewAccount {
  readonly name: string
  readonly group: Group
  readonly password: string
}

export interface UsersUseCases {
  /** By name. */
  list(order: Order): Promise<Result<readonly UserOverview[], AppError>>
  create(order: Order, account: NewAccount): Promise<Result<User, AppError>>
  rename(order: Order, userId: string, name: string): Promise<Result<void, AppError>>
  /** A new password for somebody else; ends all their sessions and every pause. */
  setPassword(order: Order, userId: string, password: string): Promise<Result<void, AppError>>
  setGroup(order: Order, userId: string, group: Group): Promise<Result<void, AppError>>
  /** Disabling ends the sessions. */
  setEnabled(order: Order, userId: string, enabled: boolean): Promise<Result<void, AppError>>
  remove(order: Order, userId: string): Promise<Result<void, AppError>>
}

/** A stored password, for the eyes of the person who asked; to be hidden again after `showMs`. */
export interface Revealed {
  readonly secret: string
  readonly showMs: number
}

/**
 * Who is who, and who may do what. Refusals: `sign-in-refused` (name, password or a pause: which one is not said),
 * `sign-in-needed`, `session-locked`, `rights-missing`, `password-wrong`, `sign-in-paused` with `minutes`.
 */
export interface AccessUseCases {
  state(): AccessState
  /** Only while there is no administrator; signs them in. */
  createFirstAdministrator(name: string, password: string): Promise<Result<Session, AppError>>
  signIn(name: string, password: string): Promise<Result<Session, AppError>>
  signOut(sessionId: string): void
  /** As it is now; null when it is over. Locks it first when nobody did anything for too long. */
  session(sessionId: string): Session | null
  /** The person did something: the screen stays open. Does not open a locked one. */
  active(sessionId: string): void
  lock(sessionId: string): void
  unlock(sessionId: string, password: string): Promise<Result<Session, AppError>>
  /** A person's own password, with the old one; ends their other sessions. */
  changePassword(sessionId: string, oldPassword: string, newPassword: string): Promise<Result<void, AppError>>
  setScreenLock(order: Order, setting: ScreenLock): Promise<Result<void, AppError>>
  /** Whether this session may do that, by the one table of `core/access/capabilities.ts`; null: nobody is signed in. */
  mayDo(sessionId: string | null, capability: Capability): Result<void, AppError>
  /**
   * Hands a stored password out, or refuses, and writes either into the journal. Asked in this order: session open,
   * administrator, chain option, own password (it counts for the pause), then the secret. Nothing of it is remembered:
   * the next time needs the password again.
   * @param secretName as the secret store knows it, `profile:<id>`
   */
  reveal(sessionId: string, ownPassword: string, secretName: string): Promise<Result<Revealed, AppError>>
  readonly users: UsersUseCases
}
