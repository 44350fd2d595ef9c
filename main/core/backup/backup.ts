import type { Result } from '../result'

/** `full`: all that an installation is, to move it or keep it elsewhere. `daily`: only the databases and window settings. */
export type BackupKind = 'full' | 'daily'

/** What a backup says of itself. */
export interface BackupInfo {
  readonly kind: BackupKind
  readonly appVersion: string
  readonly createdMs: number
  /** The workstation it is of. */
  readonly workstation: string
  /** Stands for what was in the databases: two backups with the same mark hold the same. */
  readonly mark: string
  readonly parts: number
  /** Of everything in it, unpacked. */
  readonly contentBytes: number
  /** Passwords are in it, under a passphrase. */
  readonly hasSecrets: boolean
}

/** Why a backup cannot be written, read or restored; words under `error.<kind>` with `path`. Nothing was changed. */
export interface BackupError {
  readonly kind:
    | 'backup-exists' // there is a file of that name
    | 'backup-unwritable' // no room, no rights
    | 'backup-too-large' // 4 GiB is the end of a ZIP
    | 'backup-unreadable' // not there, or not to be read
    | 'backup-damaged' // not the bytes that were written, or no backup of ours
    | 'backup-newer' // written by a newer version
    | 'backup-passphrase-wrong'
    | 'restore-in-use' // another process works in the folder
    | 'restore-unfinished' // the swap was begun and goes on at the next start
    | 'database-unreadable' // what is to be backed up is damaged
    | 'profile-folder-unusable' // cannot be made, or no rights
  readonly path: string
  readonly detail: string
}

/** A daily backup that lies in the profile folder. */
export interface KeptBackup {
  /** File name. */
  readonly name: string
  readonly path: string
  readonly createdMs: number
  readonly sizeBytes: number
}

export interface BackupOrder {
  readonly kind: BackupKind
  readonly mark: string
  readonly workstation: string
  /** Passwords by their names, and what seals them; null: none go in. */
  readonly sealed: { readonly secrets: Readonly<Record<string, string>>; readonly passphrase: string } | null
}

/** Told while a backup is written or restored; both in bytes. */
export type TellBytes = (done: number, total: number) => void

/** Backups of the installation that is open (port). Consistent while it works: each database at one moment, the older one first. */
export interface Backups {
  /** A file of the person's choice, whole or not at all. */
  write(
    path: string,
    order: BackupOrder,
    tell?: TellBytes,
  ): Promise<Result<BackupInfo & { readonly sizeBytes: number }, BackupError>>
  /** Into the profile folder. Every page of the databases is checked on the way. */
  writeDaily(order: Omit<BackupOrder, 'kind' | 'sealed'>): Promise<Result<KeptBackup, BackupError>>
  /** Newest first. */
  kept(): readonly KeptBackup[]
  /** The mark of a kept one; null when it cannot be read. */
  markOf(backup: KeptBackup): Promise<string | null>
  remove(backup: KeptBackup): void
  /** Whether an exception says that a database is damaged. */
  isDamage(error: unknown): boolean
}
