import { createHash } from 'node:crypto'
import { closeSync, openSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { assert } from '../../core/assert'
import type { OpenFile, SinkFile } from '../../core/formats/format'
import { fail, ok } from '../../core/result'
import type { SpoolError, SpoolWriter, WrittenFile } from '../../core/run/spool'
import { archiveInto } from './archive'
import type { Attachments } from './attachments'
import { toSpoolError } from './trouble'
import { workbookInto } from './workbook'

/** Where the bytes of one file go, beside being counted. */
interface Drain {
  write(bytes: Uint8Array): void
  close(): void
}

interface Place {
  open(name: string): Drain
  pathOf(name: string): string | null
  settle(written: readonly WrittenFile[]): Promise<void>
  remove(names: readonly string[]): void
}

const nowhere: Place = {
  open: () => ({ write: () => undefined, close: () => undefined }),
  pathOf: () => null,
  settle: async () => undefined,
  remove: () => undefined,
}

export const createCounter = (attachments: Attachments): SpoolWriter => createWriter(nowhere, attachments)

/**
 * @param remove undoes what was begun, given the names of the files made here
 * @param flushed folders whose entries are forced onto the disk with the files: this one, and those above it that may be new
 */
export function createFolderWriter(
  folder: string,
  remove: (names: readonly string[]) => void,
  flushed: readonly string[],
  attachments: Attachments,
): SpoolWriter {
  const place: Place = {
    open: (name) => {
      const file = openSync(join(folder, name), 'wx', 0o600)
      return { write: (bytes) => writeAll(file, bytes), close: () => closeSync(file) }
    },
    pathOf: (name) => join(folder, name),
    settle: async (written) => {
      for (const { name } of written) await sync(join(folder, name), 'r+')
      if (process.platform === 'win32') return // it has no handles of folders to flush
      for (const path of flushed) await sync(path, 'r')
    },
    remove,
  }
  return createWriter(place, attachments)
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
}

async function sync(path: string, flags: string): Promise<void> {
  const handle = await open(path, flags)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A writer has no way to hear of trouble, so the first one is kept and told at the end. */
function createWriter(place: Place, attachments: Attachments): SpoolWriter {
  const opened: SinkFile[] = []
  const written = new Map<SinkFile, WrittenFile>()
  const drains = new Set<Drain>()
  const made: string[] = []
  let trouble: SpoolError | null = null
  const attempt = (work: () => void) => {
    if (trouble) return
    try {
      work()
    } catch (error) {
      trouble = toSpoolError(error)
    }
  }
  const closeAll = () => {
    for (const drain of drains) attempt(() => drain.close())
    drains.clear()
  }
  const begin = (file: SinkFile): OpenFile => {
    opened.push(file)
    let drain: Drain | null = null
    attempt(() => {
      drain = place.open(file.name)
      drains.add(drain)
      made.push(file.name)
    })
    return countingFile(file, {
      write: (bytes) => attempt(() => drain?.write(bytes)),
      close: (result) => {
        written.set(file, result)
        attempt(() => drain?.close())
        if (drain) drains.delete(drain)
      },
    })
  }
  const read: Attachments['read'] = (attachment, onBytes) => attempt(() => attachments.read(attachment, onBytes))
  return {
    opened,
    open: begin,
    openArchive: (file) => archiveInto(begin(file), read),
    openWorkbook: (file, sheet) => workbookInto(begin(file), sheet),
    pathOf: (name) => place.pathOf(name),
    attachmentSize: (attachment) => attachments.size(attachment),
    attach: (file, attachment) => {
      const target = begin(file)
      read(attachment, (bytes) => target.write(bytes))
      target.close(0)
    },
    finish: async () => {
      assert(opened.length === written.size || trouble !== null, 'a format closes every file it opens')
      closeAll()
      if (trouble) return fail(trouble)
      const files = opened.flatMap((file) => written.get(file) ?? [])
      try {
        await place.settle(files)
        return ok(files)
      } catch (error) {
        return fail(toSpoolError(error))
      }
    },
    abandon: () => {
      closeAll()
      place.remove(made)
    },
  }
}

const pieceBytes = 64 * 1024

/** Counts and hashes what is written, and hands it on in pieces: an archive comes in thousands of small ones. */
function countingFile(
  file: SinkFile,
  onto: { write(bytes: Uint8Array): void; close(result: WrittenFile): void },
): OpenFile {
  const hash = createHash('sha256')
  let waiting: Uint8Array | null = null
  let waitingBytes = 0
  let sizeBytes = 0
  const put = (bytes: Uint8Array) => {
    hash.update(bytes)
    sizeBytes += bytes.length
    onto.write(bytes)
  }
  const flush = () => {
    if (waiting && waitingBytes > 0) put(waiting.subarray(0, waitingBytes))
    waitingBytes = 0
  }
  return {
    write: (bytes) => {
      const isLarge = bytes.length >= pieceBytes / 2
      if (isLarge || waitingBytes + bytes.length > pieceBytes) flush()
      if (isLarge) return put(bytes)
      waiting ??= new Uint8Array(pieceBytes)
      waiting.set(bytes, waitingBytes)
      waitingBytes += bytes.length
    },
    close: (rows) => {
      flush()
      onto.close({ ...file, rows, sizeBytes, sha256: hash.digest('hex') })
    },
  }
}
