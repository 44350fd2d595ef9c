import type { SpoolError } from '../../core/run/spool'

export function isFileTrouble(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'code' in error && 'syscall' in error && typeof error.code === 'string'
}

/** The disk's words; a bug is thrown on. */
export function toSpoolError(error: unknown): SpoolError {
  if (!isFileTrouble(error)) throw error
  return { kind: 'spool-failed', detail: error.message }
}
