/** Repeatable chance (mulberry32): the demo looks alive and is the same on every machine. */
export interface Dice {
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number
  /** True once in `n` times on average. */
  oneIn(n: number): boolean
  pick<T>(list: readonly [T, ...T[]]): T
}

export function createDice(seed: number): Dice {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    whole,
    oneIn: (n) => whole(1, n) === 1,
    pick: (list) => list[whole(0, list.length - 1)] ?? list[0],
  }
}
