import { fail, ok } from '../../main/core/result'
import type { AppError } from '../../main/engine/app'
import type { AccessUseCases } from '../../main/engine/app-access'

const refused = fail<AppError>({ class: 'refused', code: 'sign-in-needed', params: {} })

/** Nobody has an account and nobody can sign in; for windows that do not ask who is there. */
export const noAccess: AccessUseCases = {
  state: () => ({ hasAdministrator: false, screenLock: { lockAfterMinutes: null } }),
  createFirstAdministrator: async () => refused,
  signIn: async () => refused,
  signOut: () => undefined,
  session: () => null,
  active: () => undefined,
  lock: () => undefined,
  unlock: async () => refused,
  changePassword: async () => refused,
  setScreenLock: async () => refused,
  mayDo: () => ok(),
  reveal: async () => refused,
  users: {
    list: async () => refused,
    create: async () => refused,
    rename: async () => refused,
    setPassword: async () => refused,
    setGroup: async () => refused,
    setEnabled: async () => refused,
    remove: async () => refused,
  },
}
