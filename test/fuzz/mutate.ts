import type { Random } from './random'

/** What breaks readers of any kind. */
const anywhere = [
  ...['', '\0', '\n', '\r\n', '\t', ' ', '"', "'", '\\', '/', '..', '../', '%00', ';', ',', '.', '-', '+', '0', '-1'],
  ...['1e999', 'NaN', '4294967295', '-2147483648', '9007199254740993', '99999999999999999999', '\u{feff}', '\u{fffd}'],
  ...['\u{202e}', 'A\u0308', '\u{1f9ff}', '__proto__', 'constructor', 'null', 'true', '{}', '[]', '<', '>', '&', ']]>'],
].map((text) => Buffer.from(text))
/** Values where formats keep lengths and counts. */
const lengths = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff]

type Change = (bytes: Buffer, random: Random, around: Around) => Buffer

interface Around {
  readonly samples: readonly Uint8Array[]
  readonly words: readonly Uint8Array[]
}

const spliced = (bytes: Buffer, from: number, to: number, middle: Uint8Array) =>
  Buffer.concat([bytes.subarray(0, from), middle, bytes.subarray(to)])

/** Two places in the bytes, in order; the distance is small most of the time. */
function range(bytes: Buffer, random: Random): readonly [number, number] {
  const from = random.below(bytes.length + 1)
  const most = random.oneIn(4) ? bytes.length : 32
  return [from, Math.min(bytes.length, from + random.below(most))]
}

const changes: readonly Change[] = [
  function flipBit(bytes, random) {
    if (bytes.length === 0) return bytes
    const at = random.below(bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8))
    return bytes
  },
  function setByte(bytes, random) {
    if (bytes.length > 0) bytes[random.below(bytes.length)] = random.below(256)
    return bytes
  },
  function setLength(bytes, random) {
    const width = random.pick([1, 2, 4] as const)
    if (bytes.length < width) return bytes
    const [at, value] = [random.below(bytes.length - width + 1), random.pick(lengths) % 2 ** (8 * width)]
    if (random.oneIn(2)) bytes.writeUIntBE(value, at, width)
    else bytes.writeUIntLE(value, at, width)
    return bytes
  },
  function truncate(bytes, random) {
    return bytes.subarray(0, random.below(bytes.length))
  },
  function cut(bytes, random) {
    return spliced(bytes, ...range(bytes, random), Buffer.of())
  },
  function repeat(bytes, random) {
    const [from, to] = range(bytes, random)
    const times = random.oneIn(20) ? 2000 : 1 + random.below(8)
    const piece = bytes.subarray(from, Math.min(to, from + 256))
    return spliced(bytes, to, to, Buffer.concat(Array.from({ length: times }, () => piece)))
  },
  function insertWord(bytes, random, { words }) {
    const at = random.below(bytes.length + 1)
    return spliced(bytes, at, at, random.pick(random.oneIn(3) ? anywhere : words))
  },
  function replaceByWord(bytes, random, { words }) {
    return spliced(bytes, ...range(bytes, random), random.pick(random.oneIn(3) ? anywhere : words))
  },
  function replaceNumber(bytes, random) {
    const numbers = [...bytes.toString('latin1').matchAll(/\d+/g)]
    if (numbers.length === 0) return bytes
    const { index, 0: digits } = random.pick(numbers)
    return spliced(bytes, index, index + digits.length, random.pick(anywhere))
  },
  function splice(bytes, random, { samples }) {
    const other = Buffer.from(random.pick(samples))
    const [from, to] = range(other, random)
    return spliced(bytes, ...range(bytes, random), other.subarray(from, to))
  },
]

/** Input of this size is as telling as a larger one, and a campaign gets further. */
const bytesMax = 256 * 1024

/**
 * One of the samples with one to six things wrong with it; now and then bytes that were never right.
 * @param words what means something to the reader
 */
export function mutated(random: Random, samples: readonly Uint8Array[], words: readonly Uint8Array[]): Buffer {
  if (random.oneIn(50)) return Buffer.from(Array.from({ length: random.below(200) }, () => random.below(256)))
  let bytes: Buffer = Buffer.from(random.pick(samples))
  const around = { samples, words: words.length > 0 ? words : anywhere }
  for (let left = 1 + random.below(6); left > 0; left--) bytes = random.pick(changes)(bytes, random, around)
  return bytes.subarray(0, bytesMax)
}

export const wordsOf = (texts: readonly string[]): readonly Uint8Array[] => texts.map((text) => Buffer.from(text))
