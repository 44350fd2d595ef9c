import { mkdir, rm, stat } from 'node:fs/promises'
import { isAbsolute, join, normalize } from 'node:path'
import { fail, ok, type Result } from '../../core/result'
import type { TargetConnector, TargetSession } from '../../core/transfer/target'
import type { TransferError, TransferStage } from '../../core/transfer/transfer-error'
import { FolderTrouble, systemCode, transferError } from './folder-errors'
import { publish, readBack, sizeOf, store } from './folder-files'

export interface FolderDeadlines {
  /** Each call but an upload: a network folder whose server went away may never answer. */
  readonly requestMs: number
  /** An upload during which no chunk is written. */
  readonly stallMs: number
}

const standardDeadlines: FolderDeadlines = { requestMs: 60_000, stallMs: 60_000 }

/** A folder of this computer or of the network. Relative paths start at the profile's directory, which must be absolute. */
export function createFolderConnector(deadlines: Partial<FolderDeadlines> = {}): TargetConnector {
  return {
    capabilities: { renameRefusesExisting: true, encrypted: false, identityChecked: false },
    async connect(settings, _secret, onStage = () => undefined) {
      if (!isAbsolute(settings.directory)) {
        return fail({ kind: 'folder-missing', stage: 'resolve', detail: `not an absolute path: ${settings.directory}` })
      }
      for (const stage of ['resolve', 'connect', 'identity', 'sign-in'] as const) onStage(stage, {})
      return ok(openFolder(settings.directory, { ...standardDeadlines, ...deadlines }))
    },
  }
}

function openFolder(home: string, deadlines: FolderDeadlines): TargetSession {
  let death: TransferError | null = null
  const answer = async <T>(stage: TransferStage, work: () => Promise<T>): Promise<Result<T, TransferError>> => {
    if (death !== null) return fail(death)
    try {
      return ok(await work())
    } catch (thrown) {
      const error = transferError(thrown, stage)
      if (error.kind === 'timeout' || error.kind === 'interrupted') death = error
      return fail(error)
    }
  }
  const soon = <T>(stage: TransferStage, work: () => Promise<T>) =>
    answer(stage, () => watched(deadlines.requestMs, work))
  const at = (path: string) => placeOf(home, path)
  return {
    ensureFolder: (path) => soon('folder', () => ensure(at(path))),
    upload: (localPath, path, onProgress = () => undefined) =>
      answer('write', () =>
        watched(deadlines.stallMs, (alive) =>
          store(localPath, at(path), (sentBytes) => {
            alive()
            onProgress(sentBytes)
          }),
        ),
      ),
    probe: (path) =>
      soon('verify', async () => {
        const sizeBytes = await sizeOf(at(path))
        return sizeBytes === null ? null : { sizeBytes }
      }),
    hash: (path) =>
      soon('verify', async () => {
        if ((await sizeOf(at(path))) === null) throw new FolderTrouble('content-mismatch', `${path} is not there`)
        return await readBack(at(path))
      }),
    publish: (from, to) => soon('publish', () => publish(at(from), at(to))),
    remove: (path) => soon('clean-up', () => rm(at(path), { force: true })),
    close() {
      death ??= { kind: 'interrupted', stage: 'connect', detail: 'the session was closed' }
    },
  }
}

/** The work's answer, or `timeout` when it neither ends nor shows a sign of life for this long. */
async function watched<T>(ms: number, work: (alive: () => void) => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new FolderTrouble('timeout', `the folder did not answer within ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([work(() => timer?.refresh()), late])
  } finally {
    clearTimeout(timer)
  }
}

async function ensure(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true })
  } catch (error) {
    if (systemCode(error) !== 'EEXIST' || (await stat(path)).isDirectory()) throw error
    throw new FolderTrouble('folder-missing', `a file has the name of the folder ${path}`)
  }
}

function placeOf(home: string, path: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(path)) throw new FolderTrouble('name-refused', 'control character in the name')
  return isAbsolute(path) ? normalize(path) : join(home, path)
}
