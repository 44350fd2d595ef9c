import { assert } from '../../assert'

const chunkBytes = 64 * 1024
/** Characters of the bytes 0x80 to 0x9F in Windows-1252; a dot stands for the five that are not assigned. */
const highCharacters = '€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ'
const highBytes: ReadonlyMap<number, number> = new Map(
  [...highCharacters].flatMap((character, index) =>
    character === '.' ? [] : [[character.charCodeAt(0), 0x80 + index] as const],
  ),
)

/** True for a UTF-16 unit that Windows-1252 has and that is no control character. */
export function isWindows1252(unit: number): boolean {
  return (unit >= 0x20 && unit < 0x7f) || (unit >= 0xa0 && unit <= 0xff) || highBytes.has(unit)
}

/** Encodes text that holds only characters for which `isWindows1252` is true, or line ends. */
export function encodeWindows1252(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = byteOf(text.charCodeAt(i))
  return bytes
}

function byteOf(unit: number): number {
  if (unit < 0x80 || (unit >= 0xa0 && unit <= 0xff)) return unit
  const byte = highBytes.get(unit)
  assert(byte !== undefined, `not in Windows-1252: U+${unit.toString(16)}`)
  return byte
}

/** Collects the bytes of a file and hands them on in pieces of about 64 KiB, always in the same buffer. */
export class ByteChunks {
  #buffer = new Uint8Array(chunkBytes)
  #length = 0
  readonly #emit: (bytes: Uint8Array) => void

  constructor(emit: (bytes: Uint8Array) => void) {
    this.#emit = emit
  }

  /** Makes room for one line of at most so many bytes. */
  reserve(sizeBytes: number): void {
    if (this.#length + sizeBytes <= this.#buffer.length) return
    this.flush()
    if (sizeBytes > this.#buffer.length) this.#buffer = new Uint8Array(sizeBytes)
  }

  bytes(bytes: Uint8Array): void {
    const buffer = this.#buffer
    let at = this.#length
    // Below this length a loop is faster than the call.
    if (bytes.length > 24) buffer.set(bytes, at)
    else for (let i = 0; i < bytes.length; i++) buffer[at + i] = bytes[i] ?? 0
    at += bytes.length
    this.#length = at
  }

  /** Digits and other plain ASCII. */
  ascii(text: string): void {
    const buffer = this.#buffer
    let at = this.#length
    for (let i = 0; i < text.length; i++) buffer[at++] = text.charCodeAt(i)
    this.#length = at
  }

  /** The inside of a quoted field: inner quotes doubled. */
  quotedText(text: string): void {
    const buffer = this.#buffer
    let at = this.#length
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      buffer[at++] = unit < 0x80 ? unit : byteOf(unit)
      if (unit === 0x22) buffer[at++] = 0x22
    }
    this.#length = at
  }

  /** Whole cents as `1234,56`. */
  amount(amountCents: number): void {
    const hundredths = amountCents % 100
    this.ascii(((amountCents - hundredths) / 100).toString())
    const buffer = this.#buffer
    buffer[this.#length++] = 0x2c
    buffer[this.#length++] = 0x30 + (hundredths - (hundredths % 10)) / 10
    buffer[this.#length++] = 0x30 + (hundredths % 10)
  }

  flush(): void {
    assert(this.#length <= this.#buffer.length, 'a line is longer than its fields allow')
    if (this.#length > 0) this.#emit(this.#buffer.subarray(0, this.#length))
    this.#length = 0
  }
}
