import type { Entry } from '../fixtures'
import type { Stage } from './stage'

/** One picture of the window and the way to it, from wherever the screen before it ended. */
export interface Screen {
  readonly name: string
  readonly show: (stage: Stage) => Promise<void>
  /** Closes what would stand in the way of the next screen. */
  readonly leave?: (stage: Stage) => Promise<void>
  /** Its picture is taken in English, too. */
  readonly english?: boolean
}

/** An installation of one kind, and the screens that are walked through in it, in this order. */
export interface World {
  readonly name: string
  readonly entry?: Entry
  readonly args?: readonly string[]
  /** Before the window opens: what a start needs to find. */
  readonly before?: (stage: Pick<Stage, 'command' | 'profileDir'>) => Promise<void>
  readonly furnish?: (stage: Stage) => Promise<void>
  readonly after?: () => Promise<void>
  readonly screens: readonly Screen[]
}
