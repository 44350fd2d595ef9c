import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { assert } from '../../core/assert'
import { fail, ok, type Result } from '../../core/result'
import type { ProbeFile, Spool, SpoolError, SpoolWriter } from '../../core/run/spool'
import { Attachments } from './attachments'
import { isFileTrouble, toSpoolError } from './trouble'
import { createCounter, createFolderWriter } from './writer'

const probeBytes = 64
const trialFolder = 'trial'
/** No trial takes that long: what is older was left by a process that died. */
const trialLeftMs = 86_400_000

/**
 * Prepared files of each run in a folder of its own, `<root>/<run id>/<name>`, readable by the owner only.
 * @param attachmentFolder where the ledger keeps the pictures of documents
 */
export function createSpool(root: string, attachmentFolder: string): Spool {
  const attachments = new Attachments(attachmentFolder)
  const folderOf = (runId: string) => join(root, safe(runId))
  const path = (runId: string, name: string) => join(folderOf(runId), safe(name))
  return {
    path,
    begin: (runId) =>
      guarded(() => {
        const folder = folderOf(runId)
        rmSync(folder, { recursive: true, force: true })
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        const remove = () => rmSync(folder, { recursive: true, force: true })
        return createFolderWriter(folder, remove, [folder, root, dirname(root)], attachments)
      }),
    beginIn: (folder) =>
      guarded((): SpoolWriter => {
        mkdirSync(folder, { recursive: true })
        return createFolderWriter(
          folder,
          (written) => {
            for (const name of written) rmSync(join(folder, name), { force: true })
          },
          [folder],
          attachments,
        )
      }),
    beginTrial: (runId) =>
      guarded(() => {
        const trials = join(root, trialFolder)
        const folder = join(trials, safe(runId))
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        removeLeft(trials)
        return createFolderWriter(folder, () => rmSync(folder, { recursive: true, force: true }), [], attachments)
      }),
    beginNowhere: () => createCounter(attachments),
    check: (runId, name) => check(path(runId, name)),
    makeProbe: () => guarded(() => makeProbe(root)),
  }
}

function guarded<T>(work: () => T): Result<T, SpoolError> {
  try {
    return ok(work())
  } catch (error) {
    return fail(toSpoolError(error))
  }
}

/** Names come from a format and ids from us: one that would leave the folder is a bug. */
function safe(name: string): string {
  assert(name !== '' && name !== '.' && name !== '..' && basename(name) === name, `not a file name: ${name}`)
  return name
}

function removeLeft(trials: string): void {
  const beforeMs = Date.now() - trialLeftMs
  for (const name of readdirSync(trials)) {
    const folder = join(trials, name)
    const found = statSync(folder, { throwIfNoEntry: false }) // another trial may have ended meanwhile
    if (found && found.mtimeMs < beforeMs) rmSync(folder, { recursive: true, force: true })
  }
}

async function check(
  path: string,
): Promise<Result<{ readonly sizeBytes: number; readonly sha256: string } | null, SpoolError>> {
  if (!existsSync(path)) return ok(null)
  try {
    return ok(await hashOf(path))
  } catch (error) {
    return isFileTrouble(error) && error.code === 'ENOENT' ? ok(null) : fail(toSpoolError(error))
  }
}

const pieceBytes = 256 * 1024

/** Through one piece of memory: a stream takes new one for every 64 KiB. */
async function hashOf(path: string): Promise<{ readonly sizeBytes: number; readonly sha256: string }> {
  const file = await open(path)
  try {
    const hash = createHash('sha256')
    const piece = Buffer.allocUnsafeSlow(pieceBytes)
    let sizeBytes = 0
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, pieceBytes)
      if (bytesRead === 0) return { sizeBytes, sha256: hash.digest('hex') }
      hash.update(piece.subarray(0, bytesRead))
      sizeBytes += bytesRead
    }
  } finally {
    await file.close()
  }
}

function makeProbe(root: string): ProbeFile {
  mkdirSync(root, { recursive: true, mode: 0o700 })
  const path = join(root, `probe-${randomBytes(6).toString('hex')}.txt`)
  const bytes = randomBytes(probeBytes / 2).toString('hex')
  writeFileSync(path, bytes, { mode: 0o600, flag: 'wx' })
  return {
    path,
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    remove: () => rmSync(path, { force: true }),
  }
}
