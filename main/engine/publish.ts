import { assert } from '../core/assert'
import { fail, ok, type Result } from '../core/result'
import type { Run, RunError, SpoolFile } from '../core/run/run'
import type { Receipt } from '../core/run/run-store'
import type { TargetSession } from '../core/transfer/target'
import type { TransferErrorKind } from '../core/transfer/transfer-error'
import { toRunError } from './connection'
import { hold } from './hold'
import type { Line } from './line'
import { conflict, isSame, look, placeOfPath, type RemotePlace, readBackMaxBytes } from './remote'

/**
 * Gives the next file its final name: looks, renames without replacing, looks again. From here on nothing is guessed: after
 * a crash or a lost answer the server is asked what became of the rename.
 */
export async function publish(run: Run, line: Line): Promise<Run> {
  const { ports, actor } = line
  const file = run.files.find((one) => one.state === 'uploaded')
  if (!file) return ports.runs.delivered(run.id, actor)
  assert(file.remotePath !== null, 'an upload fixes the path')
  const session = await line.connection.open()
  if (!session.ok) return hold(run, session.error, line)
  const place = placeOfPath(file.remotePath, file.name, run.id)
  line.tell({ phase: 'publish', file: file.name, done: file.no, total: run.files.length })
  const outcome = await settle(file, place, session.value)
  if (!outcome.ok) return hold(run, outcome.error, line)
  if (outcome.value === 'damaged') {
    const error = { kind: 'content-mismatch', detail: `${place.temporaryPath} is not what was uploaded` } as const
    line.log.error('upload.damaged', { file: file.name })
    return ports.runs.uploadAgain(run.id, file.no, error, actor)
  }
  line.log.info('file.published', { file: file.name, answer: outcome.value })
  return ports.runs.filePublished(run.id, file.no, receiptOf(file, place, outcome.value), actor)
}

type Outcome = 'renamed' | 'found in place' | 'taken by the receiver' | 'damaged'

async function settle(file: SpoolFile, place: RemotePlace, session: TargetSession): Promise<Result<Outcome, RunError>> {
  const done = await isInPlace(file, place, session)
  if (!done.ok) return done
  if (done.value) return ok('found in place')
  const temporary = await look(session, place.temporaryPath)
  if (!temporary.ok) return temporary
  if (temporary.value === null) {
    const detail = `neither ${place.finalPath} nor its temporary file is there`
    return fail({ kind: 'delivery-uncertain', detail })
  }
  if (temporary.value.sizeBytes !== file.sizeBytes) return ok('damaged')
  const renamed = await session.publish(place.temporaryPath, place.finalPath)
  if (renamed.ok) return afterRename(file, place, session)
  const error = toRunError(renamed.error)
  if (isLineBroken(renamed.error.kind)) return fail(error)
  // An earlier rename whose answer was lost may have been carried out only now.
  const late = await isInPlace(file, place, session)
  return late.ok && late.value ? ok('found in place') : fail(late.ok ? error : late.error)
}

function isLineBroken(kind: TransferErrorKind): boolean {
  return kind === 'timeout' || kind === 'interrupted'
}

/** True when our bytes have their final name. Other bytes there are a conflict. */
async function isInPlace(
  file: SpoolFile,
  { finalPath, temporaryPath }: RemotePlace,
  session: TargetSession,
): Promise<Result<boolean, RunError>> {
  const found = await look(session, finalPath)
  if (!found.ok) return found
  if (found.value === null) return ok(false)
  const same = await isSame(session, finalPath, found.value, file)
  if (!same.ok) return same
  if (!same.value) return fail(conflict(finalPath, found.value))
  await session.remove(temporaryPath) // a target that links and unlinks may have left it; harmless when it stays
  return ok(true)
}

/**
 * The server said yes; a receiver that collects at once may have taken the file already. While the temporary file is still
 * there, nothing was renamed, or not yet, or the listing is old: the next attempt looks again.
 */
async function afterRename(
  file: SpoolFile,
  { finalPath, temporaryPath }: RemotePlace,
  session: TargetSession,
): Promise<Result<Outcome, RunError>> {
  const found = await look(session, finalPath)
  if (!found.ok) return ok('renamed')
  if (found.value)
    return found.value.sizeBytes === file.sizeBytes ? ok('renamed') : fail(conflict(finalPath, found.value))
  const left = await look(session, temporaryPath)
  if (!left.ok) return left
  if (left.value === null) return ok('taken by the receiver')
  return fail({ kind: 'content-mismatch', detail: `the server renamed ${temporaryPath} and still shows it` })
}

function receiptOf(file: SpoolFile, { finalPath }: RemotePlace, answer: Outcome): Receipt {
  const isRead = answer === 'found in place' || file.sizeBytes <= readBackMaxBytes
  return {
    remotePath: finalPath,
    sizeBytes: file.sizeBytes,
    sha256: file.sha256,
    verification: isRead ? 'content' : 'size',
    serverAnswer: answer,
  }
}
