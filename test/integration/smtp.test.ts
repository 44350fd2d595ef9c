import { afterEach, describe, expect, it } from 'vitest'
import { createMailer } from '../../main/adapters/mail/mailer'
import type { MailError, MailErrorKind, MailMessage, SmtpSettings } from '../../main/core/mail/mail'
import type { Result } from '../../main/core/result'
import { MemorySecrets } from '../fakes/memory-secrets'
import { readMail } from '../servers/read-mail'
import {
  type ReceivedMail,
  type SmtpBehaviour,
  type SmtpServerOptions,
  smtpAccount,
  startSmtpServer,
  type TestSmtpServer,
} from '../servers/smtp'

const password = 'Kanarie-ß€ "\\ 4711'
const account = { ...smtpAccount, password }
const message: MailMessage = {
  to: 'kanzlei@example.de',
  subject:
    'Buchhaltungsexport fehlgeschlagen: Kanzlei Müller & Söhne, Kennwort abgelehnt – bitte prüfen (seit 18:30 Uhr)',
  text: 'Größe: 3 €\r\n.\r\n..zwei Punkte am Anfang\r\n'.concat('x'.repeat(2000)),
  html: '<p>Größe: 3 &euro;</p>',
  messageId: 'abc.1@example.de',
}
const nowMs = Date.UTC(2026, 10, 24, 17, 30)
const running: TestSmtpServer[] = []

async function server(options: SmtpServerOptions = {}): Promise<TestSmtpServer> {
  const started = await startSmtpServer({ account, ...options })
  running.push(started)
  return started
}

afterEach(async () => {
  for (const one of running.splice(0)) await one.stop()
})

interface Change extends Partial<SmtpSettings> {
  readonly secret?: string | null
}

/** Sends with the real adapter; what a stalling server costs is made short. */
async function send(to: Pick<TestSmtpServer, 'host' | 'port' | 'caFile'>, change: Change = {}, mail = message) {
  const { secret = password, ...settings } = change
  const secrets = new MemorySecrets()
  if (secret !== null) await secrets.set('smtp', secret)
  const all: SmtpSettings = {
    host: to.host,
    port: to.port,
    security: 'starttls',
    user: account.user,
    from: 'Optik Süd <buero@example.de>',
    auth: 'password',
    tlsCaFile: to.caFile,
    oauth2: null,
    language: 'de',
    ...settings,
  }
  const limits = { connectMs: 1_500, silenceMs: 1_500, totalMs: 3_000 }
  return createMailer({ smtp: { show: () => all }, secrets, clock: { now: () => nowMs }, limits }).send(mail)
}

function troubleOf(result: Result<unknown, MailError>): MailError {
  if (result.ok) throw new Error('expected a refusal')
  expect(JSON.stringify(result.error)).not.toContain('Kanarie')
  return result.error
}

/** Not four bytes of it in a row, neither as they are nor in anything that may be base64. */
function expectNothingOf(secret: string, words: string): void {
  const decoded = [0, 1, 2, 3].map((offset) =>
    (words.match(/[A-Za-z0-9+/]{4,}/g) ?? []).map((run) => Buffer.from(run.slice(offset), 'base64').toString('latin1')),
  )
  const bytes = Buffer.from(secret).toString('latin1')
  for (let at = 0; at + 4 <= bytes.length; at += 1)
    expect([words, ...decoded.flat()].some((text) => text.includes(bytes.slice(at, at + 4)))).toBe(false)
}

const only = ({ messages }: TestSmtpServer): ReceivedMail => {
  expect(messages).toHaveLength(1)
  return messages[0]!
}

describe('a message', () => {
  it.each(['starttls', 'tls'] as const)('arrives over %s with a private authority, signed in', async (security) => {
    const to = await server({ security })
    expect(await send(to, { security })).toEqual({ ok: true, value: { answer: '250 OK: queued as 1' } })
    const mail = only(to)
    expect(mail).toMatchObject({
      from: 'buero@example.de',
      to: ['kanzlei@example.de'],
      secure: true,
      user: account.user,
    })
    const read = readMail(mail.raw)
    expect(read).toMatchObject({ subject: message.subject, html: `${message.html}` })
    expect(read.text.replace(/\r\n$/, '')).toBe(message.text)
    expect(read.headers).toMatchObject({
      from: 'Optik Süd <buero@example.de>',
      to: 'kanzlei@example.de',
      'message-id': '<abc.1@example.de>',
      date: 'Tue, 24 Nov 2026 17:30:00 +0000',
      'auto-submitted': 'auto-generated',
      'x-auto-response-suppress': 'All',
      'mime-version': '1.0',
    })
    expect(read.headers['content-type']).toMatch(/^multipart\/alternative/)
    expect(read.headers['x-mailer']).toBeUndefined()
    expect(mail.raw.every((byte) => byte < 128)).toBe(true)
    expect(
      Math.max(
        ...mail.raw
          .toString('latin1')
          .split('\r\n')
          .map((line) => line.length),
      ),
    ).toBeLessThan(998)
    expect(mail.raw.includes(Buffer.from('Kanarie'))).toBe(false)
  })

  it('arrives in the clear and unsigned where that is wanted', async () => {
    const to = await server({ security: 'none', account: null })
    expect((await send(to, { security: 'none', user: null, auth: 'none', secret: null })).ok).toBe(true)
    expect(only(to)).toMatchObject({ secure: false, user: null })
  })

  it('is found under a name, too', async () => {
    const to = await server()
    expect((await send({ ...to, port: to.port, host: 'localhost' as never })).ok).toBe(true)
    expect(only(to).secure).toBe(true)
  })

  it('cannot be given another header or recipient by its words', async () => {
    const to = await server()
    const line = 'Hallo\r\nBcc: fremd@example.org\r\n\r\nText'
    const sent = await send(
      to,
      { from: 'buero@example.de' },
      { ...message, subject: line, messageId: 'a@b>\r\nX-Evil: 1' },
    )
    expect(sent.ok).toBe(true)
    const mail = only(to)
    expect(mail.to).toEqual(['kanzlei@example.de'])
    expect(Object.keys(readMail(mail.raw).headers)).not.toEqual(expect.arrayContaining(['bcc']))
    expect(readMail(mail.raw).headers['x-evil']).toBeUndefined()
  })

  it.each(['a@example.de, b@example.de', 'a@example.de\r\nRCPT TO:<b@example.de>', '<a@example.de>', 'nobody', ''])(
    'goes to one address only: %j is none',
    async (address) => {
      const to = await server()
      expect(troubleOf(await send(to, {}, { ...message, to: address })).kind).toBe('smtp-refused')
      expect(to.messages).toEqual([])
    },
  )
})

describe('a server that does not do what it should', () => {
  const stopped: readonly [SmtpBehaviour, MailErrorKind, RegExp | null][] = [
    ['refuse-sign-in', 'smtp-auth-refused', /535 5\.7\.8 Username and password not accepted/],
    ['refuse-sender', 'smtp-refused', /550 5\.7\.60 Sender is not yours/],
    ['refuse-recipient', 'smtp-refused', /550 5\.1\.1 Mailbox unknown/],
    ['refuse-message', 'smtp-refused', /554 5\.7\.1 Looks like spam/],
    ['stall-greeting', 'smtp-timeout', null],
    ['stall-after-ehlo', 'smtp-timeout', null],
    ['stall-after-data', 'smtp-timeout', null],
    ['drop-at-once', 'smtp-unreachable', null],
    ['drop-in-message', 'smtp-unreachable', null],
  ]
  it.each(stopped)('%s is %s, with its own words', async (behaviour, kind, answer) => {
    const to = await server({ behaviour })
    const began = performance.now()
    const trouble = troubleOf(await send(to))
    expect(trouble.kind).toBe(kind)
    if (answer === null) expect(trouble.answer).toBeNull()
    else expect(trouble.answer).toMatch(answer)
    expect(trouble.detail).not.toBe('')
    expect(performance.now() - began).toBeLessThan(4_000)
    expect(to.messages).toEqual([])
  })

  it('ends at the deadline although bytes keep coming', async () => {
    const { startTricklingServer } = await import('../servers/trickling')
    const to = await startTricklingServer()
    try {
      expect(troubleOf(await send({ host: '127.0.0.1', port: to.port, caFile: '' }, { tlsCaFile: null })).kind).toBe(
        'smtp-timeout',
      )
    } finally {
      to.stop()
    }
  })

  it('is not there', async () => {
    const to = await server()
    await to.stop()
    expect(troubleOf(await send(to))).toMatchObject({ kind: 'smtp-unreachable', answer: null })
    const nowhere = { ...to, port: 25, host: 'mail.invalid' as never }
    expect(troubleOf(await send(nowhere))).toMatchObject({ kind: 'smtp-unreachable' })
  })

  it('quotes the password in its refusal, and nobody reads it', async () => {
    const to = await server({ behaviour: 'echo-password' })
    const trouble = troubleOf(await send(to))
    expect(trouble).toMatchObject({ kind: 'smtp-auth-refused' })
    expect(trouble.answer).toMatch(/^535 5\.7\.8 no: •••/)
    expectNothingOf(password, JSON.stringify(trouble))
  })
})

describe('the line', () => {
  it('is never in the clear when STARTTLS is wanted and not offered', async () => {
    const to = await server({ security: 'none' })
    expect(troubleOf(await send(to)).kind).toBe('smtp-tls')
    expect(to.messages).toEqual([])
  })

  it.each(['selfSigned', 'wrongName', 'expired'] as const)(
    'is not trusted with a certificate that is %s',
    async (certificate) => {
      for (const security of ['starttls', 'tls'] as const) {
        const to = await server({ certificate, security })
        expect(troubleOf(await send(to, { security })).kind).toBe('smtp-tls')
        expect(to.messages).toEqual([])
      }
    },
  )

  it('is not trusted without the private authority, nor with a file that is none', async () => {
    const to = await server()
    expect(troubleOf(await send(to, { tlsCaFile: null })).kind).toBe('smtp-tls')
    expect(troubleOf(await send(to, { tlsCaFile: '/nowhere/ca.pem' })).kind).toBe('smtp-tls')
    expect(troubleOf(await send(to, { tlsCaFile: import.meta.filename })).kind).toBe('smtp-tls')
  })

  it('says so when TLS meets a server that speaks plain text first', async () => {
    const to = await server()
    expect(troubleOf(await send(to, { security: 'tls' })).kind).toBe('smtp-tls')
  })
})

describe('the sign-in', () => {
  it('is not left out where the server offers none', async () => {
    const to = await server({ account: null, security: 'starttls' })
    // A server that takes everybody still hears the password; one that knows no AUTH refuses it.
    expect((await send(to, { secret: 'whatever' })).ok).toBe(false)
    expect(to.messages).toEqual([])
  })

  it('needs a secret', async () => {
    const to = await server()
    expect(troubleOf(await send(to, { secret: null })).kind).toBe('smtp-secret-missing')
    expect(to.connections).toBe(0)
  })

  it('is asked for by a server that takes nobody unsigned', async () => {
    const to = await server()
    const trouble = troubleOf(await send(to, { auth: 'none', user: null }))
    expect(trouble).toMatchObject({ kind: 'smtp-auth-refused' })
    expect(to.messages).toEqual([])
  })
})
