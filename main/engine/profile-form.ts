import type { FileKind, NamingContext } from '../core/formats/format'
import { completeSettings } from '../core/formats/settings'
import type { Profile } from '../core/profile/profile'
import { profileIdOf } from '../core/profile/profile-id'
import { checkProfile } from '../core/profile/rules'
import { createRunId, wallClock } from '../core/run/run-id'
import { isTimeZone } from '../core/schedule/local-time'
import { checkDirectory, checkFileNamePattern, expandDirectory, repeatOf } from '../core/transfer/remote-name'
import type { DraftCheck, DraftNames } from './app-profile-form'
import type { Ports } from './ports'
import { isSecretKnownFor } from './secret'

/** The id that a new profile of this name gets. */
export function newProfileId(name: string, { profiles }: Pick<Ports, 'profiles'>): string {
  return profileIdOf(name, (id) => profiles.get(id) !== null)
}

/** What follows from settings that are not stored; only looks. */
export async function checkDraft(draft: Profile, isNew: boolean, ports: Ports): Promise<DraftCheck> {
  const id = isNew ? newProfileId(draft.name, ports) : draft.id
  const profile = { ...draft, id }
  const record = isNew ? null : ports.profiles.get(id)
  return {
    id,
    faults: checkProfile(profile, ports.formats, ports.chain.show()),
    secretSet: record !== null && (await isSecretKnownFor(record, profile.target, ports)),
    names: isTimeZone(profile.timeZone) ? namesOf(profile, ports) : { directory: null, files: [], repeat: 'never' },
  }
}

/** The names of a run that began now, with documents of this month. */
function namesOf(profile: Profile, { clock, formats }: Ports): DraftNames {
  const { target, selection, branch, timeZone, fileNamePattern } = profile
  const nowMs = clock.now()
  const createdAt = wallClock(nowMs, timeZone)
  const day = createdAt.slice(0, 10)
  const mandant = selection.mandants[0] ?? 'Mandant'
  const path = target.protocol === 'folder' ? target.directory.replaceAll('\\', '/') : target.directory
  const directory = checkDirectory(path).ok ? expandDirectory(target.directory, { mandant, branch, day }) : null
  const isWrong = fileNamePattern !== null && !checkFileNamePattern(fileNamePattern).ok
  const run = { createdAt, runId: createRunId(nowMs, timeZone, 'a1b2'), branch, fileNamePattern }
  const names = kindsOf(profile).flatMap(({ kind, format }) => {
    const found = formats.find((one) => one.id === format)
    if (!found) return []
    const settings = completeSettings(found.settings, profile.formatSettings[format] ?? {})
    const context: NamingContext = { ...run, settings }
    return found.nameOf({ kind, mandant }, day.slice(0, 7).replace('-', ''), context) ?? []
  })
  if (isWrong) return { directory, files: [], repeat: 'never' }
  return { directory, files: names, repeat: repeatOf(path, fileNamePattern) }
}

function kindsOf({ format, exportDebtors, incomingInvoices }: Profile): readonly { kind: FileKind; format: string }[] {
  return [
    { kind: 'postings', format },
    ...(exportDebtors ? [{ kind: 'personal-accounts' as const, format }] : []),
    ...(incomingInvoices.enabled ? [{ kind: 'incoming-invoices' as const, format: incomingInvoices.format }] : []),
  ]
}
