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
 * a password. Port, folder, trusted keys and certificates do not count: they are put right when the first try fails, and whoever
 * answers on another port of the same host must still prove the host's key or certificate.
 */
export function accountOf({ protocol, host, user, privateKeyFile }: TargetSettings): string {
  if (protocol === 'folder') return JSON.stringify([protocol])
  return JSON.stringify([protocol, host?.toLowerCase() ?? '', user, privateKeyFile])
}
