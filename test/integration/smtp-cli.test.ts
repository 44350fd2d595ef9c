import { afterEach, describe, expect, it } from 'vitest'
import { readMail } from '../servers/read-mail'
import { type SmtpServerOptions, smtpAccount, startSmtpServer, type TestSmtpServer } from '../servers/smtp'
import { startTokenServer } from '../servers/token'
import { Installation } from './cli-kit'

const canary = 'Kanarie-ß€ "4711'
const account = { ...smtpAccount, password: canary }
const running: { stop(): Promise<void> }[] = []

async function server(options: SmtpServerOptions = {}): Promise<TestSmtpServer> {
  const started = await startSmtpServer({ account, ...options })
  running.push(started)
  return started
}

afterEach(async () => {
  for (const one of running.splice(0)) await one.stop()
})

const settingsOf = (to: TestSmtpServer, change: object = {}) => ({
  host: '127.0.0.1',
  port: to.port,
  security: 'starttls',
  user: account.user,
  from: 'Optik Süd <buero@example.de>',
  auth: 'password',
  tlsCaFile: to.caFile,
  ...change,
})
const asShown = (to: TestSmtpServer) => ({ ...settingsOf(to), oauth2: null, language: 'de' })

async function installed(
  to: TestSmtpServer,
  change: object = {},
  secret: string | null = canary,
): Promise<Installation> {
  const house = new Installation()
  const set = await house.json('smtp', 'set', house.file(settingsOf(to, change)))
  expect([set.exit, set.json.error]).toEqual([0, undefined])
  if (secret !== null) {
    const stored = await house.run(['smtp', 'secret', '--json'], { stdin: `${secret}\n` })
    expect([stored.exit, stored.json]).toEqual([0, { place: 'vault' }])
  }
  return house
}

/** Neither in what was said nor in any file of the installation. */
function expectNoCanary(house: Installation, ...said: readonly { stdout: string; stderr: string }[]): void {
  expect(said.map(({ stdout, stderr }) => stdout + stderr).join()).not.toMatch(/Kanarie/)
  expect(house.filesHolding('Kanarie')).toEqual([])
}

describe('smtp', () => {
  it('is set, shown and tested with the answer of the server', async () => {
    const to = await server()
    using house = await installed(to)
    const shown = await house.json('smtp', 'show')
    expect(shown).toMatchObject({ exit: 0, stderr: '' })
    expect(shown.json).toEqual({ settings: asShown(to), secretSet: true, clientSecretSet: false })
    const tested = await house.json('smtp', 'test', 'kanzlei@example.de', '--workstation', 'KASSE-7')
    expect(tested).toMatchObject({ exit: 0, stderr: '', json: { ok: true, answer: '250 OK: queued as 1' } })
    const mail = to.messages[0]!
    expect(mail).toMatchObject({ to: ['kanzlei@example.de'], secure: true, user: account.user })
    expect(readMail(mail.raw)).toMatchObject({ subject: 'Testnachricht von Belegbote' })
    expect(readMail(mail.raw).text).toContain('KASSE-7')
    expect(mail.raw.includes('Kanarie')).toBe(false)
    const words = await house.run(['smtp', 'test', 'kanzlei@example.de'])
    expect(words.stdout).toContain('250 OK: queued as 2')
    expectNoCanary(house, shown, tested, words)
  })

  it('says what the server says when it refuses, without the password', async () => {
    const to = await server({ behaviour: 'echo-password' })
    using house = await installed(to)
    const refused = await house.json('smtp', 'test', 'kanzlei@example.de')
    expect(refused.exit).toBe(1)
    expect(refused.json.error).toMatchObject({
      code: 'smtp-auth-refused',
      details: { answer: expect.stringMatching(/^535 5\.7\.8 no: •••/) },
    })
    to.behaviour = 'refuse-recipient'
    const unknown = await house.json('smtp', 'test', 'niemand@example.de')
    expect(unknown).toMatchObject({
      exit: 1,
      json: { error: { code: 'smtp-refused', details: { answer: '550 5.1.1 Mailbox unknown' } } },
    })
    expect(unknown.stderr).toContain('550 5.1.1 Mailbox unknown')
    expectNoCanary(house, refused, unknown)
  })

  it('fails without a stored password before anybody is called', async () => {
    const to = await server()
    using house = await installed(to, {}, null)
    const tested = await house.json('smtp', 'test', 'kanzlei@example.de')
    expect(tested).toMatchObject({ exit: 1, json: { error: { code: 'smtp-secret-missing' } } })
    expect(to.connections).toBe(0)
  })

  it('forgets the password when another server is set, and says so', async () => {
    const [first, second] = [await server(), await server()]
    using house = await installed(first)
    const again = await house.json('smtp', 'set', house.file(settingsOf(second, { host: 'localhost' })))
    expect(again).toMatchObject({ exit: 0, json: { secretSet: false } })
    expect(again.stderr).toContain('smtp secret')
    expect((await house.json('smtp', 'test', 'kanzlei@example.de')).json.error.code).toBe('smtp-secret-missing')
    expect(second.connections).toBe(0)
    expectNoCanary(house, again)
  })

  it('warns of a line in the clear, and uses it', async () => {
    const to = await server({ security: 'none' })
    using house = new Installation()
    const set = await house.json('smtp', 'set', house.file(settingsOf(to, { security: 'none', tlsCaFile: null })))
    expect(set.exit).toBe(0)
    expect(set.stderr).toMatch(/Kennwort und E-Mails gehen unverschlüsselt/)
    await house.run(['smtp', 'secret'], { stdin: canary })
    expect((await house.json('smtp', 'test', 'kanzlei@example.de')).exit).toBe(0)
    expect(to.messages[0]).toMatchObject({ secure: false, user: account.user })
    expectNoCanary(house, set)
  })

  it('signs in with OAuth2, and keeps the new refresh token', async () => {
    const provider = await startTokenServer('Kanarie-Refresh')
    running.push(provider)
    provider.behaviour = 'rotate'
    const to = await server({ tokens: provider.given })
    const oauth2 = { provider: 'other', clientId: 'c', tokenUrl: provider.url }
    using house = await installed(to, { auth: 'oauth2', oauth2 }, 'Kanarie-Refresh')
    const client = await house.run(['smtp', 'secret', '--client', '--json'], { stdin: 'Kanarie-Client\n' })
    expect(client).toMatchObject({ exit: 0, json: { place: 'vault' } })
    const [first, second] = [
      await house.json('smtp', 'test', 'a@example.de'),
      await house.json('smtp', 'test', 'a@example.de'),
    ]
    expect([first.exit, second.exit]).toEqual([0, 0])
    expect(provider.requests.map((form) => form.get('refresh_token'))).toEqual(['Kanarie-Refresh', 'Kanarie-Refresh+'])
    expect(provider.requests[0]?.get('client_secret')).toBe('Kanarie-Client')
    provider.behaviour = 'refuse'
    const refused = await house.json('smtp', 'test', 'a@example.de')
    expect(refused).toMatchObject({ exit: 1, json: { error: { code: 'smtp-token-refused' } } })
    expect(refused.json.error.details.answer).toMatch(/^invalid_grant: AADSTS70008: The refresh token ••• has expired/)
    expectNoCanary(house, first, second, refused)
  })

  it('is not set by what is wrong', async () => {
    const to = await server()
    using house = new Installation()
    const wrong = await house.json('smtp', 'set', house.file({ ...settingsOf(to), password: canary, from: 'a\nb' }))
    expect(wrong).toMatchObject({ exit: 2, json: { error: { code: 'input-faults' } } })
    expect(wrong.json.error.details.faults).toMatchObject([
      { path: 'from', value: 'a\nb', reason: expect.stringMatching(/./) },
      { path: 'password', value: null, reason: expect.stringMatching(/./) },
    ])
    const apart = await house.json('smtp', 'set', house.file(settingsOf(to, { user: null })))
    expect(apart).toMatchObject({ exit: 2, json: { error: { details: { faults: [{ path: 'user' }] } } } })
    expect(await house.json('smtp', 'set', house.file('{'))).toMatchObject({
      exit: 2,
      json: { error: { code: 'file-not-json' } },
    })
    expect((await house.json('smtp', 'show')).json).toEqual({
      settings: null,
      secretSet: false,
      clientSecretSet: false,
    })
    expectNoCanary(house, wrong)
  })

  it('is not tested without settings or to what is no address', async () => {
    using house = new Installation()
    expect(await house.json('smtp', 'test', 'a@example.de')).toMatchObject({
      exit: 3,
      json: { error: { code: 'smtp-not-set' } },
    })
    expect(await house.json('smtp', 'test', 'a@example.de,b@example.de')).toMatchObject({
      exit: 2,
      json: { error: { code: 'mail-address-invalid' } },
    })
  })
})
