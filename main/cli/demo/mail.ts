import { randomBytes } from 'node:crypto'
import type { SmtpSettings } from '../../core/mail/mail'
import { fail, ok, type Result } from '../../core/result'
import type { App, AppError } from '../../engine/app'
import type { Session } from '../session'

export interface DemoMailServer {
  readonly port: number
  readonly mails: readonly { readonly from: string; readonly to: readonly string[]; readonly raw: Uint8Array }[]
  close(): Promise<void>
}

/** The one message of the demo, as the receiver has it. */
export interface ArrivedMail {
  readonly to: string
  readonly subject: string
  readonly sizeBytes: number
  /** The server's word to it. */
  readonly answer: string
}

const receiver = 'kanzlei@example.de'
const sender = 'belegbote@example.de'

/** Sets a mail server on this machine up, sends it the test message and compares what arrived. */
export async function mailRoundTrip(app: App, session: Session): Promise<Result<ArrivedMail, AppError>> {
  const password = randomBytes(18).toString('base64url')
  const server = await session.io.demo.startMailServer({ user: sender, password })
  try {
    const sent = await send(app, settingsOf(server.port, session), password)
    return sent.ok ? verify(server, sent.value, password, session) : sent
  } finally {
    await server.close()
  }
}

function settingsOf(port: number, { words }: Session): SmtpSettings {
  return {
    host: '127.0.0.1',
    port,
    security: 'none',
    user: sender,
    from: `Belegbote <${sender}>`,
    auth: 'password',
    tlsCaFile: null,
    oauth2: null,
    language: words.language,
  }
}

async function send(app: App, settings: SmtpSettings, password: string): Promise<Result<string, AppError>> {
  const set = await app.smtp.set(settings)
  if (!set.ok) return set
  const stored = await app.smtp.setSecret(password)
  if (!stored.ok) return stored
  const tested = await app.smtp.test(receiver)
  return tested.ok ? ok(tested.value.answer) : tested
}

/** One message, from whom and to whom it should be, with the subject of the words, and without the password. */
function verify(
  { mails }: DemoMailServer,
  answer: string,
  password: string,
  { words }: Session,
): Result<ArrivedMail, AppError> {
  const [mail] = mails
  const subject = words.text('mail.test.subject')
  const raw = Buffer.from(mail?.raw ?? []).toString('latin1')
  const isRight =
    mails.length === 1 &&
    mail?.from === sender &&
    mail.to.join() === receiver &&
    raw.includes(`\r\nSubject: ${subject}\r\n`) &&
    !raw.includes(password)
  if (!mail || !isRight)
    return fail({ class: 'failed', code: 'smtp-failed', params: { detail: `${mails.length} ≠ 1` } })
  return ok({ to: receiver, subject, sizeBytes: mail.raw.length, answer })
}
