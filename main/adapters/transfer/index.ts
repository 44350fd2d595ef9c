import type { Protocol, TargetConnector } from '../../core/transfer/target'
import { createFolderConnector } from './folder'
import { createFtpConnector } from './ftp'
import { redacted } from './redacted'
import { createSftpConnector } from './sftp'

/**
 * One connector for each protocol a profile can name.
 * @param redact answers a text without any known secret; the errors of the connectors pass through it
 */
export function createConnectors(redact: (text: string) => string): Record<Protocol, TargetConnector> {
  return {
    sftp: redacted(createSftpConnector(), redact),
    ftp: redacted(createFtpConnector('ftp'), redact),
    ftps: redacted(createFtpConnector('ftps'), redact),
    'ftps-implicit': redacted(createFtpConnector('ftps-implicit'), redact),
    folder: createFolderConnector(),
  }
}
