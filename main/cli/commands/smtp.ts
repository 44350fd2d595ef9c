import { parseSmtp, type SmtpDocument } from '../../../preload/contract/smtp'
import type { SmtpSettings } from '../../core/mail/mail'
import type { App, SmtpOverview } from '../../engine/app'
import { readSecretBytes, readSettings } from '../input'
import { done, type Outcome } from '../outcome'
import { type Answer, answerOf, type Register, type Session } from '../session'
import type { Words } from '../words'

export const registerSmtp: Register = (program, runner) => {
  const { text } = runner.session.words
  const smtp = program.command('smtp').description(text('cli.smtp.about'))
  smtp
    .command('show')
    .description(text('cli.smtp.show.about'))
    .action(() => runner.withApp(async (app, { words }) => overviewOutcome(await app.smtp.show(), words)))
  smtp
    .command('set')
    .argument('<file>', text('cli.file'))
    .description(text('cli.smtp.set.about'))
    .action(async (file: string) => {
      const settings = await readSettings(file, parseSmtp)
      if (settings.ok) await runner.withApp((app, session) => set(app, session, toSettings(settings.value)))
      else runner.answer = settings.error
    })
  smtp
    .command('secret')
    .option('--client', text('cli.smtp.secret.client'))
    .description(text('cli.smtp.secret.about'))
    .action(({ client }: { client?: true }) =>
      runner.withApp((app, session) => secret(app, session, client === true ? 'client' : 'sign-in')),
    )
  smtp
    .command('test')
    .argument('<address>', text('cli.smtp.test.address'))
    .description(text('cli.smtp.test.about'))
    .action((address: string) => runner.withApp((app, session) => test(app, session, address)))
}

/** The contract and core never meet; here the compiler proves that one fits the other. */
function toSettings(settings: SmtpDocument): SmtpSettings {
  return settings
}

async function set(app: App, { words }: Session, settings: SmtpSettings): Promise<Answer> {
  const before = await app.smtp.show()
  const changed = await app.smtp.set(settings)
  if (!changed.ok) return changed.error
  const after = await app.smtp.show()
  const forgotten = (before.secretSet && !after.secretSet) || (before.clientSecretSet && !after.clientSecretSet)
  const outcome = overviewOutcome(after, words)
  return {
    ...outcome,
    notes: [...(outcome.notes ?? []), ...(forgotten ? [words.text('cli.smtp.forgotten')] : [])],
  }
}

async function secret(app: App, { words, io }: Session, which: 'sign-in' | 'client'): Promise<Answer> {
  const read = readSecretBytes(await io.readSecret(words.text('cli.secret.prompt')))
  if (!read.ok) return read.error
  return answerOf(await app.smtp.setSecret(read.value, which), ({ place }) =>
    done({ place }, [words.text(`cli.smtp.stored.${place}`)]),
  )
}

async function test(app: App, { words }: Session, address: string): Promise<Answer> {
  return answerOf(await app.smtp.test(address), ({ answer }) =>
    done({ ok: true, answer }, [words.text('cli.smtp.tested', { address }), words.text('cli.smtp.answer', { answer })]),
  )
}

function overviewOutcome({ settings, secretSet, clientSecretSet }: SmtpOverview, words: Words): Outcome {
  const json = { settings, secretSet, clientSecretSet }
  if (settings === null) return done(json, [words.text('cli.smtp.notSet')])
  const { host, port, security, user, from, auth } = settings
  return done(
    json,
    [
      words.text('cli.smtp.server', { host, port, security: words.text(`cli.smtp.security.${security}`) }),
      words.text('cli.smtp.from', { from }),
      words.text(`cli.smtp.auth.${auth}`, { user: user ?? '' }),
      ...(auth === 'none' ? [] : [words.text(secretSet ? 'cli.smtp.secretSet' : 'cli.smtp.secretMissing')]),
    ],
    security === 'none' ? [words.text(auth === 'none' ? 'cli.smtp.clear' : 'cli.smtp.clearWithSecret')] : [],
  )
}
