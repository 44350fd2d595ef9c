import type { BackupError, Backups, KeptBackup } from '../../main/core/backup/backup'
import { fail, ok } from '../../main/core/result'

/** Daily backups that lie nowhere; fails when told to. */
export class MemoryBackups implements Backups {
  all: KeptBackup[] = []
  readonly #marks = new Map<string, string>()
  trouble: BackupError['kind'] | null = null
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  async write() {
    return fail({ kind: 'backup-unwritable', path: '/dev/full', detail: 'no disk' } as const)
  }

  async writeDaily({ mark }: { readonly mark: string }) {
    if (this.trouble) return fail({ kind: this.trouble, path: '/dev/full', detail: 'as told' })
    const createdMs = this.#now()
    const backup = { name: `${createdMs}.zip`, path: `/backups/${createdMs}.zip`, createdMs, sizeBytes: 1 }
    this.all = [backup, ...this.all]
    this.#marks.set(backup.name, mark)
    return ok(backup)
  }

  kept() {
    return this.all
  }

  async markOf({ name }: KeptBackup) {
    return this.#marks.get(name) ?? null
  }

  remove(backup: KeptBackup) {
    this.all = this.all.filter((one) => one !== backup)
  }

  isDamage(error: unknown) {
    return error instanceof Error && error.message === 'malformed'
  }
}
