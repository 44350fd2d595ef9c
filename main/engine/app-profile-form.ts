import type { ExportFormat } from '../core/formats/format'
import type { Profile } from '../core/profile/profile'
import type { ProfileFault } from '../core/profile/profile-fault'
import type { Result } from '../core/result'
import type { NameRepeat } from '../core/transfer/remote-name'
import type { AppError } from './app'

// The part of the profiles that a form needs while it is being filled in.

/** What a form must know of a format. */
export type FormatChoice = Pick<ExportFormat, 'id' | 'carries' | 'settings' | 'presets'>

/** What follows from settings that are not stored. */
export interface DraftCheck {
  /** Of a new profile the id that it would get. */
  readonly id: string
  /** Empty: they may be stored. */
  readonly faults: readonly ProfileFault[]
  /** A secret is stored for this very sign-in. */
  readonly secretSet: boolean
  readonly names: DraftNames
}

/** How files of today would be called; nothing while the pattern, the directory or the format is wrong. */
export interface DraftNames {
  readonly directory: string | null
  readonly files: readonly string[]
  /** Whether a later run gives these names again, and then stops where the earlier file still lies. */
  readonly repeat: NameRepeat
}

export interface ProfileFormUseCases {
  /** By the rules of `apply`; for a new profile the id counts for nothing. */
  checkDraft(draft: Profile, isNew: boolean): Promise<DraftCheck>
  /** Stores a new profile under the id that follows from its name; never replaces one. */
  create(draft: Profile): Promise<Result<{ readonly id: string }, AppError>>
  /** Switches the schedule of a stored profile on or off. */
  setEnabled(id: string, enabled: boolean): Promise<Result<void, AppError>>
  /** The formats that a profile may name. */
  formats(): readonly FormatChoice[]
}
