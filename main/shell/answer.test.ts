import { describe, expect, it } from 'vitest'
import { FakeApp } from '../../test/fakes/app'
import { fail, ok } from '../core/result'
import type { Door } from './access-handlers'
import { answerCall, type Handlers } from './answer'
import { createHandlers, type Host } from './handlers'
import { operations } from './operations'

const desktop = {
  version: '1.0.0',
  language: () => 'de' as const,
  setLanguage: () => undefined,
  copy: () => undefined,
  takeView: () => null,
  choosePath: async () => null,
  chooseInvoices: async () => [],
  openCopy: async () => true,
  chooseFolder: async () => '/somewhere',
  chooseSaveFile: async () => null,
}

/** Nobody is signed in, and nobody asks. */
const nobody: Door = { sessionId: null, opened: () => undefined, leave: () => undefined, told: () => undefined }

function handlersOver(fake: FakeApp): Handlers {
  const context = { app: fake.app(), profileDir: '/profile', tell: () => undefined }
  const host: Host = {
    state: 'running',
    start: () => undefined,
    // safe: what these tests ask is an operation of the app
    ask: (name, ...input) =>
      (operations[name as keyof typeof operations] as (...all: unknown[]) => never)(context, input[0]),
  }
  return createHandlers(host, desktop, nobody)
}

const noBug = (error: unknown) => {
  throw error
}
const ask = (name: unknown, input: unknown, handlers = handlersOver(new FakeApp())) =>
  answerCall(handlers, name, input, noBug)

describe('what comes in', () => {
  it.each([['runs.destroy'], ['__proto__'], ['toString'], [''], [null], [{ name: 'app.show' }]])(
    'refuses the unknown call %j',
    async (name) => {
      expect(await ask(name, {})).toEqual({ ok: false, code: 'unknown-call', params: {} })
    },
  )

  it.each([
    ['app.show', undefined],
    ['app.show', { extra: 1 }],
    ['app.setLanguage', { language: 'fr' }],
    ['export.runNow', {}],
    ['export.runNow', { profileId: 7 }],
    ['runs.show', { runId: '../../etc/passwd' }],
    ['runs.list', { profileId: null, state: 'lost', limit: 10 }],
    ['runs.list', { profileId: null, state: null, limit: 1e9 }],
    ['runs.documents', { runId: 'a', offset: -1 }],
    ['runs.release', { runId: 'a', reason: '  x ' }],
    ['ledger.importFolder', { path: '/etc' }],
    ['app.takeView', { screen: 'runs' }],
  ])('refuses %s with %j before anything is done', async (name, input) => {
    const fake = new FakeApp()
    expect(await ask(name, input, handlersOver(fake))).toEqual({ ok: false, code: 'invalid-input', params: {} })
    expect(fake.runs).toEqual([])
  })
})

describe('what goes out', () => {
  it('drops what the treaty does not name', async () => {
    const answer = { language: 'de', version: '1', host: 'running', password: 'canary' } as const
    const handlers = { ...handlersOver(new FakeApp()), 'app.show': async () => ok(answer) }
    expect(await ask('app.show', {}, handlers)).toEqual({
      ok: true,
      value: { language: 'de', version: '1', host: 'running' },
    })
  })

  it('answers a bug without its words, which only the report gets', async () => {
    const bugs: unknown[] = []
    const handlers: Handlers = {
      ...handlersOver(new FakeApp()),
      'app.show': () => {
        throw new Error('canary in /home/somebody')
      },
    }
    const answer = await answerCall(handlers, 'app.show', {}, (error) => bugs.push(error))
    expect(answer).toEqual({ ok: false, code: 'internal', params: {} })
    expect(String(bugs[0])).toContain('canary')
  })

  it('passes a refusal on as code and parameters', async () => {
    const handlers: Handlers = {
      ...handlersOver(new FakeApp()),
      'workstation.adopt': async () => fail({ code: 'not-adopted', params: { name: 'B' } }),
    }
    expect(await ask('workstation.adopt', {}, handlers)).toEqual({
      ok: false,
      code: 'not-adopted',
      params: { name: 'B' },
    })
  })

  it('gives the faults of a refused import with their place', async () => {
    const answer = await ask('ledger.importFolder', {})
    expect(answer).toMatchObject({ ok: false, code: 'import-faults', faultsTotal: 1 })
    expect(answer.ok ? [] : answer.faults).toEqual([
      { file: 'belege.csv', line: 7, column: 'belegdatum', value: '2026-02-30', code: 'date', params: {} },
    ])
  })

  it('shows a profile without its key file, trusted keys and user', async () => {
    const fake = new FakeApp()
    const handlers = handlersOver(fake)
    await ask('ledger.createDemo', {}, handlers)
    await ask('profiles.createDemo', {}, handlers)
    const [profile] = fake.profiles
    if (!profile) throw new Error('no profile')
    fake.profiles = [
      {
        ...profile,
        branch: 'F1',
        target: {
          ...profile.target,
          protocol: 'sftp',
          host: 'stb.example',
          port: 2222,
          directory: '/eingang',
          user: 'canary-user',
          hostKeys: ['SHA256:canary'],
          privateKeyFile: '/canary/id_ed25519',
        },
      },
    ]
    const answer = await ask('profiles.list', {}, handlers)
    expect(JSON.stringify(answer)).not.toContain('canary')
    expect(answer).toMatchObject({
      ok: true,
      value: [{ branch: 'Filiale Mitte', target: { protocol: 'sftp', place: 'stb.example:2222/eingang' } }],
    })
  })
})
