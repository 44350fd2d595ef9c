import { chownSync } from 'node:fs'
import { join } from 'node:path'
import { startServers } from '../../servers/servers'
import type { Park } from './park'

/** The same places at OpenSSH and vsftpd: each world has a folder of its own below one account. They do nothing but what they should. */
export async function openRealPark(): Promise<Park> {
  const { info, stop } = await startServers(['sshd', 'vsftpd-plain', 'vsftpd-tls'])
  const { servers, users, homes, certs } = info
  const { name: user, uid } = users.xfer
  const ports = {
    ...{ sftp: servers.sshd.port, ftp: servers['vsftpd-plain'].port, ftps: servers['vsftpd-tls'].port },
    ...{ sftpOther: 0, ftpsExpired: 0 }, // kinds that need them are left out with real servers
  }
  return {
    ports,
    isReal: true,
    prefixOf: (world) => `in/${world}/`,
    rootOf: (world) => join(homes, user, 'in', world),
    welcome: (_world, shelf) => chownSync(shelf.root, uid, uid),
    farewell: () => undefined,
    divert: () => undefined,
    placeOf: (target, _world, port) => {
      if (target === 'folder') return { host: null, port: null, user: null }
      const place = { host: '127.0.0.1', port: port ?? ports[target], user }
      if (target === 'sftp') return { ...place, hostKeys: servers.sshd.hostKeys }
      return target === 'ftps' ? { ...place, tlsCaFile: certs.ca } : place
    },
    close: () => void stop(),
  }
}
