import { basename } from 'node:path'
import { fail, ok } from '../core/result'
import type { AppError } from '../engine/app'
import type { RestoreReport } from '../engine/app-backups'
import type { Handlers } from './answer'
import { out } from './answer-dto'
import type { Host } from './handlers'
import { toCallError } from './to-dto'

/** The part of the desktop that knows where backups lie. */
export interface BackupDesk {
  /** Null when the person chose no place. */
  chooseBackupPlace(): Promise<string | null>
  chooseBackup(): Promise<string | null>
  /** The worker lets go of the folder and opens it again. */
  restartHost(): Promise<void>
  /** Told once the screens are those of the restored state. */
  tellRestored(report: RestoreReport): void
}

const unknown: AppError = { class: 'invalid', code: 'invalid-input', params: {} }

/** Sicherung: the path of what was chosen stays here. */
export function backupHandlers(host: Host, desktop: Partial<BackupDesk>) {
  let chosen: string | null = null
  const choose = async (name: string | null) => {
    const path = name === null ? ((await desktop.chooseBackup?.()) ?? null) : await pathOf(host, name)
    if (typeof path !== 'string') return path === null ? ok(null) : path
    const info = await host.ask('recovery.inspect', path)
    chosen = info.ok ? path : null
    return out(info, ({ createdMs, workstation, hasSecrets }) => ({
      ...{ file: basename(path), createdMs, workstation, hasSecrets },
    }))
  }
  const restore = async (passphrase: string | null) => {
    if (chosen === null) return fail(toCallError(unknown))
    const restored = await host.ask('recovery.restore', { path: chosen, passphrase })
    const isUntouched = !restored.ok && restored.error.code === 'restore-runs-open'
    if (!isUntouched) await desktop.restartHost?.()
    if (restored.ok) desktop.tellRestored?.(restored.value)
    return out(restored, () => ({}))
  }
  return {
    'backups.show': async () =>
      out(await host.ask('backups.show'), ({ kept, nextMs, trouble }) => ({
        kept: kept.map(({ name, createdMs, sizeBytes }) => ({ name, createdMs, sizeBytes })),
        nextMs,
        trouble: trouble && { code: trouble.code, params: { ...trouble.params } },
      })),
    'backups.write': async ({ passphrase }) => {
      const path = (await desktop.chooseBackupPlace?.()) ?? null
      if (path === null) return ok(null)
      return out(await host.ask('backups.write', { path, passphrase }), ({ sizeBytes, secrets }) => ({
        ...{ file: basename(path), sizeBytes, secrets },
      }))
    },
    'backups.choose': ({ name }) => choose(name),
    'backups.restore': ({ passphrase }) => restore(passphrase),
    'recovery.show': async () =>
      out(await host.ask('recovery.kept'), (kept) =>
        kept.map(({ name, createdMs, sizeBytes }) => ({ name, createdMs, sizeBytes })),
      ),
    'recovery.choose': ({ name }) => choose(name),
    'recovery.restore': ({ passphrase }) => restore(passphrase),
  } satisfies Partial<Handlers>
}

async function pathOf(host: Host, name: string) {
  const kept = await host.ask('recovery.kept')
  if (!kept.ok) return fail(toCallError(kept.error))
  const found = kept.value.find((one) => one.name === name)
  return found ? found.path : fail(toCallError(unknown))
}
