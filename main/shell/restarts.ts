/** A worker that dies again within this time will not be helped by a third start. */
const spanMs = 3_600_000

/** Whether a worker that died is started by itself: once, and then not again for an hour. */
export class Restarts {
  #lastMs: number | null = null

  /** @param nowMs milliseconds that only grow */
  take(nowMs: number): boolean {
    if (this.#lastMs !== null && nowMs - this.#lastMs < spanMs) return false
    this.#lastMs = nowMs
    return true
  }
}
