import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore, type Store } from './store'

let dir = ''
let nowMs = 1_000
const opened: Store[] = []
const hash = '$scrypt$ln=4,r=8,p=1$c2FsdA$aGFzaA'

function open(): Store {
  const random = { text: (length: number) => 'k'.repeat(length), fraction: () => 0.5 }
  const result = openStore(dir, { workstationName: 'KASSE-1', clock: { now: () => nowMs }, random })
  if (!result.ok) throw new Error(result.error.detail)
  opened.push(result.value)
  return result.value
}
const closeAll = () => {
  for (const store of opened.splice(0)) store.close()
}
const account = (id: string, name = id, group: 'administrators' | 'users' = 'administrators') => ({
  id,
  name,
  group,
  passwordHash: hash,
})
const events = (store: Store) =>
  store.journal
    .list()
    .flatMap(({ event, actor, data }) => (event === 'workstation.bound' ? [] : [[event, actor, data]]))

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'belegbote-users-'))
  nowMs = 1_000
})
afterEach(() => {
  closeAll()
  rmSync(dir, { recursive: true })
})

describe('accounts', () => {
  it('are found again after a restart, by every way to write their name', () => {
    open().users.add(account('1', 'Jörg Muster'), 'command-line')
    closeAll()
    const { users } = open()
    const user = { id: '1', name: 'Jörg Muster', group: 'administrators', enabled: true, createdMs: 1_000 }
    const record = { user: { ...user, lastSignInMs: null }, passwordNo: 1, guard: { failures: 0, lockedFromMs: null } }
    expect(users.get('1')).toMatchObject(record)
    expect(users.byName(' JO\u0308RG muster')).toEqual(users.get('1'))
    expect(users.byName('Jorg Muster')).toBeNull()
  })

  it('have names of their own', () => {
    const { users } = open()
    expect(users.add(account('1', 'Inhaberin'), 'x')).toBeNull()
    expect(users.add(account('2', 'INHABERIN'), 'x')).toBe('user-name-taken')
    expect(users.add(account('3', 'Verkauf'), 'x')).toBeNull()
    expect(users.rename('3', 'inhaberin', 'x')).toBe('user-name-taken')
    expect(users.rename('1', 'inhaberin', 'x')).toBeNull()
    expect(users.list().map(({ user }) => user.name)).toEqual(['inhaberin', 'Verkauf'])
  })

  it('have one first administrator, whichever process comes first', () => {
    const [here, there] = [open(), open()]
    expect(here.users.add(account('1', 'Inhaberin'), 'Inhaberin', 'first')).toBeNull()
    expect(there.users.add(account('2', 'Verkauf'), 'Verkauf', 'first')).toBe('administrator-exists')
    expect(there.users.list()).toHaveLength(1)
  })

  it('always have an administrator who may sign in', () => {
    const { users } = open()
    users.add(account('1'), 'x')
    users.add(account('2'), 'x')
    users.add(account('3', '3', 'users'), 'x')
    expect(users.setEnabled('2', false, 'x')).toBeNull()
    for (const refused of [
      users.remove('1', 'x'),
      users.setGroup('1', 'users', 'x'),
      users.setEnabled('1', false, 'x'),
    ])
      expect(refused).toBe('last-administrator')
    expect(users.setGroup('3', 'administrators', 'x')).toBeNull()
    expect(users.remove('1', 'x')).toBeNull()
    expect(users.remove('2', 'x')).toBeNull() // disabled: nobody's rights hang on it
    expect(users.remove('3', 'x')).toBe('last-administrator')
    expect(users.remove('1', 'x')).toBe('user-unknown')
  })

  it('write every change into the journal, and neither a hash nor what did not change', () => {
    const store = open()
    const { users } = store
    users.add(account('1', 'Inhaberin'), 'command-line')
    users.add(account('2', 'Verkauf', 'users'), 'Inhaberin')
    users.rename('2', 'Werkstatt', 'Inhaberin')
    users.rename('2', 'Werkstatt', 'Inhaberin')
    users.setGroup('2', 'administrators', 'Inhaberin')
    users.setGroup('2', 'administrators', 'Inhaberin')
    users.setPassword('2', `${hash}x`, 'Inhaberin')
    users.setEnabled('2', false, 'Inhaberin')
    users.setEnabled('2', true, 'Inhaberin')
    users.signedIn('2')
    users.replaceHash('2', `${hash}x`, `${hash}y`)
    users.remove('2', 'Inhaberin')
    expect(events(store)).toEqual([
      ['user.created', 'command-line', { user: 'Inhaberin', group: 'administrators' }],
      ['user.created', 'Inhaberin', { user: 'Verkauf', group: 'users' }],
      ['user.renamed', 'Inhaberin', { user: 'Werkstatt', from: 'Verkauf' }],
      ['user.group-changed', 'Inhaberin', { user: 'Werkstatt', from: 'users', to: 'administrators' }],
      ['user.password-set', 'Inhaberin', { user: 'Werkstatt' }],
      ['user.disabled', 'Inhaberin', { user: 'Werkstatt' }],
      ['user.enabled', 'Inhaberin', { user: 'Werkstatt' }],
      ['sign-in.done', 'Werkstatt', { user: 'Werkstatt', group: 'administrators' }],
      ['user.removed', 'Inhaberin', { user: 'Werkstatt', group: 'administrators' }],
    ])
    expect(JSON.stringify(store.journal.list())).not.toContain('scrypt')
  })
})

describe('wrong passwords', () => {
  it('are counted over a restart and by every process, until the right one or a new one', () => {
    open().users.add(account('1'), 'x')
    for (let count = 1; count < 5; count += 1) {
      expect(open().users.countAttempt('1')).toEqual({ allowed: true, untilMs: null })
      closeAll()
    }
    expect(open().users.countAttempt('1')).toEqual({ allowed: true, untilMs: 61_000 })
    expect(open().users.countAttempt('1')).toEqual({ allowed: false, untilMs: 61_000 })
    const { users } = open()
    users.forgive('1')
    expect(users.countAttempt('1')).toEqual({ allowed: true, untilMs: null })
    for (let count = 0; count < 6; count += 1) users.countAttempt('1')
    expect(users.get('1')?.guard).toEqual({ failures: 5, lockedFromMs: 1_000 })
    users.setPassword('1', hash, 'x')
    expect(users.get('1')).toMatchObject({ passwordNo: 2, guard: { failures: 0, lockedFromMs: null } })
  })

  it('keep their pause when the clock goes back, for its own length', () => {
    const { users } = open()
    users.add(account('1'), 'x')
    nowMs = 1e12
    for (let count = 0; count < 5; count += 1) users.countAttempt('1')
    nowMs = 5e11
    expect(users.countAttempt('1')).toEqual({ allowed: false, untilMs: 5e11 + 60_000 })
    nowMs = 5e11 + 60_000
    expect(users.countAttempt('1').allowed).toBe(true)
  })

  it('of nobody leave nothing but a number', () => {
    const store = open()
    expect(store.users.countAttempt(null)).toEqual({ allowed: false, untilMs: null })
    expect(store.db.get('SELECT unknown_names FROM access')).toEqual({ unknown_names: 1 })
  })

  it('do not bring an older hash back over a newer password', () => {
    const { users } = open()
    users.add(account('1'), 'x')
    users.setPassword('1', `${hash}new`, 'x')
    users.replaceHash('1', hash, `${hash}old-anew`)
    expect(users.get('1')?.passwordHash).toBe(`${hash}new`)
  })
})

it('remembers when a screen locks itself', () => {
  const store = open()
  expect(store.users.screenLock()).toEqual({ lockAfterMinutes: 15 })
  store.users.setScreenLock({ lockAfterMinutes: null }, 'Inhaberin')
  expect(open().users.screenLock()).toEqual({ lockAfterMinutes: null })
  const data = { from: { lockAfterMinutes: 15 }, to: { lockAfterMinutes: null } }
  expect(events(store)).toEqual([['screen-lock.changed', 'Inhaberin', data]])
})
