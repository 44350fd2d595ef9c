import type { BackupError } from '../../core/backup/backup'
import { fail, ok, type Result } from '../../core/result'
import { DatabaseFailure, isSqliteError } from '../sqlite/failure'

/** What ends the writing or reading of a backup, as an exception that leaves this folder only as a value. */
export class BackupFailure extends Error {
  readonly kind: BackupError['kind']

  constructor(kind: BackupError['kind'], message: string) {
    super(message)
    this.kind = kind
  }
}

/**
 * @param path what the person named
 * @param diskTrouble what the file system's refusal means here
 */
export async function guarded<T>(
  path: string,
  diskTrouble: BackupError['kind'],
  work: () => Promise<T>,
): Promise<Result<T, BackupError>> {
  try {
    return ok(await work())
  } catch (error) {
    if (error instanceof BackupFailure) return fail({ kind: error.kind, path, detail: error.message })
    if (error instanceof DatabaseFailure) return fail({ kind: 'database-unreadable', path, detail: error.message })
    if (isSqliteError(error)) {
      const isDisk = /^SQLITE_(FULL|CANTOPEN|READONLY|IOERR|BUSY|LOCKED)/.test(error.code)
      return fail({
        kind: isDisk ? diskTrouble : 'database-unreadable',
        path,
        detail: `${error.code}: ${error.message}`,
      })
    }
    if (error instanceof Error && 'syscall' in error) return fail({ kind: diskTrouble, path, detail: error.message })
    throw error
  }
}
