import type { UserRecord } from '../core/access/access-ports'
import { isIdle, locksInMs } from '../core/access/screen-lock'
import { fail, ok, type Result } from '../core/result'
import type { AppError } from './app'
import type { Session } from './app-access'
import { refused } from './app-error'
import type { Ports } from './ports'

interface Open {
  readonly userId: string
  /** The password it was opened with; another one ends it. */
  passwordNo: number
  lastActiveMs: number
  locked: boolean
}

/** Base 36: 165 bits. */
const idLength = 32

/** Whoever is behind a session, as the database knows them now. */
export interface Signed {
  readonly session: Session
  readonly record: UserRecord
}

/**
 * The sessions of this process. Each look asks the database: an account that was removed, disabled, moved to another
 * group or given a new password, also by another process, counts at once.
 */
export class Sessions {
  readonly #open = new Map<string, Open>()

  constructor(private readonly ports: Pick<Ports, 'users' | 'clock' | 'random' | 'journal'>) {}

  begin({ user, passwordNo }: UserRecord): Session {
    const id = this.ports.random.text(idLength)
    const open = { userId: user.id, passwordNo, lastActiveMs: this.ports.clock.now(), locked: false }
    this.#open.set(id, open)
    return this.#session(id, open, user)
  }

  /** Null when there is none, or no longer. */
  find(id: string): Signed | null {
    const open = this.#open.get(id)
    if (!open) return null
    const record = this.ports.users.get(open.userId)
    if (!record?.user.enabled || record.passwordNo !== open.passwordNo) {
      this.#open.delete(id)
      return null
    }
    this.#lockWhenIdle(open, record)
    return { session: this.#session(id, open, record.user), record }
  }

  #session(id: string, { locked, lastActiveMs }: Open, { id: userId, name, group }: UserRecord['user']): Session {
    const { users, clock } = this.ports
    const left = locked ? null : locksInMs(users.screenLock(), lastActiveMs, clock.now())
    return { id, user: { id: userId, name }, group, locked, locksInMs: left }
  }

  /** The person behind an open screen. */
  signed(id: string): Result<Signed, AppError> {
    const signed = this.find(id)
    if (!signed) return fail(refused('sign-in-needed'))
    return signed.session.locked ? fail(refused('session-locked')) : ok(signed)
  }

  end(id: string): void {
    const signed = this.find(id)
    this.#open.delete(id)
    if (signed) this.#note('sign-in.ended', signed.record, {})
  }

  active(id: string): void {
    const open = this.#open.get(id)
    if (open && this.find(id)?.session.locked === false) open.lastActiveMs = this.ports.clock.now()
  }

  lock(id: string, by: 'person' | 'wrong-passwords'): void {
    const [open, signed] = [this.#open.get(id), this.find(id)]
    if (open && signed && !open.locked) this.#lock(open, signed.record, by)
  }

  /** After the password was given; false when the session ended meanwhile. */
  unlock(id: string): boolean {
    const [open, signed] = [this.#open.get(id), this.find(id)]
    if (!open || !signed) return false
    open.locked = false
    open.lastActiveMs = this.ports.clock.now()
    this.#note('screen.unlocked', signed.record, {})
    return true
  }

  /** The session goes on with the person's new password; their others end. */
  keep(id: string): void {
    const open = this.#open.get(id)
    const record = open && this.ports.users.get(open.userId)
    if (open && record) open.passwordNo = record.passwordNo
  }

  #lockWhenIdle(open: Open, record: UserRecord): void {
    const nowMs = this.ports.clock.now()
    if (open.locked) return
    if (isIdle(this.ports.users.screenLock(), open.lastActiveMs, nowMs)) this.#lock(open, record, 'nobody-there')
    // A clock that was set back would keep the screen open for as long again.
    else if (nowMs < open.lastActiveMs) open.lastActiveMs = nowMs
  }

  #lock(open: Open, record: UserRecord, by: 'person' | 'wrong-passwords' | 'nobody-there'): void {
    open.locked = true
    this.#note('screen.locked', record, { by })
  }

  #note(event: string, { user }: UserRecord, data: Readonly<Record<string, string>>): void {
    this.ports.journal.append({ event, profileId: null, runId: null, actor: user.name, data })
  }
}
