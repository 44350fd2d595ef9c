import { setImmediate } from 'node:timers/promises'

const longestMs = 12

/** Lets other work in between the pieces of a long one: call it between any two that may stand apart. */
export class Breather {
  #sinceMs = performance.now()

  async rest(): Promise<void> {
    if (performance.now() - this.#sinceMs < longestMs) return
    await setImmediate()
    this.#sinceMs = performance.now()
  }
}
