import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { House, must, type Opened, openHouse, profile } from '../../test/fakes/engine'
import type { Session } from './app-access'

const ownerPassword = 'canary-owner-2026'
const clerkPassword = 'canary-clerk-2026'
const wrong = 'canary-wrong-2026'
const stored = 'canary-of-the-server'
const name = 'profile:kanzlei'
const minute = 60_000

let house: House
let opened: Opened
let owner: Session
const answers: unknown[] = []
const open = () => openHouse(house, { wrap: (ports) => ({ ...ports, actor: 'window' }) })

beforeEach(async () => {
  answers.length = 0
  house = new House()
  opened = open()
  must(await opened.app.profiles.apply([profile()]))
  must(await opened.app.profiles.setSecret('kanzlei', stored))
  owner = must(await opened.app.access.createFirstAdministrator('Inhaberin', ownerPassword))
  await allow(true)
})
afterEach(async () => {
  await opened.app.close()
  const files = readdirSync(house.folder, { recursive: true, encoding: 'utf8' }).map((file) => join(house.folder, file))
  const found = files.filter((path) => statSync(path).isFile() && readFileSync(path).includes('canary-'))
  expect(found).toEqual([])
  house.remove()
})

const access = () => opened.app.access
const allow = async (may: boolean) =>
  must(await opened.app.chain.set({ ...opened.app.chain.show(), adminsMayRevealPasswords: may }))
const reveal = async (sessionId = owner.id, ownPassword = ownerPassword, secretName = name) => {
  const answer = await access().reveal(sessionId, ownPassword, secretName)
  answers.push(answer)
  return answer
}
const codeOf = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? null : result.error?.code)
const tries = () =>
  opened.store.journal
    .list()
    .filter(({ event }) => event.startsWith('secret.reveal'))
    .map(({ event, actor, profileId, data }) => [event, actor, profileId, data['secret'], data['reason'] ?? null])
const refusedBy = (reason: string, actor = 'Inhaberin', secret: string | null = name) => [
  'secret.reveal-refused',
  actor,
  secret === name ? 'kanzlei' : null,
  secret,
  reason,
]
const revealed = ['secret.revealed', 'Inhaberin', 'kanzlei', name, null]
const expectNoSecret = () => expect(JSON.stringify(answers)).not.toContain('canary-')

async function clerk(group: 'administrators' | 'users'): Promise<Session> {
  const order = { sessionId: owner.id }
  must(await access().users.create(order, { name: 'Verkauf', group, password: clerkPassword }))
  return must(await access().signIn('Verkauf', clerkPassword))
}

describe('a stored password', () => {
  it('is shown for a short time to an administrator with their own password, where the chain allows it', async () => {
    expect(must(await reveal())).toEqual({ secret: stored, showMs: 15_000 })
    expect(tries()).toEqual([revealed])
  })

  it('of the mail server, too', async () => {
    must(await house.secrets.set('smtp', 'smtp-secret'))
    expect(must(await access().reveal(owner.id, ownerPassword, 'smtp')).secret).toBe('smtp-secret')
    expect(tries()).toEqual([['secret.revealed', 'Inhaberin', null, 'smtp', null]])
  })
})

describe('no secret leaves, and the try is in the journal', () => {
  afterEach(expectNoSecret)

  it('with the option off', async () => {
    await allow(false)
    expect(codeOf(await reveal())).toBe('reveal-not-allowed')
    expect(tries()).toEqual([refusedBy('reveal-not-allowed')])
  })

  it('to another group, which does not even learn of the option', async () => {
    const session = await clerk('users')
    expect(codeOf(await reveal(session.id, clerkPassword))).toBe('rights-missing')
    await allow(false)
    expect(codeOf(await reveal(session.id, ownerPassword))).toBe('rights-missing')
    expect(tries()).toEqual([refusedBy('rights-missing', 'Verkauf'), refusedBy('rights-missing', 'Verkauf')])
  })

  it('without a session, or with an invented one', async () => {
    for (const id of ['', 'invented', owner.id.slice(1), `${owner.id} `, '__proto__'])
      expect(codeOf(await reveal(id))).toBe('sign-in-needed')
    expect(tries()).toEqual(Array.from({ length: 5 }, () => refusedBy('sign-in-needed', 'window')))
  })

  it('with a wrong password, an empty one, or that of another administrator', async () => {
    await clerk('administrators')
    for (const typed of [wrong, '', clerkPassword]) expect(codeOf(await reveal(owner.id, typed))).toBe('password-wrong')
    expect(tries()).toEqual(Array.from({ length: 3 }, () => refusedBy('password-wrong')))
  })

  it('after the screen was locked by hand or by itself', async () => {
    access().lock(owner.id)
    expect(codeOf(await reveal())).toBe('session-locked')
    must(await access().unlock(owner.id, ownerPassword))
    house.nowMs += 15 * minute
    expect(codeOf(await reveal())).toBe('session-locked')
    expect(tries()).toEqual([refusedBy('session-locked'), refusedBy('session-locked')])
  })

  it('after signing out, and after a restart', async () => {
    access().signOut(owner.id)
    expect(codeOf(await reveal())).toBe('sign-in-needed')
    const again = must(await access().signIn('Inhaberin', ownerPassword))
    await opened.app.close()
    opened = open()
    expect(codeOf(await reveal(again.id))).toBe('sign-in-needed')
  })

  it('after five wrong passwords: the screen locks, and the right one has to wait', async () => {
    for (let count = 0; count < 4; count += 1) expect(codeOf(await reveal(owner.id, wrong))).toBe('password-wrong')
    expect(codeOf(await reveal(owner.id, wrong))).toBe('sign-in-paused')
    expect(codeOf(await reveal())).toBe('session-locked')
    expect(codeOf(await access().unlock(owner.id, ownerPassword))).toBe('sign-in-paused')
    expect(codeOf(await access().signIn('Inhaberin', ownerPassword))).toBe('sign-in-refused')
    expect(tries().map((entry) => entry.at(-1))).toEqual([
      ...Array.from({ length: 4 }, () => 'password-wrong'),
      'sign-in-paused',
      'session-locked',
    ])
  })

  it('to many guesses at the same moment, even with the right one among them', async () => {
    const guesses = Array.from({ length: 12 }, () => reveal(owner.id, wrong))
    await Promise.all([...guesses, reveal()])
    expect(tries()).toHaveLength(13)
    expect(tries().map(([event]) => event)).not.toContain('secret.revealed')
  })

  it('by any other name than that of a password field', async () => {
    must(await house.secrets.set('probe', stored))
    must(await house.secrets.set('profile:gone', stored))
    const names = [
      'probe',
      'profile:gone',
      'profile:',
      'profile:../kanzlei',
      '',
      wrong,
      'PROFILE:kanzlei',
      'profile:kanzlei\n',
    ]
    for (const one of names) expect(codeOf(await reveal(owner.id, ownerPassword, one)), one).toBe('secret-unknown')
    expect(JSON.stringify(tries())).not.toContain('canary-')
    expect(tries()[0]).toEqual(refusedBy('secret-unknown', 'Inhaberin', null))
    expect(tries()).toHaveLength(names.length)
  })

  it('when there is none', async () => {
    must(await house.secrets.remove(name))
    expect(codeOf(await reveal())).toBe('secret-not-set')
    expect(tries()).toEqual([refusedBy('secret-not-set')])
  })
})

describe('what was granted once', () => {
  it('gives nothing the next time without the password', async () => {
    must(await reveal())
    answers.length = 0
    expect(codeOf(await reveal(owner.id, ''))).toBe('password-wrong')
    access().lock(owner.id)
    expect(codeOf(await reveal())).toBe('session-locked') // the same words again, after the lock
    must(await access().unlock(owner.id, ownerPassword))
    await allow(false)
    expect(codeOf(await reveal())).toBe('reveal-not-allowed')
    expectNoSecret()
    expect(tries()).toHaveLength(4)
  })

  it('gives nothing with a password that was changed since', async () => {
    must(await access().changePassword(owner.id, ownerPassword, 'canary-next-2026'))
    expect(codeOf(await reveal())).toBe('password-wrong')
    expectNoSecret()
  })
})

describe('what changes while the secret is fetched', () => {
  const changes: [string, string, (order: { sessionId: string }, bertId: string) => unknown][] = [
    ['the screen locks', 'session-locked', () => access().lock(owner.id)],
    ['the person signs out', 'sign-in-needed', () => access().signOut(owner.id)],
    ['the option goes off', 'reveal-not-allowed', () => allow(false)],
    ['the group changes', 'rights-missing', (order) => access().users.setGroup(order, owner.user.id, 'users')],
    ['the account is removed', 'sign-in-needed', (order) => access().users.remove(order, owner.user.id)],
  ]
  it.each(changes)('counts: %s', async (_what, code, change) => {
    const session = await clerk('administrators')
    const get = house.secrets.get.bind(house.secrets)
    house.secrets.get = async (secretName) => {
      await change({ sessionId: session.id }, session.user.id)
      return get(secretName)
    }
    expect(codeOf(await reveal())).toBe(code)
    house.secrets.get = get
    expectNoSecret()
    expect(tries()).toEqual([refusedBy(code)])
  })

  it('and when the journal cannot be written, nothing is handed out', async () => {
    await opened.app.close()
    opened = openHouse(house, {
      wrap: (ports) => ({
        ...ports,
        journal: {
          ...ports.journal,
          append: (entry) => {
            if (entry.event === 'secret.revealed') throw new Error('disk full')
            ports.journal.append(entry)
          },
        },
      }),
    })
    owner = must(await access().signIn('Inhaberin', ownerPassword))
    await expect(reveal()).rejects.toThrow('disk full')
  })
})

it('never shows a secret in what anybody may see', async () => {
  must(await reveal())
  const seen = [
    await opened.app.profiles.list(),
    opened.app.access.state(),
    access().session(owner.id),
    await access().users.list({ sessionId: owner.id }),
    opened.store.journal.list(),
  ]
  expect(JSON.stringify(seen)).not.toContain('canary-')
  expect(JSON.stringify(seen)).not.toContain('scrypt')
})
