import { fail, type Result } from '../core/result'
import type { App, AppError } from '../engine/app'
import type { Recovery } from '../engine/app-backups'
import type { Acting } from './acting'
import { recoveryOperations } from './backup-operations'
import type { HostFact, HostMessage, HostRequest } from './host-protocol'
import { type HostContext, operations } from './operations'

/** The side of a `MessagePort` that the service needs. */
export interface Port {
  postMessage(message: HostMessage): void
  on(event: 'message', listener: (message: HostRequest) => void): unknown
}

/** Progress of the same phase goes out at most this often; a new phase and the last count always do. */
const progressPauseMs = 80

/** Name of the request that ends the worker's work: open steps commit, the database closes. */
export const closeOperation = 'host.close'

const noRights = { class: 'refused', code: 'rights-missing', params: {} } as const satisfies AppError
const internal = { class: 'failed', code: 'internal', params: {} } as const satisfies AppError

/**
 * Serves the shell's requests inside the worker.
 * @param composed the app, or why there is none; every request is answered with that then
 * @param onBug told of an exception, which is answered as `internal`
 * @param acting learns in whose name each request is done
 * @param recovery the way back from a backup
 */
export function serveApp(
  composed: Promise<Result<App, AppError>>,
  profileDir: string,
  port: Port,
  onBug: (error: unknown) => void,
  acting: Acting,
  recovery: Recovery,
): void {
  const tell = (fact: HostFact) => port.postMessage({ kind: 'fact', fact })
  const calm = throttled(tell)
  const answer = async (request: HostRequest): Promise<Result<unknown, AppError>> => {
    try {
      const app = await composed
      if (Object.hasOwn(recoveryOperations, request.operation)) return await recover(app, recovery, request)
      if (request.operation === closeOperation) return app.ok ? close(app.value) : app
      return app.ok ? await perform({ app: app.value, profileDir, tell: calm }, request, acting) : app
    } catch (error) {
      onBug(error)
      return fail(internal)
    }
  }
  port.on('message', (request) => {
    void answer(request).then((result) => port.postMessage({ kind: 'answer', id: request.id, result }))
  })
  composed.then(
    (app) => {
      if (app.ok) app.value.onChange((change) => tell(toFact(change)))
    },
    (error) => onBug(error),
  )
}

/** The way back, where no app opens; where one does, in the name of who may configure it, and with nothing under way. */
async function recover(
  app: Result<App, AppError>,
  recovery: Recovery,
  { operation, input, by }: HostRequest,
): Promise<Result<unknown, AppError>> {
  if (app.ok) {
    const may = by ? app.value.access.mayDo(by.sessionId, by.needs) : fail(noRights)
    if (!may.ok) return may
    if (operation === 'recovery.restore') {
      const isQuiet = app.value.backups.mayRestore()
      if (!isQuiet.ok) return isQuiet
      await app.value.close()
    }
  }
  // safe: the only caller is HostClient, whose `ask` binds the input's type to the operation's name
  const work = recoveryOperations[operation as keyof typeof recoveryOperations] as (
    recovery: Recovery,
    input: unknown,
  ) => Promise<Result<unknown, AppError>>
  return work(recovery, input)
}

async function close(app: App): Promise<Result<void, AppError>> {
  await app.close()
  return { ok: true, value: undefined }
}

/** Does what is asked if the one in whose name it is asked may, at this moment and not when the page was drawn. */
export async function perform(
  host: HostContext,
  request: Omit<HostRequest, 'id'>,
  acting: Acting,
): Promise<Result<unknown, AppError>> {
  if (!Object.hasOwn(operations, request.operation)) return fail(internal)
  // safe: the only caller is HostClient, whose `ask` binds the input's type to the operation's name
  const operation = operations[request.operation as keyof typeof operations] as (
    host: HostContext,
    input: unknown,
  ) => Promise<Result<unknown, AppError>>
  if (!request.by) return operation(host, request.input)
  const { sessionId, needs } = request.by
  const may = host.app.access.mayDo(sessionId, needs)
  if (!may.ok) return may
  const session = sessionId === null ? null : host.app.access.session(sessionId)
  return session ? acting.as(session.user.name, () => operation(host, request.input)) : fail(internal)
}

function toFact(change: Parameters<Parameters<App['onChange']>[0]>[0]): HostFact {
  switch (change.fact) {
    case 'runs.changed':
      return { name: change.fact, data: { runId: change.runId } }
    case 'profiles.changed':
      return { name: change.fact, data: { profileId: change.profileId } }
    default:
      return { name: change.fact, data: {} }
  }
}

/** What a fact counts for; null: it counts nothing. */
function progressKey({ name, data }: HostFact): string | null {
  switch (name) {
    case 'export.progress':
      return `${name} ${data.profileId} ${data.phase}`
    case 'import.progress':
      return `${name} ${data.phase}`
    case 'preview.progress':
      return `${name} ${data.previewId}`
    default:
      return null
  }
}

/** An import may report a hundred thousand rows one by one; no eye reads more than a few counts a second. */
function throttled(tell: (fact: HostFact) => void): (fact: HostFact) => void {
  let lastKey = ''
  let lastMs = 0
  return (fact) => {
    const key = progressKey(fact)
    if (key === null || !('done' in fact.data)) return tell(fact)
    const nowMs = performance.now()
    const last = fact.data.total > 0 && fact.data.done >= fact.data.total
    if (key === lastKey && !last && nowMs - lastMs < progressPauseMs) return
    lastKey = key
    lastMs = nowMs
    tell(fact)
  }
}
