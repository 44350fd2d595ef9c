import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { InboxArrival, InboxPage, InvoiceAssignment } from '../../core/einvoice/inbox'
import { cents } from '../../core/money/cents'
import { openStore, type Store } from './store'

let folder: string
let store: Store
let nowMs = 1_000

const open = () => {
  const random = { text: (length: number) => 'r'.repeat(length), fraction: () => 0.5 }
  const opened = openStore(folder, { workstationName: 'KASSE-1', clock: { now: () => nowMs }, random })
  if (!opened.ok) throw new Error(opened.error.detail)
  return opened.value
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'belegbote-inbox-'))
  store = open()
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const arrival = (digit: string): InboxArrival => ({
  fileName: `rechnung-${digit}.pdf`,
  sha256: digit.repeat(64),
  attachment: `${digit}.pdf`,
  content: { kind: 'plain-pdf', pages: 1, text: 'Rechnung', findings: [] },
  mandant: null,
})
const assignment: InvoiceAssignment = {
  mandant: 'M1',
  creditor: '70001',
  invoiceNo: 'L-1',
  invoiceDate: '2026-10-05',
  dueDate: null,
  serviceDate: null,
  branch: null,
  creditNote: false,
  grossCents: cents(11_900),
  positions: [
    { account: '3400', grossCents: cents(11_900), taxRate: 1900, taxKey: null, costCentre: null, text: null },
  ],
}
const events = () =>
  store.journal
    .list()
    .filter(({ event }) => event.startsWith('invoice.'))
    .map(({ event, actor, atMs }) => [event, actor, atMs])

function found(text: string, page?: InboxPage) {
  const { total, invoices } = store.inbox.list({ states: ['waiting', 'booked'], text }, page)
  return { total, ids: invoices.map(({ id }) => id) }
}

it('keeps what arrived over a restart, newest first, and each file once', () => {
  const first = store.inbox.add(arrival('a'), 'Anna')
  nowMs = 2_000
  expect(store.inbox.add(arrival('b'), 'Anna')?.id).toBe('E2')
  expect(store.inbox.add(arrival('a'), 'Bert')).toBeNull()
  store.close()
  store = open()
  expect(found('')).toEqual({ total: 2, ids: ['E2', 'E1'] })
  expect(store.inbox.get('E1')).toEqual({ ...first, ...arrival('a'), receivedMs: 1_000, state: 'waiting' })
  expect(store.inbox.bySha256('b'.repeat(64))?.id).toBe('E2')
  for (const id of ['E3', 'E0', '1', "E1' OR 1", 'e1']) expect(store.inbox.get(id)).toBeNull()
  expect(events()).toEqual([
    ['invoice.received', 'Anna', 1_000],
    ['invoice.received', 'Anna', 2_000],
  ])
})

it('decides once, with an entry for each decision', () => {
  for (const digit of ['a', 'b']) store.inbox.add(arrival(digit), 'Anna')
  expect(store.inbox.booked('E1', assignment, 'Bert')).toBe(true)
  expect(store.inbox.get('E1')).toMatchObject({ state: 'booked', mandant: 'M1', assignment, decidedBy: 'Bert' })
  expect([store.inbox.booked('E1', assignment, 'Bert'), store.inbox.declined('E1', 'nein', 'Bert')]).toEqual([
    false,
    false,
  ])
  expect([store.inbox.reopen('E1', 'Bert'), store.inbox.reopen('E2', 'Bert')]).toEqual([false, false])
  expect(store.inbox.declined('E2', 'doppelt', 'Cora')).toBe(true)
  expect(store.inbox.get('E2')).toMatchObject({ state: 'declined', declineReason: 'doppelt', decidedBy: 'Cora' })
  expect(store.inbox.waiting()).toBe(0)
  expect(store.inbox.reopen('E2', 'Cora')).toBe(true)
  expect([store.inbox.waiting(), store.inbox.get('E2')?.declineReason]).toEqual([1, null])
  expect(
    events()
      .slice(2)
      .map(([event]) => event),
  ).toEqual(['invoice.booked', 'invoice.declined', 'invoice.reopened'])
})

it('finds by every word of sender, number, account and file, and gives a page of what it found', () => {
  for (const digit of ['a', 'b', 'c']) store.inbox.add(arrival(digit), 'Anna')
  const invoice = { number: 'RE-2026/4711', seller: { name: 'GLÄSER & Schliff', tradeName: null } }
  // safe: the store reads no other part of the content
  const content = { kind: 'einvoice', source: 'xml', invoice } as unknown as InboxArrival['content']
  store.inbox.add({ ...arrival('d'), content }, 'Anna')
  store.inbox.booked('E1', assignment, 'Anna')
  store.inbox.declined('E2', 'doppelt', 'Anna')
  expect(found('gläser 4711')).toEqual({ total: 1, ids: ['E4'] })
  expect([found('70001').ids, found(' L-1 ').ids, found('RECHNUNG-C.pdf').ids]).toEqual([['E1'], ['E1'], ['E3']])
  expect([found('rechnung-b'), found('gläser RE-1')]).toEqual([
    { total: 0, ids: [] },
    { total: 0, ids: [] },
  ])
  for (const text of ["' OR 1 --", '%', '\\']) expect(found(text).total).toBe(0)
  expect(found('rechnung', { offset: 1, limit: 1 })).toEqual({ total: 3, ids: ['E3'] })
  expect(found('', { offset: 3, limit: 1 })).toEqual({ total: 3, ids: [] })
})

it('replaces the rules of one Mandant and leaves those of others', () => {
  const rule = { account: '3400', taxKey: null, costCentre: null }
  const all = { ...rule, mandant: 'M1', creditor: null, taxRate: null }
  const narrow = { ...rule, mandant: 'M1', creditor: '70001', taxRate: 0, taxKey: '94', costCentre: '100' }
  const other = { ...all, mandant: 'M2' }
  store.inbox.setRules('M2', [other], 'Anna')
  store.inbox.setRules('M1', [narrow, all], 'Anna')
  expect(store.inbox.rules('M1')).toEqual([all, narrow])
  store.inbox.setRules('M1', [all], 'Anna')
  expect(store.inbox.rules(null)).toEqual([all, other])
  // A rule that stands twice changes nothing at all.
  expect(() => store.inbox.setRules('M1', [narrow, narrow], 'Anna')).toThrow(/UNIQUE/)
  expect(store.inbox.rules('M1')).toEqual([all])
})
