import { crc32 } from 'node:zlib'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import type { Teller } from '../reader'

const entriesMax = 2000
const unpackedBytesMax = 2 * 1024 ** 3
const ratioMax = 500
/** Small parts may well shrink that much. */
const ratioFromBytes = 10 * 1024 ** 2

/** The workbook cannot be read any further; the code is that of the finding. */
export class DamagedWorkbook extends Error {
  override readonly name = 'DamagedWorkbook'
  readonly code: string
  constructor(code: string, detail: string) {
    super(detail)
    this.code = code
  }
}

/** Names without the prefix of their namespace, which every program chooses itself. */
export interface XmlEvents {
  open(name: string, attribute: (name: string) => string | undefined): void
  text?(text: string): void
  close?(name: string): void
}

/** The parts of a workbook (a ZIP). Nothing is unpacked to the disk. */
export class WorkbookPackage {
  readonly #zip: ZipFile
  readonly #entries: ReadonlyMap<string, Entry>

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip
    this.#entries = entries
  }

  /** @throws DamagedWorkbook, or the file system's error */
  static async open(path: string, tell: Teller): Promise<WorkbookPackage> {
    const zip = await asDamage(openPromise(path, { autoClose: false }))
    zip.on('error', () => undefined) // every call answers its own error
    try {
      return new WorkbookPackage(zip, await asDamage(entriesOf(zip, tell)))
    } catch (error) {
      zip.close()
      throw error
    }
  }

  [Symbol.dispose](): void {
    this.#zip.close()
  }

  has(part: string): boolean {
    return this.#entries.has(part.toLowerCase())
  }

  /** Reads a part piece by piece. @throws DamagedWorkbook when it is missing or not well-formed */
  async read(part: string, events: XmlEvents): Promise<void> {
    const entry = this.#entries.get(part.toLowerCase())
    if (!entry) throw new DamagedWorkbook('workbook-damaged', part)
    const parser = parserOf(events)
    const decoder = new TextDecoder('utf-8', { fatal: true })
    let sum = 0
    const stream = await asDamage(this.#zip.openReadStreamPromise(entry))
    try {
      for await (const piece of stream) {
        const bytes = piece as Buffer // safe: no encoding was asked for
        sum = crc32(bytes, sum)
        parser.write(decoder.decode(bytes, { stream: true }))
      }
      parser.write(decoder.decode()).close()
    } catch (error) {
      throw damageOf(error, part)
    }
    if (sum !== entry.crc32) throw new DamagedWorkbook('workbook-damaged', part)
  }
}

async function entriesOf(zip: ZipFile, tell: Teller): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > entriesMax) throw new DamagedWorkbook('workbook-too-large', `${zip.entryCount}`)
  const entries = new Map<string, Entry>()
  let unpacked = 0
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName.toLowerCase()
    const { uncompressedSize, compressedSize } = entry
    unpacked += uncompressedSize
    const isBomb = uncompressedSize > ratioFromBytes && uncompressedSize > compressedSize * ratioMax
    if (isBomb || unpacked > unpackedBytesMax) throw new DamagedWorkbook('workbook-too-large', entry.fileName)
    if (entry.isEncrypted()) throw new DamagedWorkbook('workbook-encrypted', entry.fileName)
    if (entries.has(name)) throw new DamagedWorkbook('workbook-damaged', entry.fileName)
    if (/vbaproject\.bin$|\/macrosheets\//.test(name)) tell.reject('workbook-macro', { value: entry.fileName })
    if (/\/(externallinks|embeddings)\//.test(name)) tell.warn('workbook-links', { value: entry.fileName })
    entries.set(name, entry)
  }
  return entries
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1)

function parserOf({ open, text, close }: XmlEvents): SaxesParser {
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => open(localName(name), (key) => attributes[key]))
  if (text) {
    parser.on('text', text)
    parser.on('cdata', text)
  }
  if (close) parser.on('closetag', ({ name }) => close(localName(name)))
  parser.on('doctype', () => {
    throw new DamagedWorkbook('workbook-damaged', 'DOCTYPE')
  })
  parser.on('error', (error) => {
    throw error
  })
  return parser
}

async function asDamage<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise
  } catch (error) {
    throw damageOf(error, '')
  }
}

/** What the libraries say of the content is a finding; what the file system says stays what it is, and so does a bug. */
function damageOf(error: unknown, part: string): unknown {
  if (!(error instanceof Error) || error instanceof DamagedWorkbook || 'syscall' in error) return error
  const isContent = error.constructor === Error || error instanceof TypeError || 'code' in error
  return isContent ? new DamagedWorkbook('workbook-damaged', part || error.message) : error
}
