import type { MandantSettings } from './formats/format'
import type { Profile } from './profile/profile'
import type { MaintenanceWindow } from './schedule/interval'

/**
 * Ports of what the installation remembers, beside the runs (`run/run-store.ts`). Every call is synchronous and durable
 * when it returns; a change and its journal entry are one transaction. `actor` says on whose order: `schedule`,
 * `command-line`, `window` or the name of a signed-in person.
 */

/** What the schedule needs to know of a profile beside the profile itself. */
export interface ProfileRecord {
  readonly profile: Profile
  readonly createdMs: number
  readonly changedMs: number
  /** Slots up to this moment count as settled: the profile did not exist, or had another schedule, before. */
  readonly scheduledFromMs: number
  /** The newest slot that became a run (or was skipped); null: none yet. */
  readonly lastDueMs: number | null
  /** The sign-in (`accountOf`) that the stored secret is for; empty: none. Null: of an earlier version, for what the target is. */
  readonly secretAccount: string | null
}

export interface ProfileStore {
  /** By name, then id. */
  list(): readonly ProfileRecord[]
  get(id: string): ProfileRecord | null
  /**
   * Creates or replaces all of them, or none. Replacing keeps `lastDueMs`; a changed schedule moves `scheduledFromMs` to now.
   * @returns ids of those whose secret belongs to nothing any more, because they sign in elsewhere now
   */
  put(profiles: readonly Profile[], actor: string): readonly string[]
  /** Remembers which sign-in the stored secret is for; empty: none is stored. */
  bindSecret(id: string, account: string): void
  /** False when there is no such profile. Its runs, documents and receipts stay. */
  remove(id: string, actor: string): boolean
}

/** The installation this database belongs to. */
export interface Workstation {
  /** The name this process runs under. */
  readonly name: string
  /** The name the database belongs to. */
  readonly boundName: string
  readonly installationId: string
  readonly branch: string | null
  /** False: found under another name, or restored from an old copy; runs nothing until adopted. */
  readonly adopted: boolean
  readonly reason: 'other-name' | 'older-copy' | null
}

export interface WorkstationStore {
  show(): Workstation
  /** Binds the database to this process's workstation name and accepts its state as the valid one. */
  adopt(actor: string): Workstation
  setBranch(branch: string | null, actor: string): Workstation
}

export interface ChainSettings {
  /** Null: open around the clock for computation of slots; times outside 06:00–22:00 stay refused by the contract's default. */
  readonly maintenanceWindow: MaintenanceWindow | null
  readonly adminsMayRevealPasswords: boolean
}

export interface ChainStore {
  show(): ChainSettings
  set(settings: ChainSettings, actor: string): void
}

export interface MandantSettingsStore {
  /** The defaults when nothing was set. */
  show(mandant: string): MandantSettings
  set(mandant: string, settings: MandantSettings, actor: string): void
}

/** One line of what happened, kept for ten years and more; never holds a secret. */
export interface JournalEntry {
  readonly atMs: number
  /** Fixed English name, `profile.changed`. */
  readonly event: string
  readonly profileId: string | null
  readonly runId: string | null
  readonly actor: string
  readonly data: Readonly<Record<string, unknown>>
}

export interface JournalFilter {
  readonly profileId?: string
  readonly runId?: string
  /** The newest so many; all when not given. */
  readonly limit?: number
}

export interface Journal {
  /** Inside an open transaction it is part of it. */
  append(entry: Omit<JournalEntry, 'atMs'>): void
  /** Oldest first. */
  list(filter?: JournalFilter): readonly JournalEntry[]
  /** Grows with every entry; 0 when there is none. */
  newestId(): number
}

/** Held while one profile's run is carried on; the operating system frees it when the process dies. */
export interface RunLock {
  release(): void
}
export interface RunLocks {
  /** Null when another process, or another call in this one, carries a run of this profile on. Never waits. */
  acquire(profileId: string): RunLock | null
}

/** A slot that a rule refused and a person has to see to: bookkeeping not active, a Mandant that the ledger does not know. */
export interface ScheduleRefusal {
  readonly dueMs: number
  /** Words under `error.<code>`. */
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
  /** When the newest slot was refused. */
  readonly atMs: number
}

/**
 * Why a slot was settled without a run. `skipped`: missed, and the profile wants it left out. `refused`: by a rule.
 * `blocked`: a parked run waits for a person. `taken`: it had become a run before the clock went back.
 */
export type Settlement =
  | { readonly reason: 'skipped' }
  | { readonly reason: 'blocked' }
  | { readonly reason: 'taken' }
  | { readonly reason: 'refused'; readonly code: string; readonly params: ScheduleRefusal['params'] }

/** How far the schedule has come. That a slot became a run stands with the runs (`RunStore.plan`). */
export interface SchedulerStore {
  /** Null when the schedule is not paused now. */
  pausedUntil(): number | null
  pause(untilMs: number, actor: string): void
  /** Ends the pause, or clears away one that is over. False when there was none. */
  resume(actor: string): boolean
  /** Moves the profile's newest slot on without a run. False when the slot, or a later one, was settled before. */
  settle(profileId: string, dueMs: number, settlement: Settlement, actor: string): boolean
  /** Brings a record that lies in the future back to now. False when it does not. */
  setRight(profileId: string, actor: string): boolean
  /** Null when the newest run was planned after it, and when there never was one. */
  lastRefusal(profileId: string): ScheduleRefusal | null
}

/** The number of the newest run, kept in a file beside the database so that an old copy of the database shows itself. */
export interface LastRunMark {
  /** Call after the commit that made the run. A lower number than the stored one changes nothing. */
  record(runNo: number): void
}

/** Why the store does not open. Nothing was changed or replaced; `kind` has its words under `error.<kind>`, with `path`. */
export interface StoreError {
  readonly kind:
    | 'database-newer' // written by a newer version of the program
    | 'database-unreadable' // damaged, or not ours
    | 'database-missing' // lost: the folder has been worked in
    | 'database-busy' // another process keeps it locked
    | 'database-migration-failed'
    | 'profile-folder-unusable' // cannot be made, or no rights
  readonly path: string
  readonly detail: string
}

/**
 * A database that was open did not take a write, or did not answer in time: the disk is full or has become read-only, or
 * another program holds it. Nothing of the transaction stays. Thrown, for nobody in between can do anything about it.
 */
export class StoreRefused extends Error {
  readonly error: StoreError

  constructor(error: StoreError) {
    super(`${error.kind}: ${error.detail}`)
    this.error = error
  }
}
