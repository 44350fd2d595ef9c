import { fail, type Result } from '../../core/result'
import type { TargetConnector, TargetSession } from '../../core/transfer/target'
import type { TransferError } from '../../core/transfer/transfer-error'

type Outcome<T> = Result<T, TransferError>

/**
 * The same connector, whose errors never hold a secret: a server may repeat in its refusal what it was told, and the words
 * of an error go on to the journal, the screen and the command line.
 * @param redact answers the text without any known secret
 */
export function redacted(connector: TargetConnector, redact: (text: string) => string): TargetConnector {
  const clean = async <T>(outcome: Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const result = await outcome
    return result.ok ? result : fail({ ...result.error, detail: redact(result.error.detail) })
  }
  return {
    capabilities: connector.capabilities,
    connect: async (settings, secret, onStage) => {
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
