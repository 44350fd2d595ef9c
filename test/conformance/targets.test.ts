import { inject } from 'vitest'
import { createFolderConnector } from '../../main/adapters/transfer/folder'
import { createFtpConnector, type FtpProtocol } from '../../main/adapters/transfer/ftp'
import { createSftpConnector } from '../../main/adapters/transfer/sftp'
import type { TargetSettings } from '../../main/core/transfer/target'
import type { ServerName } from '../servers/servers'
import { describeTarget } from './target-conformance'

const { servers, homes, users, certs } = inject('servers')
const { xfer } = users

const nowhere: TargetSettings = {
  protocol: 'folder',
  host: null,
  port: null,
  directory: '',
  user: null,
  hostKeys: [],
  privateKeyFile: null,
  tlsCaFile: null,
}

describeTarget({
  name: 'folder',
  connector: createFolderConnector(),
  impatient: createFolderConnector({ requestMs: 1_000, stallMs: 1_000 }),
  settings: { ...nowhere, directory: `${homes}/xfer` },
  secret: null,
  home: `${homes}/xfer`,
  knowsReadOnly: false,
})

// Other ways to sign in, and what is special about SSH: test/integration/sftp-*.
for (const name of ['sshd', 'proftpd-sftp'] as const) {
  const { port, hostKeys } = servers[name]
  describeTarget({
    name,
    connector: createSftpConnector(),
    impatient: createSftpConnector({ connectMs: 1_500, signInMs: 5_000, requestMs: 1_000 }),
    settings: { ...nowhere, protocol: 'sftp', host: '127.0.0.1', port, user: xfer.name, hostKeys },
    secret: xfer.password,
    home: `${homes}/${xfer.name}`,
    knowsReadOnly: true,
  })
}

ftp('proftpd-ftp', 'ftp')
ftp('vsftpd-plain', 'ftp')
ftp('proftpd-ftps', 'ftps')
ftp('vsftpd-tls', 'ftps')
ftp('vsftpd-implicit', 'ftps-implicit')

function ftp(name: ServerName, protocol: FtpProtocol): void {
  const { port } = servers[name]
  describeTarget({
    name,
    connector: createFtpConnector(protocol),
    impatient: createFtpConnector(protocol, { connectMs: 1_500, loginMs: 3_000, replyMs: 1_000, stallMs: 1_000 }),
    settings: { ...nowhere, protocol, host: '127.0.0.1', port, user: xfer.name, tlsCaFile: certs.ca },
    secret: xfer.password,
    home: `${homes}/${xfer.name}`,
    knowsReadOnly: true,
  })
}
