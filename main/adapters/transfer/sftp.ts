import { fail, ok } from '../../core/result'
import type { TargetConnector } from '../../core/transfer/target'
import { type SftpDeadlines, standardDeadlines } from './sftp-deadline'
import { dial, type Progress } from './sftp-dial'
import { transferError } from './sftp-errors'
import { SftpSession } from './sftp-session'

/**
 * SFTP version 3 over SSH (draft-ietf-secsh-filexfer-02, with OpenSSH's extensions where the server has them). The host
 * key is checked against the profile's fingerprints before anything secret is sent.
 */
export function createSftpConnector(deadlines: Partial<SftpDeadlines> = {}): TargetConnector {
  const all = { ...standardDeadlines, ...deadlines }
  return {
    capabilities: { renameRefusesExisting: true, encrypted: true, identityChecked: true },
    async connect(settings, secret, onStage = () => undefined) {
      const progress: Progress = { stage: 'resolve', onStage }
      try {
        return ok(new SftpSession(await dial(settings, secret, all, progress)))
      } catch (thrown) {
        const error = transferError(thrown, progress.stage)
        // A key or its passphrase may fail before anything is sent; it is the sign-in that cannot be.
        return fail(error.kind === 'auth-refused' ? { ...error, stage: 'sign-in' } : error)
      }
    },
  }
}
