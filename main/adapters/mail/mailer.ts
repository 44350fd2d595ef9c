import { createTransport, type SMTPTransportOptions } from 'nodemailer'
import { isAddress, parseMailbox } from '../../core/mail/address'
import type { Mailer, MailMessage, MailReceipt, SmtpSettings, SmtpStore } from '../../core/mail/mail'
import type { Clock, SecretStore } from '../../core/ports'
import { fail, ok } from '../../core/result'
import { dial } from './dial'
import { MailTrouble, toMailError } from './errors'
import { type MailLimits, mailLimits } from './limits'
import { withoutSecrets } from './secrets-out'
import { trustedContext } from './tls'
import { createTokenSource, type TokenSource } from './token-source'

/** Names in the secret store. */
export const smtpSecretName = 'smtp'
export const smtpClientSecretName = 'smtp-client'

export interface MailerSurroundings {
  readonly smtp: Pick<SmtpStore, 'show'>
  readonly secrets: SecretStore
  readonly clock: Clock
  readonly limits?: MailLimits
}

/** What one sending works with. `secrets` gathers everything that must not come back in words. */
interface Sending {
  readonly settings: SmtpSettings
  readonly signal: AbortSignal
  readonly limits: MailLimits
  readonly secrets: string[]
}

/** Hands messages to the configured server by SMTP, one connection each. Never throws. */
export function createMailer(around: MailerSurroundings): Mailer {
  const { smtp, secrets, clock, limits = mailLimits } = around
  const tokens = createTokenSource({ secrets, clock }, smtpSecretName)
  return {
    send: async (message) => {
      const known: string[] = []
      try {
        const settings = smtp.show()
        if (settings === null) throw new MailTrouble('smtp-not-set', 'no mail server is set')
        const signal = AbortSignal.timeout(limits.totalMs)
        const sending = { settings, signal, limits, secrets: known }
        const answer = await handOver(message, sending, await authOf(sending, around, tokens), clock)
        return ok<MailReceipt>({ answer: withoutSecrets(answer, known) })
      } catch (error) {
        return fail(toMailError(error, known))
      }
    },
  }
}

type Auth = Pick<SMTPTransportOptions, 'auth' | 'forceAuth'>

async function authOf(sending: Sending, { secrets }: MailerSurroundings, tokens: TokenSource): Promise<Auth> {
  const { settings, signal } = sending
  if (settings.auth === 'none') return {}
  const secret = await readSecret(secrets, smtpSecretName)
  if (secret === null) throw new MailTrouble('smtp-secret-missing', 'no secret is stored')
  sending.secrets.push(secret)
  // Without `forceAuth` the library sends unsigned where the server offers no sign-in, and says nothing.
  if (settings.auth === 'password') return { auth: { user: settings.user ?? '', pass: secret }, forceAuth: true }
  const { oauth2 } = settings
  if (oauth2 === null) throw new MailTrouble('smtp-token-refused', 'OAuth2 is not set up')
  const clientSecret = await readSecret(secrets, smtpClientSecretName)
  if (clientSecret !== null) sending.secrets.push(clientSecret)
  const context = await trustedContext(settings.tlsCaFile, signal)
  const onSecret = (value: string) => sending.secrets.push(value)
  const order = { oauth2, refreshToken: secret, clientSecret, context, signal, onSecret }
  const access = (renew: boolean) => tokens.get({ ...order, renew })
  return { auth: xoauth2(settings.user ?? '', await access(false), access), forceAuth: true }
}

/** SASL XOAUTH2 with our own tokens. The library asks again, once, when the server refuses the first. */
function xoauth2(user: string, first: string, access: (renew: boolean) => Promise<string>): Auth['auth'] {
  return {
    type: 'OAuth2',
    user,
    accessToken: first,
    provisionCallback: (_user, renew, done) => {
      access(renew).then(
        (token) => done(null, token),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      )
    },
  }
}

async function readSecret(secrets: SecretStore, name: string): Promise<string | null> {
  if (secrets.place === 'none') return null
  const secret = await secrets.get(name)
  if (!secret.ok) throw new MailTrouble('smtp-secret-missing', `the secret store refuses: ${secret.error.kind}`)
  return secret.value
}

async function handOver(message: MailMessage, sending: Sending, auth: Auth, clock: Clock): Promise<string> {
  const { settings, signal } = sending
  const from = parseMailbox(settings.from)
  if (from === null) throw new MailTrouble('smtp-refused', `the sender is no address: ${settings.from}`)
  // The library would read a list of addresses, or a name, out of it.
  if (!isAddress(message.to)) throw new MailTrouble('smtp-refused', `the recipient is no address: ${message.to}`)
  const transport = createTransport({ ...(await lineOf(sending)), ...auth })
  try {
    const sent = await transport.sendMail({
      from,
      to: { name: '', address: message.to },
      subject: message.subject,
      text: message.text,
      html: message.html,
      messageId: `<${message.messageId}>`,
      date: new Date(clock.now()),
      // RFC 3834: no absence notes in answer; Exchange looks at the other one.
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      textEncoding: 'quoted-printable',
      xMailer: false,
      disableFileAccess: true,
      disableUrlAccess: true,
      signal,
    })
    return sent.response
  } finally {
    transport.close()
  }
}

async function lineOf({ settings, signal, limits }: Sending): Promise<SMTPTransportOptions> {
  const { host, port, security, tlsCaFile } = settings
  return {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(security === 'none'
      ? {}
      : { tls: { secureContext: await trustedContext(tlsCaFile, signal), minVersion: 'TLSv1.2' } }),
    getSocket: (_options, done) => {
      dial(host, port, AbortSignal.any([signal, AbortSignal.timeout(limits.connectMs)])).then(
        (connection) => done(null, { connection }),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      )
    },
    connectionTimeout: limits.connectMs,
    greetingTimeout: limits.connectMs,
    socketTimeout: limits.silenceMs,
    socketCloseTimeout: 1_000,
    maxResponseSize: 64 * 1024,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  }
}
