import type { TransferError, TransferErrorKind, TransferStage } from '../../core/transfer/transfer-error'

/** Trouble this adapter has already put into one of our words. */
export class FolderTrouble extends Error {
  constructor(
    readonly kind: TransferErrorKind,
    readonly detail: string,
  ) {
    super(detail)
  }
}

const systemKinds: Readonly<Record<string, TransferErrorKind>> = {
  ENOSPC: 'no-space',
  EDQUOT: 'no-space',
  EFBIG: 'no-space',
  EACCES: 'permission-denied',
  EPERM: 'permission-denied',
  EROFS: 'permission-denied',
  ENOENT: 'folder-missing',
  ENOTDIR: 'folder-missing',
  EEXIST: 'remote-conflict',
  EISDIR: 'remote-conflict',
  ENAMETOOLONG: 'name-refused',
  EINVAL: 'name-refused',
  EILSEQ: 'name-refused',
  // A network folder whose server went away.
  ETIMEDOUT: 'timeout',
  EIO: 'interrupted',
  ESTALE: 'interrupted',
  ENOTCONN: 'interrupted',
  ECONNRESET: 'interrupted',
  ECONNABORTED: 'interrupted',
  ENETUNREACH: 'interrupted',
  ENETDOWN: 'interrupted',
  EHOSTDOWN: 'interrupted',
  EHOSTUNREACH: 'interrupted',
  ENXIO: 'interrupted',
  EBUSY: 'server-busy',
  EMFILE: 'server-busy',
  ENFILE: 'server-busy',
}

/** Puts a file system's trouble into our words. The one place that does; what it does not know is a bug and goes on. */
export function transferError(thrown: unknown, stage: TransferStage): TransferError {
  if (thrown instanceof FolderTrouble) return { kind: thrown.kind, stage, detail: thrown.detail }
  const code = systemCode(thrown)
  if (code === null || !(thrown instanceof Error)) throw thrown
  return { kind: systemKinds[code] ?? 'server-error', stage, detail: thrown.message }
}

/** `ENOENT` and so on; null for anything that is no system error. */
export function systemCode(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return null
  return /^E[A-Z0-9]+$/.test(thrown.code) ? thrown.code : null
}
