import { fail, ok, type Result } from '../core/result'
import type { Run, RunError, SpoolFile } from '../core/run/run'
import type { TargetSession } from '../core/transfer/target'
import { toRunError } from './connection'
import { hold } from './hold'
import type { Line } from './line'
import { conflict, isSame, look, placeOf, type RemotePlace, readBackMaxBytes } from './remote'

/** Uploads the next file under its temporary name. When none is left, marks that final names come now. */
export async function send(run: Run, line: Line): Promise<Run> {
  const { ports, actor } = line
  const file = run.files.find((one) => one.state === 'spooled')
  if (!file && run.state === 'sending') return ports.runs.publishing(run.id, actor)
  const session = await line.connection.open()
  if (!session.ok) return hold(run, session.error, line)
  if (run.state === 'prepared' || !file) return ports.runs.sending(run.id, actor)
  const place = placeOf(file, run, line.profile)
  const sent = await sendFile(file, place, run.id, session.value, line)
  return sent.ok ? ports.runs.fileUploaded(run.id, file.no, place.finalPath, actor) : hold(run, sent.error, line)
}

async function sendFile(
  file: SpoolFile,
  place: RemotePlace,
  runId: string,
  session: TargetSession,
  line: Line,
): Promise<Result<void, RunError>> {
  const intact = await checkSpool(file, runId, line)
  if (!intact.ok) return intact
  const folder = await line.connection.ensureFolder(session, place.folder)
  if (!folder.ok) return folder
  const found = await look(session, place.finalPath)
  if (!found.ok) return found
  if (found.value) {
    const same = await isSame(session, place.finalPath, found.value, file)
    if (!same.ok) return same
    return same.value ? ok() : fail(conflict(place.finalPath, found.value))
  }
  return upload(file, place, runId, session, line)
}

/** The bytes sent are the bytes prepared, or none. */
export async function checkSpool(
  file: SpoolFile,
  runId: string,
  { ports }: Pick<Line, 'ports'>,
): Promise<Result<void, RunError>> {
  const found = await ports.spool.check(runId, file.name)
  if (!found.ok) return found
  if (found.value === null) return fail({ kind: 'local-file-changed', detail: `${file.name} is gone` })
  const { sizeBytes, sha256 } = found.value
  return sizeBytes === file.sizeBytes && sha256 === file.sha256 ? ok() : fail(changed(file))
}

const changed = (file: SpoolFile): RunError => ({
  kind: 'local-file-changed',
  detail: `${file.name} is not what was prepared`,
})

async function upload(
  file: SpoolFile,
  { temporaryPath }: RemotePlace,
  runId: string,
  session: TargetSession,
  { ports, log, tell }: Line,
): Promise<Result<void, RunError>> {
  const told = (phase: 'send' | 'verify', done: number) => tell({ phase, file: file.name, done, total: file.sizeBytes })
  told('send', 0)
  const startedMs = ports.clock.now()
  const sent = await session.upload(ports.spool.path(runId, file.name), temporaryPath, (bytes) => told('send', bytes))
  if (!sent.ok) return fail(toRunError(sent.error))
  const wrong = await verify(file, temporaryPath, sent.value, session, () => told('verify', 0))
  if (wrong) {
    await session.remove(temporaryPath) // when that fails too, the next upload replaces it
    return fail(wrong)
  }
  told('verify', file.sizeBytes)
  const durationMs = ports.clock.now() - startedMs
  log.info('upload.finished', { file: file.name, sizeBytes: file.sizeBytes, durationMs })
  return ok()
}

async function verify(
  file: SpoolFile,
  temporaryPath: string,
  handed: { readonly sizeBytes: number; readonly sha256: string },
  session: TargetSession,
  onReadBack: () => void,
): Promise<RunError | null> {
  if (handed.sizeBytes !== file.sizeBytes || handed.sha256 !== file.sha256) return changed(file)
  if (file.sizeBytes > readBackMaxBytes) return null
  onReadBack()
  const hash = await session.hash(temporaryPath)
  if (!hash.ok) return toRunError(hash.error)
  if (hash.value === file.sha256) return null
  return { kind: 'content-mismatch', detail: `${file.name} reads back with another SHA-256` }
}
