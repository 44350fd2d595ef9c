import type { SecretError, SecretStore } from '../../core/ports'
import { fail, ok, type Result } from '../../core/result'
import { secretServiceAnswers } from './secret-service'

type Keytar = typeof import('@github/keytar')

const service = 'Belegbote'
/** A person may be asked to unlock the keychain meanwhile. */
const callLimitMs = 60_000
const probeLimitMs = 5_000

export type Keychain = Omit<SecretStore, 'place'>

/** The keychain of the signed-in user; null where there is none or it does not answer in time. */
export async function openKeychain(
  installationId: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Keychain | null> {
  if (process.platform === 'linux' && !(await secretServiceAnswers(env))) return null
  const keytar = await load()
  if (!keytar) return null
  const account = (name: string) => `${installationId}/${name}`
  const ask = createAsker()
  const probe = await ask(() => keytar.getPassword(service, account('probe')), probeLimitMs)
  if (!probe.ok) return null
  return {
    get: (name) => ask(() => keytar.getPassword(service, account(name))),
    set: (name, secret) => ask(() => keytar.setPassword(service, account(name), secret)),
    remove: async (name) => {
      const removed = await ask(() => keytar.deletePassword(service, account(name)))
      return removed.ok ? ok() : removed
    },
  }
}

/** The native module is missing for this system, or the system lacks its library. */
async function load(): Promise<Keytar | null> {
  try {
    const loaded: Keytar & { readonly default?: Keytar } = await import('@github/keytar')
    return loaded.default ?? loaded // it is CommonJS
  } catch {
    return null // no keychain library is the same as no keychain: the caller says both ways out
  }
}

/** Each call with a deadline. A call that hangs makes later ones answer at once instead of hanging too. */
function createAsker() {
  let hanging = false
  return async function ask<T>(call: () => Promise<T>, limitMs = callLimitMs): Promise<Result<T, SecretError>> {
    if (hanging) return fail({ kind: 'locked', detail: 'the keychain does not answer' })
    let timer: NodeJS.Timeout | undefined
    const limit = new Promise<Result<T, SecretError>>((resolve) => {
      timer = setTimeout(() => {
        hanging = true
        resolve(fail({ kind: 'locked', detail: 'the keychain did not answer in time' }))
      }, limitMs)
    })
    const answer = Promise.resolve()
      .then(call)
      .then<Result<T, SecretError>, Result<T, SecretError>>(
        (value) => ok(value),
        (error: unknown) => fail(toSecretError(error)),
      )
    const settled = answer.finally(() => {
      hanging = false
    })
    const result = await Promise.race([settled, limit])
    clearTimeout(timer)
    return result
  }
}

/** The library's message is the system's own and holds no secret. */
function toSecretError(error: unknown): SecretError {
  const detail = error instanceof Error ? error.message : String(error)
  const isLocked = /lock|dismiss|prompt|cancel|denied|not allowed|interaction/i.test(detail)
  return { kind: isLocked ? 'locked' : 'unreadable', detail }
}
