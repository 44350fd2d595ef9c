import { describe, expect, it } from 'vitest'
import { callNames } from '../../preload/contract/names'
import { FakeAccess } from '../../test/fakes/access'
import { FakeApp } from '../../test/fakes/app'
import { House, must, openHouse, profile } from '../../test/fakes/engine'
import { type Capability, groupMay } from '../core/access/capabilities'
import type { Group } from '../core/access/user'
import { ok } from '../core/result'
import { Acting } from './acting'
import { answerCall, type Handlers } from './answer'
import { Doorkeeper } from './doorkeeper'
import { guarded, isRight, needs } from './gate'
import { createHandlers } from './handlers'
import type { Asker } from './host-protocol'
import { perform } from './host-service'

const desktop = {
  version: '1.0.0',
  language: () => 'de' as const,
  setLanguage: () => undefined,
  copy: () => undefined,
  takeView: () => null,
  chooseFolder: async () => '/somewhere',
  choosePath: async () => '/somewhere/else',
  chooseInvoices: async () => [],
  openCopy: async () => true,
  chooseSaveFile: async () => null,
}

/** The whole way of a call from the page, over an app in memory; `reached` says which handlers began. */
async function window(signedIn: Group | null) {
  const fake = new FakeApp()
  const context = { app: fake.app(), profileDir: '/profile', tell: () => undefined }
  const asked: string[] = []
  const acting = new Acting()
  const answer = (by: Asker | null, operation: string, input?: unknown) => {
    asked.push(operation)
    return perform(context, { operation, input, by }, acting)
  }
  // safe: an operation answers what the table of operations says for its name
  const host = {
    state: 'running',
    start: () => undefined,
    ask: (operation: string, input?: unknown) => answer(null, operation, input),
    askAs: answer,
  } as unknown as ConstructorParameters<typeof Doorkeeper>[0]
  let told = 0
  const door = new Doorkeeper(host, () => {
    told++
  })
  if (signedIn) door.opened((await fake.access.enter(signedIn)).id)
  const reached: string[] = []
  const onDialog: { do(): void } = { do: () => undefined }
  const withDialog = {
    ...desktop,
    chooseFolder: async () => {
      onDialog.do()
      return '/somewhere'
    },
  }
  const counting = (handlers: Handlers): Handlers => {
    const entries = callNames.map((name) => [
      name,
      async () => {
        reached.push(name)
        return ok({})
      },
    ])
    return { ...handlers, ...Object.fromEntries(entries) } as Handlers
  }
  const make = (gated: Parameters<typeof createHandlers>[0]) => createHandlers(gated, withDialog, door)
  const real = guarded(door, make)
  return {
    fake,
    door,
    asked,
    onDialog,
    told: () => told,
    /** Does nothing but notice that the handler began. */
    knock: async (name: (typeof callNames)[number]) => {
      reached.length = 0
      const answer = await guarded(door, (gated) => counting(make(gated)))[name]({} as never)
      return reached.length > 0 ? 'let in' : answer.ok ? 'lost' : answer.error.code
    },
    call: (name: string, input: unknown = {}) =>
      answerCall(real, name, input, (error) => {
        throw error
      }),
  }
}

const allowed = (group: Group) => (name: (typeof callNames)[number]) => {
  const need = needs[name]
  return !isRight(need) || groupMay(group, need) ? 'let in' : 'rights-missing'
}
const outcomes = async (knock: (name: (typeof callNames)[number]) => Promise<string>) => {
  const entries: [string, string][] = []
  for (const name of callNames) entries.push([name, await knock(name)])
  return Object.fromEntries(entries)
}
const expected = (rule: (name: (typeof callNames)[number]) => string) =>
  Object.fromEntries(callNames.map((name) => [name, rule(name)]))

describe('the gate', () => {
  it('lets nobody in but for what the sign-in screen asks', async () => {
    const { knock } = await window(null)
    expect(await outcomes(knock)).toEqual(expected((name) => (isRight(needs[name]) ? 'sign-in-needed' : 'let in')))
  })

  it('opens nothing more than sign-in, language and looks while there is no administrator', () => {
    const open = callNames.filter((name) => needs[name] === 'open')
    expect(open.sort()).toEqual([
      'access.createFirst',
      'access.signIn',
      'access.state',
      'app.restartHost',
      'app.setLanguage',
      'app.show',
      'appearance.set',
      'appearance.show',
      // The worker does these only where no database opens.
      'recovery.choose',
      'recovery.restore',
      'recovery.show',
    ])
  })

  it('lets a user look and run, and an administrator do everything', async () => {
    expect(await outcomes((await window('users')).knock)).toEqual(expected(allowed('users')))
    expect(await outcomes((await window('administrators')).knock)).toEqual(expected(allowed('administrators')))
    const configuring: Capability[] = ['configure', 'manage-users', 'release', 'reveal']
    expect(configuring.filter((capability) => groupMay('users', capability))).toEqual([])
  })

  it('lets nothing in behind a locked screen, and tells the page to ask', async () => {
    const { knock, fake, door, told } = await window('administrators')
    expect(door.letsOut('runs.changed')).toBe(true)
    fake.access.nowMs += 15 * 60_000
    expect(await knock('profiles.list')).toBe('session-locked')
    expect(told()).toBe(1)
    expect(door.letsOut('runs.changed')).toBe(false)
    expect(door.letsOut('host.changed')).toBe(true)
    expect(await outcomes(knock)).toEqual(expected((name) => (isRight(needs[name]) ? 'session-locked' : 'let in')))
  })

  it('stops a handler half way when the person may no longer', async () => {
    const { call, fake, asked, onDialog } = await window('administrators')
    onDialog.do = () => {
      fake.access.nowMs += 60 * 60_000 // it stood open, and the screen locked itself
    }
    asked.length = 0
    expect(await call('ledger.importFolder')).toMatchObject({ ok: false, code: 'session-locked' })
    expect(asked).toEqual(['access.check', 'ledger.import'])
    expect(fake.documents).toBe(0)
  })

  it('never tells the page the id of the session, and forgets it at the end', async () => {
    const { call, door, fake } = await window(null)
    await fake.access.enter('users')
    const { name, password } = FakeAccess.user
    const answers = [await call('access.signIn', { name, password }), await call('access.state')]
    const { sessionId } = door
    expect(sessionId).not.toBeNull()
    answers.push(await call('access.lock'), await call('access.unlock', { password }), await call('access.state'))
    expect(JSON.stringify(answers)).not.toContain(`"${sessionId}"`)
    expect(fake.access.useCases.session(sessionId ?? '')?.user.name).toBe('Verkauf')
    await call('access.signOut')
    expect(door.sessionId).toBeNull()
    expect(fake.access.useCases.session(sessionId ?? '')).toBeNull()
    expect(await call('profiles.list')).toMatchObject({ ok: false, code: 'sign-in-needed' })
  })

  it('signs the one out who was there before', async () => {
    const { call, door, fake } = await window('users')
    const before = door.sessionId ?? ''
    const { name, password } = FakeAccess.administrator
    expect(await call('access.signIn', { name, password })).toMatchObject({ ok: true })
    expect(fake.access.useCases.session(before)).toBeNull()
    expect(await call('access.state')).toMatchObject({
      value: { person: { name: 'Inhaberin', group: 'administrators' } },
    })
  })

  it('writes every try at a stored password down, also of those who may nothing', async () => {
    const { call, fake } = await window('users')
    fake.access.secrets.set('profile:kanzlei', 'canary')
    fake.access.allowsReveal = true
    const input = { secretName: 'profile:kanzlei', password: FakeAccess.user.password }
    const answers = [await call('access.reveal', input)]
    await call('access.lock')
    answers.push(await call('access.reveal', input))
    await call('access.signOut')
    answers.push(await call('access.reveal', input))
    expect(JSON.stringify(answers)).not.toContain('canary')
    const tries = fake.access.journal.filter(({ event }) => event === 'secret.reveal-refused')
    expect(tries.map(({ actor, data }) => [actor, data['reason']])).toEqual([
      ['Verkauf', 'rights-missing'],
      ['Verkauf', 'session-locked'],
      ['window', 'sign-in-needed'],
    ])
  })
})

describe('whose order it is', () => {
  it('stands in the journal under the name of the person, and under no name for the rest', async () => {
    const house = new House()
    const acting = new Acting()
    const { app, store } = openHouse(house, {
      wrap: (ports) => ({
        ...ports,
        get actor() {
          return acting.name ?? 'window'
        },
      }),
    })
    must(
      await app.profiles.apply([profile(), profile({ id: 'zweite', target: { ...profile().target, directory: 'b' } })]),
    )
    const { id } = must(await app.access.createFirstAdministrator('Inhaberin', 'ein langer Satz'))
    const context = { app, profileDir: house.folder, tell: () => undefined }
    const by = { sessionId: id, needs: 'run' as const }
    const runNow = (profileId: string, asker: typeof by | null) =>
      perform(context, { operation: 'export.runNow', input: profileId, by: asker }, acting)
    // At the same time: each keeps its own name through every await.
    const runs = await Promise.all([runNow('kanzlei', by), runNow('zweite', null)])
    expect(runs.map(({ ok }) => ok)).toEqual([true, true])
    const actors = (profileId: string) =>
      new Set(
        store.journal
          .list({ profileId })
          .filter(({ event }) => event.startsWith('run.'))
          .map(({ actor }) => actor),
      )
    expect(actors('kanzlei')).toEqual(new Set(['Inhaberin']))
    expect(actors('zweite')).toEqual(new Set(['window']))
    must(await perform(context, { operation: 'schedule.pauseFor', input: 'hour', by: { ...by, needs: 'run' } }, acting))
    expect(store.journal.list().at(-1)?.actor).toBe('Inhaberin')
    await app.close()
    house.remove()
  })
})
