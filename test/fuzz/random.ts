/** Deterministic choices of one input: the same seed, reader and number make the same input, on every machine. */
export class Random {
  #state: number

  constructor(seed: number, reader: string, no: number) {
    let hash = 0x811c9dc5
    for (const sign of `${seed}/${reader}/${no}`) hash = Math.imul(hash ^ sign.charCodeAt(0), 0x01000193) >>> 0
    this.#state = hash
  }

  /** 0 ≤ x < 2³² (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }

  /** 0 ≤ x < limit; 0 for an empty range. */
  below(limit: number): number {
    return limit <= 1 ? 0 : this.next() % limit
  }

  /** True once in so many times. */
  oneIn(times: number): boolean {
    return this.below(times) === 0
  }

  /** @throws for an empty list */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Error('nothing to pick from')
    return list[this.below(list.length)] as T // safe: the index is within the list
  }
}
