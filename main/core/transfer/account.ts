import type { Protocol, TargetSettings } from './target'

/** Where a server listens when the settings do not say. */
export const defaultPorts: Readonly<Record<Protocol, number>> = {
  sftp: 22,
  ftp: 21,
  ftps: 21,
  'ftps-implicit': 990,
  folder: 0,
}

/**
 * The sign-in that a secret was given for: the same text for the same one. A secret is never used for another: not at another
 * server or for another user, not over another protocol (it may have been encrypted before), and a key's passphrase not as
 * a password. Folder, trusted keys and certificates do not count.
 */
export function accountOf({ protocol, host, port, user, privateKeyFile }: TargetSettings): string {
  if (protocol === 'folder') return JSON.stringify([protocol])
  return JSON.stringify([protocol, host?.toLowerCase() ?? '', port ?? defaultPorts[protocol], user, privateKeyFile])
}
