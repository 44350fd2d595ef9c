import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { UploadReceipt } from '../../core/transfer/target'
import type { FtpControl } from './ftp-control'
import { endData, openData, type PassiveMode, readData, transfer, writeChunk } from './ftp-data'
import { FtpTrouble } from './ftp-errors'

/** Small enough that the kernel takes one within the stall deadline on a slow line. */
const chunkBytes = 65_536

/**
 * Ending an empty file right after the TLS handshake loses the client's last handshake message in every other attempt
 * (BoringSSL and OpenSSL, three servers); this pause makes it arrive.
 */
const emptyFilePauseMs = 20

/** Stores a local file under this absolute path and answers what was handed to the server. */
export async function store(
  control: FtpControl,
  mode: PassiveMode,
  localPath: string,
  path: string,
  onProgress: (sentBytes: number) => void,
): Promise<UploadReceipt> {
  const file = await openLocal(localPath)
  try {
    const before = await file.stat()
    if (!before.isFile()) throw new FtpTrouble('local-file-changed', 'not a file')
    const hash = createHash('sha256')
    let sentBytes = 0
    const data = await openData(control, mode)
    await transfer(control, data, `STOR ${path}`, async ({ socket, encrypted }) => {
      if (before.size === 0 && encrypted) await pause(emptyFilePauseMs)
      for await (const chunk of chunks(file)) {
        hash.update(chunk)
        await writeChunk(control, socket, chunk)
        sentBytes += chunk.length
        onProgress(sentBytes)
      }
      await endData(control, socket, sentBytes)
      return sentBytes
    })
    const after = await file.stat()
    if (sentBytes !== before.size || after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
      throw new FtpTrouble(
        'local-file-changed',
        `sent ${sentBytes} of ${before.size} bytes, the file has ${after.size} now`,
      )
    }
    return { sizeBytes: sentBytes, sha256: hash.digest('hex') }
  } finally {
    await file.close()
  }
}

/** Reads a remote file and answers its size and hex SHA-256. */
export async function readBack(control: FtpControl, mode: PassiveMode, path: string): Promise<UploadReceipt> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  const data = await openData(control, mode)
  await transfer(control, data, `RETR ${path}`, async ({ socket }) => {
    await readData(control, socket, (chunk) => {
      hash.update(chunk)
      sizeBytes += chunk.length
    })
    return 0
  })
  return { sizeBytes, sha256: hash.digest('hex') }
}

async function openLocal(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r')
  } catch (error) {
    throw new FtpTrouble('local-file-changed', `cannot be opened: ${String(error)}`)
  }
}

async function* chunks(file: FileHandle): AsyncGenerator<Uint8Array> {
  for (;;) {
    // A new buffer each time: the kernel may still be copying from the last one when TLS is on.
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
  }
}
