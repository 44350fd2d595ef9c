// A PNG with at most 256 colours in place of one with as many as it likes: a third of the size, and in pictures of a window
// no difference to the eye. Format: PNG specification, third edition (8 bits per sample, not interlaced).
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const most = 256
const exact = 24
const alike = 200 // square of the distance between two colours, of 3 x 255²
const samplesOf = { 2: 3, 6: 4 } // truecolour, with and without alpha

/** @param {Buffer} png @returns {Buffer} */
export function withPalette(png) {
  const picture = decode(png)
  const { palette, indexOf } = paletteOf(picture)
  const { width, height, samples, pixels } = picture
  const rows = Buffer.alloc(height * (width + 1)) // each row begins with its filter: none
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = indexOf(colourAt(pixels, (y * width + x) * samples))
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8) // 8 bits, colours from a palette
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const colourAt = (pixels, at) => (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2]

/** The most frequent colours that differ to the eye, so that a rare red keeps its place; every other one becomes the nearest. */
function paletteOf({ samples, pixels }) {
  const counts = new Map()
  for (let at = 0; at < pixels.length; at += samples) {
    const colour = colourAt(pixels, at)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const byCount = [...counts].sort(([, one], [, other]) => other - one).map(([colour]) => colour)
  const palette = []
  for (const colour of byCount) {
    // What fills a ground stays exactly as it is; what is left are the edges of letters.
    if (palette.length < exact || palette.every((other) => distance(other, colour) > alike)) palette.push(colour)
    if (palette.length === most) break
  }
  const places = new Map(palette.map((colour, index) => [colour, index]))
  for (const colour of byCount) if (!places.has(colour)) places.set(colour, nearest(palette, colour))
  return { palette, indexOf: (colour) => places.get(colour) }
}

function distance(one, other) {
  const parts = [16, 8, 0].map((shift) => ((one >> shift) & 255) - ((other >> shift) & 255))
  return parts.reduce((sum, part) => sum + part * part, 0)
}

function nearest(palette, colour) {
  let [best, least] = [0, Number.POSITIVE_INFINITY]
  for (const [index, other] of palette.entries()) {
    const far = distance(colour, other)
    if (far < least) [best, least] = [index, far]
  }
  return best
}

function decode(png) {
  const data = []
  let [width, height, samples] = [0, 0, 0]
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const type = png.toString('latin1', at + 4, at + 8)
    const body = png.subarray(at + 8, at + 8 + length)
    if (type === 'IHDR') {
      ;[width, height, samples] = [body.readUInt32BE(0), body.readUInt32BE(4), samplesOf[body[9]] ?? 0]
      if (body[8] !== 8 || samples === 0 || body[12] !== 0) throw new Error('a picture of a kind that is not read here')
    } else if (type === 'IDAT') data.push(body)
    at += length + 12
  }
  return {
    width,
    height,
    samples,
    pixels: unfilter(inflateSync(Buffer.concat(data)), width * samples, samples, height),
  }
}

/** Undoes the five filters (§9). */
function unfilter(raw, rowBytes, samples, height) {
  const out = Buffer.alloc(rowBytes * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (rowBytes + 1)]
    for (let x = 0; x < rowBytes; x++) {
      const at = y * rowBytes + x
      const left = x >= samples ? out[at - samples] : 0
      const up = y > 0 ? out[at - rowBytes] : 0
      const corner = x >= samples && y > 0 ? out[at - rowBytes - samples] : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]
      out[at] = raw[y * (rowBytes + 1) + 1 + x] + guess
    }
  }
  return out
}

function paeth(left, up, corner) {
  const guess = left + up - corner
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}

function chunk(type, body) {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(body.length)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}
