import { Utf8Encoder } from '../text/utf-8'

/** Of our own, so that a GUID of ours never meets one of another program: the bytes of a random UUID, fixed once. */
const namespace = [0x5b, 0x0e, 0x31, 0xc8, 0x6d, 0x52, 0x4f, 0x0a, 0x9c, 0x1e, 0x77, 0x40, 0xd3, 0x8a, 0x25, 0xf6]
const utf8 = new Utf8Encoder()

/** RFC 9562 version 5: the same name gives the same GUID, on every computer. In capitals, as DATEV writes them. */
export function guidOf(name: string): string {
  const state = sha1(padded(utf8.encode(name)))
  state[1] = ((state[1] ?? 0) & 0xffff0fff) | 0x00005000
  state[2] = ((state[2] ?? 0) & 0x3fffffff) | 0x80000000
  let hex = ''
  for (const word of state.subarray(0, 4)) hex += (word >>> 0).toString(16).padStart(8, '0')
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
  return parts.join('-').toUpperCase()
}

const blockBytes = 64
/** The mark of the end and the length. */
const leastPadding = 9

/** Namespace and name as whole blocks of big-endian words. */
function padded(name: Uint8Array): Int32Array {
  const length = namespace.length + name.length
  const words = new Int32Array((Math.ceil((length + leastPadding) / blockBytes) * blockBytes) / 4)
  const put = (byte: number, at: number) => {
    words[at >> 2] = (words[at >> 2] ?? 0) | (byte << (24 - (at & 3) * 8))
  }
  for (const [at, byte] of namespace.entries()) put(byte, at)
  for (let at = 0; at < name.length; at++) put(name[at] ?? 0, namespace.length + at)
  put(0x80, length)
  words[words.length - 1] = length * 8
  return words
}

const rotate = (word: number, bits: number) => (word << bits) | (word >>> (32 - bits))

/** FIPS 180-4. For names only: it protects nothing here. */
function sha1(words: Int32Array): Int32Array {
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0)
  const schedule = new Int32Array(80)
  for (let at = 0; at < words.length; at += blockBytes / 4) {
    schedule.set(words.subarray(at, at + blockBytes / 4))
    mix(state, schedule)
  }
  return state
}

/** @param words the first 16 are the block; the others are made here */
function mix(state: Int32Array, words: Int32Array): void {
  const word = (at: number) => words[at] ?? 0
  for (let i = 16; i < 80; i++) words[i] = rotate(word(i - 3) ^ word(i - 8) ^ word(i - 14) ^ word(i - 16), 1)
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = state
  for (let round = 0; round < 80; round++) {
    const next = (rotate(a, 5) + choice(round, b, c, d) + constant(round) + e + word(round)) | 0
    e = d
    d = c
    c = rotate(b, 30)
    b = a
    a = next
  }
  for (const [index, value] of [a, b, c, d, e].entries()) state[index] = (state[index] ?? 0) + value
}

function choice(round: number, b: number, c: number, d: number): number {
  if (round < 20) return (b & c) | (~b & d)
  return round >= 40 && round < 60 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d
}

function constant(round: number): number {
  if (round < 20) return 0x5a827999
  if (round < 40) return 0x6ed9eba1
  return round < 60 ? 0x8f1bbcdc : 0xca62c1d6
}
