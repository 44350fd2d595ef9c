// Files that hold one picture in several sizes.

/**
 * Windows: a table of PNG files (readable since Vista).
 * @param {{ size: number, png: Buffer }[]} pictures up to 256 pixels
 */
export function icoOf(pictures) {
  const header = Buffer.alloc(6 + 16 * pictures.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(pictures.length, 4)
  let offset = header.length
  for (const [index, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * index
    header.writeUInt8(size % 256, at) // 0 stands for 256
    header.writeUInt8(size % 256, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(png.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += png.length
  }
  return Buffer.concat([header, ...pictures.map((picture) => picture.png)])
}

/** Types of an .icns that hold a PNG, by its size in pixels: the same picture serves a half as large place twice as dense. */
const icnsTypes = {
  32: ['ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
}
export const icnsSizes = Object.keys(icnsTypes).map(Number)

/**
 * macOS.
 * @param {{ size: number, png: Buffer }[]} pictures one for each of `icnsSizes`
 */
export function icnsOf(pictures) {
  const entries = pictures.flatMap(({ size, png }) => icnsTypes[size].map((type) => icnsEntry(type, png)))
  return icnsEntry('icns', Buffer.concat(entries))
}

function icnsEntry(type, content) {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32BE(head.length + content.length, 4)
  return Buffer.concat([head, content])
}
