import type { Log } from '../core/ports'
import type { Profile } from '../core/profile/profile'
import type { RunProgress } from './app'
import type { Connection } from './connection'
import type { Ports } from './ports'

/** What the steps of one run share while it is carried on. */
export interface Line {
  readonly ports: Ports
  readonly profile: Profile
  readonly connection: Connection
  readonly log: Log
  /** For the journal. */
  readonly actor: string
  tell(progress: Omit<RunProgress, 'runId'>): void
}
