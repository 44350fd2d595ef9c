import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { AccountingDocument } from '../../main/core/ledger/ledger'
import type { DocumentSelection } from '../../main/core/ledger/source'
import type { RunErrorKind, RunOrigin, RunState } from '../../main/core/run/run'
import type { App } from '../../main/engine/app'
import type { Ports } from '../../main/engine/ports'
import { Killed, Killer } from '../crash/killer'
import { type House, type Opened, openHouse } from '../fakes/engine'
import { MemoryLedger } from '../fakes/memory-ledger'

/** Books that only grow, read in one go. */
export class GrowingLedger extends MemoryLedger {
  readonly byMandant = new Map<string, AccountingDocument[]>()

  add(document: AccountingDocument): void {
    const known = this.byMandant.get(document.mandant)
    if (known) known.push(document)
    else this.byMandant.set(document.mandant, [document])
  }

  override async *documents({ mandants }: DocumentSelection): AsyncGenerator<readonly AccountingDocument[]> {
    for (const mandant of mandants) {
      const found = this.byMandant.get(mandant)
      if (found) yield [...found]
    }
  }
}

/** One process on the house's folder. It can be told to die after so many more calls to the outside. */
export class Process {
  readonly #killer = new Killer(null, ['scheduler', 'alerts'])
  readonly #opened: Opened
  #hasStarted = false

  constructor(house: House) {
    // Only this test looks at the clock.
    const ticker = { start: () => () => undefined }
    this.#opened = openHouse(house, { wrap: (ports: Ports) => this.#killer.wrap({ ...ports, ticker }) })
  }

  get app(): App {
    return this.#opened.app
  }

  get isDead(): boolean {
    return this.#killer.isDead
  }

  aim(callsAhead: number | null, when: 'before' | 'after' = 'after'): void {
    this.#killer.aim(callsAhead === null ? null : { call: this.#killer.calls.length + callsAhead, when })
  }

  /** Looks at the clock once and lets everything come to its rest, or dies in between. */
  async look(): Promise<void> {
    await this.mayDie(async () => {
      await (this.#hasStarted ? this.app.schedule.tick() : this.app.schedule.start())
      this.#hasStarted = true
    })
    await this.mayDie(() => this.app.schedule.settled())
  }

  async mayDie(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Killed)) throw error
    }
  }

  /** What the kernel does: it takes back locks and files. */
  bury(): void {
    this.#killer.bury()
    this.#opened.store.close()
  }

  async close(): Promise<void> {
    await this.app.close()
  }
}

export interface RunRow {
  readonly no: number
  readonly profileId: string
  readonly origin: RunOrigin
  readonly dueMs: number
  readonly state: RunState
  readonly errorKind: RunErrorKind | null
  readonly retryAtMs: number | null
  readonly startedMs: number
}

const unfinishedStates = `('planned', 'prepared', 'sending', 'publishing', 'parked')`
const columns = `no, profile_id AS profileId, origin, due_ms AS dueMs, state, error_kind AS errorKind,
  retry_at_ms AS retryAtMs, started_ms AS startedMs`

/** What stands in the database, read past the program. */
export class Records {
  readonly #db: Database.Database
  readonly #unfinished: Database.Statement<[], RunRow>
  readonly #newer: Database.Statement<[number], RunRow>
  readonly #settled: Database.Statement<[string], number | null>
  readonly #pause: Database.Statement<[], number>

  constructor(folder: string) {
    this.#db = new Database(join(folder, 'belegbote.db'), { readonly: true })
    this.#unfinished = this.#db.prepare(`SELECT ${columns} FROM run WHERE state IN ${unfinishedStates}`)
    this.#newer = this.#db.prepare(`SELECT ${columns} FROM run WHERE no > ? ORDER BY no`)
    this.#settled = this.#db.prepare<[string], number | null>('SELECT last_due_ms FROM profile WHERE id = ?').pluck()
    this.#pause = this.#db.prepare<[], number>('SELECT until_ms FROM schedule_pause').pluck()
  }

  unfinished(): readonly RunRow[] {
    return this.#unfinished.all()
  }
  newerThan(no: number): readonly RunRow[] {
    return this.#newer.all(no)
  }
  settledMs(profileId: string): number {
    return this.#settled.get(profileId) ?? Number.NEGATIVE_INFINITY
  }
  isPauseKept(): boolean {
    return this.#pause.get() !== undefined
  }
  count(sql: string): number {
    return this.#db.prepare<[], number>(sql).pluck().get() ?? 0
  }
  close(): void {
    this.#db.close()
  }
}

/** Trouble of these kinds is of one run only and keeps no other from running. */
const ownTrouble: readonly (RunErrorKind | null)[] = ['delivery-uncertain', 'remote-conflict', 'local-file-changed']

export const isInTheWay = ({ state, errorKind }: RunRow) => state === 'parked' && !ownTrouble.includes(errorKind)
