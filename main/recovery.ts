import { join, resolve } from 'node:path'
import { inspect, keptIn, restore } from './adapters/backup'
import { systemClock } from './adapters/clock/clock'
import { makeLedgerReady } from './adapters/ledger'
import { makeRestoredReady } from './adapters/store/restored'
import { type ComposeOptions, compose } from './compose'
import type { BackupError } from './core/backup/backup'
import type { Result } from './core/result'
import { fail, ok } from './core/result'
import { dayOf } from './core/schedule/local-time'
import type { AppError } from './engine/app'
import type { Recovery, RestoreReport } from './engine/app-backups'
import { toAppError } from './engine/backups'

/** The way back from a backup; needs no database that opens. */
export function createRecovery(options: ComposeOptions): Recovery {
  const profileDir = resolve(options.profileDir)
  return {
    kept: () => keptIn(profileDir),
    inspect: async (path) => spoken(await inspect(path)),
    restore: async (path, passphrase, tell) => {
      const nowMs = systemClock.now()
      const day = dayOf(nowMs, Temporal.Now.timeZoneId())
      const lastRunPath = join(profileDir, 'last-run')
      const restored = await restore(path, {
        ...{ profileDir, nowMs, passphrase },
        makeReady: {
          'belegbote.db': (database, { createdMs: backupMs }) =>
            makeRestoredReady(database, { backupMs, day, lastRunPath, clock: systemClock }),
          'ledger.db': makeLedgerReady,
        },
        ...(tell ? { tell } : {}),
      })
      if (!restored.ok) return spoken(restored)
      const { info, aside, secrets } = restored.value
      return ok({ info, aside, secrets: await storeSecrets(secrets, info.hasSecrets, options) })
    },
  }
}

function spoken<T>(result: Result<T, BackupError>): Result<T, AppError> {
  return result.ok ? result : fail(toAppError(result.error))
}

/** They belong to the restored settings: without them they would belong to nothing. */
async function storeSecrets(
  secrets: Readonly<Record<string, string>> | null,
  hasSecrets: boolean,
  options: ComposeOptions,
): Promise<RestoreReport['secrets']> {
  if (secrets === null) return hasSecrets ? 'sealed' : 'none'
  const app = await compose(options)
  if (!app.ok) return 'not-stored'
  try {
    return (await app.value.backups.takeSecrets(secrets)) ? 'restored' : 'not-stored'
  } finally {
    await app.value.close()
  }
}
