import type { Protocol, TargetConnector } from '../../core/transfer/target'
import { createFolderConnector } from './folder'
import { createFtpConnector } from './ftp'
import { type Redactor, redacted } from './redacted'
import { createSftpConnector } from './sftp'

/**
 * One connector for each protocol a profile can name.
 * @param redactor the errors of the connectors pass through it
 */
export function createConnectors(redactor: Redactor): Record<Protocol, TargetConnector> {
  return {
    sftp: redacted(createSftpConnector(), redactor),
    ftp: redacted(createFtpConnector('ftp'), redactor),
    ftps: redacted(createFtpConnector('ftps'), redactor),
    'ftps-implicit': redacted(createFtpConnector('ftps-implicit'), redactor),
    folder: createFolderConnector(),
  }
}
