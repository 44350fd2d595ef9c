import type { Profile } from '../core/profile/profile'
import { fail, ok, type Result } from '../core/result'
import type { RunError } from '../core/run/run'
import type { ProfileRecord } from '../core/store-ports'
import { accountOf } from '../core/transfer/account'
import type { Ports } from './ports'

export const secretNameOf = (profileId: string) => `profile:${profileId}`

type Needs = Pick<Ports, 'secrets' | 'profiles'>

/** Whether what is stored for the profile was given for this sign-in. Not known of what an earlier version stored. */
function belongsTo(record: ProfileRecord | null, target: Profile['target']): boolean {
  if (!record) return false
  return record.secretAccount === null
    ? accountOf(record.profile.target) === accountOf(target)
    : record.secretAccount === accountOf(target)
}

/**
 * The secret for this sign-in. Null: none stored, or one for another server or user, which is never sent to this one; for
 * a key without passphrase that is a valid state. A folder needs none.
 */
export async function readSecret(
  { secrets, profiles }: Needs,
  { id, target }: Pick<Profile, 'id' | 'target'>,
): Promise<Result<string | null, RunError>> {
  if (target.protocol === 'folder' || secrets.place === 'none' || !belongsTo(profiles.get(id), target)) return ok(null)
  const secret = await secrets.get(secretNameOf(id))
  return secret.ok ? secret : fail({ kind: 'secret-unavailable', detail: secret.error.kind })
}

/** Asks the keychain itself. */
export async function isSecretSet(record: ProfileRecord, ports: Needs): Promise<boolean> {
  const secret = await readSecret(ports, record.profile)
  return secret.ok && secret.value !== null
}

/**
 * What is remembered of it, for a list: a keychain takes milliseconds to answer. What an earlier version stored is asked
 * for once.
 */
export async function isSecretKnown(record: ProfileRecord, ports: Needs): Promise<boolean> {
  const { profile, secretAccount } = record
  const account = accountOf(profile.target)
  if (profile.target.protocol === 'folder' || ports.secrets.place === 'none') return false
  if (secretAccount !== null) return secretAccount === account
  const secret = await ports.secrets.get(secretNameOf(profile.id))
  if (!secret.ok) return false
  ports.profiles.bindSecret(profile.id, secret.value === null ? '' : account)
  return secret.value !== null
}

/** The same for settings of a stored profile that are not stored themselves: whether its secret was given for this sign-in. */
export async function isSecretKnownFor(
  record: ProfileRecord,
  target: Profile['target'],
  ports: Needs,
): Promise<boolean> {
  const sameTarget = { ...record, profile: { ...record.profile, target } }
  if (record.secretAccount !== null) return isSecretKnown(sameTarget, ports)
  return accountOf(record.profile.target) === accountOf(target) && isSecretKnown(record, ports)
}

/** Takes secrets away that belong to no sign-in any more. Where that fails they are still not used. */
export async function removeSecrets(profileIds: readonly string[], { secrets, log }: Ports): Promise<void> {
  if (secrets.place === 'none') return
  for (const profileId of profileIds) {
    const removed = await secrets.remove(secretNameOf(profileId))
    if (!removed.ok) log.error('secret.left', { profileId, kind: removed.error.kind })
  }
}
