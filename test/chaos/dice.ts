/** Chance that comes out the same for the same seed. */
export interface Dice {
  /** 0 ≤ x < 1. */
  fraction(): number
  /** Whole, both ends included. */
  whole(from: number, to: number): number
  pick<T>(items: readonly T[]): T
  chance(probability: number): boolean
  /** Lower-case base-36. */
  text(length: number): string
}

/** Mulberry32, begun with a hash (FNV-1a) of the seed. */
export function dice(seed: string): Dice {
  let state = 0x811c9dc5
  for (let at = 0; at < seed.length; at++) state = Math.imul(state ^ seed.charCodeAt(at), 0x01000193)
  const fraction = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (from: number, to: number) => from + Math.floor(fraction() * (to - from + 1))
  return {
    fraction,
    whole,
    pick: (items) => {
      const item = items[whole(0, items.length - 1)]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    },
    chance: (probability) => fraction() < probability,
    text: (length) => Array.from({ length }, () => whole(0, 35).toString(36)).join(''),
  }
}
