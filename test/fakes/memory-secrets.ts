import type { SecretStore } from '../../main/core/ports'
import { ok } from '../../main/core/result'

/** A secret store that forgets with the test. */
export class MemorySecrets implements SecretStore {
  readonly place = 'vault'
  readonly #secrets = new Map<string, string>()
  async get(name: string) {
    return ok(this.#secrets.get(name) ?? null)
  }
  async set(name: string, secret: string) {
    this.#secrets.set(name, secret)
    return ok()
  }
  async remove(name: string) {
    this.#secrets.delete(name)
    return ok()
  }
}
