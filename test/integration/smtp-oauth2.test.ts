import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMailer } from '../../main/adapters/mail/mailer'
import type { MailErrorKind, OAuth2Settings, SmtpSettings } from '../../main/core/mail/mail'
import { MemorySecrets } from '../fakes/memory-secrets'
import { smtpAccount, startSmtpServer, type TestSmtpServer } from '../servers/smtp'
import { startTokenServer, type TestTokenServer, type TokenBehaviour } from '../servers/token'

const refreshToken = 'Kanarie-Refresh/4711+x='
const message = { to: 'kanzlei@example.de', subject: 'S', text: 'T', html: '<p>T</p>', messageId: 'a.1@example.de' }

let smtp: TestSmtpServer
let provider: TestTokenServer
let secrets: MemorySecrets
let nowMs = 0

beforeEach(async () => {
  provider = await startTokenServer(refreshToken)
  smtp = await startSmtpServer({ tokens: provider.given })
  secrets = new MemorySecrets()
  await secrets.set('smtp', refreshToken)
  nowMs = Date.UTC(2026, 10, 24)
})
afterEach(async () => {
  await smtp.stop()
  await provider.stop()
})

function mailer(change: Partial<OAuth2Settings> = {}, tlsCaFile: string | null = smtp.caFile) {
  const settings: SmtpSettings = {
    host: smtp.host,
    port: smtp.port,
    security: 'starttls',
    user: smtpAccount.user,
    from: smtpAccount.user,
    auth: 'oauth2',
    tlsCaFile,
    oauth2: { provider: 'other', clientId: 'client-1', tenant: null, tokenUrl: provider.url, ...change },
    language: 'de',
  }
  const limits = { connectMs: 1_500, silenceMs: 1_500, totalMs: 2_000 }
  return createMailer({ smtp: { show: () => settings }, secrets, clock: { now: () => nowMs }, limits })
}

const sendFine = async (by: ReturnType<typeof mailer>) => expect(await by.send(message)).toMatchObject({ ok: true })

async function troubleOf(by: ReturnType<typeof mailer>) {
  const sent = await by.send(message)
  if (sent.ok) throw new Error('expected a refusal')
  expect(JSON.stringify(sent.error)).not.toContain('Kanarie')
  return sent.error
}

describe('an access token', () => {
  it('is asked for by the form of the standard and signs in by XOAUTH2', async () => {
    await secrets.set('smtp-client', 'client-secret')
    await sendFine(mailer())
    expect(provider.requests.map((form) => Object.fromEntries(form))).toEqual([
      {
        grant_type: 'refresh_token',
        client_id: 'client-1',
        client_secret: 'client-secret',
        refresh_token: refreshToken,
      },
    ])
    expect(smtp.messages).toMatchObject([{ user: smtpAccount.user, method: 'XOAUTH2', secure: true }])
  })

  it('serves until its last minute, then another one is fetched', async () => {
    const by = mailer()
    await sendFine(by)
    nowMs += 3_539_000
    await sendFine(by)
    expect(provider.requests).toHaveLength(1)
    nowMs += 2_000
    await sendFine(by)
    expect(provider.requests).toHaveLength(2)
  })

  it('is fetched again, once, when the mail server does not take it any more', async () => {
    const by = mailer()
    await sendFine(by)
    provider.given.delete('access-1-Kanarie')
    provider.given.add('a placeholder, so that the next one has another number')
    await sendFine(by)
    expect(provider.requests).toHaveLength(2)
    smtp.behaviour = 'refuse-sign-in'
    expect(await troubleOf(by)).toMatchObject({ kind: 'smtp-auth-refused', answer: expect.stringMatching(/^535/) })
    expect(provider.requests).toHaveLength(3)
  })

  it('is asked for once when two messages go at the same time', async () => {
    const by = mailer()
    await Promise.all([sendFine(by), sendFine(by)])
    expect(provider.requests).toHaveLength(1)
  })

  it('is not read out of the mail server’s refusal', async () => {
    smtp.behaviour = 'echo-password'
    const trouble = await troubleOf(mailer())
    expect(trouble.kind).toBe('smtp-auth-refused')
    const decoded = (trouble.detail.match(/[A-Za-z0-9+/]{8,}/g) ?? []).map((run) =>
      Buffer.from(run, 'base64').toString(),
    )
    expect(decoded.join()).not.toContain('Kana')
  })
})

describe('a refresh token that changes', () => {
  it('takes the place of the old one in the secret store, and the next process uses it', async () => {
    provider.behaviour = 'rotate'
    provider.lifetimeSeconds = 60
    const by = mailer()
    await sendFine(by)
    expect(await secrets.get('smtp')).toEqual({ ok: true, value: `${refreshToken}+` })
    await sendFine(by)
    await sendFine(mailer())
    expect(await secrets.get('smtp')).toEqual({ ok: true, value: `${refreshToken}+++` })
  })

  it('is used also where the secret store does not take it', async () => {
    provider.behaviour = 'rotate'
    provider.lifetimeSeconds = 60
    secrets.set = async () => ({ ok: false, error: { kind: 'locked', detail: '' } }) as never
    const by = mailer()
    await sendFine(by)
    await sendFine(by)
    await sendFine(by)
    expect(provider.requests.map((form) => form.get('refresh_token'))).toEqual([
      refreshToken,
      `${refreshToken}+`,
      `${refreshToken}++`,
    ])
  })

  it('does not push away one that a person stored meanwhile', async () => {
    provider.behaviour = 'rotate'
    const get = secrets.get.bind(secrets)
    let calls = 0
    secrets.get = async (name: string) => {
      if (name === 'smtp' && ++calls === 2) await secrets.set('smtp', 'typed by a person')
      return get(name)
    }
    await sendFine(mailer())
    expect(await get('smtp')).toEqual({ ok: true, value: 'typed by a person' })
  })
})

describe('an identity provider', () => {
  it.each<[TokenBehaviour, MailErrorKind, RegExp]>([
    ['refuse', 'smtp-token-refused', /^invalid_grant: AADSTS70008: The refresh token ••• has expired\.$/],
    ['nonsense', 'smtp-token-refused', /without an access token/],
    ['redirect', 'smtp-token-refused', /307/],
    ['break', 'smtp-failed', /503/],
    ['stall', 'smtp-timeout', /./],
  ])('that does %s is told as %s, and no mail server is asked', async (behaviour, kind, detail) => {
    provider.behaviour = behaviour
    const trouble = await troubleOf(mailer())
    expect(trouble.kind).toBe(kind)
    expect(trouble.detail).toMatch(detail)
    expect(provider.requests).toHaveLength(1)
    expect(smtp.connections).toBe(0)
  })

  it('says why it refuses', async () => {
    provider.behaviour = 'refuse'
    expect((await troubleOf(mailer())).answer).toMatch(/^invalid_grant: AADSTS70008/)
  })

  it('is not trusted without the private authority', async () => {
    expect((await troubleOf(mailer({}, null))).kind).toBe('smtp-tls')
    expect(provider.requests).toEqual([])
  })

  it('is not asked in the clear', async () => {
    const trouble = await troubleOf(mailer({ tokenUrl: provider.url.replace('https', 'http') }))
    expect(trouble).toMatchObject({ kind: 'smtp-token-refused', detail: 'the token address is not https' })
  })

  it('that is not there is told', async () => {
    await provider.stop()
    expect((await troubleOf(mailer())).kind).toBe('smtp-unreachable')
  })
})
