import type { Profile } from '../../main/core/profile/profile'
import type { Run } from '../../main/core/run/run'
import { parseLocal } from '../../main/core/schedule/local-time'
import type { JournalEntry } from '../../main/engine/app'
import { House, must, type Opened, type OpenOptions, openHouse, profile } from './engine'
import { document } from './memory-ledger'

/** The moment of a wall-clock time in Berlin. */
export const at = (local: string): number => parseLocal(local, 'Europe/Berlin')!

/** A house with one app for every test of a file; its clock shows noon of 2026-04-01 in Berlin. */
export class Watch {
  house = new House()
  opened = openHouse(this.house)
  #documents = 0

  get app(): Opened['app'] {
    return this.opened.app
  }

  async reopen(options?: OpenOptions): Promise<void> {
    await this.app.close()
    this.opened = openHouse(this.house, options)
  }

  /** When somebody else has closed the app. */
  reopenAfterClose(): void {
    this.opened = openHouse(this.house)
  }

  async apply(change: Partial<Profile> = {}): Promise<void> {
    must(await this.app.profiles.apply([profile(change)]))
  }

  newDocument(): void {
    this.#documents += 1
    this.house.ledger.put(document(`${this.#documents}`))
  }

  /** Every call to the server fails so from now on; null: none does. */
  fail(kind: 'unreachable' | 'auth-refused' | 'remote-conflict' | null): void {
    this.house.server.fault = () => kind && { kind, how: 'refused' }
  }

  /** Oldest first. */
  async runs(): Promise<readonly Run[]> {
    return must(await this.app.runs.list({})).toReversed()
  }

  async states(): Promise<readonly Run['state'][]> {
    return (await this.runs()).map(({ state }) => state)
  }

  events(event: string): readonly JournalEntry[] {
    return this.opened.ports.journal.list().filter((entry) => entry.event === event)
  }

  /** The clock shows this time, a tick comes, and everything it began is done. */
  async tickAt(time: string | number): Promise<void> {
    this.house.nowMs = typeof time === 'number' ? time : at(time)
    await this.app.schedule.tick()
    await this.app.schedule.settled()
  }

  async end(): Promise<void> {
    await this.app.close()
    this.house.remove()
  }
}
