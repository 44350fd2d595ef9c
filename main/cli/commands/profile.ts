import { isHostKey, type ProfileDocument, parseProfile } from '../../../preload/contract/profile'
import type { Profile } from '../../core/profile/profile'
import { fail, ok, type Result } from '../../core/result'
import type { App, AppError, TestReport, TestStep } from '../../engine/app'
import { type FileFault, inputFaults, readJson, readSecretBytes } from '../input'
import { done, invalid } from '../outcome'
import { profileJson, profileLines, profileTable } from '../profile-words'
import { type Answer, answerOf, type Register, type Session } from '../session'
import type { Words } from '../words'

export const registerProfile: Register = (program, runner) => {
  const { text } = runner.session.words
  const profile = program.command('profile').description(text('cli.profile.about'))
  const one = (name: string, about: string) =>
    profile.command(name).argument('<id>', text('cli.profile.id')).description(about)

  profile
    .command('apply')
    .argument('<file...>', text('cli.profile.apply.file'))
    .description(text('cli.profile.apply.about'))
    .action(async (files: string[]) => {
      const profiles = await readProfiles(files)
      if (profiles.ok) await runner.withApp((app, session) => apply(app, session, profiles.value))
      else runner.answer = profiles.error
    })
  profile
    .command('list')
    .description(text('cli.profile.list.about'))
    .action(() => runner.withApp(list))
  one('show', text('cli.profile.show.about')).action((id: string) =>
    runner.withApp((app, session) => show(app, session, id)),
  )
  one('remove', text('cli.profile.remove.about')).action((id: string) =>
    runner.withApp(async (app, { words }) =>
      answerOf(await app.profiles.remove(id), () => done({ removed: id }, [words.text('cli.profile.removed', { id })])),
    ),
  )
  one('secret', text('cli.profile.secret.about')).action((id: string) =>
    runner.withApp((app, session) => secret(app, session, id)),
  )
  one('test', text('cli.profile.test.about')).action((id: string) =>
    runner.withApp((app, session) => test(app, session, id)),
  )
  one('trust', text('cli.profile.trust.about'))
    .requiredOption('--host-key <fingerprint>', text('cli.profile.trust.hostKey'))
    .action((id: string, options: { hostKey: string }) =>
      runner.withApp((app, session) => trust(app, session, id, options.hostKey)),
    )
}

/** Every file is read and checked before anything is changed. A file holds one profile or a list of them. */
async function readProfiles(files: readonly string[]): Promise<Result<readonly Profile[], AppError>> {
  const profiles: Profile[] = []
  const faults: FileFault[] = []
  for (const file of files) {
    const json = await readJson(file)
    if (!json.ok) return json
    const list: readonly unknown[] = Array.isArray(json.value) ? json.value : [json.value]
    if (list.length === 0) return fail(invalid('file-without-profile', { file }))
    for (const input of list) {
      const parsed = parseProfile(input)
      if (parsed.ok) profiles.push(toProfile(parsed.value))
      else faults.push(...parsed.faults.map((fault) => ({ file, ...fault })))
    }
  }
  const ids = profiles.map((profile) => profile.id)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined) return fail(invalid('profile-twice', { id: twice }))
  return faults.length > 0 ? fail(inputFaults(faults)) : ok(profiles)
}

/** The contract and core never meet; here the compiler proves that one fits the other. */
function toProfile(profile: ProfileDocument): Profile {
  return profile
}

async function apply(app: App, { words }: Session, profiles: readonly Profile[]): Promise<Answer> {
  const applied = await app.profiles.apply(profiles)
  return answerOf(applied, ({ secretsForgotten }) =>
    done(
      {
        applied: profiles.map((profile) => profile.id),
        ...(secretsForgotten.length > 0 ? { secretsForgotten } : {}),
      },
      profiles.map((profile) => words.text('cli.profile.applied', { id: profile.id, name: profile.name })),
      [
        ...profiles
          .filter((profile) => profile.target.protocol === 'ftp')
          .map((profile) => words.text('cli.profile.notEncrypted', { id: profile.id })),
        ...secretsForgotten.map((id) => words.text('cli.profile.secretForgotten', { id })),
      ],
    ),
  )
}

async function list(app: App, { words, io }: Session): Promise<Answer> {
  const profiles = await app.profiles.list()
  return done(
    {
      profiles: profiles.map((overview) => {
        const { profile, ...more } = profileJson(overview, words, io.timeZone)
        return { ...profile, ...more }
      }),
    },
    profileTable(profiles, words),
  )
}

async function show(app: App, { words, io }: Session, id: string): Promise<Answer> {
  return answerOf(await app.profiles.show(id), (overview) =>
    done(profileJson(overview, words, io.timeZone), profileLines(overview, words)),
  )
}

async function secret(app: App, { words, io }: Session, id: string): Promise<Answer> {
  const read = readSecretBytes(await io.readSecret(words.text('cli.secret.prompt')))
  if (!read.ok) return read.error
  return answerOf(await app.profiles.setSecret(id, read.value), ({ place }) =>
    done({ place }, [words.text(`cli.secret.stored.${place}`, { id })]),
  )
}

async function test(app: App, { words }: Session, id: string): Promise<Answer> {
  return answerOf(await app.profiles.test(id), (report) => ({
    exit: report.ok ? 0 : 1,
    json: {
      ok: report.ok,
      steps: report.steps.map((step) => ({
        name: step.name,
        ok: step.ok,
        message: stepMessage(step, report, words),
        ...(step.error ? { code: step.error.kind, detail: step.error.detail } : {}),
      })),
      hostKey: report.hostKey,
    },
    lines: [
      ...report.steps.map((step) => `${step.ok ? '✓' : '✗'} ${stepMessage(step, report, words)}`),
      ...(report.hostKey === null ? [] : [words.text('cli.test.hostKey', { hostKey: report.hostKey })]),
      words.text(report.ok ? 'cli.test.passed' : 'cli.test.failed'),
    ],
  }))
}

/** Which step, and when it failed, why and who can mend it. */
function stepMessage(step: TestStep, report: TestReport, words: Words): string {
  const name = words.byCode('cli.step', step.name)
  if (!step.error) return words.text(step.ok ? 'cli.test.stepDone' : 'cli.test.stepFailed', { step: name })
  const { kind, detail } = step.error
  return `${name}: ${words.byCode('error', kind, { detail, hostKey: report.hostKey ?? '' })}`
}

async function trust(app: App, { words }: Session, id: string, hostKey: string): Promise<Answer> {
  if (!isHostKey(hostKey)) return invalid('host-key-malformed', { hostKey })
  return answerOf(await app.profiles.trust(id, hostKey), () =>
    done({ trusted: { profile: id, hostKey } }, [words.text('cli.trust.done', { id, hostKey })]),
  )
}
