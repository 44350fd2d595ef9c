import { ok } from '../core/result'
import type { Recovery } from '../engine/app-backups'
import type { HostContext } from './operations'

export const backupOperations = {
  'backups.show': async ({ app }: HostContext) => ok(app.backups.show()),
  'backups.write': ({ app }: HostContext, input: { readonly path: string; readonly passphrase: string | null }) =>
    app.backups.write(input.path, input.passphrase),
} as const

/** Done where no app opens, or in the name of a person who may configure; see `recover` of the service. */
export const recoveryOperations = {
  'recovery.kept': async (recovery: Recovery) => ok(recovery.kept()),
  'recovery.inspect': (recovery: Recovery, path: string) => recovery.inspect(path),
  /** Closes the app that is open on the folder: the worker has to be started again afterwards, whatever the answer. */
  'recovery.restore': (recovery: Recovery, input: { readonly path: string; readonly passphrase: string | null }) =>
    recovery.restore(input.path, input.passphrase),
} as const
