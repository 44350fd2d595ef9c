import type { FactData } from '../../preload/contract/dto'
import type { FactName } from '../../preload/contract/names'
import type { Result } from '../core/result'
import type { AppError } from '../engine/app'
import type { Capability } from '../engine/app-access'

/** What the worker is started with. */
export interface HostData {
  /** Folder of this installation. */
  readonly profileDir: string
  /** Workstation name to run under; null: the computer's. */
  readonly workstationName: string | null
}

/** Shell → worker. */
export interface HostRequest {
  readonly id: number
  readonly operation: string
  readonly input: unknown
  /** Null: the shell's own order (tray, sign-in), which needs nobody's right. */
  readonly by: Asker | null
}

/** In whose name the worker is asked, and what they must be allowed to do. */
export interface Asker {
  /** Null: nobody is signed in. */
  readonly sessionId: string | null
  readonly needs: Capability
}

export type HostFact = { readonly [K in FactName]: { readonly name: K; readonly data: FactData<K> } }[FactName]

/** Worker → shell. */
export type HostMessage =
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown, AppError> }
  | { readonly kind: 'fact'; readonly fact: HostFact }
