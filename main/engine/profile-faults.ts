import type { ProfileFault } from '../core/profile/profile-fault'
import type { AppError } from './app'
import { invalid } from './app-error'

/** Wrong places in settings that a person gave. */
export function profileFaults(faults: readonly ProfileFault[]): AppError {
  return invalid('input-faults', { count: faults.length }, { faults })
}
