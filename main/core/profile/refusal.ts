import type { Mandant } from '../ledger/ledger'
import { dayOf } from '../schedule/local-time'
import type { Workstation } from '../store-ports'
import type { Profile } from './profile'

/** A rule that forbids the run; nothing is written or sent. The words stand under `error.<code>`. */
export interface Refusal {
  readonly class: 'refused'
  readonly code:
    | 'workstation-other-name'
    | 'workstation-older-copy'
    | 'foreign-workstation'
    | 'other-branch'
    | 'before-start-date'
    | 'mandant-unknown'
    | 'bookkeeping-inactive'
  readonly params: Readonly<Record<string, string | number>>
}

/** What the rules are held against. */
export interface Situation {
  readonly workstation: Workstation
  readonly nowMs: number
  /** What the ledger knows; null leaves out the rules about Mandanten (an overview need not ask the ledger). */
  readonly mandants: readonly Pick<Mandant, 'mandant' | 'bookkeepingActive'>[] | null
}

/** The first rule that forbids this profile here and now, by hand or by schedule; null when it may run. */
export function refusal(profile: Profile, { workstation, nowMs, mandants }: Situation): Refusal | null {
  const { name, boundName, branch } = workstation
  if (workstation.reason === 'other-name') return refuse('workstation-other-name', { name, boundName })
  if (!workstation.adopted) return refuse('workstation-older-copy', { name })
  if (profile.workstation !== null && !isSameWorkstation(profile.workstation, name)) {
    return refuse('foreign-workstation', { name, workstation: profile.workstation })
  }
  if (profile.branch !== null && branch !== null && profile.branch !== branch) {
    return refuse('other-branch', { branch, profileBranch: profile.branch })
  }
  if (profile.startDate !== null && dayOf(nowMs, profile.timeZone) < profile.startDate) {
    return refuse('before-start-date', { startDate: profile.startDate })
  }
  return mandants === null ? null : refusalByMandant(profile, mandants)
}

/** Computer names are the same whatever their case, as the networks they come from have it. */
export function isSameWorkstation(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

/** One Mandant without active bookkeeping refuses the whole run. */
function refusalByMandant(profile: Profile, mandants: NonNullable<Situation['mandants']>): Refusal | null {
  for (const wanted of profile.selection.mandants) {
    const found = mandants.find(({ mandant }) => mandant === wanted)
    if (!found) return refuse('mandant-unknown', { mandant: wanted })
    if (!found.bookkeepingActive) return refuse('bookkeeping-inactive', { mandant: wanted })
  }
  return null
}

function refuse(code: Refusal['code'], params: Refusal['params']): Refusal {
  return { class: 'refused', code, params }
}
