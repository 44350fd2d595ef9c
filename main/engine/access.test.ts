import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { House, must, type Opened, openHouse, profile } from '../../test/fakes/engine'
import type { Group, Order, Session } from './app-access'

const minute = 60_000
/** Every password and secret of these tests: none of them may be found where things are written down. */
const password = {
  owner: 'canary-owner-2026',
  clerk: 'canary-clerk-2026',
  wrong: 'canary-wrong-2026',
  next: 'canary-next-2026',
}
const stored = 'canary-of-the-server'

let house: House
let opened: Opened
const open = (actor = 'window') => openHouse(house, { wrap: (ports) => ({ ...ports, actor }) })
beforeEach(() => {
  house = new House()
  opened = open()
})
afterEach(async () => {
  await opened.app.close()
  expectNothingWritten()
  house.remove()
})

/** All bytes of the profile folder, the database's log and copies included. */
function expectNothingWritten(): void {
  const files = readdirSync(house.folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(house.folder, name))
    .filter((path) => statSync(path).isFile())
  expect(files.some((path) => path.endsWith('belegbote.db'))).toBe(true)
  const found = files.filter((path) => readFileSync(path).includes('canary-'))
  expect(found).toEqual([])
}

const access = () => opened.app.access
const codeOf = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? null : result.error?.code)
const bySession = (session: Session): Order => ({ sessionId: session.id })
const events = (...names: string[]) =>
  opened.store.journal
    .list()
    .flatMap(({ event, actor, data }) => (names.includes(event) ? [{ event, actor, data }] : []))

/** The owner is the administrator. */
const first = async () => must(await access().createFirstAdministrator('Inhaberin', password.owner))
async function addClerk(owner: Session, group: Group = 'users') {
  return must(await access().users.create(bySession(owner), { name: 'Verkauf', group, password: password.clerk }))
}
async function fail(times: number, name = 'Inhaberin'): Promise<void> {
  for (let count = 0; count < times; count += 1)
    expect(codeOf(await access().signIn(name, password.wrong))).toBe('sign-in-refused')
}

describe('the first administrator', () => {
  it('is made once, is signed in, and may do everything', async () => {
    expect(access().state()).toEqual({ hasAdministrator: false, screenLock: { lockAfterMinutes: 15 } })
    const session = await first()
    expect(session).toMatchObject({ user: { name: 'Inhaberin' }, group: 'administrators', locked: false })
    expect(access().state().hasAdministrator).toBe(true)
    expect(access().mayDo(session.id, 'manage-users')).toEqual({ ok: true, value: undefined })
    expect(codeOf(await access().createFirstAdministrator('Aushilfe', password.wrong))).toBe('administrator-exists')
  })

  it('is one, however many try at the same moment', async () => {
    const other = open()
    const tries = await Promise.all([
      access().createFirstAdministrator('Inhaberin', password.owner),
      access().createFirstAdministrator('Verkauf', password.clerk),
      other.app.access.createFirstAdministrator('Carl', password.wrong),
    ])
    expect(tries.filter(({ ok }) => ok)).toHaveLength(1)
    expect(opened.store.users.list()).toHaveLength(1)
    await other.app.close()
  })

  it.each([
    ['', password.owner, 'user-name-malformed'],
    ['window', password.owner, 'user-name-reserved'],
    ['Inhaberin', 'kurz', 'password-too-short'],
    ['Inhaberin Nord', 'inhaberin nord', 'password-is-name'],
  ])('needs a name and a password by the rules: %j', async (name, typed, code) => {
    expect(codeOf(await access().createFirstAdministrator(name, typed))).toBe(code)
    expect(access().state().hasAdministrator).toBe(false)
  })
})

describe('signing in', () => {
  it('takes the name in any case, and opens a session of its own each time', async () => {
    await first()
    const one = must(await access().signIn(' INHABERIN ', password.owner))
    const two = must(await access().signIn('inhaberin', password.owner))
    expect(one.id).not.toBe(two.id)
    expect(one.id.length).toBeGreaterThanOrEqual(32)
    access().signOut(one.id)
    expect(access().session(one.id)).toBeNull()
    expect(access().session(two.id)).toEqual(two)
    expect(events('sign-in.ended')).toEqual([{ event: 'sign-in.ended', actor: 'Inhaberin', data: {} }])
  })

  it('answers the same for a wrong name, a wrong password, a pause and a disabled account', async () => {
    const owner = await first()
    const clerk = await addClerk(owner)
    must(await access().users.setEnabled(bySession(owner), clerk.id, false))
    const answers = [
      await access().signIn('Nobody', password.owner),
      await access().signIn('Inhaberin', password.wrong),
      await access().signIn('Verkauf', password.clerk),
      await access().signIn('', ''),
    ]
    await fail(4)
    answers.push(await access().signIn('Inhaberin', password.owner))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(codeOf(answers[0] ?? { ok: true })).toBe('sign-in-refused')
  })

  it('does the same work for a name that nobody has', async () => {
    await opened.app.close()
    const compared: (string | null)[] = []
    opened = openHouse(house, {
      wrap: (ports) => ({
        ...ports,
        passwords: {
          hash: ports.passwords.hash,
          verify: (typed, hash) => {
            compared.push(hash)
            return ports.passwords.verify(typed, hash)
          },
        },
      }),
    })
    await first()
    await access().signIn('Nobody', password.wrong)
    await access().signIn('Inhaberin', password.wrong)
    expect(compared).toEqual([null, expect.stringContaining('$scrypt$')])
  })

  it('pauses after five wrong passwords, longer each time, also for the right one', async () => {
    await first()
    await fail(5)
    for (const pause of [1, 5, 15, 60, 60]) {
      house.nowMs += pause * minute - 1
      expect(codeOf(await access().signIn('Inhaberin', password.owner))).toBe('sign-in-refused')
      house.nowMs += 1
      await fail(1)
    }
    house.nowMs += 60 * minute
    must(await access().signIn('Inhaberin', password.owner))
    await fail(4)
    must(await access().signIn('Inhaberin', password.owner))
  })

  it('counts tries at the same moment one by one, so that none slips through', async () => {
    await first()
    const wrong = Array.from({ length: 20 }, () => access().signIn('Inhaberin', password.wrong))
    const answers = await Promise.all([...wrong, access().signIn('Inhaberin', password.owner)])
    expect(answers.every(({ ok }) => !ok)).toBe(true)
  })

  it('keeps the pause over a restart and when the clock goes back, but not for ever', async () => {
    await first()
    await fail(5)
    await opened.app.close()
    opened = open()
    expect(codeOf(await access().signIn('Inhaberin', password.owner))).toBe('sign-in-refused')
    house.nowMs -= 365 * 24 * 60 * minute
    expect(codeOf(await access().signIn('Inhaberin', password.owner))).toBe('sign-in-refused')
    house.nowMs += minute
    must(await access().signIn('Inhaberin', password.owner))
  })

  it('pauses nobody else', async () => {
    await addClerk(await first())
    await fail(9)
    must(await access().signIn('Verkauf', password.clerk))
  })

  it('hashes anew when the cost has risen', async () => {
    await first()
    const before = opened.store.users.byName('Inhaberin')?.passwordHash
    expect(before).toContain('ln=4,')
    await opened.app.close()
    const { createPasswordHasher } = await import('../adapters/passwords/scrypt')
    const dearer = createPasswordHasher({ ln: 5, r: 8, p: 1 })
    opened = openHouse(house, { wrap: (ports) => ({ ...ports, actor: 'window', passwords: dearer }) })
    const session = must(await access().signIn('Inhaberin', password.owner))
    expect(opened.store.users.byName('Inhaberin')?.passwordHash).toContain('ln=5,')
    expect(access().session(session.id)).toEqual(session)
    must(await access().signIn('Inhaberin', password.owner))
  })

  it('is in the journal, and what was typed is not', async () => {
    await first()
    await fail(5)
    await access().signIn('Inhaberin', password.owner)
    await access().signIn(password.owner, '') // the password in the field of the name
    const refused = (reason: string, more: object = {}) => ({
      event: 'sign-in.refused',
      actor: 'window',
      data: { user: 'Inhaberin', reason, ...more },
    })
    expect(events('sign-in.done', 'sign-in.refused')).toEqual([
      { event: 'sign-in.done', actor: 'Inhaberin', data: { user: 'Inhaberin', group: 'administrators' } },
      ...Array.from({ length: 4 }, () => refused('password-wrong')),
      refused('password-wrong', { pauseMinutes: 1 }),
      refused('sign-in-paused', { pauseMinutes: 1 }),
      refused('unknown-name', { user: null }),
    ])
  })
})

describe('a session', () => {
  it('ends with a restart', async () => {
    const { id } = await first()
    await opened.app.close()
    opened = open()
    expect(access().session(id)).toBeNull()
    expect(codeOf(access().mayDo(id, 'look'))).toBe('sign-in-needed')
  })

  it.each([
    ['look', null, null],
    ['run', null, null],
    ['release', null, 'rights-missing'],
    ['configure', null, 'rights-missing'],
    ['manage-users', null, 'rights-missing'],
    ['reveal', null, 'rights-missing'],
  ] as const)('may %s by its group', async (capability, administrator, user) => {
    const owner = await first()
    await addClerk(owner)
    const clerk = must(await access().signIn('Verkauf', password.clerk))
    expect(codeOf(access().mayDo(owner.id, capability))).toBe(administrator)
    expect(codeOf(access().mayDo(clerk.id, capability))).toBe(user)
    expect(codeOf(access().mayDo(null, capability))).toBe('sign-in-needed')
    expect(codeOf(access().mayDo('invented', capability))).toBe('sign-in-needed')
    access().lock(owner.id)
    expect(codeOf(access().mayDo(owner.id, capability))).toBe('session-locked')
  })

  it('feels at once what an administrator, or another process, changes', async () => {
    const owner = await first()
    const { id } = await addClerk(owner, 'administrators')
    const clerk = must(await access().signIn('Verkauf', password.clerk))
    must(await access().users.setGroup(bySession(owner), id, 'users'))
    must(await access().users.rename(bySession(owner), id, 'Werkstatt'))
    expect(access().session(clerk.id)).toMatchObject({ group: 'users', user: { name: 'Werkstatt' } })
    const elsewhere = open('command-line')
    must(await elsewhere.app.access.users.setPassword('command-line', id, password.next))
    expect(access().session(clerk.id)).toBeNull()
    const again = must(await access().signIn('Werkstatt', password.next))
    must(await elsewhere.app.access.users.remove('command-line', id))
    expect(access().session(again.id)).toBeNull()
    await elsewhere.app.close()
  })

  it('ends when the account is disabled', async () => {
    const owner = await first()
    const { id } = await addClerk(owner)
    const clerk = must(await access().signIn('Verkauf', password.clerk))
    must(await access().users.setEnabled(bySession(owner), id, false))
    expect(access().session(clerk.id)).toBeNull()
    must(await access().users.setEnabled(bySession(owner), id, true))
    expect(access().session(clerk.id)).toBeNull()
    must(await access().signIn('Verkauf', password.clerk))
  })
})

describe('the screen lock', () => {
  it('comes when nobody does anything for the minutes that are set', async () => {
    const owner = await first()
    must(await access().setScreenLock(bySession(owner), { lockAfterMinutes: 5 }))
    house.nowMs += 4 * minute
    access().active(owner.id)
    house.nowMs += 5 * minute - 1
    expect(access().session(owner.id)?.locked).toBe(false)
    house.nowMs += 1
    expect(codeOf(access().mayDo(owner.id, 'look'))).toBe('session-locked')
    access().active(owner.id)
    expect(access().session(owner.id)?.locked).toBe(true)
    expect(must(await access().unlock(owner.id, password.owner)).locked).toBe(false)
    expect(access().mayDo(owner.id, 'look').ok).toBe(true)
    expect(events('screen.locked', 'screen.unlocked')).toEqual([
      { event: 'screen.locked', actor: 'Inhaberin', data: { by: 'nobody-there' } },
      { event: 'screen.unlocked', actor: 'Inhaberin', data: {} },
    ])
  })

  it('never comes by itself when it is off, nor later because the clock went back', async () => {
    const owner = await first()
    must(await access().setScreenLock(bySession(owner), { lockAfterMinutes: null }))
    house.nowMs += 1e10
    expect(access().session(owner.id)?.locked).toBe(false)
    access().active(owner.id)
    must(await access().setScreenLock(bySession(owner), { lockAfterMinutes: 5 }))
    house.nowMs -= 1e9
    expect(access().session(owner.id)?.locked).toBe(false)
    house.nowMs += 5 * minute
    expect(access().session(owner.id)?.locked).toBe(true)
    for (const wrong of [0, 481, 2.5]) {
      must(await access().unlock(owner.id, password.owner))
      const set = await access().setScreenLock(bySession(owner), { lockAfterMinutes: wrong })
      expect(codeOf(set)).toBe('screen-lock-minutes')
    }
  })

  it('opens only with the own password, and pauses after five wrong ones', async () => {
    const owner = await first()
    await addClerk(owner)
    access().lock(owner.id)
    expect(codeOf(await access().unlock(owner.id, password.clerk))).toBe('password-wrong')
    for (let count = 0; count < 3; count += 1) await access().unlock(owner.id, password.wrong)
    expect(await access().unlock(owner.id, password.wrong)).toMatchObject({
      error: { code: 'sign-in-paused', params: { minutes: 1 } },
    })
    expect(codeOf(await access().unlock(owner.id, password.owner))).toBe('sign-in-paused')
    house.nowMs += minute
    must(await access().unlock(owner.id, password.owner))
    expect(events('screen.unlock-refused')).toHaveLength(6)
    expect(codeOf(await access().unlock('invented', password.owner))).toBe('sign-in-needed')
  })
})

describe('users', () => {
  it('are managed by administrators and by the command line, and by nobody else', async () => {
    const owner = await first()
    const { id } = await addClerk(owner)
    const clerk = must(await access().signIn('Verkauf', password.clerk))
    const ownerId = owner.user.id
    const orders: [Order, string][] = [
      [bySession(clerk), 'rights-missing'],
      [{ sessionId: 'invented' }, 'sign-in-needed'],
      ['command-line', 'sign-in-needed'], // said by the window
    ]
    for (const [order, code] of orders) {
      const answers = [
        await access().users.list(order),
        await access().users.create(order, { name: 'Aushilfe', group: 'administrators', password: password.wrong }),
        await access().users.rename(order, ownerId, 'Aushilfe'),
        await access().users.setPassword(order, ownerId, password.wrong),
        await access().users.setGroup(order, id, 'administrators'),
        await access().users.setEnabled(order, ownerId, false),
        await access().users.remove(order, ownerId),
        await access().setScreenLock(order, { lockAfterMinutes: null }),
      ]
      expect(answers.map(codeOf)).toEqual(answers.map(() => code))
    }
    access().lock(owner.id)
    expect(codeOf(await access().users.remove(bySession(owner), id))).toBe('session-locked')
    expect(opened.store.users.list().map(({ user }) => [user.name, user.group, user.enabled])).toEqual([
      ['Inhaberin', 'administrators', true],
      ['Verkauf', 'users', true],
    ])
    must(await access().signIn('Inhaberin', password.owner))
  })

  it('always leave an administrator, also on the order of the command line', async () => {
    const owner = await first()
    await opened.app.close()
    opened = open('command-line')
    const { users } = access()
    for (const refused of [
      await users.remove('command-line', owner.user.id),
      await users.setGroup('command-line', owner.user.id, 'users'),
      await users.setEnabled('command-line', owner.user.id, false),
    ])
      expect(codeOf(refused)).toBe('last-administrator')
  })

  it('get a new password from an administrator, which ends their sessions and their pause', async () => {
    const owner = await first()
    const { id } = await addClerk(owner)
    const clerk = must(await access().signIn('Verkauf', password.clerk))
    await fail(5, 'Verkauf')
    expect(must(await access().users.list(bySession(owner)))).toMatchObject([
      { name: 'Inhaberin', lockedUntilMs: null },
      { name: 'Verkauf', lockedUntilMs: house.nowMs + minute },
    ])
    must(await access().users.setPassword(bySession(owner), id, password.next))
    expect(access().session(clerk.id)).toBeNull()
    must(await access().signIn('Verkauf', password.next))
    expect(codeOf(await access().users.setPassword(bySession(owner), id, 'kurz'))).toBe('password-too-short')
    expect(codeOf(await access().users.setPassword(bySession(owner), 'x', password.next))).toBe('user-unknown')
  })

  it('change their own password with the old one; their other sessions end', async () => {
    await addClerk(await first())
    const here = must(await access().signIn('Verkauf', password.clerk))
    const there = must(await access().signIn('Verkauf', password.clerk))
    expect(codeOf(await access().changePassword(here.id, password.wrong, password.next))).toBe('password-wrong')
    expect(codeOf(await access().changePassword(here.id, password.clerk, 'kurz'))).toBe('password-too-short')
    must(await access().changePassword(here.id, password.clerk, password.next))
    expect(access().session(here.id)?.user.name).toBe('Verkauf')
    expect(access().session(there.id)).toBeNull()
    expect(codeOf(await access().signIn('Verkauf', password.clerk))).toBe('sign-in-refused')
    expect(events('user.password-refused', 'user.password-set')).toEqual([
      { event: 'user.password-refused', actor: 'Verkauf', data: { reason: 'password-wrong' } },
      { event: 'user.password-set', actor: 'Verkauf', data: { user: 'Verkauf' } },
    ])
  })

  it('cannot finish what they began when their right went meanwhile', async () => {
    const owner = await first()
    const { id } = await addClerk(owner, 'administrators')
    const clerk = must(await access().signIn('Verkauf', password.clerk))
    const creating = access().users.create(bySession(clerk), {
      name: 'Aushilfe',
      group: 'users',
      password: password.wrong,
    })
    must(await access().users.setGroup(bySession(owner), id, 'users'))
    expect(codeOf(await creating)).toBe('rights-missing')
    expect(opened.store.users.byName('Aushilfe')).toBeNull()
  })
})

it('leaves the schedule and runs by hand alone: nobody needs to be signed in', async () => {
  await first()
  must(await opened.app.profiles.apply([profile()]))
  must(await opened.app.profiles.setSecret('kanzlei', stored))
  expect(must(await opened.app.runs.export('kanzlei')).run.state).toBe('empty')
})
