import type { Profile } from '../core/profile/profile'
import { fail, type Result } from '../core/result'
import { isOpen, type Run } from '../core/run/run'
import { mayFollow } from '../core/run/transitions'
import { StoreRefused } from '../core/store-ports'
import type { AppError, ChangeFact, RunProgress, StatusTrouble } from './app'
import { failed, refused } from './app-error'
import type { Ports } from './ports'
import { runExport } from './run-export'

type Tell = (progress: RunProgress) => void

/** A write that the database did not take, as a person reads it. */
interface RefusedWrite {
  readonly error: AppError
  readonly sinceMs: number
}

/** Where runs are carried on: one at a time per profile, none any more once the app is closing. */
export class Desk {
  readonly ports: Ports
  readonly #announce: (fact: ChangeFact) => void
  readonly #busy = new Set<Promise<unknown>>()
  readonly #running = new Set<string>()
  #stopping = false
  #refused: RefusedWrite | null = null
  /** Told of each run when it was carried as far as it went, or released. Does not throw. */
  onCarried: (runId: string) => void = () => undefined
  /** Why no run is carried any more, by nobody's order; null: they are. */
  halt: () => AppError | null = () => null
  /** Told of an exception that nobody expected. Does not throw. */
  onBug: (bug: unknown) => void = () => undefined

  constructor(ports: Ports, announce: (fact: ChangeFact) => void) {
    this.ports = ports
    this.#announce = announce
  }

  get isStopping(): boolean {
    return this.#stopping
  }

  /** The profiles whose runs are being carried in this process now. */
  running(): readonly string[] {
    return [...this.#running]
  }

  /** Waits until every step that is under way has committed. */
  async stop(): Promise<void> {
    this.#stopping = true
    await Promise.allSettled(this.#busy)
  }

  /** Does work on a profile's runs while no other process, and nobody else in this one, does. */
  async locked<T>(profileId: string, work: () => Promise<Result<T, AppError>>): Promise<Result<T, AppError>> {
    if (this.#stopping) return fail(refused('app-closing'))
    const halted = this.halt()
    if (halted) return fail(halted)
    let working: Promise<Result<T, AppError>> = Promise.resolve(fail(refused('already-running', { id: profileId })))
    try {
      const lock = this.ports.locks.acquire(profileId)
      if (lock) working = work().finally(() => lock.release())
      this.#busy.add(working)
      return await working
    } catch (error) {
      const refusal = this.noteRefused(error)
      if (!refusal) throw error
      return fail(refusal)
    } finally {
      this.#busy.delete(working)
    }
  }

  /** Carries a run on as far as it goes now. A bug parks it, and the app lives. Call it inside `locked`. */
  async carry(run: Run, profile: Profile, tell: Tell, actor = this.ports.actor): Promise<Run> {
    this.changed(run.id)
    this.#running.add(profile.id) // one at a time: the caller holds the profile's lock
    this.statusChanged()
    try {
      return await runExport(run, this.ports, {
        profile,
        actor,
        tell,
        announce: (runId) => {
          this.#refused = null
          this.changed(runId)
        },
        isStopping: () => this.#stopping,
      })
    } catch (bug) {
      if (bug instanceof StoreRefused) throw bug // nothing can be written down; the next look at the clock goes on
      return this.#parkOnBug(run.id, bug, actor)
    } finally {
      this.#running.delete(profile.id)
      this.onCarried(run.id)
      this.statusChanged()
    }
  }

  /** What the database refused last, until it takes a write again. */
  troubles(): readonly StatusTrouble[] {
    if (!this.#refused) return []
    const { error, sinceMs } = this.#refused
    const { code, params } = error
    const nobody = { profileId: null, profileName: null, runId: null, nextAttemptMs: null }
    return [{ ...nobody, subject: 'store', code, params, sinceMs, needsPerson: true }]
  }

  /** Remembers that the database refused a write, for the status. Null: the exception is of another kind. */
  noteRefused(error: unknown): AppError | null {
    if (!(error instanceof StoreRefused)) return null
    const { kind, path, detail } = error.error
    this.ports.log.error('store.refused', { kind, path, detail })
    const refusal = failed(kind, { path }, { detail })
    this.#refused = { error: refusal, sinceMs: this.#refused?.sinceMs ?? this.ports.clock.now() }
    this.statusChanged()
    return refusal
  }

  changed(runId: string): void {
    this.#announce({ fact: 'runs.changed', runId })
  }

  statusChanged(): void {
    this.#announce({ fact: 'status.changed' })
  }

  #parkOnBug(runId: string, bug: unknown, actor: string): Run {
    const detail = bug instanceof Error ? bug.message : String(bug)
    this.onBug(bug)
    this.ports.log.error('run.bug', { runId, detail, stack: (bug instanceof Error && bug.stack) || null })
    const run = this.ports.runs.get(runId)
    if (!run || !isOpen(run) || !mayFollow(run.state, 'parked')) throw bug
    const parked = this.ports.runs.parked(runId, { kind: 'internal', detail }, [], actor)
    this.changed(runId)
    return parked
  }
}
