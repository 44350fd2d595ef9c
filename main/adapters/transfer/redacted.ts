import { fail, type Result } from '../../core/result'
import type { TargetConnector, TargetSession } from '../../core/transfer/target'
import type { TransferError } from '../../core/transfer/transfer-error'

type Outcome<T> = Result<T, TransferError>

/** Keeps known secrets out of a text. */
export interface Redactor {
  add(secret: string): void
  apply(text: string): string
}

/**
 * The same connector, whose errors never hold a secret: a server may repeat in its refusal what it was told, and the words
 * of an error go on to the journal, the screen and the command line.
 * @param redactor told of the secret of each sign-in: one from a form was in no store yet
 */
export function redacted(connector: TargetConnector, redactor: Redactor): TargetConnector {
  const clean = async <T>(outcome: Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const result = await outcome
    return result.ok ? result : fail({ ...result.error, detail: redactor.apply(result.error.detail) })
  }
  return {
    capabilities: connector.capabilities,
    connect: async (settings, secret, onStage) => {
      if (secret !== null) redactor.add(secret)
      const connected = await clean(connector.connect(settings, secret, onStage))
      return connected.ok ? { ok: true, value: redactedSession(connected.value, clean) } : connected
    },
  }
}

function redactedSession(
  session: TargetSession,
  clean: <T>(outcome: Promise<Outcome<T>>) => Promise<Outcome<T>>,
): TargetSession {
  return {
    ensureFolder: (path) => clean(session.ensureFolder(path)),
    upload: (localPath, remotePath, onProgress) => clean(session.upload(localPath, remotePath, onProgress)),
    probe: (remotePath) => clean(session.probe(remotePath)),
    hash: (remotePath) => clean(session.hash(remotePath)),
    publish: (temporaryPath, finalPath) => clean(session.publish(temporaryPath, finalPath)),
    remove: (remotePath) => clean(session.remove(remotePath)),
    close: () => session.close(),
  }
}
