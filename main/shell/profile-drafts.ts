import type { ProfileDraftDto, ScheduleDraftDto } from '../../preload/contract/dto'
import type { Profile } from '../core/profile/profile'
import { faultAt, type ProfileFault } from '../core/profile/profile-fault'
import type { Interval } from '../core/schedule/interval'

/** Settings as typed, in the shape of a profile, and what is still empty in them. */
export interface TypedProfile {
  /** Where a number or a time is empty, one that is right stands in for it: `missing` says so already. */
  readonly profile: Profile
  readonly missing: readonly ProfileFault[]
}

const anyTime = '12:00'

/** Only what has no value at all is found here; every other rule is the core's. */
export function toProfile(draft: ProfileDraftDto): TypedProfile {
  const { schedule, missing } = toInterval(draft.schedule)
  const { attemptsMax } = draft
  const profile: Profile = {
    ...draft,
    name: draft.name.trim(),
    target: toTarget(draft.target),
    fileNamePattern: orNull(draft.fileNamePattern),
    schedule,
    email: draft.email.map((address) => address.trim()),
    attemptsMax: attemptsMax ?? 1,
  }
  return { profile, missing: [...missing, ...(attemptsMax === null ? [missingAt('attemptsMax')] : [])] }
}

function toTarget(target: ProfileDraftDto['target']): Profile['target'] {
  return {
    ...target,
    host: target.host?.trim() ?? null,
    directory: target.directory.trim(),
    user: target.user?.trim() ?? null,
    privateKeyFile: target.privateKeyFile?.trim() ?? null,
    tlsCaFile: orNull(target.tlsCaFile),
  }
}

const orNull = (text: string | null) => (text === null || text.trim() === '' ? null : text.trim())
const missingAt = (path: string) => faultAt(path, null, 'input-missing')

/** A schedule as typed, and what is still empty in it. */
export function toInterval(draft: ScheduleDraftDto): { schedule: Interval; missing: readonly ProfileFault[] } {
  if (draft.interval === 'minutes') {
    const { minutes } = draft
    return minutes === null
      ? { schedule: { interval: 'minutes', minutes: 1 }, missing: [missingAt('schedule.minutes')] }
      : { schedule: { interval: 'minutes', minutes }, missing: [] }
  }
  if (draft.interval === 'hourly' || draft.time !== '') return { schedule: draft, missing: [] }
  return { schedule: { ...draft, time: anyTime }, missing: [missingAt('schedule.time')] }
}

/** Back again, for the form. */
export function toDraft(profile: Profile): ProfileDraftDto {
  const { target, selection, schedule } = profile
  return {
    ...profile,
    formatSettings: structuredClone(profile.formatSettings) as ProfileDraftDto['formatSettings'], // safe: a copy is ours to change
    target: { ...target, hostKeys: [...target.hostKeys] },
    selection: {
      mandants: [...selection.mandants],
      documentTypes: [...selection.documentTypes],
      paymentMethods: [...selection.paymentMethods],
    },
    incomingInvoices: { ...profile.incomingInvoices },
    schedule: toScheduleDraft(schedule),
    email: [...profile.email],
  }
}

function toScheduleDraft(schedule: Interval): ScheduleDraftDto {
  if (schedule.interval === 'weekly') return { ...schedule, weekdays: [...schedule.weekdays] }
  if (schedule.interval === 'monthly') return { ...schedule, days: [...schedule.days] }
  return schedule
}
