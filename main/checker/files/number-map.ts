/** Two 32-bit hashes of the FNV kind in one number from 1 to 2^53. */
export function hashOf(text: string): number {
  let [low, high] = [0x811c9dc5, 0x01234567]
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    low = Math.imul(low ^ unit, 0x01000193)
    high = Math.imul(high ^ unit, 0x85ebca6b)
    high ^= high >>> 13
  }
  return (high & 0x1fffff) * 0x1_0000_0000 + (low >>> 0) + 1
}

/** From numbers above zero to small ones, in twelve bytes each: a `Map` takes five times as much. Linear probing. */
export class NumberMap {
  size = 0
  #keys = new Float64Array(1024)
  #values = new Uint32Array(1024)

  get(key: number): number | null {
    const slot = this.#slot(key)
    return this.#keys[slot] === key ? (this.#values[slot] ?? null) : null
  }

  /** @param key one that is not there yet */
  set(key: number, value: number): void {
    if (this.size * 2 >= this.#keys.length) this.#grow()
    const slot = this.#slot(key)
    this.#keys[slot] = key
    this.#values[slot] = value
    this.size += 1
  }

  /** Where the key is, or would be. */
  #slot(key: number): number {
    const mask = this.#keys.length - 1
    let slot = key & mask
    while (this.#keys[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) & mask
    return slot
  }

  #grow(): void {
    const [keys, values] = [this.#keys, this.#values]
    this.#keys = new Float64Array(keys.length * 2)
    this.#values = new Uint32Array(keys.length * 2)
    for (const [index, key] of keys.entries()) {
      if (key === 0) continue
      const slot = this.#slot(key)
      this.#keys[slot] = key
      this.#values[slot] = values[index] ?? 0
    }
  }
}
