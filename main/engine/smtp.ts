import { isAddress, messageIdOf } from '../core/mail/address'
import { htmlPage, htmlParagraphs } from '../core/mail/html'
import type { MailMessage, MailReceipt, SmtpSettings } from '../core/mail/mail'
import { checkSmtp } from '../core/mail/rules'
import { fail, ok, type Result } from '../core/result'
import type { AppError, SmtpOverview, SmtpUseCases } from './app'
import { failed, invalid, refused } from './app-error'
import type { Office } from './ledger'
import type { Ports } from './ports'
import { profileFaults } from './profile-faults'

/** Names in the secret store. `sign-in` is the password or the refresh token. */
const secretNames = { 'sign-in': 'smtp', client: 'smtp-client' } as const
type Secret = keyof typeof secretNames

/** The mail server: how it is set, its secrets, and whether it takes a message. */
export function createSmtpUseCases({ ports, announce }: Office): SmtpUseCases {
  return {
    show: () => show(ports),
    set: async (settings) => {
      const done = await set(settings, ports)
      if (done.ok) announce({ fact: 'status.changed' })
      return done
    },
    setSecret: async (secret, which = 'sign-in') => {
      const done = await setSecret(secret, which, ports)
      if (done.ok) announce({ fact: 'status.changed' })
      return done
    },
    test: (address) => test(address, ports),
  }
}

async function show(ports: Ports): Promise<SmtpOverview> {
  const settings = ports.smtp.show()
  const [secretSet, clientSecretSet] = await Promise.all([isSet('sign-in', ports), isSet('client', ports)])
  return { settings, secretSet, clientSecretSet }
}

async function isSet(which: Secret, { secrets }: Ports): Promise<boolean> {
  if (secrets.place === 'none') return false
  const secret = await secrets.get(secretNames[which])
  return secret.ok && secret.value !== null
}

/** What is no longer for the one it was given for is forgotten first; when that does not work, nothing changes. */
async function set(settings: SmtpSettings, ports: Ports): Promise<Result<void, AppError>> {
  const faults = checkSmtp(settings)
  if (faults.length > 0) return fail(profileFaults(faults))
  for (const which of staleSecrets(ports.smtp.show(), settings)) {
    const forgotten = await forget(which, ports)
    if (!forgotten.ok) return forgotten
  }
  ports.smtp.set(settings, ports.actor)
  return ok()
}

/**
 * Secrets that must not be used with the new settings. A secret belongs to a server, a user and a way of signing in: who
 * may change the host must not have the stored password sent to a host of theirs, nor in the clear, nor a password to an
 * identity provider. Port, sender and authority may change.
 */
function staleSecrets(before: SmtpSettings | null, after: SmtpSettings): readonly Secret[] {
  if (before === null) return []
  const isOtherClient =
    before.auth !== after.auth || JSON.stringify(clientOf(before)) !== JSON.stringify(clientOf(after))
  const isOtherSignIn =
    before.host.toLowerCase() !== after.host.toLowerCase() ||
    before.user !== after.user ||
    (before.security !== 'none' && after.security === 'none')
  return [
    ...(isOtherClient || isOtherSignIn ? (['sign-in'] as const) : []),
    ...(isOtherClient ? (['client'] as const) : []),
  ]
}

function clientOf({ oauth2 }: SmtpSettings): readonly (string | null)[] | null {
  return oauth2 && [oauth2.provider, oauth2.clientId, oauth2.tenant, oauth2.tokenUrl]
}

async function forget(which: Secret, ports: Ports): Promise<Result<void, AppError>> {
  const { secrets, journal, actor } = ports
  if (!(await isSet(which, ports))) return ok()
  const removed = await secrets.remove(secretNames[which])
  if (!removed.ok) return fail(failed(`secret-${removed.error.kind}`, {}, { detail: removed.error.detail }))
  journal.append({ event: 'smtp.secret-forgotten', profileId: null, runId: null, actor, data: { which } })
  return ok()
}

async function setSecret(
  secret: string,
  which: Secret,
  { secrets, journal, actor }: Ports,
): Promise<Result<{ readonly place: 'keychain' | 'vault' }, AppError>> {
  if (secret === '') return fail(invalid('secret-empty'))
  const { place } = secrets
  if (place === 'none') return fail(refused('secret-none-available'))
  const stored = await secrets.set(secretNames[which], secret)
  if (!stored.ok) return fail(failed(`secret-${stored.error.kind}`, {}, { detail: stored.error.detail }))
  journal.append({ event: 'smtp.secret-set', profileId: null, runId: null, actor, data: { which, place } })
  return ok({ place })
}

async function test(address: string, ports: Ports): Promise<Result<MailReceipt, AppError>> {
  if (!isAddress(address)) return fail(invalid('mail-address-invalid', { address }))
  const settings = ports.smtp.show()
  if (settings === null) return fail(refused('smtp-not-set'))
  const sent = await ports.mailer.send(testMessage(address, settings, ports))
  const data = { address, ok: sent.ok, kind: sent.ok ? null : sent.error.kind }
  ports.journal.append({ event: 'smtp.tested', profileId: null, runId: null, actor: ports.actor, data })
  if (sent.ok) return sent
  const { kind, detail, answer } = sent.error
  return fail(failed(kind, { detail }, { detail, answer }))
}

function testMessage(address: string, { language, from }: SmtpSettings, ports: Ports): MailMessage {
  const words = ports.words(language)
  const params = { workstation: ports.workstation.show().name }
  const subject = words('mail.test.subject', params)
  const paragraphs = ['mail.test.greeting', 'mail.test.works', 'mail.test.origin'].map((key) => words(key, params))
  return {
    to: address,
    subject,
    text: `${paragraphs.join('\n\n')}\n`,
    html: htmlPage(language, subject, htmlParagraphs(paragraphs)),
    messageId: messageIdOf(`test-${ports.random.text(16)}`, from),
  }
}
