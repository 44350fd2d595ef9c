import { createHash } from 'node:crypto'
import { type FileHandle, link, lstat, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { UploadReceipt } from '../../core/transfer/target'
import { FolderTrouble, systemCode } from './folder-errors'

const chunkBytes = 262_144

/** Writes a copy of a local file under a new name, replacing our own leftover, and forces it onto the disk. */
export async function store(
  localPath: string,
  path: string,
  onProgress: (sentBytes: number) => void,
): Promise<UploadReceipt> {
  const source = await openSource(localPath)
  try {
    await rm(path, { force: true })
    const copy = await open(path, 'wx', 0o644)
    try {
      return await fill(source, copy, onProgress)
    } catch (error) {
      await copy.close()
      await rm(path, { force: true }).catch(() => undefined) // the first error is the one to tell
      throw error
    } finally {
      await copy.close()
    }
  } finally {
    await source.close()
  }
}

/** Reads a file and answers its hex SHA-256. */
export async function readBack(path: string): Promise<string> {
  const hash = createHash('sha256')
  const file = await open(path, 'r')
  try {
    for await (const chunk of chunks(file)) hash.update(chunk)
    return hash.digest('hex')
  } finally {
    await file.close()
  }
}

/** Size in bytes; null when no such file is there. A folder of this name is `remote-conflict`. */
export async function sizeOf(path: string): Promise<number | null> {
  try {
    const found = await lstat(path)
    if (found.isDirectory()) throw new FolderTrouble('remote-conflict', `${path} is a folder`)
    return found.size
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return null
    throw error
  }
}

/**
 * A second name for the file, then the first one goes: unlike a rename, this fails when the name is taken. File systems
 * without hard links (FAT, some network folders) get a look and a rename instead. A copy under the final name would close
 * that gap, but would show a half-written file to whoever looks in between.
 */
export async function publish(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch (error) {
    await refuseTaken(to)
    if ((await sizeOf(from)) === null) throw new FolderTrouble('content-mismatch', `${from} is not there`)
    if (!knowsNoLinks.has(systemCode(error) ?? '')) throw error
    await rename(from, to)
    await syncFolder(dirname(to))
    return
  }
  await syncFolder(dirname(to))
  await rm(from, { force: true })
}

const knowsNoLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL', 'EISDIR', 'UNKNOWN'])

async function refuseTaken(path: string): Promise<void> {
  if ((await sizeOf(path)) !== null) throw new FolderTrouble('remote-conflict', `${path} exists`)
}

/** Forces the names in a folder onto the disk. Windows opens no folders and needs none of it. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } catch (error) {
    // Network file systems may know no sync of folders; their server does what it does.
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EBADF'].includes(systemCode(error) ?? '')) throw error
  } finally {
    await folder.close()
  }
}

async function fill(
  source: FileHandle,
  copy: FileHandle,
  onProgress: (sentBytes: number) => void,
): Promise<UploadReceipt> {
  const before = await source.stat()
  if (!before.isFile()) throw new FolderTrouble('local-file-changed', 'not a file')
  const hash = createHash('sha256')
  let sentBytes = 0
  for await (const chunk of chunks(source)) {
    hash.update(chunk)
    // Resolves only once all of it is written, or fails.
    await copy.writeFile(chunk)
    sentBytes += chunk.length
    onProgress(sentBytes)
  }
  await copy.sync()
  const [after, written] = [await source.stat(), await copy.stat()]
  if (sentBytes !== before.size || after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
    throw new FolderTrouble('local-file-changed', `copied ${sentBytes} of ${before.size} bytes, now ${after.size}`)
  }
  if (written.size !== sentBytes) {
    throw new FolderTrouble('content-mismatch', `copied ${sentBytes} bytes, the folder has ${written.size}`)
  }
  return { sizeBytes: sentBytes, sha256: hash.digest('hex') }
}

async function* chunks(file: FileHandle): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.allocUnsafe(chunkBytes)
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, chunkBytes, null)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
  }
}

async function openSource(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r')
  } catch (error) {
    throw new FolderTrouble('local-file-changed', `cannot be read: ${String(error)}`)
  }
}
