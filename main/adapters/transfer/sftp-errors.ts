import type { TransferError, TransferErrorKind, TransferStage } from '../../core/transfer/transfer-error'
import { systemKinds } from './system-kinds'

/** Trouble this adapter has already put into one of our words. */
export class SftpTrouble extends Error {
  constructor(
    readonly kind: TransferErrorKind,
    readonly detail: string,
    readonly hostKey?: string,
  ) {
    super(detail)
  }
}

/** A request the server answered with something other than "OK" (SSH_FXP_STATUS). */
export class SftpStatus extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message)
  }
}

/** SSH_FX_ codes: draft-ietf-secsh-filexfer-02 §7 (up to 8) and -13 §9.1, which servers mix into version 3. */
export const status = { eof: 1, noSuchFile: 2, permissionDenied: 3, failure: 4, unsupported: 8 } as const

const statusKinds: Readonly<Record<number, TransferErrorKind>> = {
  2: 'folder-missing',
  3: 'permission-denied',
  5: 'name-refused', // "bad message": OpenSSH's word for a name that is too long
  6: 'interrupted',
  7: 'interrupted',
  10: 'folder-missing', // no such path
  11: 'remote-conflict', // exists
  12: 'permission-denied', // write-protected
  14: 'no-space',
  15: 'no-space', // quota
  19: 'folder-missing', // not a folder
  20: 'name-refused',
}

/** Puts what went wrong into our words. The one place that does; what it does not know is a bug and goes on. */
export function transferError(thrown: unknown, stage: TransferStage): TransferError {
  if (thrown instanceof SftpTrouble) {
    const { kind, detail, hostKey } = thrown
    return hostKey === undefined ? { kind, stage, detail } : { kind, stage, detail, hostKey }
  }
  if (thrown instanceof SftpStatus) {
    return { kind: statusKind(thrown), stage, detail: `${oneLine(thrown.message)} (SFTP status ${thrown.code})` }
  }
  throw thrown
}

export function statusKind({ code, message }: SftpStatus): TransferErrorKind {
  const known = statusKinds[code]
  if (known !== undefined) return known
  // 4 is "failure": some servers say why beside it.
  if (/no space|out of disk|disk full|quota|insufficient/i.test(message)) return 'no-space'
  if (/invalid (file)?name|name too long|illegal/i.test(message)) return 'name-refused'
  return 'server-error'
}

/** An error of the connection itself: from the resolver, the socket or the SSH layer. */
export function connectionTrouble(error: unknown): SftpTrouble {
  const text = oneLine(error instanceof Error ? error.message : String(error))
  const { level, code } = fieldsOf(error)
  if (level === 'client-authentication') return new SftpTrouble('auth-refused', text)
  // The words a server says goodbye with (SSH_MSG_DISCONNECT), or instead of a greeting.
  if (/too many authentication failures|change (your )?password|password .*expired/i.test(text)) {
    return new SftpTrouble('auth-refused', text)
  }
  if (code === 12 || saysBusy(text)) return new SftpTrouble('server-busy', text)
  if (level === 'handshake' && /no matching|unsupported/i.test(text)) return new SftpTrouble('protocol-mismatch', text)
  // A key that cannot be read is about signing in, not about the line.
  if (/cannot parse privatekey|passphrase/i.test(text)) return new SftpTrouble('auth-refused', text)
  const kind = typeof code === 'string' ? systemKinds[code] : undefined
  const detail = typeof code === 'string' && !text.includes(code) ? `${code}: ${text}` : text
  return new SftpTrouble(kind ?? 'interrupted', detail)
}

export function saysBusy(text: string): boolean {
  return /maxstartups|not allowed at this time|too many connections|too many users/i.test(text)
}

/** The local file, not the server, is the trouble. */
export function localTrouble(error: unknown): SftpTrouble {
  return new SftpTrouble('local-file-changed', `cannot be read: ${oneLine(String(error))}`)
}

/** ssh2 sets `level`, Node and ssh2 set `code`; a goodbye of the server has its reason number there. */
function fieldsOf(error: unknown): { level?: unknown; code?: unknown } {
  return typeof error === 'object' && error !== null ? error : {}
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 300)
}
