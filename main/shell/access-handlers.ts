import type { AccessStateDto } from '../../preload/contract/dto'
import { ok, type Result } from '../core/result'
import type { AppError } from '../engine/app'
import type { Session, UserOverview } from '../engine/app-access'
import type { AccessNews } from './access-operations'
import type { Handlers } from './answer'
import { out } from './answer-dto'
import type { Doorkeeper } from './doorkeeper'
import type { Host } from './handlers'

/** The part of the doorkeeper that these calls need. */
export type Door = Pick<Doorkeeper, 'sessionId' | 'opened' | 'leave' | 'told'>

/** Sign-in, lock and accounts: takes the id of the session from the door, and leaves it there. */
export function accessHandlers(host: Host, door: Door) {
  const enter = (signedIn: Result<Session, AppError>) => {
    if (signedIn.ok) door.opened(signedIn.value.id)
    return out(signedIn, nothing)
  }
  return {
    'access.state': async () => {
      const { sessionId } = door
      const news = await host.ask('access.state', sessionId)
      if (news.ok) door.told(news.value, sessionId)
      return out(news, toAccessState)
    },
    'access.createFirst': async (input) => enter(await host.ask('access.createFirst', input)),
    'access.signIn': async (input) => enter(await host.ask('access.signIn', input)),
    'access.signOut': async () => {
      door.leave()
      return ok({})
    },
    ...sessionHandlers(host, door),
    ...userHandlers(host, door),
  } satisfies Partial<Handlers>
}

function sessionHandlers(host: Host, door: Door) {
  const told = async (operation: 'access.active' | 'access.lock') => {
    const { sessionId } = door
    return sessionId === null ? ok({}) : out(await host.ask(operation, sessionId), nothing)
  }
  return {
    'access.active': () => told('access.active'),
    'access.lock': () => told('access.lock'),
    'access.unlock': async (input) =>
      out(await host.ask('access.unlock', { sessionId: door.sessionId, ...input }), nothing),
    'access.changePassword': async (input) =>
      out(await host.ask('access.changePassword', { sessionId: door.sessionId, ...input }), nothing),
    'access.setScreenLock': async (setting) =>
      out(await host.ask('access.setScreenLock', { sessionId: door.sessionId, setting }), nothing),
    'access.reveal': async (input) =>
      out(await host.ask('access.reveal', { sessionId: door.sessionId, ...input }), ({ secret, showMs }) => ({
        secret,
        showMs,
      })),
  } satisfies Partial<Handlers>
}

function userHandlers(host: Host, door: Door) {
  const by = <T extends object>(input: T) => ({ sessionId: door.sessionId, ...input })
  return {
    'users.list': async () => out(await host.ask('users.list', by({})), (users) => users.map(toUserEntry)),
    'users.create': async (account) => out(await host.ask('users.create', by({ account })), nothing),
    'users.rename': async (input) => out(await host.ask('users.rename', by(input)), nothing),
    'users.setPassword': async (input) => out(await host.ask('users.setPassword', by(input)), nothing),
    'users.setGroup': async (input) => out(await host.ask('users.setGroup', by(input)), nothing),
    'users.setEnabled': async (input) => out(await host.ask('users.setEnabled', by(input)), nothing),
    'users.remove': async (input) => out(await host.ask('users.remove', by(input)), nothing),
  } satisfies Partial<Handlers>
}

const nothing = () => ({})

function toAccessState({ hasAdministrator, screenLock, session, may }: AccessNews): AccessStateDto {
  return {
    hasAdministrator,
    lockAfterMinutes: screenLock.lockAfterMinutes,
    person: session && {
      userId: session.user.id,
      name: session.user.name,
      group: session.group,
      locked: session.locked,
      locksInMs: session.locksInMs,
      may,
    },
  }
}

function toUserEntry({ id, name, group, enabled, lastSignInMs, lockedUntilMs }: UserOverview) {
  return { id, name, group, enabled, lastSignInMs, lockedUntilMs }
}
