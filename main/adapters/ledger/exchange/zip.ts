import { basename } from 'node:path'
import { crc32 } from 'node:zlib'
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl'
import { ExchangeFailure, type Faults } from './faults'
import type { ExchangeFile, ExchangeFiles } from './files'

/** Limits of the contract. */
export const unpackedBytesMax = 4 * 1024 ** 3
export const ratioMax = 200
/** Each is kept in memory while the ZIP is open; a picture for every document of a year is far below. */
export const entriesMax = 100_000

interface Packed {
  readonly path: string
  readonly entry: Entry
}

/**
 * A ZIP, read in place: nothing is unpacked to the disk. One folder around everything is looked through. Null when
 * `faults` got something: then nothing of it may be used.
 * @throws the file system's error when the file cannot be read
 */
export async function openZip(path: string, faults: Faults): Promise<ExchangeFiles | null> {
  const zip = await openArchive(path)
  const before = faults.total
  try {
    const packed = await listEntries(zip, basename(path), faults)
    if (faults.total === before) return toFiles(zip, packed)
  } catch (error) {
    zip.close()
    throw toZipFailure(error)
  }
  zip.close()
  return null
}

async function openArchive(path: string): Promise<ZipFile> {
  try {
    // Names are taken apart here, because the library stops at the first bad one.
    const zip = await openPromise(path, { autoClose: false, decodeStrings: false })
    // Every call answers its own error; without a listener the same error would end the process.
    zip.on('error', () => undefined)
    return zip
  } catch (error) {
    throw toZipFailure(error)
  }
}

/** The library's own complaints are plain errors; those of the file system carry a code and stay what they are. */
function toZipFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ExchangeFailure || error.constructor !== Error) return error
  return 'syscall' in error ? error : new ExchangeFailure('import-zip-invalid', { detail: error.message })
}

async function listEntries(zip: ZipFile, file: string, faults: Faults): Promise<readonly Packed[]> {
  if (zip.entryCount > entriesMax) {
    faults.add({ file }, { code: 'import-zip-too-many', params: { limit: entriesMax } })
    return []
  }
  const packed = new Map<string, Packed>()
  let unpackedBytes = 0
  for await (const entry of zip.eachEntry()) {
    const path = nameOf(entry)
    const trouble = troubleOf(path, entry)
    if (trouble) faults.add({ file: path }, { code: trouble, params: { limit: ratioMax } })
    unpackedBytes += entry.uncompressedSize
    if (path.endsWith('/')) continue
    if (packed.has(path)) faults.add({ file: path }, { code: 'import-file-twice' })
    packed.set(path, { path, entry })
  }
  if (unpackedBytes > unpackedBytesMax) {
    faults.add({ file }, { code: 'import-zip-too-large', params: { limit: unpackedBytesMax / 1024 ** 3 } })
  }
  return [...packed.values()]
}

function nameOf(entry: Entry): string {
  // safe: with decodeStrings off the name is a Buffer, which the type of the library does not follow
  const raw = entry.fileNameRaw as Buffer
  return getFileNameLowLevel(entry.generalPurposeBitFlag, raw, entry.extraFields, false).normalize('NFC')
}

const fileTypeMask = 0o170000
const plainTypes = [0, 0o100000, 0o040000]

function troubleOf(path: string, entry: Entry): string | null {
  const isOutside = path.startsWith('/') || /^[A-Za-z]:/.test(path) || path.split('/').includes('..')
  if (isOutside || path === '' || path.includes('\0')) return 'import-zip-path'
  const type = (entry.externalFileAttributes >>> 16) & fileTypeMask
  if (!plainTypes.includes(type)) return 'import-zip-link'
  if (entry.isEncrypted()) return 'import-zip-encrypted'
  if (!entry.canDecodeFileData()) return 'import-zip-method'
  return entry.uncompressedSize > entry.compressedSize * ratioMax ? 'import-zip-ratio' : null
}

function toFiles(zip: ZipFile, packed: readonly Packed[]): ExchangeFiles {
  const top = commonFolder(packed.map(({ path }) => path))
  const entries = new Map(
    packed.filter(({ path }) => path.startsWith(top)).map((one) => [one.path.slice(top.length), one.entry]),
  )
  return {
    names: [...entries.keys()].filter((path) => !path.includes('/')).sort(),
    find: (path) => {
      const entry = entries.get(path)
      return Promise.resolve(entry ? toFile(zip, path, entry) : 'missing')
    },
    close: () => zip.close(),
  }
}

/** What systems add by themselves. */
const isClutter = (path: string) => path.startsWith('__MACOSX/') || /(^|\/)(\.DS_Store|Thumbs\.db)$/.test(path)

/** `books/` when everything lies in it, else empty. */
function commonFolder(paths: readonly string[]): string {
  const tops = new Set(paths.filter((path) => !isClutter(path)).map((path) => path.slice(0, path.indexOf('/') + 1)))
  const [only = ''] = tops
  return tops.size === 1 ? only : ''
}

function toFile(zip: ZipFile, path: string, entry: Entry): ExchangeFile {
  return { path, sizeBytes: entry.uncompressedSize, read: () => readEntry(zip, entry) }
}

/** The library checks the length, not the checksum. */
async function* readEntry(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  let sum = 0
  try {
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      sum = crc32(piece, sum)
      yield piece
    }
  } catch (error) {
    throw toDamage(error)
  }
  if (sum !== entry.crc32) throw new ExchangeFailure('import-zip-damaged', { detail: 'CRC-32' })
}

function toDamage(error: unknown): unknown {
  if (!(error instanceof Error) || 'syscall' in error) return error
  return new ExchangeFailure('import-zip-damaged', { detail: error.message })
}
