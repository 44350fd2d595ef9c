import { describe, expect, it } from 'vitest'
import { isTextKey } from '../../../resources/locales/texts'
import type { Workstation } from '../store-ports'
import type { Profile } from './profile'
import { refusal, type Situation } from './refusal'

const workstation: Workstation = {
  name: 'KASSE-1',
  boundName: 'KASSE-1',
  installationId: 'x',
  branch: null,
  adopted: true,
  reason: null,
}
const here: Situation = {
  workstation,
  nowMs: Date.UTC(2026, 4, 3, 22, 30), // 00:30 of 4 May in Berlin
  mandants: [
    { mandant: 'M1', bookkeepingActive: true },
    { mandant: 'M2', bookkeepingActive: false },
  ],
}
const free: Profile = {
  id: 'kanzlei',
  name: 'Export an die Kanzlei',
  enabled: true,
  workstation: null,
  branch: null,
  startDate: null,
  timeZone: 'Europe/Berlin',
  missedRuns: 'catch-up',
  target: {
    protocol: 'folder',
    host: null,
    port: null,
    directory: 'x',
    user: null,
    hostKeys: [],
    privateKeyFile: null,
    tlsCaFile: null,
  },
  selection: { mandants: ['M1'], documentTypes: ['RE'], paymentMethods: [] },
  exportDebtors: false,
  format: 'datev-csv',
  incomingInvoices: { enabled: false, format: 'datev-csv' },
  formatSettings: {},
  fileNamePattern: null,
  schedule: { interval: 'hourly' },
  email: [],
  attemptsMax: 30,
}

const codeOf = (change: Partial<Profile>, situation: Partial<Situation> = {}) =>
  refusal({ ...free, ...change }, { ...here, ...situation })?.code ?? null
const at = (change: Partial<Workstation>): Partial<Situation> => ({ workstation: { ...workstation, ...change } })

describe('a run', () => {
  it('is allowed when no rule forbids it', () => {
    expect(codeOf({})).toBeNull()
    expect(codeOf({ enabled: false })).toBeNull()
    expect(codeOf({ workstation: 'kasse-1', branch: 'F1', startDate: '2026-05-04' })).toBeNull()
    expect(codeOf({ branch: 'F1' }, at({ branch: 'F1' }))).toBeNull()
    expect(codeOf({}, at({ branch: 'F1' }))).toBeNull()
  })

  it.each([
    ['workstation-other-name', {}, at({ boundName: 'KASSE-2', adopted: false, reason: 'other-name' })],
    ['workstation-older-copy', {}, at({ adopted: false, reason: 'older-copy' })],
    ['foreign-workstation', { workstation: 'KASSE-2' }, {}],
    ['other-branch', { branch: 'F1' }, at({ branch: 'F2' })],
    ['before-start-date', { startDate: '2026-05-05' }, {}],
    ['before-start-date', { startDate: '2026-05-04', timeZone: 'UTC' }, {}],
    ['bookkeeping-inactive', { selection: { ...free.selection, mandants: ['M1', 'M2'] } }, {}],
    ['mandant-unknown', { selection: { ...free.selection, mandants: ['M3'] } }, {}],
  ] satisfies [string, Partial<Profile>, Partial<Situation>][])('is refused: %s', (code, change, situation) => {
    expect(codeOf(change, situation)).toBe(code)
    expect(isTextKey(`error.${code}`)).toBe(true)
  })

  it('is not held against the Mandanten when nobody asked the ledger', () => {
    expect(codeOf({ selection: { ...free.selection, mandants: ['M2'] } }, { mandants: null })).toBeNull()
  })

  it('carries the class that ends the command line with 3', () => {
    expect(refusal({ ...free, startDate: '2027-01-01' }, here)).toEqual({
      class: 'refused',
      code: 'before-start-date',
      params: { startDate: '2027-01-01' },
    })
  })
})
