import { defaultPorts } from '../core/transfer/account'
import type { TargetSettings } from '../core/transfer/target'

/** Work one after another per lane; no lane waits for another. */
export class Lanes {
  readonly #ends = new Map<string, Promise<unknown>>()

  enter<T>(lane: string, work: () => Promise<T>): Promise<T> {
    const before = this.#ends.get(lane) ?? Promise.resolve()
    const working = before.then(work, work) // what failed before is told to whoever waits for it
    this.#ends.set(lane, working)
    const leave = () => {
      if (this.#ends.get(lane) === working) this.#ends.delete(lane)
    }
    working.then(leave, leave)
    return working
  }
}

/** The same for all profiles that sign in to the same place: many servers allow a user one connection only. */
export function laneOf({ protocol, host, port, user, directory }: TargetSettings): string {
  const place = protocol === 'folder' ? [directory] : [host?.toLowerCase(), port ?? defaultPorts[protocol], user]
  return JSON.stringify([protocol, ...place])
}
