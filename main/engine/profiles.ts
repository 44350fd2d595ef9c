import type { Profile } from '../core/profile/profile'
import { faultAt } from '../core/profile/profile-fault'
import { checkProfile, checkSchedule } from '../core/profile/rules'
import { fail, ok, type Result } from '../core/result'
import { isOpen } from '../core/run/run'
import { parseLocal } from '../core/schedule/local-time'
import { preview as previewSlots } from '../core/schedule/next-due'
import { accountOf } from '../core/transfer/account'
import type { AppError, ApplyReport, ProfileUseCases } from './app'
import { failed, invalid, refused } from './app-error'
import type { Office } from './ledger'
import { NextRuns } from './next-runs'
import { overviews } from './overviews'
import type { Ports } from './ports'
import { preview } from './preview'
import { profileFaults } from './profile-faults'
import { checkDraft, newProfileId } from './profile-form'
import { findProfile } from './rules'
import { isSecretSet, removeSecrets, secretNameOf } from './secret'
import { testDraft, testStored } from './test-target'

export function createProfileUseCases(office: Office): ProfileUseCases {
  const { ports } = office
  const nextRuns = new NextRuns()
  return {
    list: () => overviews(ports.profiles.list(), office, nextRuns),
    show: async (id) => {
      const record = ports.profiles.get(id)
      const [shown] = record ? await overviews([record], office, nextRuns) : []
      if (!record || !shown) return fail(invalid('profile-unknown', { id }))
      return ok({ ...shown, secretSet: await isSecretSet(record, ports) })
    },
    apply: async (profiles) => apply(profiles, office),
    remove: async (id) => remove(id, office),
    setSecret: async (id, secret) => setSecret(id, secret, office),
    test: async (id, onStep) => {
      const profile = findProfile(id, ports)
      return profile.ok ? testStored(profile.value, ports, onStep) : profile
    },
    testDraft: (draft, secret, onStep) => testDraft(draft, secret, ports, onStep),
    preview: (draft, onProgress = () => undefined, isCancelled = () => false) =>
      preview(draft, ports, { onProgress, isCancelled }),
    trust: async (id, hostKey) => trust(id, hostKey, office),
    schedulePreview: async (id, fromLocal, count) => {
      const profile = findProfile(id, ports)
      if (!profile.ok) return profile
      const { schedule, timeZone } = profile.value
      const from = parseLocal(fromLocal, timeZone)
      if (from === null) return fail(invalid('moment-malformed', { value: fromLocal }))
      return ok(previewSlots(schedule, timeZone, from, count, dueRules(profile.value, ports)))
    },
    previewSchedule: async (draft, count) => {
      const faults = checkSchedule(draft, ports.chain.show())
      if (faults.length > 0) return fail(profileFaults(faults))
      return ok(previewSlots(draft.schedule, draft.timeZone, ports.clock.now(), count, dueRules(draft, ports)))
    },
    checkDraft: (draft, isNew) => checkDraft(draft, isNew, ports),
    create: async (draft) => create(draft, office),
    setEnabled: async (id, enabled) => {
      const profile = findProfile(id, ports)
      return profile.ok ? apply([{ ...profile.value, enabled }], office).then(plain) : profile
    },
    formats: () => ports.formats.map(({ id, carries, settings, presets }) => ({ id, carries, settings, presets })),
  }
}

/** Without what only a changed sign-in brings about. */
const plain = (applied: Result<ApplyReport, AppError>): Result<void, AppError> => (applied.ok ? ok() : applied)

/** Looks and stores in one go, so that no other order of this process comes in between. */
async function create(draft: Profile, office: Office): Promise<Result<{ readonly id: string }, AppError>> {
  const id = newProfileId(draft.name, office.ports)
  const applied = await apply([{ ...draft, id }], office)
  return applied.ok ? ok({ id }) : applied
}

function dueRules({ startDate }: Pick<Profile, 'startDate'>, { chain }: Ports) {
  return { startDate, maintenanceWindow: chain.show().maintenanceWindow }
}

async function apply(
  profiles: readonly Profile[],
  { ports, announce }: Office,
): Promise<Result<ApplyReport, AppError>> {
  const chain = ports.chain.show()
  const ids = profiles.map(({ id }) => id)
  const faults = profiles.flatMap((profile, index) => [
    ...checkProfile(profile, ports.formats, chain),
    ...(ids.indexOf(profile.id) < index ? [faultAt('id', profile.id, 'profile-duplicate')] : []),
  ])
  if (faults.length > 0) return fail(profileFaults(faults))
  const secretsForgotten = ports.profiles.put(profiles, ports.actor)
  await removeSecrets(secretsForgotten, ports)
  for (const profileId of ids) announce({ fact: 'profiles.changed', profileId })
  return ok({ secretsForgotten })
}

async function remove(id: string, { ports, announce }: Office): Promise<Result<void, AppError>> {
  const profile = findProfile(id, ports)
  if (!profile.ok) return profile
  const removedAlone = removeAlone(id, ports)
  if (!removedAlone.ok) return removedAlone
  await removeSecrets([id], ports)
  announce({ fact: 'profiles.changed', profileId: id })
  return ok()
}

/** Under the profile's lock, so that no run begins between the look and the removal. */
function removeAlone(id: string, ports: Ports): Result<void, AppError> {
  const lock = ports.locks.acquire(id)
  if (!lock) return fail(refused('already-running', { id }))
  try {
    const open = ports.runs.unfinished(id).find(isOpen)
    if (open) return fail(refused('run-open', { id: open.id }))
    ports.profiles.remove(id, ports.actor)
    return ok()
  } finally {
    lock.release()
  }
}

async function setSecret(
  id: string,
  secret: string,
  { ports, announce }: Office,
): Promise<Result<{ readonly place: 'keychain' | 'vault' }, AppError>> {
  const profile = findProfile(id, ports)
  if (!profile.ok) return profile
  if (secret === '') return fail(invalid('secret-empty'))
  const { place } = ports.secrets
  if (place === 'none') return fail(refused('secret-none-available'))
  const stored = await ports.secrets.set(secretNameOf(id), secret)
  if (!stored.ok) return fail(failed(`secret-${stored.error.kind}`, {}, { detail: stored.error.detail }))
  ports.profiles.bindSecret(id, accountOf(profile.value.target))
  ports.journal.append({ event: 'secret.set', profileId: id, runId: null, actor: ports.actor, data: { place } })
  announce({ fact: 'profiles.changed', profileId: id })
  return ok({ place })
}

async function trust(id: string, hostKey: string, office: Office): Promise<Result<void, AppError>> {
  const found = findProfile(id, office.ports)
  if (!found.ok) return found
  const { target } = found.value
  if (target.hostKeys.includes(hostKey)) return ok()
  const profile: Profile = { ...found.value, target: { ...target, hostKeys: [...target.hostKeys, hostKey] } }
  return plain(await apply([profile], office))
}
