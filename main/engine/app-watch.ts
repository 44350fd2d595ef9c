import type { Result } from '../core/result'
import type { AppError } from './app'

// The watched folder: what is put there is imported by itself.

export interface WatchOverview {
  /** Null: none is watched. */
  readonly folder: string | null
  /** The last look of this process; null: none yet. */
  readonly lookedMs: number | null
  /** Why the folder cannot be used, or why something in it stays where it is. */
  readonly trouble: Pick<AppError, 'code' | 'params'> | null
  /** Lie there and are not complete yet. */
  readonly waiting: readonly string[]
  /** Refused ones that nobody has taken out of `fehlerhaft` yet; a list of faults lies beside each. */
  readonly refused: readonly string[]
  /** Loose files, which nobody takes: an exchange comes as a folder or as a ZIP, an e-invoice as XML or PDF. */
  readonly strays: readonly string[]
}

export interface WatchUseCases {
  /** As it is now; imports nothing. */
  show(): Promise<WatchOverview>
  /** Another folder, by its full path, or none. It must be there and may be written to. */
  set(folder: string | null): Promise<Result<WatchOverview, AppError>>
  /**
   * Looks into the folder once and imports what is complete; the schedule does it every minute. What was imported moves to
   * `erledigt`, what was refused to `fehlerhaft` with a list of its faults. Resolves when all of it is done.
   */
  look(): Promise<WatchOverview>
}
