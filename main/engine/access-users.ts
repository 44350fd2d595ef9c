import type { UserRefusal } from '../core/access/access-ports'
import { type Capability, groupMay } from '../core/access/capabilities'
import { lockedUntilMs } from '../core/access/lock-out'
import { checkPassword, passwordLengthMax, passwordLengthMin } from '../core/access/password-rules'
import { checkUserName, type Group, nameLengthMax, toUserName } from '../core/access/user'
import { assert } from '../core/assert'
import { fail, ok, type Result } from '../core/result'
import type { Sessions } from './access-sessions'
import type { AppError } from './app'
import type { NewAccount, Order, User, UserOverview, UsersUseCases } from './app-access'
import { invalid, refused } from './app-error'
import type { Ports } from './ports'

/** Base 36. */
const idLength = 16

/** Who gives the order, by the name that the journal keeps; or why it may not be given. */
export function actorOf(
  order: Order,
  capability: Capability,
  sessions: Sessions,
  { actor }: Ports,
): Result<string, AppError> {
  // The command line belongs to the owner of the profile folder; the window cannot speak in its name.
  if (order === 'command-line') return actor === 'command-line' ? ok(actor) : fail(refused('sign-in-needed'))
  const signed = sessions.signed(order.sessionId)
  if (!signed.ok) return signed
  const { group, user } = signed.value.session
  return groupMay(group, capability) ? ok(user.name) : fail(refused('rights-missing'))
}

export function createUsersUseCases(sessions: Sessions, ports: Ports): UsersUseCases {
  const { users } = ports
  const asked = (order: Order) => actorOf(order, 'manage-users', sessions, ports)
  const changed = (order: Order, work: (actor: string) => UserRefusal | null): Result<void, AppError> => {
    const actor = asked(order)
    return actor.ok ? answer(work(actor.value)) : actor
  }
  return {
    list: async (order) => {
      const actor = asked(order)
      return actor.ok ? ok(overviews(ports)) : actor
    },
    create: async (order, account) => {
      const actor = asked(order)
      return actor.ok ? create(account, () => asked(order), ports) : actor
    },
    rename: async (order, userId, typed) => {
      const actor = asked(order)
      if (!actor.ok) return actor
      const name = userName(typed)
      return name.ok ? answer(users.rename(userId, name.value, actor.value)) : name
    },
    setPassword: (order, userId, password) => setPassword(userId, password, () => asked(order), ports),
    setGroup: async (order, userId, group) => changed(order, (actor) => users.setGroup(userId, group, actor)),
    setEnabled: async (order, userId, enabled) => changed(order, (actor) => users.setEnabled(userId, enabled, actor)),
    remove: async (order, userId) => changed(order, (actor) => users.remove(userId, actor)),
  }
}

function overviews({ users, clock }: Ports): readonly UserOverview[] {
  const nowMs = clock.now()
  return users.list().map(({ user, guard }) => ({ ...user, lockedUntilMs: lockedUntilMs(guard, nowMs) }))
}

/** @param who asked before and after the password was hashed: the right to do it may be gone by then */
async function create(
  account: NewAccount,
  who: () => Result<string, AppError>,
  ports: Ports,
  only?: 'first',
): Promise<Result<User, AppError>> {
  const name = userName(account.name)
  if (!name.ok) return name
  const passwordHash = await hashed(account.password, name.value, ports)
  if (!passwordHash.ok) return passwordHash
  const actor = who()
  if (!actor.ok) return actor
  const id = ports.random.text(idLength)
  const group: Group = account.group
  const added = answer(
    ports.users.add({ id, name: name.value, group, passwordHash: passwordHash.value }, actor.value, only),
  )
  if (!added.ok) return added
  const record = ports.users.get(id)
  assert(record !== null, 'an account that was added is there')
  return ok(record.user)
}

/** Only while there is no administrator; of two who try at the same moment one comes first. */
export function createFirst(name: string, password: string, ports: Ports): Promise<Result<User, AppError>> {
  if (ports.users.hasAdministrator()) return Promise.resolve(answer('administrator-exists'))
  return create({ name, password, group: 'administrators' }, () => ok(toUserName(name)), ports, 'first')
}

async function setPassword(
  userId: string,
  password: string,
  who: () => Result<string, AppError>,
  ports: Ports,
): Promise<Result<void, AppError>> {
  const actor = who()
  if (!actor.ok) return actor
  const record = ports.users.get(userId)
  if (!record) return answer('user-unknown')
  const passwordHash = await hashed(password, record.user.name, ports)
  if (!passwordHash.ok) return passwordHash
  const still = who()
  return still.ok ? answer(ports.users.setPassword(userId, passwordHash.value, still.value)) : still
}

/** The hash of a password that keeps the rules. */
export async function hashed(
  password: string,
  name: string,
  { passwords }: Pick<Ports, 'passwords'>,
): Promise<Result<string, AppError>> {
  const fault = checkPassword(password, name)
  if (fault) return fail(invalid(fault, { min: passwordLengthMin, max: passwordLengthMax }))
  return ok(await passwords.hash(password))
}

function userName(typed: string): Result<string, AppError> {
  const name = toUserName(typed)
  const fault = checkUserName(name)
  return fault ? fail(invalid(fault, { max: nameLengthMax })) : ok(name)
}

const answers = {
  'user-unknown': invalid('user-unknown'),
  'user-name-taken': refused('user-name-taken'),
  'last-administrator': refused('last-administrator'),
  'administrator-exists': refused('administrator-exists'),
} as const satisfies Record<UserRefusal, AppError>

/** A refusal of the store in the words of the app. */
export function answer(refusal: UserRefusal): Result<never, AppError>
export function answer(refusal: UserRefusal | null): Result<void, AppError>
export function answer(refusal: UserRefusal | null): Result<void, AppError> {
  return refusal === null ? ok() : fail(answers[refusal])
}
