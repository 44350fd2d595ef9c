import { SaxesParser } from 'saxes'
import { type Entry, fromBuffer } from 'yauzl'

/** Parts of a workbook by name, unpacked by a library that the writer does not use. */
export function partsOf(bytes: Buffer): Promise<ReadonlyMap<string, string>> {
  return new Promise((resolve, reject) => {
    const parts = new Map<string, string>()
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error)
      zip.on('entry', (entry: Entry) =>
        zip.openReadStream(entry, (trouble, stream) => {
          if (trouble) return reject(trouble)
          const pieces: Buffer[] = []
          stream.on('data', (piece: Buffer) => pieces.push(piece))
          stream.on('end', () => {
            parts.set(entry.fileName, Buffer.concat(pieces).toString('utf8'))
            zip.readEntry()
          })
        }),
      )
      zip.on('end', () => resolve(parts))
      zip.on('error', reject)
      zip.readEntry()
    })
  })
}

export interface ReadCell {
  readonly at: string
  /** `inlineStr` or `n`. */
  readonly type: string
  /** Place in the list of cell formats. */
  readonly style: string
  value: string
}

/** The cells of a sheet; throws for a formula or XML that is not well-formed. */
export function cellsOf(xml: string): readonly ReadCell[] {
  const cells: ReadCell[] = []
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    const { r, t, s } = attributes
    if (name === 'f') throw new Error('a formula')
    if (name === 'c') cells.push({ at: `${r}`, type: `${t ?? 'n'}`, style: `${s}`, value: '' })
  })
  parser.on('text', (text) => {
    const cell = cells.at(-1)
    if (cell) cell.value += text
  })
  parser.on('error', (error) => {
    throw error
  })
  parser.write(xml).close()
  return cells
}

export const sheetPart = 'xl/worksheets/sheet1.xml'
