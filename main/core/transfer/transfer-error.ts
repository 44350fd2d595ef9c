import { assertNever } from '../assert'

/** How far the connection had come when it failed; the steps of the connection test carry the same names. */
export type TransferStage =
  | 'resolve'
  | 'connect'
  | 'identity'
  | 'sign-in'
  | 'folder'
  | 'write'
  | 'verify'
  | 'publish'
  | 'clean-up'

export const transferErrorKinds = [
  'name-not-found', // the host name does not resolve
  'unreachable', // refused, no route, network down
  'timeout', // a deadline passed
  'interrupted', // the connection broke
  'server-busy', // too many connections, try again
  'server-error', // the server says no without a reason we know
  'content-mismatch', // what lies on the server is not what was sent
  'no-space',
  'folder-missing',
  'permission-denied',
  'auth-refused',
  'key-file-unreadable', // the private key's file on this side is missing or does not answer
  'host-key-unknown',
  'host-key-changed',
  'certificate-invalid',
  'protocol-mismatch', // implicit/explicit mixed up, no common algorithm, not this protocol
  'name-refused', // the server does not take this file name
  'remote-conflict', // another file has the final name
  'local-file-changed', // the spool file is not what was prepared
] as const
export type TransferErrorKind = (typeof transferErrorKinds)[number]

/** Library and server trouble, put into one of our words by an adapter. `detail` never holds a secret. */
export interface TransferError {
  readonly kind: TransferErrorKind
  readonly stage: TransferStage
  /** What the server or library said, for the technical reader. */
  readonly detail: string
  /** The fingerprint the server showed, with the host-key kinds. */
  readonly hostKey?: string
}

/** When the same attempt may be made again: `never` parks the run until a person acts. */
export function repeatable(kind: TransferErrorKind): 'soon' | 'later' | 'never' {
  switch (kind) {
    case 'name-not-found':
    case 'unreachable':
    case 'timeout':
    case 'interrupted':
    case 'server-busy':
    case 'content-mismatch':
      return 'soon'
    case 'server-error':
    case 'folder-missing':
    case 'key-file-unreadable': // it may lie in a network folder that comes back
      return 'later'
    case 'no-space':
    case 'permission-denied':
    case 'auth-refused':
    case 'host-key-unknown':
    case 'host-key-changed':
    case 'certificate-invalid':
    case 'protocol-mismatch':
    case 'name-refused':
    case 'remote-conflict':
    case 'local-file-changed':
      return 'never'
    default:
      return assertNever(kind)
  }
}
