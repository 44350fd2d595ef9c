import { readFileSync } from 'node:fs'
import { inject } from 'vitest'
import type { FtpProtocol } from '../../main/adapters/transfer/ftp'
import { descendants, type ServerName } from '../servers/servers'

/** A real FTP server of `test/servers`, or something that plays one. */
export interface FtpPlace {
  readonly name: string
  readonly protocol: FtpProtocol
  readonly port: number
  readonly tlsCaFile: string | null
  /** Every command the server has seen so far, as it logs them. */
  commandsSeen(): string
  /** The server's processes for signed-in or waiting clients. */
  sessions(): number[]
}

const { servers, certs, users } = inject('servers')

export const user = users.xfer.name
export const password = users.xfer.password
export const umlauts = users.xfer2
export const selfSigned = { certFile: certs.selfSigned, keyFile: certs.serverKey }

export const places = {
  proftpd: place('proftpd-ftp', 'ftp'),
  proftpdTls: place('proftpd-ftps', 'ftps'),
  vsftpdPlain: place('vsftpd-plain', 'ftp'),
  vsftpdTls: place('vsftpd-tls', 'ftps'),
  vsftpdImplicit: place('vsftpd-implicit', 'ftps-implicit'),
  vsftpdNat: place('vsftpd-nat', 'ftp'),
  vsftpdSelf: place('vsftpd-self', 'ftps'),
  vsftpdWrongname: place('vsftpd-wrongname', 'ftps'),
  vsftpdExpired: place('vsftpd-expired', 'ftps'),
}

export const plain = [places.proftpd, places.vsftpdPlain]
export const encrypted = [places.proftpdTls, places.vsftpdTls, places.vsftpdImplicit]
export const all = [...plain, ...encrypted]

function place(name: ServerName, protocol: FtpProtocol): FtpPlace {
  const { port, logFile, pid } = servers[name]
  return {
    name,
    protocol,
    port,
    tlsCaFile: protocol === 'ftp' ? null : certs.ca,
    commandsSeen: () => readFileSync(logFile, 'utf8'),
    sessions: () => descendants(pid),
  }
}
