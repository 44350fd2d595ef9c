import { afterEach, beforeEach, expect, it } from 'vitest'
import { House, must, openHouse } from '../../../test/fakes/engine'
import { fail, ok } from '../../core/result'
import type { CliIo } from '../io'
import { runCommandLine } from '../main'

let house: House
beforeEach(() => {
  house = new House()
})
afterEach(() => house.remove())

/** One command as a process of its own on the same folder. */
async function cli(args: readonly string[], stdin = '') {
  const [out, err]: [string[], string[]] = [[], []]
  const bugs: unknown[] = []
  const refused = fail({ class: 'refused', code: 'demo', params: {} } as const)
  const io: CliIo = {
    args,
    version: '1.2.3',
    defaultProfileDir: house.folder,
    hostName: 'KASSE-1',
    timeZone: 'Europe/Berlin',
    crashed: new Promise<never>(() => undefined),
    stopped: () => new Promise<void>(() => undefined),
    stderrIsTty: false,
    stdout: (text) => void out.push(text),
    stderr: (text) => void err.push(text),
    readSecret: async () => new TextEncoder().encode(stdin),
    recover: () => {
      throw new Error('no recovery')
    },
    loadChecker: () => Promise.reject(new Error('no checker')),
    compose: async () => ok(openHouse(house).app),
    demo: {
      compose: async () => refused,
      startServer: () => Promise.reject(new Error('no server')),
      startMailServer: () => Promise.reject(new Error('no server')),
    },
    onBug: (error) => void bugs.push(error),
  }
  const exit = await runCommandLine(io)
  expect(bugs).toEqual([])
  return { exit, stdout: out.join(''), stderr: err.join('') }
}
const canary = 'canary-of-owner-26'

it('adds, lists, helps and removes users', async () => {
  expect((await cli(['user', 'list'])).stdout).toContain('noch kein Benutzer')
  const added = await cli(['user', 'add', 'Inhaberin Nord', '--group', 'administrators'], `${canary}\n`)
  expect(added).toMatchObject({ exit: 0, stderr: '' })
  expect(added.stdout).toContain('„Inhaberin Nord“ ist angelegt (Gruppe Administratoren)')
  expect((await cli(['user', 'add', 'Verkauf', '--group', 'users'], 'canary-of-clerk-26')).exit).toBe(0)

  const app = openHouse(house)
  must(await app.app.access.signIn('Inhaberin Nord', canary))
  for (let count = 0; count < 5; count += 1) await app.app.access.signIn('Verkauf', 'wrong')
  await app.app.close()

  const { stdout } = await cli(['user', 'list'])
  expect(stdout).toMatch(/Inhaberin Nord +Administratoren +aktiv +01\.04\.2026, 12:00 Uhr/)
  expect(stdout).toMatch(/Verkauf +Benutzer +gesperrt bis 01\.04\.2026, 12:01 Uhr +nie/)
  expect(JSON.parse((await cli(['user', 'list', '--json'])).stdout)).toEqual({
    users: [
      {
        name: 'Inhaberin Nord',
        group: 'administrators',
        enabled: true,
        lastSignInAt: '2026-04-01T10:00:00Z',
        pausedUntil: null,
      },
      { name: 'Verkauf', group: 'users', enabled: true, lastSignInAt: null, pausedUntil: '2026-04-01T10:01:00Z' },
    ],
  })

  expect((await cli(['user', 'password', 'VERKAUF'], 'canary-new-clerk\r\n')).stdout).toContain('neues Kennwort')
  const again = openHouse(house)
  must(await again.app.access.signIn('Verkauf', 'canary-new-clerk'))
  const journal = again.store.journal.list().filter(({ event }) => event.startsWith('user.'))
  expect(journal.map(({ event, actor }) => `${event} ${actor}`)).toEqual([
    'user.created command-line',
    'user.created command-line',
    'user.password-set command-line',
  ])
  expect(JSON.stringify(journal)).not.toMatch(/canary|scrypt/)
  await again.app.close()

  expect((await cli(['user', 'remove', 'verkauf'])).exit).toBe(0)
  expect((await cli(['user', 'list'])).stdout).not.toContain('Verkauf')
})

it.each([
  [['user', 'add', 'Inhaberin', '--group', 'guests'], canary, 2, 'Die Gruppe „guests“ gibt es nicht'],
  [['user', 'add', 'Inhaberin'], canary, 2, '--group'],
  [['user', 'add', 'Inhaberin', '--group', 'users'], 'kurz', 2, 'mindestens 10 Zeichen'],
  [['user', 'add', 'Inhaberin', '--group', 'users'], '', 2, ''],
  [['user', 'add', 'VERA', '--group', 'users'], canary, 3, 'Diesen Namen hat schon jemand'],
  [['user', 'add', 'window', '--group', 'users'], canary, 2, 'dem Programm vorbehalten'],
  [['user', 'password', 'Inhaberin'], canary, 2, 'Diesen Benutzer gibt es nicht'],
  [['user', 'remove', 'Inhaberin'], '', 2, 'Diesen Benutzer gibt es nicht'],
  [['user', 'remove', 'Vera'], '', 3, 'Das ist der letzte Administrator'],
] as const)('refuses with a reason: %j', async (args, stdin, exit, words) => {
  await cli(['user', 'add', 'Vera', '--group', 'administrators'], 'a long enough one')
  const answer = await cli(args, stdin)
  expect(answer.exit).toBe(exit)
  expect(answer.stderr).toContain(words)
  expect(answer.stdout + answer.stderr).not.toContain('canary')
})
