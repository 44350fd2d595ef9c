import type { Language, ProfileDto } from '../../../preload/contract/dto'
import { profileState, profileStates } from '../../status'

export const sortColumns = ['name', 'state', 'branch', 'computer', 'target', 'nextRun', 'lastRun', 'waiting'] as const
export type SortColumn = (typeof sortColumns)[number]

export interface SortOrder {
  readonly column: SortColumn
  readonly isDescending: boolean
}

export interface ListFilter {
  readonly search: string
  /** Only profiles that are bound to a computer. */
  readonly onlyBound: boolean
}

/** What is shown: every word of the search must occur somewhere in what the list says of a profile. */
export function filtered(profiles: readonly ProfileDto[], { search, onlyBound }: ListFilter): readonly ProfileDto[] {
  const wanted = search.trim().toLocaleLowerCase('de').split(/\s+/)
  return profiles.filter((profile) => {
    if (onlyBound && profile.workstation === null) return false
    const { name, id, branch, target, workstation } = profile
    const text = [name, id, branch ?? '', target.place, workstation ?? ''].join('\n').toLocaleLowerCase('de')
    return wanted.every((word) => text.includes(word))
  })
}

/** Nothing to sort by comes last, whatever the direction. */
export function sorted(
  profiles: readonly ProfileDto[],
  { column, isDescending }: SortOrder,
  language: Language,
): readonly ProfileDto[] {
  const { compare } = new Intl.Collator(language, { numeric: true })
  const turn = isDescending ? -1 : 1
  const rows = profiles.map((profile) => ({ profile, key: keyOf(profile, column) }))
  rows.sort((a, b) => {
    if (a.key !== null && b.key === null) return -1
    if (a.key === null && b.key !== null) return 1
    const order =
      typeof a.key === 'number' && typeof b.key === 'number' ? a.key - b.key : compare(`${a.key}`, `${b.key}`)
    return order === 0 ? compare(a.profile.name, b.profile.name) : turn * order
  })
  return rows.map(({ profile }) => profile)
}

function keyOf(profile: ProfileDto, column: SortColumn): string | number | null {
  switch (column) {
    case 'name':
      return profile.name
    case 'state':
      return profileStates.indexOf(profileState(profile, undefined))
    case 'branch':
      return profile.branch
    case 'computer':
      return profile.workstation
    case 'target':
      return profile.target.place
    case 'nextRun':
      return profile.nextRun === null ? null : Date.parse(profile.nextRun)
    case 'lastRun':
      return profile.lastRun && (profile.lastRun.finishedMs ?? profile.lastRun.startedMs)
    case 'waiting':
      return profile.waitingDocuments
  }
}
