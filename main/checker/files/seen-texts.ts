import { hash } from 'node:crypto'

/** A longer one counts by 128 bits of its SHA-256. */
const shortMax = 64
const digestBytes = 16
/** Three bytes of UTF-8 for each unit: a length of one byte is enough. */
const scratch = Buffer.alloc(shortMax * 3)
const fewestSlots = 16

/**
 * Remembers which texts came before: short ones as they are, one after the other in one piece of memory, which is a fifth of what
 * a `Set` of them takes; up to so many that memory stays within bounds.
 */
export class SeenTexts {
  /** A byte of length before each. */
  #bytes = Buffer.alloc(256)
  #length = 0
  /** Places in `#bytes`, counted from one; 0: free. */
  #slots = new Uint32Array(fewestSlots)
  #count = 0
  readonly #max: number

  constructor(max = 2_000_000) {
    this.#max = max
  }

  /** @returns whether this text came before */
  take(text: string): boolean {
    const key = keyOf(text)
    const slot = this.#slotOf(key)
    if (this.#slots[slot] !== 0) return true
    if (this.#count < this.#max) this.#add(key, slot)
    return false
  }

  has(text: string): boolean {
    return this.#count > 0 && this.#slots[this.#slotOf(keyOf(text))] !== 0
  }

  /** Where it is, or would be. */
  #slotOf(key: Buffer): number {
    const mask = this.#slots.length - 1
    let slot = hashOf(key) & mask
    for (;;) {
      const place = this.#slots[slot] ?? 0
      if (place === 0 || this.#at(place - 1).equals(key)) return slot
      slot = (slot + 1) & mask
    }
  }

  #at(place: number): Buffer {
    return this.#bytes.subarray(place + 1, place + 1 + (this.#bytes[place] ?? 0))
  }

  #add(key: Buffer, slot: number): void {
    if (this.#length + key.length + 1 > this.#bytes.length) {
      this.#bytes = Buffer.concat([this.#bytes], this.#bytes.length * 2)
    }
    this.#slots[slot] = this.#length + 1
    this.#bytes[this.#length] = key.length
    key.copy(this.#bytes, this.#length + 1)
    this.#length += key.length + 1
    this.#count += 1
    if (this.#count * 4 > this.#slots.length * 3) this.#grow()
  }

  #grow(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2)
    const mask = this.#slots.length - 1
    for (let place = 0; place < this.#length; place += 1 + (this.#bytes[place] ?? 0)) {
      let slot = hashOf(this.#at(place)) & mask
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
      this.#slots[slot] = place + 1
    }
  }
}

/** Good until the next call. */
function keyOf(text: string): Buffer {
  return text.length <= shortMax
    ? scratch.subarray(0, scratch.write(text))
    : hash('sha256', text, 'buffer').subarray(0, digestBytes)
}

function hashOf(bytes: Buffer): number {
  let sum = 0x811c9dc5
  for (let at = 0; at < bytes.length; at++) sum = Math.imul(sum ^ (bytes[at] ?? 0), 0x01000193)
  return (sum ^ (sum >>> 15)) >>> 0
}

/** The same for numbers that are counted up one by one, as most are: those take no memory. */
export class SeenNumbers {
  readonly #others = new SeenTexts()
  /** All from 1 to here came. */
  #upTo = 0

  /**
   * @param text digits
   * @returns whether this number came before
   */
  take(text: string): boolean {
    const number = Number(text)
    if (`${number}` !== text) return this.#others.take(text)
    if (number >= 1 && number <= this.#upTo) return true
    if (number !== this.#upTo + 1) return this.#others.take(text)
    if (this.#others.has(text)) return true
    this.#upTo = number
    return false
  }
}
