/** UTF-8 into one buffer that is as large as the longest text needs. A lone surrogate becomes U+FFFD. */
export class Utf8Encoder {
  #buffer = new Uint8Array(0)

  /** The bytes are the caller's only until the next call: memory of their own for each text takes longer than encoding it. */
  encode(text: string): Uint8Array {
    const { length } = text
    if (length * unitBytesMax > this.#buffer.length) this.#buffer = new Uint8Array(length * unitBytesMax)
    const bytes = this.#buffer
    let at = 0
    for (let index = 0; index < length; index++) {
      const unit = text.charCodeAt(index)
      if (unit < 0x80) bytes[at++] = unit
      else if (unit < 0x800) {
        bytes[at++] = 0xc0 | (unit >> 6)
        bytes[at++] = 0x80 | (unit & 0x3f)
      } else if (unit < 0xd800 || unit > 0xdfff) at = threeBytes(bytes, at, unit)
      else {
        const point = text.codePointAt(index) ?? unit
        if (point === unit) at = threeBytes(bytes, at, 0xfffd)
        else {
          index += 1
          at = fourBytes(bytes, at, point)
        }
      }
    }
    return bytes.subarray(0, at)
  }
}

/** A pair of surrogates takes four bytes. */
const unitBytesMax = 3

function threeBytes(bytes: Uint8Array, at: number, point: number): number {
  bytes[at] = 0xe0 | (point >> 12)
  bytes[at + 1] = 0x80 | ((point >> 6) & 0x3f)
  bytes[at + 2] = 0x80 | (point & 0x3f)
  return at + 3
}

function fourBytes(bytes: Uint8Array, at: number, point: number): number {
  bytes[at] = 0xf0 | (point >> 18)
  bytes[at + 1] = 0x80 | ((point >> 12) & 0x3f)
  bytes[at + 2] = 0x80 | ((point >> 6) & 0x3f)
  bytes[at + 3] = 0x80 | (point & 0x3f)
  return at + 4
}
