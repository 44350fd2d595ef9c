import type { SecretStore } from '../../core/ports'
import { fail, ok } from '../../core/result'
import { openKeychain } from './keychain'
import { openVault } from './vault'

export const vaultKeyVariable = 'BELEGBOTE_VAULT_KEY_FILE'

/**
 * The keychain of the operating system; where there is none, the vault that the key file seals; else a store that
 * refuses. Never plain text.
 * @param onSecret told every value that passes, so that the log can keep it out
 */
export async function openSecretStore(around: {
  readonly profileDir: string
  readonly installationId: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly onSecret?: (secret: string) => void
}): Promise<SecretStore> {
  const { profileDir, installationId, env, onSecret } = around
  const keychain = await openKeychain(installationId, env)
  if (keychain) return telling({ place: 'keychain', ...keychain }, onSecret)
  const keyFile = env[vaultKeyVariable]
  return keyFile ? openVaultStore({ profileDir, keyFile, ...(onSecret ? { onSecret } : {}) }) : refusing
}

/** The vault, whatever keychain there is. */
export function openVaultStore(around: {
  readonly profileDir: string
  readonly keyFile: string
  readonly onSecret?: (secret: string) => void
}): SecretStore {
  return telling({ place: 'vault', ...openVault(around.profileDir, around.keyFile) }, around.onSecret)
}

const noneAvailable = fail({
  kind: 'none-available',
  detail: `no keychain answers and ${vaultKeyVariable} is not set`,
} as const)

const refusing: SecretStore = {
  place: 'none',
  get: async () => noneAvailable,
  set: async () => noneAvailable,
  remove: async () => ok(),
}

function telling(store: SecretStore, onSecret: (secret: string) => void = () => undefined): SecretStore {
  return {
    place: store.place,
    get: async (name) => {
      const found = await store.get(name)
      if (found.ok && found.value !== null) onSecret(found.value)
      return found
    },
    set: (name, secret) => {
      onSecret(secret)
      return store.set(name, secret)
    },
    remove: store.remove,
  }
}
