import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import type { UploadReceipt } from '../../core/transfer/target'
import type { SftpChannel } from './sftp-channel'
import { localTrouble, SftpStatus, SftpTrouble, status, statusKind } from './sftp-errors'
import { parentOf } from './sftp-paths'

/** Enough to fill a long line, little enough that a slow one acknowledges within the deadline. */
const inFlightBytes = 2 * 1024 * 1024

/** A disk with less than this left is full: a refused write does not take the last bytes. */
const fullBelowBytes = 65_536

/** Writes a local file to a new remote one, replacing our own leftover. Where it fails, nothing stays behind. */
export async function store(
  channel: SftpChannel,
  localPath: string,
  path: string,
  onProgress: (sentBytes: number) => void,
): Promise<UploadReceipt> {
  const file = await openLocal(localPath)
  try {
    const handle = await create(channel, path)
    try {
      const receipt = await fill(channel, file, handle, onProgress)
      if (channel.offers('fsync@openssh.com')) await channel.fsync(handle)
      await channel.close(handle)
      return receipt
    } catch (error) {
      const told = await explain(channel, error, path)
      await discard(channel, handle, path)
      throw told
    }
  } finally {
    await file.close()
  }
}

/** Reads a remote file and answers its hex SHA-256. */
export async function readBack(channel: SftpChannel, path: string, sizeBytes: number): Promise<string> {
  const hash = createHash('sha256')
  const handle = await channel.open(path, 'r')
  const { requestMs } = channel.deadlines
  const flying: Promise<Buffer>[] = []
  const spare: Buffer[] = [] // pieces are used again: a large file leaves no trail of them
  let asked = 0
  for (let read = 0; read < sizeBytes; ) {
    while (asked < sizeBytes && flying.length * channel.readBytes < inFlightBytes) {
      const buffer = spare.pop() ?? Buffer.allocUnsafe(channel.readBytes)
      const length = Math.min(channel.readBytes, sizeBytes - asked)
      const piece = readPiece(channel, handle, buffer.subarray(0, length), asked)
      piece.catch(() => undefined) // told when it is its turn
      flying.push(piece)
      asked += channel.readBytes
    }
    const piece = await channel.line.within(requestMs, `read ${path}`, flying.shift() ?? Promise.resolve(Buffer.of()))
    hash.update(piece)
    read += piece.length
    if (piece.length === channel.readBytes) spare.push(piece)
  }
  await channel.close(handle)
  return hash.digest('hex')
}

/** Fills the piece. Servers may answer with less than was asked for. */
async function readPiece(channel: SftpChannel, handle: Buffer, piece: Buffer, position: number): Promise<Buffer> {
  for (let got = 0; got < piece.length; ) {
    const count = await channel.read(handle, piece, got, piece.length - got, position + got)
    if (count === 0) throw new SftpTrouble('content-mismatch', 'the file ended early while it was read')
    got += count
  }
  return piece
}

async function openLocal(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r')
  } catch (error) {
    throw localTrouble(error)
  }
}

/** Opens the file for us alone. If something of this name is there, it is a leftover of an earlier attempt. */
async function create(channel: SftpChannel, path: string): Promise<Buffer> {
  try {
    return await channel.open(path, 'wx')
  } catch (error) {
    if (!(error instanceof SftpStatus)) throw error
    const leftover = await channel.lstat(path).catch((trouble: unknown) => {
      if (channel.line.death !== null) throw trouble // that the line broke is the whole truth
      return null
    })
    if (leftover?.isFile() !== true) throw await explain(channel, error, path)
  }
  await channel.unlink(path)
  return await channel.open(path, 'wx')
}

/** Sends the file's bytes, several requests at a time, and answers once the server has acknowledged all of them. */
async function fill(
  channel: SftpChannel,
  file: FileHandle,
  handle: Buffer,
  onProgress: (sentBytes: number) => void,
): Promise<UploadReceipt> {
  const before = await file.stat()
  if (!before.isFile()) throw new SftpTrouble('local-file-changed', 'not a file')
  const hash = createHash('sha256')
  const buffer = Buffer.allocUnsafe(channel.writeBytes)
  const flying: { readonly bytes: number; readonly done: Promise<void> }[] = []
  let acknowledged = 0
  const land = async () => {
    const oldest = flying.shift()
    if (oldest === undefined) return
    await channel.line.within(channel.deadlines.requestMs, 'write', oldest.done)
    acknowledged += oldest.bytes
    onProgress(acknowledged)
  }
  let sentBytes = 0
  for (;;) {
    const bytes = await readLocal(file, buffer, sentBytes)
    if (bytes === 0) break
    hash.update(buffer.subarray(0, bytes))
    // The library copies the bytes into its packet at once, so the buffer is free again.
    const done = channel.write(handle, buffer, bytes, sentBytes)
    done.catch(() => undefined) // told when it is its turn
    flying.push({ bytes, done })
    sentBytes += bytes
    while ((flying.length + 1) * channel.writeBytes > inFlightBytes) await land()
  }
  while (flying.length > 0) await land()
  const after = await file.stat()
  if (sentBytes !== before.size || after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
    throw new SftpTrouble('local-file-changed', `sent ${sentBytes} of ${before.size} bytes, now ${after.size}`)
  }
  return { sizeBytes: sentBytes, sha256: hash.digest('hex') }
}

async function readLocal(file: FileHandle, buffer: Buffer, position: number): Promise<number> {
  try {
    return (await file.read(buffer, 0, buffer.length, position)).bytesRead
  } catch (error) {
    throw localTrouble(error)
  }
}

/** A bare "failure" has a reason we can ask for: OpenSSH says nothing else when the disk is full. */
async function explain(channel: SftpChannel, error: unknown, path: string): Promise<unknown> {
  if (!(error instanceof SftpStatus) || statusKind(error) !== 'server-error') return error
  if (error.code !== status.failure) return error
  const free = await channel.freeBytes(parentOf(path)).catch(() => null)
  return free !== null && free < fullBelowBytes ? new SftpTrouble('no-space', `${free} bytes free`) : error
}

/**
 * Removes what was begun, before it is closed: some servers take a close as "upload complete" and pass the file on.
 * Others do not let go of an open file, so once more afterwards.
 */
async function discard(channel: SftpChannel, handle: Buffer, path: string): Promise<void> {
  const quietly = (work: () => Promise<void>) =>
    work().then(
      () => true,
      () => false,
    )
  if (channel.line.death !== null) return
  const gone = await quietly(() => channel.unlink(path))
  await quietly(() => channel.close(handle))
  if (!gone) await quietly(() => channel.unlink(path))
}
