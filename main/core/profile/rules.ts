import { assertNever } from '../assert'
import type { ExportFormat } from '../formats/format'
import { checkSettings } from '../formats/settings'
import { type Interval, type MaintenanceWindow, weekdays } from '../schedule/interval'
import { isIsoDate, isLocalTime, isTimeZone } from '../schedule/local-time'
import { isExecutionTime } from '../schedule/open-hours'
import type { ChainSettings } from '../store-ports'
import { checkFileNamePattern } from '../transfer/remote-name'
import type { Profile } from './profile'
import { faultAt, nameFaults, type ProfileFault } from './profile-fault'
import { checkTarget } from './target-rules'

/** What a rule must know of a format. */
export type KnownFormat = Pick<ExportFormat, 'id' | 'carries' | 'settings'>

const idPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/
const emailPattern = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/
const intervalMinutesMax = 720
const monthDayMax = 31
const attemptsLimit = 100

/**
 * Every rule of product §2 that does not need the ledger. Whatever brought the profile – form, file, command line – goes
 * through here; the contract's schema before it only sees to the shape.
 * @returns one fault per wrong place; empty: the profile may be stored
 */
export function checkProfile(
  profile: Profile,
  knownFormats: readonly KnownFormat[],
  chain: Pick<ChainSettings, 'maintenanceWindow'>,
): readonly ProfileFault[] {
  return [
    ...checkHead(profile),
    ...checkTarget(profile.target),
    ...checkSelection(profile.selection),
    ...checkFormats(profile, knownFormats),
    ...checkFormatSettings(profile, knownFormats),
    ...checkSchedule(profile, chain),
    ...(profile.fileNamePattern === null
      ? []
      : nameFaults('fileNamePattern', checkFileNamePattern(profile.fileNamePattern))),
    ...profile.email.flatMap((address, index) =>
      emailPattern.test(address) ? [] : [faultAt(`email[${index}]`, address, 'input-email')],
    ),
  ]
}

/** The part of these rules that says when a profile runs: for a form in which nothing else is decided yet. */
export function checkSchedule(
  { startDate, timeZone, schedule }: Pick<Profile, 'startDate' | 'timeZone' | 'schedule'>,
  chain: Pick<ChainSettings, 'maintenanceWindow'>,
): readonly ProfileFault[] {
  return [
    ...(startDate === null || isIsoDate(startDate) ? [] : [faultAt('startDate', startDate, 'input-date')]),
    ...(isTimeZone(timeZone) ? [] : [faultAt('timeZone', timeZone, 'profile-zone-unknown')]),
    ...checkInterval(schedule, chain.maintenanceWindow),
  ]
}

/** The same for the chain's settings. Profiles whose time the new hours would close are found by `checkProfile`. */
export function checkChain({ maintenanceWindow: window }: ChainSettings): readonly ProfileFault[] {
  if (!window) return []
  const wrong = (['from', 'to'] as const).flatMap((edge) =>
    isLocalTime(window[edge]) ? [] : [faultAt(`maintenanceWindow.${edge}`, window[edge], 'input-time')],
  )
  if (wrong.length > 0) return wrong
  return window.from === window.to ? [faultAt('maintenanceWindow.to', window.to, 'chain-window-empty')] : []
}

function checkHead(profile: Profile): readonly ProfileFault[] {
  const { id, name, workstation, branch, attemptsMax } = profile
  return [
    ...(idPattern.test(id) ? [] : [faultAt('id', id, 'input-profile-id')]),
    ...(name.trim() === '' ? [faultAt('name', name, 'input-empty')] : []),
    ...(workstation?.trim() === '' ? [faultAt('workstation', workstation, 'input-empty')] : []),
    ...(isWithin(attemptsMax, 1, attemptsLimit)
      ? []
      : [faultAt('attemptsMax', `${attemptsMax}`, 'profile-attempts-max', { max: attemptsLimit })]),
    ...(branch?.trim() === '' ? [faultAt('branch', branch, 'input-empty')] : []),
  ]
}

function checkSelection({ mandants, documentTypes, paymentMethods }: Profile['selection']): readonly ProfileFault[] {
  return [
    ...checkList('selection.mandants', mandants, 'mandatory'),
    ...checkList('selection.documentTypes', documentTypes, 'mandatory'),
    ...checkList('selection.paymentMethods', paymentMethods, 'optional'),
  ]
}

function checkList(path: string, values: readonly string[], need: 'mandatory' | 'optional'): readonly ProfileFault[] {
  if (values.length === 0) return need === 'mandatory' ? [faultAt(path, null, 'input-empty')] : []
  return values.flatMap((value, index) => {
    if (value.trim() === '') return [faultAt(`${path}[${index}]`, value, 'input-empty')]
    return values.indexOf(value) < index ? [faultAt(`${path}[${index}]`, value, 'profile-duplicate')] : []
  })
}

function checkFormats(profile: Profile, knownFormats: readonly KnownFormat[]): readonly ProfileFault[] {
  const known = knownFormats.map(({ id }) => id).join(', ')
  const unknown = (path: string, id: string) => faultAt(path, id, 'profile-format-unknown', { known })
  const find = (id: string) => knownFormats.find((format) => format.id === id)
  const faults: ProfileFault[] = []
  const format = find(profile.format)
  if (!format) faults.push(unknown('format', profile.format))
  else if (profile.exportDebtors && !format.carries.personalAccounts) {
    faults.push(faultAt('exportDebtors', 'true', 'profile-format-no-debtors', { format: format.id }))
  }
  if (!profile.incomingInvoices.enabled) return faults
  const incoming = find(profile.incomingInvoices.format)
  if (!incoming) faults.push(unknown('incomingInvoices.format', profile.incomingInvoices.format))
  else if (!incoming.carries.incomingInvoices) {
    faults.push(faultAt('incomingInvoices.format', incoming.id, 'profile-format-no-incoming'))
  }
  return faults
}

/** Settings of a format that the profile does not use now are held to its rules too: they wait for the day it does. */
function checkFormatSettings(
  { formatSettings }: Profile,
  knownFormats: readonly KnownFormat[],
): readonly ProfileFault[] {
  return Object.entries(formatSettings).flatMap(([id, stored]) => {
    const format = knownFormats.find((one) => one.id === id)
    const known = knownFormats.map((one) => one.id).join(', ')
    if (!format) return [faultAt(`formatSettings.${id}`, id, 'profile-format-unknown', { known })]
    return checkSettings(format.settings, stored).map(({ key, value, code, allowed }) =>
      faultAt(`formatSettings.${id}.${key}`, value, code, { allowed }),
    )
  })
}

function checkInterval(schedule: Interval, window: MaintenanceWindow | null): readonly ProfileFault[] {
  switch (schedule.interval) {
    case 'hourly':
      return []
    case 'minutes':
      return isWithin(schedule.minutes, 1, intervalMinutesMax)
        ? []
        : [faultAt('schedule.minutes', `${schedule.minutes}`, 'profile-interval-minutes')]
    case 'daily':
      return checkTime(schedule.time, window)
    case 'weekly':
      return [
        ...(schedule.weekdays.length === 0 ? [faultAt('schedule.weekdays', null, 'input-empty')] : []),
        ...schedule.weekdays.flatMap((day, index) =>
          weekdays.includes(day)
            ? []
            : [faultAt(`schedule.weekdays[${index}]`, day, 'input-not-allowed', { allowed: weekdays.join(', ') })],
        ),
        ...checkTime(schedule.time, window),
      ]
    case 'monthly':
      return [
        ...(schedule.days.length === 0 ? [faultAt('schedule.days', null, 'input-empty')] : []),
        ...schedule.days.flatMap((day, index) =>
          isWithin(day, 1, monthDayMax) ? [] : [faultAt(`schedule.days[${index}]`, `${day}`, 'profile-month-day')],
        ),
        ...checkTime(schedule.time, window),
      ]
    default:
      return assertNever(schedule)
  }
}

function isWithin(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max
}

function checkTime(time: string, window: MaintenanceWindow | null): readonly ProfileFault[] {
  if (!isLocalTime(time)) return [faultAt('schedule.time', time, 'input-time')]
  if (isExecutionTime(time, null) && window && !isExecutionTime(time, window)) {
    return [faultAt('schedule.time', time, 'profile-time-in-window', { from: window.from, to: window.to })]
  }
  return isExecutionTime(time, window) ? [] : [faultAt('schedule.time', time, 'profile-time-closed')]
}
