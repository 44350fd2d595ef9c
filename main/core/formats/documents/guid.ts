/** Of our own, so that a GUID of ours never meets one of another program: the bytes of a random UUID, fixed once. */
const namespace = [0x5b, 0x0e, 0x31, 0xc8, 0x6d, 0x52, 0x4f, 0x0a, 0x9c, 0x1e, 0x77, 0x40, 0xd3, 0x8a, 0x25, 0xf6]

/** RFC 9562 version 5: the same name gives the same GUID, on every computer. In capitals, as DATEV writes them. */
export function guidOf(name: string): string {
  const bytes = sha1([...namespace, ...utf8(name)]).slice(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
  return parts.join('-').toUpperCase()
}

const utf8 = (text: string): readonly number[] =>
  [...encodeURIComponent(text.toWellFormed()).matchAll(/%([0-9A-F]{2})|([\s\S])/g)].map(([, hex, plain]) =>
    hex === undefined ? (plain ?? '').charCodeAt(0) : Number.parseInt(hex, 16),
  )

const rotate = (word: number, bits: number) => (word << bits) | (word >>> (32 - bits))

/** FIPS 180-4. For names only: it protects nothing here. */
function sha1(message: readonly number[]): number[] {
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]
  const bytes = padded(message)
  for (let at = 0; at < bytes.length; at += 64) mix(state, bytes.slice(at, at + 64))
  return state.flatMap((word) => [word >>> 24, (word >>> 16) & 0xff, (word >>> 8) & 0xff, word & 0xff])
}

function padded(message: readonly number[]): readonly number[] {
  const bits = message.length * 8
  const zeros = (119 - (message.length % 64)) % 64
  const length = [
    0,
    0,
    0,
    Math.floor(bits / 2 ** 32),
    bits >>> 24,
    (bits >>> 16) & 0xff,
    (bits >>> 8) & 0xff,
    bits & 0xff,
  ]
  return [...message, 0x80, ...new Array<number>(zeros).fill(0), ...length]
}

function mix(state: number[], block: readonly number[]): void {
  const words = Array.from({ length: 16 }, (_, index) =>
    block.slice(index * 4, index * 4 + 4).reduce((word, byte) => (word << 8) | byte, 0),
  )
  for (let i = 16; i < 80; i++) {
    const before = [3, 8, 14, 16].reduce((sum, back) => sum ^ (words[i - back] ?? 0), 0)
    words.push(rotate(before, 1))
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = state
  words.forEach((word, round) => {
    const [f, k] = roundOf(round, b, c, d)
    const next = (rotate(a, 5) + f + e + k + word) | 0
    ;[e, d, c, b, a] = [d, c, rotate(b, 30), a, next]
  })
  ;[a, b, c, d, e].forEach((word, index) => {
    state[index] = ((state[index] ?? 0) + word) | 0
  })
}

function roundOf(round: number, b: number, c: number, d: number): readonly [number, number] {
  if (round < 20) return [(b & c) | (~b & d), 0x5a827999]
  if (round < 40) return [b ^ c ^ d, 0x6ed9eba1]
  if (round < 60) return [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
  return [b ^ c ^ d, 0xca62c1d6]
}
