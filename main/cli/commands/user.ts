import { type Group, groups, userNameKey } from '../../core/access/user'
import { fail, ok, type Result } from '../../core/result'
import type { App, AppError } from '../../engine/app'
import type { UserOverview } from '../../engine/app-access'
import { readSecretBytes } from '../input'
import { done, invalid, type Outcome } from '../outcome'
import { type Answer, answerOf, type Register, type Session } from '../session'
import { table, type Words } from '../words'

/** Whoever owns the profile folder administers it: the way back in when nobody can sign in any more. */
const order = 'command-line'

export const registerUser: Register = (program, runner) => {
  const { text } = runner.session.words
  const user = program.command('user').description(text('cli.user.about'))
  const one = (name: string, about: string) =>
    user.command(name).argument('<name>', text('cli.user.name')).description(about)

  user
    .command('list')
    .description(text('cli.user.list.about'))
    .action(() =>
      runner.withApp(async (app, { words }) =>
        answerOf(await app.access.users.list(order), (users) => usersOutcome(users, words)),
      ),
    )
  one('add', text('cli.user.add.about'))
    .requiredOption('--group <group>', text('cli.user.add.group'))
    .action(async (name: string, options: { group: string }) => {
      const group = groups.find((known) => known === options.group)
      if (group) await runner.withApp((app, session) => add(app, session, name, group))
      else runner.answer = invalid('group-unknown', { value: options.group })
    })
  one('password', text('cli.user.password.about')).action((name: string) =>
    runner.withApp((app, session) => setPassword(app, session, name)),
  )
  one('remove', text('cli.user.remove.about')).action((name: string) =>
    runner.withApp((app, session) => remove(app, session, name)),
  )
}

function usersOutcome(users: readonly UserOverview[], words: Words): Outcome {
  const { text } = words
  const columns = ['name', 'group', 'state', 'lastSignIn'] as const
  const rows = users.map((user) => [
    user.name,
    text(`cli.user.group.${user.group}`),
    stateOf(user, words),
    user.lastSignInMs === null ? text('cli.user.never') : words.moment(user.lastSignInMs),
  ])
  const json = users.map(({ name, group, enabled, lastSignInMs, lockedUntilMs }) => ({
    name,
    group,
    enabled,
    lastSignInAt: isoOf(lastSignInMs),
    pausedUntil: isoOf(lockedUntilMs),
  }))
  const titles = columns.map((column) => ({ title: text(`cli.user.column.${column}`) }))
  return done({ users: json }, users.length === 0 ? [text('cli.user.none')] : table(titles, rows))
}

function stateOf({ enabled, lockedUntilMs }: UserOverview, words: Words): string {
  if (!enabled) return words.text('cli.user.disabled')
  return lockedUntilMs === null
    ? words.text('cli.user.enabled')
    : words.text('cli.user.pausedUntil', { until: words.moment(lockedUntilMs) })
}

const isoOf = (ms: number | null) => (ms === null ? null : Temporal.Instant.fromEpochMilliseconds(ms).toString())

async function add(app: App, { io, words }: Session, name: string, group: Group): Promise<Answer> {
  const read = readSecretBytes(await io.readSecret(words.text('cli.user.password.prompt')))
  if (!read.ok) return read.error
  return answerOf(await app.access.users.create(order, { name, group, password: read.value }), (user) =>
    done({ added: { name: user.name, group } }, [
      words.text('cli.user.added', { name: user.name, group: words.text(`cli.user.group.${group}`) }),
    ]),
  )
}

async function setPassword(app: App, { io, words }: Session, name: string): Promise<Answer> {
  const user = await find(app, name)
  if (!user.ok) return user.error
  const read = readSecretBytes(await io.readSecret(words.text('cli.user.password.prompt')))
  if (!read.ok) return read.error
  return answerOf(await app.access.users.setPassword(order, user.value.id, read.value), () =>
    done({ passwordSet: user.value.name }, [words.text('cli.user.passwordSet', { name: user.value.name })]),
  )
}

async function remove(app: App, { words }: Session, name: string): Promise<Answer> {
  const user = await find(app, name)
  if (!user.ok) return user.error
  return answerOf(await app.access.users.remove(order, user.value.id), () =>
    done({ removed: user.value.name }, [words.text('cli.user.removed', { name: user.value.name })]),
  )
}

async function find(app: App, name: string): Promise<Result<UserOverview, AppError>> {
  const users = await app.access.users.list(order)
  if (!users.ok) return users
  const user = users.value.find((one) => userNameKey(one.name) === userNameKey(name))
  return user ? ok(user) : fail(invalid('user-unknown', { name }))
}
