import type { Result } from './result'

/** Ports of the surroundings that have no room of their own. Time and randomness come in through these. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
}

/** Wakes the schedule once a minute. It decides nothing: what is due, the clock and the records say. */
export interface Ticker {
  /** Returns what stops it. `onTick` does not throw. */
  start(onTick: () => void): () => void
}

export interface Random {
  /** Lower-case base-36 text of this length. */
  text(length: number): string
  /** 0 ≤ x < 1, for the jitter of pauses. */
  fraction(): number
}

/** Why a secret cannot be stored or read. `none-available`: neither keychain nor vault key file. */
export type SecretError = {
  readonly kind: 'none-available' | 'locked' | 'vault-key-invalid' | 'unreadable'
  readonly detail: string
}

/** Where passwords and passphrases lie: the system's keychain or the sealed vault. Names are `profile:<id>`. */
export interface SecretStore {
  readonly place: 'keychain' | 'vault' | 'none'
  get(name: string): Promise<Result<string | null, SecretError>>
  set(name: string, secret: string): Promise<Result<void, SecretError>>
  remove(name: string): Promise<Result<void, SecretError>>
}

/** Technical log for us: fixed English event names plus fields, never document contents, never a secret. */
export interface Log {
  info(event: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void
  error(event: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void
  child(fields: Readonly<Record<string, string | number | boolean | null>>): Log
}
