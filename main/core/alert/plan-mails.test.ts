import { describe, expect, it } from 'vitest'
import type { Alert, SentMessage } from './alert-store'
import { leaseMs } from './alerts-due'
import { isStale, memoryMs, planMails } from './plan-mails'

const minute = 60_000
const hour = 60 * minute
const start = Date.UTC(2026, 10, 24, 17, 30)

let count = 0
function mail(change: Partial<Alert> = {}): Alert {
  count += 1
  return {
    id: count,
    key: `k${count}`,
    channel: 'mail',
    what: 'failed',
    incidentId: count,
    runId: null,
    profileId: `p${count}`,
    profileName: `Profil ${count}`,
    address: 'a@example.de',
    code: 'unreachable',
    params: {},
    needsPerson: false,
    sinceMs: start,
    createdMs: start,
    state: 'pending',
    attempts: 0,
    retryAtMs: null,
    leasedUntilMs: null,
    messageId: null,
    digest: false,
    sentMs: null,
    ...change,
  }
}
const singles = (n: number, sentMs: number): SentMessage[] =>
  Array.from({ length: n }, () => ({ address: 'a@example.de', digest: false, sentMs }))
const mails = (n: number, change: Partial<Alert> = {}) => Array.from({ length: n }, () => mail(change))

describe('mails to one address', () => {
  it('go singly up to three', () => {
    const pending = mails(3)
    expect(planMails(pending, [], start)).toEqual(
      pending.map(({ id }) => ({ address: 'a@example.de', digest: false, ids: [id], messageId: null })),
    )
  })

  it('wait when a fourth would go within an hour', () => {
    expect(planMails(mails(3), singles(1, start - minute), start)).toEqual([])
    expect(planMails(mails(1), singles(3, start - minute), start)).toEqual([])
    expect(planMails(mails(1), singles(2, start - minute), start)).toHaveLength(1)
  })

  it('go as one digest at once where nothing was heard for an hour', () => {
    const pending = mails(4)
    const digest = [{ address: 'a@example.de', digest: true, ids: pending.map(({ id }) => id), messageId: null }]
    expect(planMails(pending, [], start)).toEqual(digest)
    expect(planMails(pending, singles(1, start - hour), start)).toEqual(digest)
  })

  it('go as one digest an hour after the first was written', () => {
    const pending = [...mails(2), ...mails(3, { createdMs: start + 50 * minute })]
    const sent = singles(1, start + minute)
    expect(planMails(pending, sent, start + 59 * minute)).toEqual([])
    expect(planMails(pending, sent, start + hour)).toEqual([
      { address: 'a@example.de', digest: true, ids: pending.map(({ id }) => id), messageId: null },
    ])
  })

  it('go singly again when the flood is over', () => {
    expect(planMails(mails(1, { createdMs: start }), singles(3, start - minute), start + hour)).toHaveLength(1)
  })

  it('come in one digest a day at most', () => {
    const sent = [{ address: 'a@example.de', digest: true, sentMs: start }]
    const pending = mails(5, { createdMs: start + hour })
    expect(planMails(pending, sent, start + 20 * hour)).toEqual([])
    expect(planMails(pending, sent, start + 24 * hour)).toHaveLength(1)
    expect(planMails(mails(2), sent, start + 2 * hour)).toHaveLength(2)
  })

  it('are tried again together, under their id, when the pause is over', () => {
    const change = { messageId: 'm1', digest: true, retryAtMs: start + 5 * minute }
    const tried = mails(4, change)
    expect(planMails(tried, [], start)).toEqual([])
    expect(planMails(tried, [], start + 5 * minute)).toMatchObject([{ digest: true, messageId: 'm1' }])
  })

  it('are left alone while a process sends them, and taken over when it died', () => {
    const held = mail({ messageId: 'm1', leasedUntilMs: start + leaseMs })
    expect(planMails([held], [], start)).toEqual([])
    expect(planMails([held], [], start + leaseMs)).toMatchObject([{ messageId: 'm1' }])
  })

  it('are not held up by a clock that was wrong', () => {
    const far = start + 1000 * hour
    expect(planMails([mail({ messageId: 'm', retryAtMs: far, leasedUntilMs: far })], [], start)).toHaveLength(1)
    expect(planMails(mails(4, { createdMs: far }), singles(3, far), start)).toHaveLength(1)
  })
})

it('counts every address for itself', () => {
  const pending = [...mails(3), mail({ address: 'b@example.de' })]
  expect(planMails(pending, singles(1, start), start)).toMatchObject([{ address: 'b@example.de' }])
})

it('gives a mail up after two days', () => {
  expect(isStale({ createdMs: start }, start + 48 * hour - 1)).toBe(false)
  expect(isStale({ createdMs: start }, start + 48 * hour)).toBe(true)
})

describe('300 profiles that fail in one evening', () => {
  /** Plays the outbox for so many hours, looking once a minute. */
  function play(failures: readonly Alert[], hours: number) {
    const sent: SentMessage[] = []
    const open = new Set(failures)
    const log: { readonly atMs: number; readonly alerts: number }[] = []
    for (let nowMs = start; nowMs <= start + hours * hour; nowMs += minute) {
      const pending = [...open].filter((alert) => alert.createdMs <= nowMs)
      for (const { digest, ids, address } of planMails(
        pending,
        sent.filter((one) => one.sentMs > nowMs - memoryMs),
        nowMs,
      )) {
        sent.push({ address, digest, sentMs: nowMs })
        log.push({ atMs: nowMs - start, alerts: ids.length })
        for (const alert of pending) if (ids.includes(alert.id)) open.delete(alert)
      }
    }
    return { log, left: open.size }
  }

  it('at the same minute are one mail', () => {
    const { log, left } = play(mails(300), 24)
    expect(log).toEqual([{ atMs: 0, alerts: 300 }])
    expect(left).toBe(0)
  })

  it('one after the other within two hours are a handful, and each is told within a day', () => {
    const failures = Array.from({ length: 300 }, (_, index) => mail({ createdMs: start + index * 24_000 }))
    const { log, left } = play(failures, 30)
    expect(left).toBe(0)
    expect(log.reduce((sum, one) => sum + one.alerts, 0)).toBe(300)
    expect(log.filter((one) => one.atMs <= 4 * hour).length).toBeLessThanOrEqual(7)
    expect(log.length).toBeLessThanOrEqual(8)
    expect(Math.max(...log.map((one) => one.atMs))).toBeLessThanOrEqual(26 * hour)
  })
})
