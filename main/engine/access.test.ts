import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { House, must, type Opened, openHouse, profile } from '../../test/fakes/engine'
import type { Group, Order, Session } from './app-access'

const minute = 60_000
/** Every password and secret of these tests: none of them may be found where things are written down. */
const password = {
  anna: 'canary-anna-2026',
  bert: 'canary-bert-2026',
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

/** Anna is the administrator. */
const first = async () => must(await access().createFirstAdministrator('Anna', password.anna))
async function addBert(anna: Session, group: Group = 'users') {
  return must(await access().users.create(bySession(anna), { name: 'Bert', group, password: password.bert }))
}
async function fail(times: number, name = 'Anna'): Promise<void> {
  for (let count = 0; count < times; count += 1)
    expect(codeOf(await access().signIn(name, password.wrong))).toBe('sign-in-refused')
}

describe('the first administrator', () => {
  it('is made once, is signed in, and may do everything', async () => {
    expect(access().state()).toEqual({ hasAdministrator: false, screenLock: { lockAfterMinutes: 15 } })
    const session = await first()
    expect(session).toMatchObject({ user: { name: 'Anna' }, group: 'administrators', locked: false })
    expect(access().state().hasAdministrator).toBe(true)
    expect(access().mayDo(session.id, 'manage-users')).toEqual({ ok: true, value: undefined })
    expect(codeOf(await access().createFirstAdministrator('Eve', password.wrong))).toBe('administrator-exists')
  })

  it('is one, however many try at the same moment', async () => {
    const other = open()
    const tries = await Promise.all([
      access().createFirstAdministrator('Anna', password.anna),
      access().createFirstAdministrator('Bert', password.bert),
      other.app.access.createFirstAdministrator('Carl', password.wrong),
    ])
    expect(tries.filter(({ ok }) => ok)).toHaveLength(1)
    expect(opened.store.users.list()).toHaveLength(1)
    await other.app.close()
  })

  it.each([
    ['', password.anna, 'user-name-malformed'],
    ['window', password.anna, 'user-name-reserved'],
    ['Anna', 'kurz', 'password-too-short'],
    ['Anna Muster', 'anna muster', 'password-is-name'],
  ])('needs a name and a password by the rules: %j', async (name, typed, code) => {
    expect(codeOf(await access().createFirstAdministrator(name, typed))).toBe(code)
    expect(access().state().hasAdministrator).toBe(false)
  })
})

describe('signing in', () => {
  it('takes the name in any case, and opens a session of its own each time', async () => {
    await first()
    const one = must(await access().signIn(' ANNA ', password.anna))
    const two = must(await access().signIn('anna', password.anna))
    expect(one.id).not.toBe(two.id)
    expect(one.id.length).toBeGreaterThanOrEqual(32)
    access().signOut(one.id)
    expect(access().session(one.id)).toBeNull()
    expect(access().session(two.id)).toEqual(two)
    expect(events('sign-in.ended')).toEqual([{ event: 'sign-in.ended', actor: 'Anna', data: {} }])
  })

  it('answers the same for a wrong name, a wrong password, a pause and a disabled account', async () => {
    const anna = await first()
    const bert = await addBert(anna)
    must(await access().users.setEnabled(bySession(anna), bert.id, false))
    const answers = [
      await access().signIn('Nobody', password.anna),
      await access().signIn('Anna', password.wrong),
      await access().signIn('Bert', password.bert),
      await access().signIn('', ''),
    ]
    await fail(4)
    answers.push(await access().signIn('Anna', password.anna))
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
    await access().signIn('Anna', password.wrong)
    expect(compared).toEqual([null, expect.stringContaining('$scrypt$')])
  })

  it('pauses after five wrong passwords, longer each time, also for the right one', async () => {
    await first()
    await fail(5)
    for (const pause of [1, 5, 15, 60, 60]) {
      house.nowMs += pause * minute - 1
      expect(codeOf(await access().signIn('Anna', password.anna))).toBe('sign-in-refused')
      house.nowMs += 1
      await fail(1)
    }
    house.nowMs += 60 * minute
    must(await access().signIn('Anna', password.anna))
    await fail(4)
    must(await access().signIn('Anna', password.anna))
  })

  it('counts tries at the same moment one by one, so that none slips through', async () => {
    await first()
    const wrong = Array.from({ length: 20 }, () => access().signIn('Anna', password.wrong))
    const answers = await Promise.all([...wrong, access().signIn('Anna', password.anna)])
    expect(answers.every(({ ok }) => !ok)).toBe(true)
  })

  it('keeps the pause over a restart and when the clock goes back, but not for ever', async () => {
    await first()
    await fail(5)
    await opened.app.close()
    opened = open()
    expect(codeOf(await access().signIn('Anna', password.anna))).toBe('sign-in-refused')
    house.nowMs -= 365 * 24 * 60 * minute
    expect(codeOf(await access().signIn('Anna', password.anna))).toBe('sign-in-refused')
    house.nowMs += minute
    must(await access().signIn('Anna', password.anna))
  })

  it('pauses nobody else', async () => {
    await addBert(await first())
    await fail(9)
    must(await access().signIn('Bert', password.bert))
  })

  it('hashes anew when the cost has risen', async () => {
    await first()
    const before = opened.store.users.byName('Anna')?.passwordHash
    expect(before).toContain('ln=4,')
    await opened.app.close()
    const { createPasswordHasher } = await import('../adapters/passwords/scrypt')
    const dearer = createPasswordHasher({ ln: 5, r: 8, p: 1 })
    opened = openHouse(house, { wrap: (ports) => ({ ...ports, actor: 'window', passwords: dearer }) })
    const session = must(await access().signIn('Anna', password.anna))
    expect(opened.store.users.byName('Anna')?.passwordHash).toContain('ln=5,')
    expect(access().session(session.id)).toEqual(session)
    must(await access().signIn('Anna', password.anna))
  })

  it('is in the journal, and what was typed is not', async () => {
    await first()
    await fail(5)
    await access().signIn('Anna', password.anna)
    await access().signIn(password.anna, '') // the password in the field of the name
    const refused = (reason: string, more: object = {}) => ({
      event: 'sign-in.refused',
      actor: 'window',
      data: { user: 'Anna', reason, ...more },
    })
    expect(events('sign-in.done', 'sign-in.refused')).toEqual([
      { event: 'sign-in.done', actor: 'Anna', data: { user: 'Anna', group: 'administrators' } },
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
    const anna = await first()
    await addBert(anna)
    const bert = must(await access().signIn('Bert', password.bert))
    expect(codeOf(access().mayDo(anna.id, capability))).toBe(administrator)
    expect(codeOf(access().mayDo(bert.id, capability))).toBe(user)
    expect(codeOf(access().mayDo(null, capability))).toBe('sign-in-needed')
    expect(codeOf(access().mayDo('invented', capability))).toBe('sign-in-needed')
    access().lock(anna.id)
    expect(codeOf(access().mayDo(anna.id, capability))).toBe('session-locked')
  })

  it('feels at once what an administrator, or another process, changes', async () => {
    const anna = await first()
    const { id } = await addBert(anna, 'administrators')
    const bert = must(await access().signIn('Bert', password.bert))
    must(await access().users.setGroup(bySession(anna), id, 'users'))
    must(await access().users.rename(bySession(anna), id, 'Berta'))
    expect(access().session(bert.id)).toMatchObject({ group: 'users', user: { name: 'Berta' } })
    const elsewhere = open('command-line')
    must(await elsewhere.app.access.users.setPassword('command-line', id, password.next))
    expect(access().session(bert.id)).toBeNull()
    const again = must(await access().signIn('Berta', password.next))
    must(await elsewhere.app.access.users.remove('command-line', id))
    expect(access().session(again.id)).toBeNull()
    await elsewhere.app.close()
  })

  it('ends when the account is disabled', async () => {
    const anna = await first()
    const { id } = await addBert(anna)
    const bert = must(await access().signIn('Bert', password.bert))
    must(await access().users.setEnabled(bySession(anna), id, false))
    expect(access().session(bert.id)).toBeNull()
    must(await access().users.setEnabled(bySession(anna), id, true))
    expect(access().session(bert.id)).toBeNull()
    must(await access().signIn('Bert', password.bert))
  })
})

describe('the screen lock', () => {
  it('comes when nobody does anything for the minutes that are set', async () => {
    const anna = await first()
    must(await access().setScreenLock(bySession(anna), { lockAfterMinutes: 5 }))
    house.nowMs += 4 * minute
    access().active(anna.id)
    house.nowMs += 5 * minute - 1
    expect(access().session(anna.id)?.locked).toBe(false)
    house.nowMs += 1
    expect(codeOf(access().mayDo(anna.id, 'look'))).toBe('session-locked')
    access().active(anna.id)
    expect(access().session(anna.id)?.locked).toBe(true)
    expect(must(await access().unlock(anna.id, password.anna)).locked).toBe(false)
    expect(access().mayDo(anna.id, 'look').ok).toBe(true)
    expect(events('screen.locked', 'screen.unlocked')).toEqual([
      { event: 'screen.locked', actor: 'Anna', data: { by: 'nobody-there' } },
      { event: 'screen.unlocked', actor: 'Anna', data: {} },
    ])
  })

  it('never comes by itself when it is off, nor later because the clock went back', async () => {
    const anna = await first()
    must(await access().setScreenLock(bySession(anna), { lockAfterMinutes: null }))
    house.nowMs += 1e10
    expect(access().session(anna.id)?.locked).toBe(false)
    access().active(anna.id)
    must(await access().setScreenLock(bySession(anna), { lockAfterMinutes: 5 }))
    house.nowMs -= 1e9
    expect(access().session(anna.id)?.locked).toBe(false)
    house.nowMs += 5 * minute
    expect(access().session(anna.id)?.locked).toBe(true)
    for (const wrong of [0, 481, 2.5]) {
      must(await access().unlock(anna.id, password.anna))
      const set = await access().setScreenLock(bySession(anna), { lockAfterMinutes: wrong })
      expect(codeOf(set)).toBe('screen-lock-minutes')
    }
  })

  it('opens only with the own password, and pauses after five wrong ones', async () => {
    const anna = await first()
    await addBert(anna)
    access().lock(anna.id)
    expect(codeOf(await access().unlock(anna.id, password.bert))).toBe('password-wrong')
    for (let count = 0; count < 3; count += 1) await access().unlock(anna.id, password.wrong)
    expect(await access().unlock(anna.id, password.wrong)).toMatchObject({
      error: { code: 'sign-in-paused', params: { minutes: 1 } },
    })
    expect(codeOf(await access().unlock(anna.id, password.anna))).toBe('sign-in-paused')
    house.nowMs += minute
    must(await access().unlock(anna.id, password.anna))
    expect(events('screen.unlock-refused')).toHaveLength(6)
    expect(codeOf(await access().unlock('invented', password.anna))).toBe('sign-in-needed')
  })
})

describe('users', () => {
  it('are managed by administrators and by the command line, and by nobody else', async () => {
    const anna = await first()
    const { id } = await addBert(anna)
    const bert = must(await access().signIn('Bert', password.bert))
    const annaId = anna.user.id
    const orders: [Order, string][] = [
      [bySession(bert), 'rights-missing'],
      [{ sessionId: 'invented' }, 'sign-in-needed'],
      ['command-line', 'sign-in-needed'], // said by the window
    ]
    for (const [order, code] of orders) {
      const answers = [
        await access().users.list(order),
        await access().users.create(order, { name: 'Eve', group: 'administrators', password: password.wrong }),
        await access().users.rename(order, annaId, 'Eve'),
        await access().users.setPassword(order, annaId, password.wrong),
        await access().users.setGroup(order, id, 'administrators'),
        await access().users.setEnabled(order, annaId, false),
        await access().users.remove(order, annaId),
        await access().setScreenLock(order, { lockAfterMinutes: null }),
      ]
      expect(answers.map(codeOf)).toEqual(answers.map(() => code))
    }
    access().lock(anna.id)
    expect(codeOf(await access().users.remove(bySession(anna), id))).toBe('session-locked')
    expect(opened.store.users.list().map(({ user }) => [user.name, user.group, user.enabled])).toEqual([
      ['Anna', 'administrators', true],
      ['Bert', 'users', true],
    ])
    must(await access().signIn('Anna', password.anna))
  })

  it('always leave an administrator, also on the order of the command line', async () => {
    const anna = await first()
    await opened.app.close()
    opened = open('command-line')
    const { users } = access()
    for (const refused of [
      await users.remove('command-line', anna.user.id),
      await users.setGroup('command-line', anna.user.id, 'users'),
      await users.setEnabled('command-line', anna.user.id, false),
    ])
      expect(codeOf(refused)).toBe('last-administrator')
  })

  it('get a new password from an administrator, which ends their sessions and their pause', async () => {
    const anna = await first()
    const { id } = await addBert(anna)
    const bert = must(await access().signIn('Bert', password.bert))
    await fail(5, 'Bert')
    expect(must(await access().users.list(bySession(anna)))).toMatchObject([
      { name: 'Anna', lockedUntilMs: null },
      { name: 'Bert', lockedUntilMs: house.nowMs + minute },
    ])
    must(await access().users.setPassword(bySession(anna), id, password.next))
    expect(access().session(bert.id)).toBeNull()
    must(await access().signIn('Bert', password.next))
    expect(codeOf(await access().users.setPassword(bySession(anna), id, 'kurz'))).toBe('password-too-short')
    expect(codeOf(await access().users.setPassword(bySession(anna), 'x', password.next))).toBe('user-unknown')
  })

  it('change their own password with the old one; their other sessions end', async () => {
    await addBert(await first())
    const here = must(await access().signIn('Bert', password.bert))
    const there = must(await access().signIn('Bert', password.bert))
    expect(codeOf(await access().changePassword(here.id, password.wrong, password.next))).toBe('password-wrong')
    expect(codeOf(await access().changePassword(here.id, password.bert, 'kurz'))).toBe('password-too-short')
    must(await access().changePassword(here.id, password.bert, password.next))
    expect(access().session(here.id)?.user.name).toBe('Bert')
    expect(access().session(there.id)).toBeNull()
    expect(codeOf(await access().signIn('Bert', password.bert))).toBe('sign-in-refused')
    expect(events('user.password-refused', 'user.password-set')).toEqual([
      { event: 'user.password-refused', actor: 'Bert', data: { reason: 'password-wrong' } },
      { event: 'user.password-set', actor: 'Bert', data: { user: 'Bert' } },
    ])
  })

  it('cannot finish what they began when their right went meanwhile', async () => {
    const anna = await first()
    const { id } = await addBert(anna, 'administrators')
    const bert = must(await access().signIn('Bert', password.bert))
    const creating = access().users.create(bySession(bert), { name: 'Eve', group: 'users', password: password.wrong })
    must(await access().users.setGroup(bySession(anna), id, 'users'))
    expect(codeOf(await creating)).toBe('rights-missing')
    expect(opened.store.users.byName('Eve')).toBeNull()
  })
})

it('leaves the schedule and runs by hand alone: nobody needs to be signed in', async () => {
  await first()
  must(await opened.app.profiles.apply([profile()]))
  must(await opened.app.profiles.setSecret('kanzlei', stored))
  expect(must(await opened.app.runs.export('kanzlei')).run.state).toBe('empty')
})
