import type { Clock } from '../../../main/core/ports'
import type { RunErrorKind } from '../../../main/core/run/run'
import type { Dice } from '../dice'
import type { Patience } from '../engine'
import type { Excuses } from '../reconcile/reconcile'
import type { Park } from '../servers/park'
import type { Tools } from '../tools'
import type { Target, World } from '../world'

/** What a fault needs to strike. */
export interface Stage {
  readonly world: World
  readonly park: Park
  readonly dice: Dice
  readonly tools: Tools
}

/** One disturbance of one life of the app. */
export interface Fault {
  /** What a run may say for it. Without any it may say nothing: the app copes by itself. */
  readonly expects: readonly RunErrorKind[]
  /** Codes with which an order, or the start, may be refused. */
  readonly refusals?: readonly string[]
  readonly excuses?: Excuses
  /** Until somebody has put it right. */
  readonly excusesMeanwhile?: Excuses
  readonly patience?: Patience
  readonly clock?: Clock
  /** Begins before the app starts, and ends after it has. */
  readonly wholeLife?: boolean
  /** Begins; what happens when is up to the fault. */
  strike?(): void | Promise<void>
  /** Instead of an ordinary life of the app; answers the code of a refusal. */
  live?(): Promise<string | null>
  /** Ends. The world is as before, but for what the fault has done to it. */
  mend?(): void | Promise<void>
  /** How often it has hit something. */
  struck(): number
}

export interface Kind {
  readonly name: string
  /** One line for the table: what it stands for. */
  readonly means: string
  readonly targets: readonly Target[]
  /** Out of the sum of all, how often it is chosen. */
  readonly weight: number
  /** Mounts of its own: root in a mount namespace. */
  readonly needsMounts?: boolean
  /** Speaks with the server's own voice, or reaches into its disk: not with real ones. */
  readonly ownServers?: boolean
  make(stage: Stage): Fault | Promise<Fault>
}

export const remote: readonly Target[] = ['sftp', 'ftp', 'ftps']
export const all: readonly Target[] = [...remote, 'folder']
