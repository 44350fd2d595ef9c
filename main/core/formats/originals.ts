import { Utf8Encoder } from './text/utf-8'

const utf8 = new Utf8Encoder()
/** Stands where a longer length follows. */
const longMark = 0xff
/** The original is what was written. */
const sameMark = 0xfe
const fewestSlots = 16

/**
 * Remembers what was written for what, and finds two originals that fall together. A whole ledger may pass: texts lie in one
 * piece of memory, a place in it per written one, which is a fifth of what strings in a `Map` take.
 */
export class Originals {
  /** One after the other: length and bytes of what was written, then of its original. */
  #bytes = new Uint8Array(256)
  #length = 0
  /** Places of texts in `#bytes`, counted from one; 0: free. A text lies in the first free slot after that of its hash. */
  #slots = new Uint32Array(fewestSlots)
  #count = 0

  /** The other original that has been written the same way, or null. */
  otherThan(original: string, written: string): string | null {
    const wanted = utf8.encode(written)
    const slot = this.#slotOf(wanted)
    const place = this.#slots[slot] ?? 0
    if (place === 0) {
      this.#add(wanted, slot, original === written ? null : original)
      return null
    }
    const first = this.#originalAt(place - 1) ?? written
    return first.toWellFormed() === original.toWellFormed() ? null : first
  }

  /** Where the text is, or would be. */
  #slotOf(text: Uint8Array): number {
    const mask = this.#slots.length - 1
    let slot = hashOf(text, 0, text.length) & mask
    for (;;) {
      const place = this.#slots[slot] ?? 0
      if (place === 0 || this.#isAt(place - 1, text)) return slot
      slot = (slot + 1) & mask
    }
  }

  #isAt(place: number, text: Uint8Array): boolean {
    if (this.#lengthAt(place) !== text.length) return false
    const start = this.#textAt(place)
    for (let at = 0; at < text.length; at++) if (this.#bytes[start + at] !== text[at]) return false
    return true
  }

  #add(written: Uint8Array, slot: number, original: string | null): void {
    this.#slots[slot] = this.#length + 1
    this.#count += 1
    this.#put(written)
    if (original === null) {
      this.#reserve(1)
      this.#bytes[this.#length++] = sameMark
    } else this.#put(utf8.encode(original))
    if (this.#count * 4 > this.#slots.length * 3) this.#grow()
  }

  #put(text: Uint8Array): void {
    this.#reserve(text.length + 5)
    const { length } = text
    if (length < sameMark) this.#bytes[this.#length++] = length
    else {
      this.#bytes[this.#length++] = longMark
      for (const shift of [0, 8, 16, 24]) this.#bytes[this.#length++] = length >>> shift
    }
    this.#bytes.set(text, this.#length)
    this.#length += length
  }

  #reserve(sizeBytes: number): void {
    if (this.#length + sizeBytes <= this.#bytes.length) return
    const before = this.#bytes
    this.#bytes = new Uint8Array(Math.max(before.length * 2, this.#length + sizeBytes))
    this.#bytes.set(before)
  }

  #lengthAt(place: number): number {
    const first = this.#bytes[place] ?? 0
    if (first !== longMark) return first
    return [1, 2, 3, 4].reduce((length, at) => length + (this.#bytes[place + at] ?? 0) * 2 ** (8 * (at - 1)), 0)
  }

  #textAt(place: number): number {
    return place + (this.#bytes[place] === longMark ? 5 : 1)
  }

  #afterText(place: number): number {
    return this.#textAt(place) + this.#lengthAt(place)
  }

  /** Null: what was written. */
  #originalAt(place: number): string | null {
    const original = this.#afterText(place)
    if (this.#bytes[original] === sameMark) return null
    let escaped = ''
    for (const byte of this.#bytes.subarray(this.#textAt(original), this.#afterText(original))) {
      escaped += `%${byte.toString(16).padStart(2, '0')}`
    }
    return decodeURIComponent(escaped)
  }

  #grow(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2)
    const mask = this.#slots.length - 1
    for (let place = 0; place < this.#length; ) {
      const end = this.#afterText(place)
      let slot = hashOf(this.#bytes, this.#textAt(place), end) & mask
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
      this.#slots[slot] = place + 1
      place = this.#bytes[end] === sameMark ? end + 1 : this.#afterText(end)
    }
  }
}

/** FNV-1a, its high bits mixed into the low ones. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}
