import { describe, expect, it } from 'vitest'
import { isTextKey } from '../../../resources/locales/texts'
import type { Interval } from '../schedule/interval'
import type { TargetSettings } from '../transfer/target'
import type { Profile } from './profile'
import { checkChain, checkProfile, type KnownFormat } from './rules'

const formats: readonly KnownFormat[] = [
  {
    id: 'datev-csv',
    settings: [],
    carries: { personalAccounts: true, incomingInvoices: true, attachments: false, currencies: null },
  },
  {
    id: 'plain',
    settings: [],
    carries: { personalAccounts: false, incomingInvoices: false, attachments: false, currencies: null },
  },
]
const chain = { maintenanceWindow: { from: '22:00', to: '06:00' } }
const sftp: TargetSettings = {
  protocol: 'sftp',
  host: 'sftp.example.de',
  port: 2222,
  directory: 'eingang/{mandant}',
  user: 'stb',
  hostKeys: [`SHA256:${'a'.repeat(43)}`],
  privateKeyFile: null,
  tlsCaFile: null,
}
const folder: TargetSettings = {
  ...{ protocol: 'folder', host: null, port: null, directory: 'C:\\Kanzlei\\Eingang', user: null },
  ...{ hostKeys: [], privateKeyFile: null, tlsCaFile: null },
} as const
const valid: Profile = {
  id: 'kanzlei',
  name: 'Export an die Kanzlei',
  enabled: true,
  workstation: null,
  branch: null,
  startDate: null,
  timeZone: 'Europe/Berlin',
  missedRuns: 'catch-up',
  target: sftp,
  selection: { mandants: ['M1'], documentTypes: ['RE', 'GU'], paymentMethods: [] },
  exportDebtors: true,
  format: 'datev-csv',
  incomingInvoices: { enabled: false, format: 'datev-csv' },
  formatSettings: {},
  fileNamePattern: null,
  schedule: { interval: 'daily', time: '18:30' },
  email: ['buero@example.de'],
  attemptsMax: 30,
}
const faults = (change: Partial<Profile>, limits = chain) =>
  checkProfile({ ...valid, ...change }, formats, limits).map(({ path, code }) => `${path} ${code}`)
const target = (change: Partial<TargetSettings>, base = sftp) => faults({ target: { ...base, ...change } })
const schedule = (interval: Interval) => faults({ schedule: interval })
const selection = (change: Partial<Profile['selection']>) => faults({ selection: { ...valid.selection, ...change } })

describe('a profile', () => {
  it('is taken when it is right', () => {
    expect(faults({})).toEqual([])
    expect(faults({ target: folder })).toEqual([])
    expect(
      faults({ startDate: '2028-02-29', workstation: 'KASSE-1', branch: 'F1', timeZone: 'Europe/Zurich' }),
    ).toEqual([])
    expect(target({ port: null, hostKeys: [], privateKeyFile: '/etc/key' })).toEqual([])
    expect(target({ protocol: 'ftps-implicit', hostKeys: [], tlsCaFile: 'ca.pem' })).toEqual([])
    expect(faults({ fileNamePattern: '{mandant}_{lauf}.csv' })).toEqual([])
  })

  it.each([
    [{ id: '' }, 'id input-profile-id'],
    [{ id: '../kanzlei' }, 'id input-profile-id'],
    [{ id: 'kanzlei wien' }, 'id input-profile-id'],
    [{ name: '  ' }, 'name input-empty'],
    [{ workstation: '' }, 'workstation input-empty'],
    [{ branch: ' ' }, 'branch input-empty'],
    [{ startDate: '2026-02-30' }, 'startDate input-date'],
    [{ attemptsMax: 0 }, 'attemptsMax profile-attempts-max'],
    [{ attemptsMax: 101 }, 'attemptsMax profile-attempts-max'],
    [{ attemptsMax: 1.5 }, 'attemptsMax profile-attempts-max'],
    [{ timeZone: 'Europe/Bonn' }, 'timeZone profile-zone-unknown'],
    [{ timeZone: '+01:00' }, 'timeZone profile-zone-unknown'],
    [{ format: 'datev' }, 'format profile-format-unknown'],
    [{ format: 'plain' }, 'exportDebtors profile-format-no-debtors'],
    [{ incomingInvoices: { enabled: true, format: 'x' } }, 'incomingInvoices.format profile-format-unknown'],
    [{ incomingInvoices: { enabled: true, format: 'plain' } }, 'incomingInvoices.format profile-format-no-incoming'],
    [{ fileNamePattern: '{kunde}.csv' }, 'fileNamePattern name-placeholder-unknown'],
    [{ fileNamePattern: 'a/b.csv' }, 'fileNamePattern name-slash'],
    [{ email: ['a@b.de', 'buero@'] }, 'email[1] input-email'],
    [{ email: ['a@b.de,c@d.de'] }, 'email[0] input-email'],
  ] satisfies [Partial<Profile>, string][])('with %j is refused: %s', (change, expected) => {
    expect(faults(change)).toEqual([expected])
  })

  it('does not mind a format of incoming invoices that are not exported', () => {
    expect(faults({ incomingInvoices: { enabled: false, format: 'later' } })).toEqual([])
  })

  it.each([
    [{ host: null }, 'target.host input-missing'],
    [{ host: 'sftp://x' }, 'target.host input-host'],
    [{ user: null }, 'target.user input-missing'],
    [{ user: ' ' }, 'target.user input-missing'],
    [{ port: 0 }, 'target.port profile-port'],
    [{ port: 65_536 }, 'target.port profile-port'],
    [{ port: 22.5 }, 'target.port profile-port'],
    [{ directory: '../x' }, 'target.directory name-parent-segment'],
    [{ directory: 'a\\b' }, 'target.directory name-backslash'],
    [{ directory: '{monat}' }, 'target.directory name-placeholder-unknown'],
    [{ hostKeys: ['MD5:aa'] }, 'target.hostKeys[0] input-host-key'],
    [{ privateKeyFile: '' }, 'target.privateKeyFile input-empty'],
    [{ tlsCaFile: 'ca.pem' }, 'target.tlsCaFile input-ftps-only'],
    [{ protocol: 'ftp' }, 'target.hostKeys input-sftp-only'],
    [{ protocol: 'ftps', hostKeys: [], privateKeyFile: 'k' }, 'target.privateKeyFile input-sftp-only'],
  ] satisfies [Partial<TargetSettings>, string][])('with the server %j is refused: %s', (change, expected) => {
    expect(target(change)).toEqual([expected])
  })

  it.each([
    [{ directory: '' }, 'target.directory input-empty'],
    [{ directory: 'C:\\..\\x' }, 'target.directory name-parent-segment'],
    [{ host: 'x' }, 'target.host input-not-for-folder'],
    [{ port: 22 }, 'target.port input-not-for-folder'],
  ] satisfies [Partial<TargetSettings>, string][])('with the folder %j is refused: %s', (change, expected) => {
    expect(target(change, folder)).toEqual([expected])
  })

  it('needs a Mandant and a document type, each once', () => {
    expect(selection({ mandants: [] })).toEqual(['selection.mandants input-empty'])
    expect(selection({ documentTypes: [] })).toEqual(['selection.documentTypes input-empty'])
    expect(selection({ mandants: ['M1', ' ', 'M1'] })).toEqual([
      'selection.mandants[1] input-empty',
      'selection.mandants[2] profile-duplicate',
    ])
    expect(selection({ paymentMethods: ['', 'BAR'] })).toEqual(['selection.paymentMethods[0] input-empty'])
  })

  it('runs from 06:00 to 22:00 inclusive', () => {
    for (const time of ['06:00', '12:34', '22:00']) expect(schedule({ interval: 'daily', time })).toEqual([])
    for (const time of ['05:59', '22:01', '00:00', '23:59']) {
      expect(schedule({ interval: 'daily', time })).toEqual(['schedule.time profile-time-closed'])
      expect(schedule({ interval: 'weekly', weekdays: ['mon'], time })).toEqual(['schedule.time profile-time-closed'])
      expect(schedule({ interval: 'monthly', days: [1], time })).toEqual(['schedule.time profile-time-closed'])
    }
    expect(schedule({ interval: 'daily', time: '24:00' })).toEqual(['schedule.time input-time'])
    expect(faults({ schedule: { interval: 'daily', time: '03:00' } }, { maintenanceWindow: null as never })).toEqual([
      'schedule.time profile-time-closed',
    ])
    expect(faults({}, { maintenanceWindow: { from: '18:00', to: '08:00' } })).toEqual([
      'schedule.time profile-time-in-window',
    ])
  })

  it('knows the bounds of every interval', () => {
    expect(schedule({ interval: 'hourly' })).toEqual([])
    for (const minutes of [1, 15, 720]) expect(schedule({ interval: 'minutes', minutes })).toEqual([])
    for (const minutes of [0, -5, 721, 1.5, Number.NaN]) {
      expect(schedule({ interval: 'minutes', minutes })).toEqual(['schedule.minutes profile-interval-minutes'])
    }
    expect(schedule({ interval: 'weekly', weekdays: [], time: '07:00' })).toEqual(['schedule.weekdays input-empty'])
    expect(schedule({ interval: 'monthly', days: [1, 31], time: '07:00' })).toEqual([])
    expect(schedule({ interval: 'monthly', days: [], time: '07:00' })).toEqual(['schedule.days input-empty'])
    expect(schedule({ interval: 'monthly', days: [0, 32], time: '07:00' })).toEqual([
      'schedule.days[0] profile-month-day',
      'schedule.days[1] profile-month-day',
    ])
  })

  it('names every wrong place at once, each with words', () => {
    const all = checkProfile(
      {
        ...valid,
        id: '',
        target: { ...sftp, host: null, port: 0 },
        format: 'x',
        schedule: { interval: 'daily', time: '5' },
      },
      formats,
      chain,
    )
    expect(all.map(({ path }) => path)).toEqual(['id', 'target.host', 'target.port', 'format', 'schedule.time'])
    expect(all.filter(({ code }) => !isTextKey(`fault.${code}`))).toEqual([])
  })
})

describe('the maintenance window', () => {
  it('has two different times or is not there', () => {
    const check = (maintenanceWindow: { from: string; to: string } | null) =>
      checkChain({ maintenanceWindow, adminsMayRevealPasswords: false }).map(({ path, code }) => `${path} ${code}`)
    expect(check(null)).toEqual([])
    expect(check({ from: '21:00', to: '07:00' })).toEqual([])
    expect(check({ from: '24:00', to: '07:00' })).toEqual(['maintenanceWindow.from input-time'])
    expect(check({ from: '07:00', to: '07:00' })).toEqual(['maintenanceWindow.to chain-window-empty'])
  })
})
