import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * By whose name what is being done goes into the journal. Follows the work through every `await`; what the schedule does
 * never comes from an order and has no name here.
 */
export class Acting {
  readonly #name = new AsyncLocalStorage<string>()

  /** Null: nobody's order. */
  get name(): string | null {
    return this.#name.getStore() ?? null
  }

  as<T>(name: string, work: () => T): T {
    return this.#name.run(name, work)
  }
}
