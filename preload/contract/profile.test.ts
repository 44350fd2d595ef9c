import { describe, expect, it } from 'vitest'
import { parseProfile } from './profile'
import { parseChain, parseMandant } from './settings'

/** The example of the command line contract. */
const example = () => ({
  id: 'kanzlei',
  name: 'Export an die Kanzlei',
  enabled: true,
  workstation: null,
  branch: null,
  startDate: null,
  timeZone: 'Europe/Berlin',
  missedRuns: 'catch-up',
  target: {
    protocol: 'sftp',
    host: '127.0.0.1',
    port: 2222,
    directory: 'eingang/{mandant}',
    user: 'stb',
    hostKeys: ['SHA256:RhMGsCA5prMofqcyIqOW5nqvqfGJvoGgiZfjqFVF8Tk'],
    privateKeyFile: null,
    tlsCaFile: null,
  },
  selection: { mandants: ['M1'], documentTypes: ['RE', 'GU'], paymentMethods: [] },
  exportDebtors: true,
  format: 'datev-csv',
  incomingInvoices: { enabled: false, format: 'datev-csv' },
  fileNamePattern: null,
  schedule: { interval: 'daily', time: '18:30' },
  email: ['buero@example.de'],
  attemptsMax: 30,
})

/** Changes one place, named by its path; `undefined` removes the key. */
function changed(path: string, value: unknown): unknown {
  const profile: Record<string, unknown> = structuredClone(example())
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  const owner = keys.reduce<Record<string, unknown>>((object, key) => object[key] as Record<string, unknown>, profile)
  if (value === undefined) delete owner[last]
  else owner[last] = value
  return profile
}

function faultOf(path: string, value: unknown) {
  const parsed = parseProfile(changed(path, value))
  return parsed.ok ? 'accepted' : parsed.faults.map((fault) => [fault.path, fault.code, fault.value])
}

describe('profile JSON', () => {
  it('takes the example of the contract as it stands', () => {
    expect(parseProfile(example())).toEqual({ ok: true, value: { ...example(), formatSettings: {} } })
  })

  it('fills keys that may be left out', () => {
    const parsed = parseProfile({
      id: 'ordner',
      name: 'In den Ordner',
      target: { protocol: 'folder', directory: '/srv/eingang' },
      selection: { mandants: ['M1'], documentTypes: ['RE'] },
      format: 'datev-csv',
      schedule: { interval: 'hourly' },
    })
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        enabled: true,
        startDate: null,
        timeZone: 'Europe/Berlin',
        target: { protocol: 'folder', host: null, port: null, user: null, hostKeys: [], tlsCaFile: null },
        selection: { paymentMethods: [] },
        exportDebtors: false,
        incomingInvoices: { enabled: false },
        email: [],
        attemptsMax: 30,
      },
    })
  })

  it.each([
    ['id', undefined, ['id', 'input-missing', null]],
    ['id', '../x', ['id', 'input-profile-id', '../x']],
    ['name', '', ['name', 'input-empty', '']],
    ['enabled', 'yes', ['enabled', 'input-wrong-type', 'yes']],
    ['startDate', '2026-02-30', ['startDate', 'input-date', '2026-02-30']],
    ['missedRuns', 'later', ['missedRuns', 'input-not-allowed', 'later']],
    ['target.protocol', 'scp', ['target.protocol', 'input-not-allowed', 'scp']],
    ['target.protocol', undefined, ['target.protocol', 'input-missing', null]],
    ['target.host', undefined, ['target.host', 'input-missing', null]],
    ['target.host', 'ftp://x', ['target.host', 'input-host', 'ftp://x']],
    ['target.port', 0, ['target.port', 'input-too-small', '0']],
    ['target.port', 70000, ['target.port', 'input-too-big', '70000']],
    ['target.user', '', ['target.user', 'input-empty', '']],
    ['target.hostKeys', ['MD5:aa'], ['target.hostKeys[0]', 'input-host-key', 'MD5:aa']],
    ['target.tlsCaFile', '/ca.pem', ['target.tlsCaFile', 'input-ftps-only', '/ca.pem']],
    ['target', 'sftp', ['target', 'input-wrong-type', 'sftp']],
    ['selection.mandants', [], ['selection.mandants', 'input-empty', '[]']],
    ['selection.documentTypes', [1], ['selection.documentTypes[0]', 'input-wrong-type', '1']],
    ['schedule', { interval: 'daily', time: '24:00' }, ['schedule.time', 'input-time', '24:00']],
    ['schedule', { interval: 'hourly', time: '08:00' }, ['schedule.time', 'input-unknown-key', null]],
    ['schedule', { interval: 'minutes', minutes: 721 }, ['schedule.minutes', 'input-too-big', '721']],
    ['schedule', { interval: 'weekly', weekdays: [], time: '07:30' }, ['schedule.weekdays', 'input-empty', '[]']],
    ['schedule', { interval: 'monthly', days: [32], time: '07:30' }, ['schedule.days[0]', 'input-too-big', '32']],
    ['schedule', { interval: 'cron' }, ['schedule.interval', 'input-not-allowed', 'cron']],
    ['attemptsMax', 101, ['attemptsMax', 'input-too-big', '101']],
    ['email', ['buero'], ['email[0]', 'input-email', 'buero']],
  ])('refuses %s = %j', (path, value, fault) => {
    expect(faultOf(path, value)).toEqual([fault])
  })

  it('refuses a key it does not know without repeating what may be a secret', () => {
    expect(faultOf('target.password', 'geheim')).toEqual([['target.password', 'input-unknown-key', null]])
    expect(faultOf('passwort', 'geheim')).toEqual([['passwort', 'input-unknown-key', null]])
  })

  it('names every faulty place at once', () => {
    const parsed = parseProfile({ ...example(), id: '', schedule: { interval: 'daily' }, more: 1 })
    expect(parsed.ok ? [] : parsed.faults.map((fault) => fault.path)).toEqual(['id', 'schedule.time', 'more'])
  })

  it('refuses server settings on a folder', () => {
    expect(faultOf('target', { protocol: 'folder', directory: '/srv', host: 'h' })).toEqual([
      ['target.host', 'input-not-for-folder', 'h'],
    ])
    expect(faultOf('target', { protocol: 'folder' })).toEqual([['target.directory', 'input-missing', null]])
  })

  it.each([null, 3, 'text', []])('refuses %j as a whole', (input) => {
    const parsed = parseProfile(input)
    expect(parsed.ok ? [] : parsed.faults.map(({ path, code }) => [path, code])).toEqual([['', 'input-wrong-type']])
  })
})

describe('settings', () => {
  it('take a chain without a maintenance window', () => {
    expect(parseChain({ maintenanceWindow: null })).toEqual({
      ok: true,
      value: { maintenanceWindow: null, adminsMayRevealPasswords: false },
    })
    expect(parseChain({ maintenanceWindow: { from: '25:00', to: '06:00' } })).toMatchObject({
      ok: false,
      faults: [{ path: 'maintenanceWindow.from', code: 'input-time' }],
    })
  })

  it('take a Mandant with its own tax keys', () => {
    const taxKey = { direction: 'output', taxRate: 1900, key: '3', validFrom: null, validTo: null }
    expect(parseMandant({ mandant: 'M1', locked: 1, taxKeys: [taxKey] })).toMatchObject({ ok: true })
    expect(parseMandant({ mandant: 'M1', locked: 2 })).toMatchObject({
      ok: false,
      faults: [{ path: 'locked', code: 'input-not-allowed', params: { allowed: '0, 1' } }],
    })
  })
})
