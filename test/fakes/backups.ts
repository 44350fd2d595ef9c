import type { KeptBackup } from '../../main/core/backup/backup'
import { ok } from '../../main/core/result'
import type { AppError } from '../../main/engine/app'
import type { BackupReport, BackupUseCases } from '../../main/engine/app-backups'

/** Backups that lie nowhere. */
export class FakeBackups implements BackupUseCases {
  kept: KeptBackup[] = []
  trouble: Pick<AppError, 'code' | 'params'> | null = null

  show() {
    return { kept: this.kept, nextMs: Date.UTC(2026, 10, 25, 1, 0), trouble: this.trouble }
  }
  async write(path: string, passphrase: string | null) {
    return ok(backupReport(path, passphrase))
  }
  mayRestore() {
    return ok()
  }
  async settled() {
    return undefined
  }
  async takeSecrets() {
    return true
  }
}

/** What a written backup says of itself. */
function backupReport(path: string, passphrase: string | null): BackupReport {
  return {
    path,
    kind: 'full',
    appVersion: '1.2.3',
    createdMs: Date.UTC(2026, 10, 24, 9, 15),
    workstation: 'KASSE-1',
    mark: '1/1',
    parts: 4,
    contentBytes: 4_000_000,
    sizeBytes: 1_200_000,
    hasSecrets: passphrase !== null,
    secrets: passphrase === null ? 'left-out' : 'sealed',
  }
}

export function keptBackup(createdMs: number): KeptBackup {
  const name = `belegbote-${new Date(createdMs).toISOString().slice(0, 10)}T010000Z.zip`
  return { name, path: `/home/x/Belegbote/backups/${name}`, createdMs, sizeBytes: 2_400_000 }
}
