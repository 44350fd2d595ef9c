import type { Protocol, TargetConnector } from '../../core/transfer/target'
import { createFolderConnector } from './folder'
import { createFtpConnector } from './ftp'
import { createSftpConnector } from './sftp'

/** One connector for each protocol a profile can name. */
export function createConnectors(): Record<Protocol, TargetConnector> {
  return {
    sftp: createSftpConnector(),
    ftp: createFtpConnector('ftp'),
    ftps: createFtpConnector('ftps'),
    'ftps-implicit': createFtpConnector('ftps-implicit'),
    folder: createFolderConnector(),
  }
}
