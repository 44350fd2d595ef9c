import type { Profile } from '../core/profile/profile'
import { fail, ok, type Result } from '../core/result'
import type { RunError } from '../core/run/run'
import type { TargetSession } from '../core/transfer/target'
import type { TransferError } from '../core/transfer/transfer-error'
import type { Ports } from './ports'
import { readSecret } from './secret'

export function toRunError({ kind, stage, detail, hostKey }: TransferError): RunError {
  return { kind, detail: `${stage}: ${detail}`, ...(hostKey === undefined ? {} : { hostKey }) }
}

/** The session of one run: opened when first needed, kept over its steps, dropped after any trouble. */
export class Connection {
  readonly #ports: Pick<Ports, 'connectors' | 'secrets' | 'profiles'>
  readonly #profile: Profile
  readonly #folders = new Set<string>()
  #session: TargetSession | null = null

  constructor(ports: Pick<Ports, 'connectors' | 'secrets' | 'profiles'>, profile: Profile) {
    this.#ports = ports
    this.#profile = profile
  }

  async open(): Promise<Result<TargetSession, RunError>> {
    if (this.#session) return ok(this.#session)
    const { target } = this.#profile
    const secret = await readSecret(this.#ports, this.#profile)
    if (!secret.ok) return secret
    const connected = await this.#ports.connectors[target.protocol].connect(target, secret.value)
    if (!connected.ok) return fail(toRunError(connected.error))
    this.#session = connected.value
    return connected
  }

  /** Makes a folder once per session. The empty path is the folder the user lands in. */
  async ensureFolder(session: TargetSession, folder: string): Promise<Result<void, RunError>> {
    if (folder === '' || folder === '/' || this.#folders.has(folder)) return ok()
    const made = await session.ensureFolder(folder)
    if (!made.ok) return fail(toRunError(made.error))
    this.#folders.add(folder)
    return ok()
  }

  drop(): void {
    this.#session?.close()
    this.#session = null
    this.#folders.clear()
  }
}
