import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NewAlert, Trouble } from '../../core/alert/alert-store'
import { openStore, type Store } from './store'

let folder = ''
let store: Store
let nowMs = 1_000
const around = {
  workstationName: 'KASSE-1',
  clock: { now: () => nowMs },
  random: { text: (length: number) => 'k'.repeat(length), fraction: () => 0.5 },
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'belegbote-alerts-'))
  const opened = openStore(folder, around)
  if (!opened.ok) throw new Error(opened.error.detail)
  store = opened.value
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const trouble: Trouble = {
  cause: 'overdue',
  runId: null,
  code: 'overdue',
  params: { sinceDate: '2026-11-21' },
  needsPerson: true,
  sinceMs: 500,
}
const mail = (incidentId: number, change: Partial<NewAlert> = {}): NewAlert => ({
  key: `mail:${incidentId}`,
  channel: 'mail',
  what: 'failed',
  incidentId,
  runId: null,
  profileId: 'p',
  profileName: 'P',
  address: 'a@example.de',
  code: 'overdue',
  params: {},
  needsPerson: true,
  sinceMs: 500,
  ...change,
})
const events = () => store.journal.list().map(({ event }) => event)

describe('an incident', () => {
  it('is opened, changed and ended, with its lines in the journal', () => {
    const { alerts } = store
    const opened = alerts.open('p', trouble, 7, 'system')
    expect(opened).toEqual({ ...trouble, id: opened.id, profileId: 'p', endedMs: null, successNo: 7 })
    expect(alerts.openIncident('p')).toEqual(opened)
    alerts.update(opened.id, { ...trouble, cause: 'refused', code: 'mandant-unknown', params: {} })
    expect(alerts.openIncidents()).toMatchObject([{ id: opened.id, code: 'mandant-unknown', sinceMs: 500 }])
    expect(alerts.outcomeOf(opened.id)).toBeNull()
    alerts.end(opened.id, 'recovered', 'system')
    alerts.end(opened.id, 'dropped', 'system')
    expect([alerts.openIncident('p'), alerts.outcomeOf(opened.id)]).toEqual([null, 'recovered'])
    expect(events().filter((event) => event.startsWith('incident'))).toEqual(['incident.opened', 'incident.ended'])
  })

  it('knows the newest success by its line in the journal', () => {
    const line = (event: string) =>
      store.journal.append({ event, profileId: 'p', runId: null, actor: 'schedule', data: {} })
    expect(store.alerts.lastSuccess('p')).toBeNull()
    line('run.delivered')
    nowMs = 10 // the clock was set back
    line('run.empty')
    line('run.failed')
    const last = store.alerts.lastSuccess('p')
    expect(last).toMatchObject({ atMs: 10 })
    expect(last?.no).toBe(store.alerts.journalNo() - 1)
  })
})

describe('an alert', () => {
  it('is raised once per key', () => {
    const { id } = store.alerts.open('p', trouble, 0, 'system')
    expect([store.alerts.raise(mail(id)), store.alerts.raise(mail(id, { address: 'b@example.de' }))]).toEqual([
      true,
      false,
    ])
    expect([store.alerts.isRaised(`mail:${id}`), store.alerts.isRaised('x')]).toEqual([true, false])
    expect(store.alerts.alertsOf(id)).toMatchObject([{ address: 'a@example.de', state: 'pending', digest: false }])
  })

  it('goes out as part of a message, counted as one', () => {
    const { alerts } = store
    const { id } = alerts.open('p', trouble, 0, 'system')
    alerts.raise(mail(id))
    alerts.raise(mail(id, { key: 'second', profileId: 'q' }))
    const ids = alerts.pending('mail').map((alert) => alert.id)
    alerts.lease(ids, { id: 'm1', digest: true, leasedUntilMs: 9_000 })
    expect(alerts.pending('mail')).toMatchObject([{ messageId: 'm1', leasedUntilMs: 9_000 }, { messageId: 'm1' }])
    alerts.setMailTrouble({ code: 'smtp-timeout', detail: 'x', sinceMs: 1, attempts: 1, retryAtMs: 2 }, 'system')
    nowMs = 2_000
    alerts.sent(ids, 'system')
    expect([alerts.hasPending('mail'), alerts.mailTrouble()]).toEqual([false, null])
    expect(alerts.sentSince(1_999)).toEqual([{ address: 'a@example.de', digest: true, sentMs: 2_000 }])
    expect(alerts.sentSince(2_000)).toEqual([])
    const [line] = store.journal.list().filter(({ event }) => event === 'mail.sent')
    expect(line).toMatchObject({ profileId: null, data: { address: 'a@example.de', profiles: ['p', 'q'] } })
  })

  it('that was sent while it was withdrawn was sent', () => {
    const { alerts } = store
    const { id } = alerts.open('p', trouble, 0, 'system')
    alerts.raise(mail(id))
    const ids = alerts.pending('mail').map((alert) => alert.id)
    alerts.withdraw(ids)
    alerts.sent(ids, 'system')
    alerts.withdraw(ids)
    expect(alerts.alertsOf(id)).toMatchObject([{ state: 'sent' }])
  })
})

it('tells trouble with the mail server in the journal when it begins and ends, not at every attempt', () => {
  const { alerts } = store
  const setTrouble = (attempts: number, code: 'smtp-timeout' | 'smtp-tls') =>
    alerts.setMailTrouble({ code, detail: 'x', sinceMs: 1, attempts, retryAtMs: 2 }, 'system')
  setTrouble(1, 'smtp-timeout')
  setTrouble(2, 'smtp-timeout')
  setTrouble(3, 'smtp-tls')
  expect(alerts.mailTrouble()).toEqual({ code: 'smtp-tls', detail: 'x', sinceMs: 1, attempts: 3, retryAtMs: 2 })
  expect([alerts.clearMailTrouble('window'), alerts.clearMailTrouble('window')]).toEqual([true, false])
  expect(events().filter((event) => event.startsWith('mail'))).toEqual(['mail.failed', 'mail.failed', 'mail.works'])
})

it('remembers whether deliveries are told', () => {
  expect(store.alerts.settings()).toEqual({ notifyOnSuccess: false })
  store.alerts.setSettings({ notifyOnSuccess: true }, 'window')
  expect(store.alerts.settings()).toEqual({ notifyOnSuccess: true })
  expect(events()).toContain('alerts.changed')
})

it('undoes everything when a part of it fails', () => {
  const { alerts } = store
  expect(() =>
    alerts.atomically(() => {
      alerts.open('p', trouble, 0, 'system')
      throw new Error('no')
    }),
  ).toThrow('no')
  expect([alerts.openIncidents(), events().includes('incident.opened')]).toEqual([[], false])
})
