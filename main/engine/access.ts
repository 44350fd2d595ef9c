import { groupMay } from '../core/access/capabilities'
import { isScreenLock, lockMinutesMax } from '../core/access/screen-lock'
import { fail, ok, type Result } from '../core/result'
import { ownPasswordError, type Proof, proofData, prove } from './access-proof'
import { reveal } from './access-reveal'
import { Sessions } from './access-sessions'
import { actorOf, answer, createFirst, createUsersUseCases, hashed } from './access-users'
import type { AppError } from './app'
import type { AccessUseCases, Order, ScreenLock, Session } from './app-access'
import { invalid, refused } from './app-error'
import type { Ports } from './ports'

/** Accounts, sessions and the reveal rule. The schedule needs none of it: it works with nobody signed in. */
export function createAccessUseCases(ports: Ports): AccessUseCases {
  const sessions = new Sessions(ports)
  return {
    state: () => ({ hasAdministrator: ports.users.hasAdministrator(), screenLock: ports.users.screenLock() }),
    createFirstAdministrator: async (name, password) => {
      const created = await createFirst(name, password, ports)
      return created.ok ? opened(created.value.id, sessions, ports) : created
    },
    signIn: (name, password) => signIn(name, password, sessions, ports),
    signOut: (sessionId) => sessions.end(sessionId),
    session: (sessionId) => sessions.find(sessionId)?.session ?? null,
    active: (sessionId) => sessions.active(sessionId),
    lock: (sessionId) => sessions.lock(sessionId, 'person'),
    unlock: (sessionId, password) => unlock(sessionId, password, sessions, ports),
    changePassword: (sessionId, before, after) => changePassword({ sessionId, before, after }, sessions, ports),
    setScreenLock: async (order, setting) => setScreenLock(order, setting, sessions, ports),
    mayDo: (sessionId, capability) => {
      const signed = sessionId === null ? fail(refused('sign-in-needed')) : sessions.signed(sessionId)
      if (!signed.ok) return signed
      return groupMay(signed.value.session.group, capability) ? ok() : fail(refused('rights-missing'))
    },
    reveal: (sessionId, ownPassword, secretName) => reveal({ sessionId, ownPassword, secretName }, sessions, ports),
    users: createUsersUseCases(sessions, ports),
  }
}

/** One answer for every way to fail: who tries names and passwords learns nothing from it. */
const signInRefused = refused('sign-in-refused')

async function signIn(
  name: string,
  password: string,
  sessions: Sessions,
  ports: Ports,
): Promise<Result<Session, AppError>> {
  const record = ports.users.byName(name)
  const proof = await prove(record, password, ports)
  if (proof.outcome === 'right') return opened(proof.record.user.id, sessions, ports)
  // An unknown name is not written down: people type their password into the wrong field.
  noteFailure('sign-in.refused', proof, { user: record?.user.name ?? null }, ports.actor, ports)
  return fail(signInRefused)
}

function opened(userId: string, sessions: Sessions, ports: Ports): Result<Session, AppError> {
  ports.users.signedIn(userId)
  const record = ports.users.get(userId)
  return record ? ok(sessions.begin(record)) : fail(signInRefused)
}

async function unlock(
  sessionId: string,
  password: string,
  sessions: Sessions,
  ports: Ports,
): Promise<Result<Session, AppError>> {
  const found = sessions.find(sessionId)
  if (!found) return fail(refused('sign-in-needed'))
  const proof = await prove(found.record, password, ports)
  if (proof.outcome !== 'right') {
    noteFailure('screen.unlock-refused', proof, {}, found.record.user.name, ports)
    return fail(ownPasswordError(proof, ports.clock.now()))
  }
  const session = sessions.unlock(sessionId) ? sessions.find(sessionId)?.session : null
  return session ? ok(session) : fail(refused('sign-in-needed'))
}

async function changePassword(
  { sessionId, before, after }: { readonly sessionId: string; readonly before: string; readonly after: string },
  sessions: Sessions,
  ports: Ports,
): Promise<Result<void, AppError>> {
  const signed = sessions.signed(sessionId)
  if (!signed.ok) return signed
  const { user } = signed.value.record
  const proof = await prove(signed.value.record, before, ports)
  if (proof.outcome !== 'right') {
    noteFailure('user.password-refused', proof, {}, user.name, ports)
    return fail(ownPasswordError(proof, ports.clock.now()))
  }
  const passwordHash = await hashed(after, user.name, ports)
  if (!passwordHash.ok) return passwordHash
  const still = sessions.signed(sessionId)
  if (!still.ok) return still
  const changed = answer(ports.users.setPassword(user.id, passwordHash.value, user.name))
  if (changed.ok) sessions.keep(sessionId)
  return changed
}

function setScreenLock(order: Order, setting: ScreenLock, sessions: Sessions, ports: Ports): Result<void, AppError> {
  const actor = actorOf(order, 'configure', sessions, ports)
  if (!actor.ok) return actor
  if (!isScreenLock(setting)) return fail(invalid('screen-lock-minutes', { max: lockMinutesMax }))
  ports.users.setScreenLock(setting, actor.value)
  return ok()
}

function noteFailure(
  event: string,
  proof: Exclude<Proof, { outcome: 'right' }>,
  data: Readonly<Record<string, unknown>>,
  actor: string,
  { journal, clock }: Ports,
): void {
  journal.append({ event, profileId: null, runId: null, actor, data: { ...data, ...proofData(proof, clock.now()) } })
}
