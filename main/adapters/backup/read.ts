import { createHash } from 'node:crypto'
import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { z } from 'zod'
import type { TellBytes } from '../../core/backup/backup'
import { trailerBytes } from './archive'
import { BackupFailure } from './failure'
import { Manifest, manifestName, type Part, secretsName } from './manifest'

const pieceBytes = 256 * 1024
const manifestBytesMax = 256 * 1024 * 1024
const secretsBytesMax = 16 * 1024 * 1024

const damaged = (detail: string) => new BackupFailure('backup-damaged', detail)

/** What the backup says of itself; the file's own hash is not looked at. */
export async function readManifest(path: string): Promise<Manifest> {
  return withZip(path, async (zip, entries) => {
    const entry = entries.get(manifestName)
    if (!entry) throw damaged('there is no manifest')
    const manifest = parseManifest((await bytesOf(zip, entry, manifestBytesMax)).toString('utf8'))
    const names = new Set([manifestName, ...manifest.parts.map((part) => part.path)])
    if (entries.size !== names.size || [...entries.keys()].some((name) => !names.has(name))) {
      throw damaged('the manifest names other parts than there are')
    }
    return manifest
  })
}

/** What every version of a manifest says. */
const Form = z.object({ format: z.literal('belegbote-backup'), version: z.int() })

function parseManifest(text: string): Manifest {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw damaged('the manifest is no JSON')
  }
  const form = Form.safeParse(json)
  if (form.success && form.data.version > 1) {
    throw new BackupFailure('backup-newer', `version ${form.data.version} of the form`)
  }
  const parsed = Manifest.safeParse(json)
  if (!parsed.success) throw damaged('the manifest is not ours')
  return parsed.data
}

/** Every byte against the hash at the end of the file, before anything in it is believed. */
export async function verifyFile(path: string, tell: TellBytes = () => undefined): Promise<void> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const hashed = size - trailerBytes
    if (hashed <= 0) throw damaged('the file is too short')
    const hash = createHash('sha256')
    const piece = Buffer.alloc(pieceBytes)
    for (let at = 0; at < hashed; ) {
      const { bytesRead } = await file.read(piece, 0, Math.min(pieceBytes, hashed - at), at)
      if (bytesRead === 0) throw damaged('the file ends too soon')
      hash.update(piece.subarray(0, bytesRead))
      at += bytesRead
      tell(at, hashed)
    }
    const { buffer } = await file.read(Buffer.alloc(trailerBytes), 0, trailerBytes, hashed)
    if (buffer.toString('latin1') !== hash.digest('hex')) throw damaged('the file is not what was written')
  } finally {
    await file.close()
  }
}

/** Unpacks every part but the secrets into a folder, each compared with its size and hash. */
export async function unpack(path: string, manifest: Manifest, folder: string, tell: TellBytes): Promise<void> {
  await withZip(path, async (zip, entries) => {
    const parts = manifest.parts.filter((part) => part.path !== secretsName)
    const total = parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
    let done = 0
    for (const part of parts) {
      await unpackOne(zip, entries.get(part.path), part, join(folder, part.path), (bytes) => {
        done += bytes
        tell(done, total)
      })
    }
  })
}

export async function readSecretBytes(path: string, manifest: Manifest): Promise<Buffer> {
  return withZip(path, async (zip, entries) => {
    const part = manifest.parts.find((one) => one.path === secretsName)
    const entry = entries.get(secretsName)
    if (!part || !entry) throw damaged('the sealed part is missing')
    const bytes = await bytesOf(zip, entry, secretsBytesMax)
    if (createHash('sha256').update(bytes).digest('hex') !== part.sha256)
      throw damaged('the sealed part is another one')
    return bytes
  })
}

async function unpackOne(
  zip: ZipFile,
  entry: Entry | undefined,
  part: Part,
  target: string,
  onBytes: (bytes: number) => void,
): Promise<void> {
  if (!entry || entry.uncompressedSize !== part.sizeBytes) throw damaged(`${part.path} has another size`)
  await mkdir(dirname(target), { recursive: true, mode: 0o700 })
  const file = await open(target, 'wx', 0o600)
  const hash = createHash('sha256')
  try {
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      hash.update(piece)
      await file.writeFile(piece)
      onBytes(piece.length)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  if (hash.digest('hex') !== part.sha256) throw damaged(`${part.path} has another hash`)
}

async function bytesOf(zip: ZipFile, entry: Entry, bytesMax: number): Promise<Buffer> {
  if (entry.uncompressedSize > bytesMax) throw damaged(`${entry.fileName} is too large`)
  const pieces: Buffer[] = []
  for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function entriesOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    if (entries.has(entry.fileName)) throw damaged(`${entry.fileName} is there twice`)
    entries.set(entry.fileName, entry)
  }
  return entries
}

async function withZip<T>(
  path: string,
  work: (zip: ZipFile, entries: ReadonlyMap<string, Entry>) => Promise<T>,
): Promise<T> {
  try {
    const zip = await openPromise(path, { autoClose: false, strictFileNames: true })
    zip.on('error', () => undefined) // every call answers its own error
    try {
      return await work(zip, await entriesOf(zip))
    } finally {
      zip.close()
    }
  } catch (error) {
    throw asDamaged(error)
  }
}

/** The complaints of yauzl and zlib are plain errors; those of the file system name their call and stay what they are. */
function asDamaged(error: unknown): unknown {
  if (!(error instanceof Error) || error.constructor !== Error || 'syscall' in error) return error
  return damaged(error.message)
}
