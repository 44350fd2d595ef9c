import type { Profile } from '../core/profile/profile'
import { fail, ok, type Result } from '../core/result'
import type { Run, RunError, SpoolFile } from '../core/run/run'
import { wallClock } from '../core/run/run-id'
import { expandDirectory, joinRemote, temporaryName } from '../core/transfer/remote-name'
import type { RemoteFile, TargetSession } from '../core/transfer/target'
import { toRunError } from './connection'

/** Up to this size the content is read back before the rename; beyond it, only the size is compared. */
export const readBackMaxBytes = 64 * 1024 * 1024

export interface RemotePlace {
  readonly folder: string
  readonly finalPath: string
  readonly temporaryPath: string
}

/** Where a file of a run goes. The day of the placeholders is the day the run began, whenever it is sent. */
export function placeOf(file: SpoolFile, run: Pick<Run, 'id' | 'startedMs'>, profile: Profile): RemotePlace {
  const day = wallClock(run.startedMs, profile.timeZone).slice(0, 10)
  const values = { mandant: file.mandant, branch: profile.branch, day }
  const folder = expandDirectory(profile.target.directory, values)
  return placeIn(folder, file.name, run.id)
}

/** The same from the path that an upload fixed. */
export function placeOfPath(finalPath: string, name: string, runId: string): RemotePlace {
  const before = finalPath.slice(0, finalPath.length - name.length)
  const folder = before === '/' ? before : before.replace(/\/$/, '')
  return { ...placeIn(folder, name, runId), finalPath }
}

function placeIn(folder: string, name: string, runId: string): RemotePlace {
  return {
    folder,
    finalPath: joinRemote(folder, name),
    temporaryPath: joinRemote(folder, temporaryName(name, runId)),
  }
}

export async function look(session: TargetSession, path: string): Promise<Result<RemoteFile | null, RunError>> {
  const found = await session.probe(path)
  return found.ok ? found : fail(toRunError(found.error))
}

/** Whether what lies there is byte for byte what was prepared; the decision not to send again is worth reading it back. */
export async function isSame(
  session: TargetSession,
  path: string,
  found: RemoteFile,
  file: SpoolFile,
): Promise<Result<boolean, RunError>> {
  if (found.sizeBytes !== file.sizeBytes) return ok(false)
  const hash = await session.hash(path)
  return hash.ok ? ok(hash.value === file.sha256) : fail(toRunError(hash.error))
}

export function conflict(path: string, found: RemoteFile): RunError {
  return { kind: 'remote-conflict', detail: `${path} exists with ${found.sizeBytes} bytes and other content` }
}
