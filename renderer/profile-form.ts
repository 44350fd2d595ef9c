import type { ProfileChoicesDto, ProfileDraftDto } from '../preload/contract/dto'
import { type ScheduleForm, draftOf as scheduleDraftOf, formOf as scheduleFormOf } from './schedule-form'

export type Protocol = ProfileDraftDto['target']['protocol']
export const protocols = ['sftp', 'ftps', 'ftps-implicit', 'ftp', 'folder'] as const satisfies readonly Protocol[]

/** Where a server listens when nobody says otherwise; only shown, the core decides. */
export const usualPorts: Readonly<Record<Exclude<Protocol, 'folder'>, string>> = {
  sftp: '22',
  ftp: '21',
  ftps: '21',
  'ftps-implicit': '990',
}

/** Placeholders of a directory, and those of a file name. */
export const directoryPlaceholders = ['mandant', 'filiale', 'jjjj', 'mm', 'tt'] as const
export const fileNamePlaceholders = ['art', 'mandant', 'monat', 'filiale', 'jjjj', 'mm', 'tt', 'lauf'] as const

export const timeZones = ['Europe/Berlin', 'Europe/Vienna', 'Europe/Zurich'] as const

/**
 * A profile as a person types it. What does not apply to the chosen protocol, sign-in or interval stays here, so that who
 * changes their mind finds it again; only what applies is sent.
 */
export interface ProfileForm extends ScheduleForm {
  readonly id: string
  readonly name: string
  readonly workstation: string | null
  readonly branch: string | null
  readonly timeZone: string
  readonly protocol: Protocol
  readonly host: string
  readonly port: string
  readonly directory: string
  /** Of the protocol `folder`. */
  readonly folder: string
  readonly user: string
  readonly signIn: 'password' | 'key'
  readonly hostKeys: readonly string[]
  readonly privateKeyFile: string
  readonly tlsCaFile: string
  /** Password or passphrase, only on its way in; null: what is stored stays. */
  readonly secret: string | null
  readonly mandants: readonly string[]
  readonly documentTypes: readonly string[]
  readonly paymentMethods: readonly string[]
  readonly exportDebtors: boolean
  readonly format: string
  readonly incomingInvoices: boolean
  readonly incomingFormat: string
  readonly formatSettings: ProfileDraftDto['formatSettings']
  readonly fileNamePattern: string
  readonly email: readonly string[]
  readonly attemptsMax: string
}

export function formOfDraft(draft: ProfileDraftDto): ProfileForm {
  const { target, selection, schedule } = draft
  const isFolder = target.protocol === 'folder'
  return {
    ...scheduleFormOf({ ...draft, schedule: filled(schedule) }),
    id: draft.id,
    name: draft.name,
    workstation: draft.workstation,
    branch: draft.branch,
    timeZone: draft.timeZone,
    protocol: target.protocol,
    host: target.host ?? '',
    port: target.port === null ? '' : String(target.port),
    directory: isFolder ? '' : target.directory,
    folder: isFolder ? target.directory : '',
    user: target.user ?? '',
    signIn: target.privateKeyFile === null ? 'password' : 'key',
    hostKeys: target.hostKeys,
    privateKeyFile: target.privateKeyFile ?? '',
    tlsCaFile: target.tlsCaFile ?? '',
    secret: null,
    ...selection,
    exportDebtors: draft.exportDebtors,
    format: draft.format,
    incomingInvoices: draft.incomingInvoices.enabled,
    incomingFormat: draft.incomingInvoices.format,
    formatSettings: draft.formatSettings,
    fileNamePattern: draft.fileNamePattern ?? '',
    email: draft.email,
    attemptsMax: draft.attemptsMax === null ? '' : String(draft.attemptsMax),
  }
}

/** What is stored has its minutes; the type of a draft allows an empty field. */
function filled(schedule: ProfileDraftDto['schedule']): Parameters<typeof scheduleFormOf>[0]['schedule'] {
  return schedule.interval === 'minutes' ? { interval: 'minutes', minutes: schedule.minutes ?? 0 } : schedule
}

/** What the form means now, right or wrong: without what does not apply. */
export function draftOfForm(form: ProfileForm, formats: ProfileChoicesDto['formats']): ProfileDraftDto {
  const carries = (id: string) => formats.find((format) => format.id === id)
  return {
    id: form.id,
    name: form.name,
    enabled: form.enabled,
    workstation: form.workstation,
    branch: form.branch,
    startDate: form.startDate,
    timeZone: form.timeZone,
    missedRuns: form.missedRuns,
    target: targetOf(form),
    selection: {
      mandants: [...form.mandants],
      documentTypes: [...form.documentTypes],
      paymentMethods: [...form.paymentMethods],
    },
    exportDebtors: form.exportDebtors && (carries(form.format)?.personalAccounts ?? true),
    format: form.format,
    incomingInvoices: { enabled: form.incomingInvoices, format: form.incomingFormat },
    formatSettings: form.formatSettings,
    fileNamePattern: form.fileNamePattern === '' ? null : form.fileNamePattern,
    schedule: scheduleDraftOf(form),
    email: [...form.email],
    attemptsMax: form.attemptsMax === '' ? null : Number(form.attemptsMax),
  }
}

function targetOf(form: ProfileForm): ProfileDraftDto['target'] {
  const { protocol } = form
  const none = { hostKeys: [], privateKeyFile: null, tlsCaFile: null }
  if (protocol === 'folder') return { protocol, host: null, port: null, directory: form.folder, user: null, ...none }
  const isFtps = protocol === 'ftps' || protocol === 'ftps-implicit'
  return {
    protocol,
    host: form.host,
    port: form.port === '' ? null : Number(form.port),
    directory: form.directory,
    user: form.user,
    hostKeys: protocol === 'sftp' ? [...form.hostKeys] : [],
    privateKeyFile: usesKey(form) ? form.privateKeyFile : null,
    tlsCaFile: isFtps && form.tlsCaFile !== '' ? form.tlsCaFile : null,
  }
}

export function usesKey({ protocol, signIn }: Pick<ProfileForm, 'protocol' | 'signIn'>): boolean {
  return protocol === 'sftp' && signIn === 'key'
}

/** The blocks of the form, in their order, and which fields stand in which. */
export const sections = ['configuration', 'target', 'execution', 'email'] as const
export type Section = (typeof sections)[number]

export function sectionOf(path: string): Section {
  if (path.startsWith('target')) return 'target'
  if (path.startsWith('email')) return 'email'
  const isConfiguration = ['id', 'name', 'enabled', 'workstation', 'branch', 'startDate'].some((one) => path === one)
  return isConfiguration ? 'configuration' : 'execution'
}
