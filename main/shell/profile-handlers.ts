import type { ExportPreviewDto, ProfileChoicesDto, ProfileDraftDto } from '../../preload/contract/dto'
import { assertNever } from '../core/assert'
import type { Profile } from '../core/profile/profile'
import type { ProfileFault } from '../core/profile/profile-fault'
import { fail, ok } from '../core/result'
import type { ExportPreview } from '../engine/app'
import { profileFaults } from '../engine/profile-faults'
import type { Handlers } from './answer'
import { out } from './answer-dto'
import type { Desktop, Host } from './handlers'
import type { OperationValue } from './operations'
import { toDraft, toProfile } from './profile-drafts'
import { toTestStep } from './test-step'
import { toCallError, toTrouble } from './to-dto'

/** The list's deeds and the form. */
export function profileHandlers(host: Host, desktop: Pick<Desktop, 'choosePath'>) {
  return {
    'profiles.edit': async ({ profileId, duplicateOf }) =>
      out(await host.ask('profiles.edit', profileId ?? duplicateOf), (found) => ({
        draft: draftOf(found, profileId === null),
        choices: choicesOf(found),
      })),
    'profiles.check': async ({ draft, isNew }) => {
      const { profile, missing } = toProfile(draft)
      return out(await host.ask('profiles.checkDraft', { draft: profile, isNew }), ({ faults, names, ...rest }) => ({
        ...rest,
        faults: [...missing, ...faults].map(toFault),
        names: { directory: names.directory, files: [...names.files], repeat: names.repeat },
      }))
    },
    ...storingHandlers(host),
    'profiles.preview': async ({ draft, isNew, previewId }) => {
      const { profile } = toProfile(draft)
      const order = { draft: isNew ? { ...profile, id: '' } : profile, previewId }
      return out(await host.ask('profiles.preview', order), toPreview)
    },
    'profiles.cancelPreview': async ({ previewId }) =>
      out(await host.ask('profiles.cancelPreview', previewId), nothing),
    'profiles.test': async ({ draft, secret, testId }) => {
      const order = { draft: toProfile(draft).profile, secret, testId }
      return out(await host.ask('profiles.testDraft', order), ({ ok: isOk, steps, hostKey }) => ({
        ok: isOk,
        steps: steps.map(toTestStep),
        hostKey,
      }))
    },
    'profiles.choosePath': async ({ kind }) => ok(await desktop.choosePath(kind)),
  } satisfies Partial<Handlers>
}

function storingHandlers(host: Host) {
  return {
    'profiles.save': async ({ draft, isNew, secret }) => {
      const { profile, missing } = toProfile(draft)
      if (missing.length > 0) return fail(toCallError(await everyFault(host, profile, isNew, missing)))
      return out(await host.ask('profiles.saveDraft', { draft: profile, isNew, secret }), ({ id, secretError }) => ({
        profileId: id,
        secretTrouble: secretError && toTrouble(secretError),
      }))
    },
    'profiles.setEnabled': async ({ profileId, enabled }) =>
      out(await host.ask('profiles.setEnabled', { id: profileId, enabled }), nothing),
    'profiles.remove': async ({ profileId }) => out(await host.ask('profiles.remove', profileId), nothing),
  } satisfies Partial<Handlers>
}

const nothing = () => ({})

/** What is empty, together with everything that is wrong besides. */
async function everyFault(host: Host, draft: Profile, isNew: boolean, missing: readonly ProfileFault[]) {
  const checked = await host.ask('profiles.checkDraft', { draft, isNew })
  return checked.ok ? profileFaults([...missing, ...checked.value.faults]) : checked.error
}

function toPreview(preview: ExportPreview): ExportPreviewDto {
  const { documents, groups, files, excluded, rejected, faults, faultsTotal, refusal } = preview
  return {
    ...{ documents, rejected, faultsTotal },
    groups: groups.map((group) => ({ ...group })),
    files: files.map((file) => ({ ...file })),
    excluded: excluded.map((one) => ({ ...one })),
    faults: faults.map((fault) => ({ ...fault })),
    refusal: refusal && toTrouble(refusal),
  }
}

const toFault = (fault: ProfileFault) => ({ ...fault, params: { ...fault.params } })

type Found = OperationValue<'profiles.edit'>

function draftOf(found: Found, isNew: boolean): ProfileDraftDto {
  if (!found.profile) return newDraft(found)
  // A copy does not run by itself before somebody has looked at it: it would hand everything over a second time.
  return isNew ? { ...toDraft(found.profile), id: '', enabled: false } : toDraft(found.profile)
}

/** Chooses what most people would: with one Mandant there is nothing to choose, and every kind of document is meant. */
function newDraft({ masterData, formats }: Found): ProfileDraftDto {
  const mandants = masterData.mandants.filter((one) => one.bookkeepingActive).map((one) => one.mandant)
  const [format = { id: '' }] = formats
  return {
    ...{ id: '', name: '', enabled: true, workstation: null, branch: null, startDate: null },
    ...{
      timeZone: 'Europe/Berlin',
      missedRuns: 'catch-up',
      exportDebtors: true,
      formatSettings: {},
      fileNamePattern: null,
      email: [],
    },
    target: {
      ...{ protocol: 'sftp', host: '', port: null, directory: '', user: '' },
      ...{ hostKeys: [], privateKeyFile: null, tlsCaFile: null },
    },
    selection: {
      mandants: mandants.length === 1 ? mandants : [],
      documentTypes: masterData.documentTypes.map((one) => one.documentType),
      paymentMethods: [],
    },
    format: format.id,
    incomingInvoices: { enabled: false, format: format.id },
    schedule: { interval: 'daily', time: '18:30' },
    attemptsMax: 30,
  }
}

function choicesOf({ masterData, formats, workstation }: Found): ProfileChoicesDto {
  const { mandants, branches, documentTypes, paymentMethods } = masterData
  return {
    workstation,
    branches: branches.map(({ branch, name }) => ({ id: branch, name })),
    mandants: mandants.map(({ mandant, name, bookkeepingActive }) => ({ id: mandant, name, bookkeepingActive })),
    documentTypes: documentTypes.map(({ documentType, name }) => ({ id: documentType, name })),
    paymentMethods: paymentMethods.map(({ paymentMethod, name }) => ({ id: paymentMethod, name })),
    formats: formats.map(toFormatChoice),
  }
}

function toFormatChoice({
  id,
  carries,
  settings,
  presets,
}: Found['formats'][number]): ProfileChoicesDto['formats'][number] {
  const { personalAccounts, incomingInvoices } = carries
  return {
    ...{ id, personalAccounts, incomingInvoices },
    settings: settings.map(toSettingDto),
    presets: presets.map(({ id: preset, values }) => ({ id: preset, values: copied(values) })),
  }
}

type SettingDto = ProfileChoicesDto['formats'][number]['settings'][number]

function toSettingDto(setting: Found['formats'][number]['settings'][number]): SettingDto {
  const { key, help = false, when } = setting
  const common = { key, help, when: when ? copied(when) : null }
  switch (setting.kind) {
    case 'choice':
      return { ...common, kind: 'choice', options: [...setting.options], default: setting.default }
    case 'switch':
      return { ...common, kind: 'switch', default: setting.default }
    case 'text':
      return { ...common, kind: 'text', maxLength: setting.maxLength, default: setting.default }
    case 'columns':
      return { ...common, kind: 'columns', offered: copied(setting.offered), default: copied(setting.default) }
    default:
      return assertNever(setting)
  }
}

type Writable<T> = T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T
/** A copy is ours to hand on, whatever the original says. */
const copied = <T>(value: T) => structuredClone(value) as Writable<T>
