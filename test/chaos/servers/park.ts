import type { TargetSettings } from '../../../main/core/transfer/target'
import { testCertificates } from '../../servers/certificates'
import { type FtpUser, startFtpServer } from './ftp'
import { startSftpServer } from './sftp'
import type { Shelf } from './shelf'

/** Ports by what listens there. The second ones of a kind show another key, or a certificate that ran out. */
export interface Ports {
  readonly sftp: number
  readonly sftpOther: number
  readonly ftp: number
  readonly ftps: number
  readonly ftpsExpired: number
}

/** The servers of one campaign process; each world is a user with a folder of its own. */
export interface Park {
  readonly ports: Ports
  /** Real servers have no spirit, and carry files over connections that nothing stands in. */
  readonly isReal: boolean
  /** Before the paths of a world, as its profile and the server name them. */
  prefixOf(world: string): string
  /** Where the files of a world lie; null: wherever the world likes. */
  rootOf(world: string): string | null
  welcome(user: string, shelf: Shelf): void
  farewell(user: string): void
  /** From now on the data connections of this user go another way; null: straight. */
  divert(user: string, dataPort: FtpUser['dataPort'] | null): void
  /** What the profile of this user says. */
  placeOf(target: 'sftp' | 'ftp' | 'ftps' | 'folder', user: string, port?: number): Partial<TargetSettings>
  close(): void
}

export async function openPark(): Promise<Park> {
  const users = new Map<string, FtpUser>()
  const certificates = await testCertificates()
  const shelfOf = (user: string) => users.get(user)?.shelf ?? null
  const userOf = (user: string) => users.get(user) ?? null
  const tls = (certFile: string) => ({ certFile, keyFile: certificates.serverKey })
  const [sftp, sftpOther, ftp, ftps, ftpsExpired] = await Promise.all([
    startSftpServer(shelfOf),
    startSftpServer(shelfOf),
    startFtpServer({ userOf }),
    startFtpServer({ userOf, tls: tls(certificates.good) }),
    startFtpServer({ userOf, tls: tls(certificates.expired) }),
  ])
  const ports = {
    ...{ sftp: sftp.port, sftpOther: sftpOther.port },
    ...{ ftp: ftp.port, ftps: ftps.port, ftpsExpired: ftpsExpired.port },
  }
  return {
    ports,
    isReal: false,
    prefixOf: () => '',
    rootOf: () => null,
    welcome: (user, shelf) => void users.set(user, { shelf }),
    farewell: (user) => void users.delete(user),
    divert: (user, dataPort) => {
      const known = users.get(user)
      if (known) users.set(user, { shelf: known.shelf, ...(dataPort ? { dataPort } : {}) })
    },
    placeOf: (target, user, port) => {
      if (target === 'folder') return { host: null, port: null, user: null }
      const place = { host: '127.0.0.1', port: port ?? ports[target], user }
      if (target === 'sftp') return { ...place, hostKeys: [sftp.hostKey] }
      return target === 'ftps' ? { ...place, tlsCaFile: certificates.ca } : place
    },
    close: () => {
      for (const server of [sftp, sftpOther, ftp, ftps, ftpsExpired]) server.close()
    },
  }
}
