import type { Client } from 'ssh2'
import type SftpClient from 'ssh2-sftp-client'
import { lendDiffieHellman } from './sftp-dh'

export type SftpLibrary = typeof SftpClient

let loading: Promise<SftpLibrary> | undefined

/** ssh2-sftp-client on ssh2, with our Diffie-Hellman: ssh2 takes it from `crypto` once, while it is loaded. */
export function sftpLibrary(): Promise<SftpLibrary> {
  loading ??= load()
  return loading
}

async function load(): Promise<SftpLibrary> {
  const giveBack = lendDiffieHellman()
  try {
    return (await import('ssh2-sftp-client')).default
  } finally {
    giveBack()
  }
}

/** The SSH connection inside the library's object: its errors say more than those the library makes of them. */
export function connectionOf(library: SftpClient): Client {
  // Safe: a public field of the library (`this.client = new Client()`) that its types leave out.
  return (library as unknown as { client: Client }).client
}
