import type { BackupInfo, KeptBackup, TellBytes } from '../core/backup/backup'
import type { Result } from '../core/result'
import type { AppError } from './app'

// Backups: one file that holds the installation, daily ones in the profile folder, and the way back.

export interface BackupOverview {
  /** Daily ones in the profile folder, newest first. */
  readonly kept: readonly KeptBackup[]
  /** When the next daily one is made, if something changes until then. */
  readonly nextMs: number
  /** Why the last attempt failed; null: it did not. */
  readonly trouble: Pick<AppError, 'code' | 'params'> | null
}

export interface BackupReport extends BackupInfo {
  readonly path: string
  readonly sizeBytes: number
  /** `left-out`: there are passwords, and they are not in it. `partly`: some could not be read. */
  readonly secrets: 'none' | 'sealed' | 'partly' | 'left-out'
}

export interface BackupUseCases {
  show(): BackupOverview
  /**
   * Writes one file with everything: settings, runs, journal, prepared files, books, pictures. Passwords go in only under a
   * passphrase.
   * @param path of the person's choice; what lies there is not replaced
   */
  write(path: string, passphrase: string | null, tell?: TellBytes): Promise<Result<BackupReport, AppError>>
  /** Whether nothing is under way that a restore would lose sight of. */
  mayRestore(): Result<void, AppError>
  /** Resolves when no daily backup is under way. */
  settled(): Promise<void>
  /** Stores passwords out of a backup. @returns false when not all of them could be */
  takeSecrets(secrets: Readonly<Record<string, string>>): Promise<boolean>
}

export interface RestoreReport {
  readonly info: BackupInfo
  /** Folder of what was replaced. */
  readonly aside: string
  /** `none`: there are none in it. `sealed`: they stayed sealed. `not-stored`: there is no keychain that takes them. */
  readonly secrets: 'none' | 'restored' | 'sealed' | 'not-stored'
}

/**
 * The way back, which needs no database that opens. Whoever restores has no `App` open on the folder, and nobody else does.
 * Afterwards a run whose documents may have been handed over since the backup asks a person before it sends (ADR 0152).
 */
export interface Recovery {
  /** Daily backups, newest first. */
  kept(): readonly KeptBackup[]
  /** What a backup is, after every byte of it was compared. */
  inspect(path: string): Promise<Result<BackupInfo, AppError>>
  /** All or nothing. @param passphrase null: passwords in it stay sealed and have to be entered again */
  restore(path: string, passphrase: string | null, tell?: TellBytes): Promise<Result<RestoreReport, AppError>>
}
