import type { Mandant } from '../core/ledger/ledger'
import type { Profile } from '../core/profile/profile'
import { refusal } from '../core/profile/refusal'
import { fail, ok, type Result } from '../core/result'
import type { AppError } from './app'
import { invalid, refused } from './app-error'
import type { Ports } from './ports'

export function findProfile(id: string, { profiles }: Pick<Ports, 'profiles'>): Result<Profile, AppError> {
  const record = profiles.get(id)
  return record ? ok(record.profile) : fail(invalid('profile-unknown', { id }))
}

/**
 * Whether this profile may run here and now. Nothing is written or sent before this was asked.
 * @param mandants what the ledger knows; null leaves those rules out
 */
export function mayRun(
  profile: Profile,
  mandants: readonly Mandant[] | null,
  { workstation, clock }: Pick<Ports, 'workstation' | 'clock'>,
): Result<void, AppError> {
  const found = refusal(profile, { workstation: workstation.show(), nowMs: clock.now(), mandants })
  if (!found) return ok()
  // A name that does not exist is no rule that forbids: the order is wrong.
  return fail(found.code === 'mandant-unknown' ? invalid(found.code, found.params) : found)
}

/** The profile as it is now, when it may run here and now. Ask again once its lock is held: it may have changed meanwhile. */
export function findRunnable(
  id: string,
  mandants: readonly Mandant[] | null,
  ports: Pick<Ports, 'profiles' | 'workstation' | 'clock'>,
): Result<Profile, AppError> {
  const profile = findProfile(id, ports)
  if (!profile.ok) return profile
  const allowed = mayRun(profile.value, mandants, ports)
  return allowed.ok ? profile : allowed
}

/** Deeds on runs are for the installation that owns them. */
export function ownsRuns({ workstation }: Pick<Ports, 'workstation'>): Result<void, AppError> {
  const { name, boundName, adopted, reason } = workstation.show()
  return adopted ? ok() : fail(refused(`workstation-${reason ?? 'other-name'}`, { name, boundName }))
}
