import { groupMay } from '../core/access/capabilities'
import { ok } from '../core/result'
import type { AccessUseCases, Capability, Group, NewAccount, ScreenLock } from '../engine/app-access'
import type { HostContext } from './operations'

/** Null: nobody is signed in at this window; the use cases answer that themselves. */
export type SessionId = string | null
export interface OfSession {
  readonly sessionId: SessionId
}
export interface OfUser extends OfSession {
  readonly userId: string
}

const capabilities = ['look', 'run', 'release', 'configure', 'manage-users', 'reveal'] as const satisfies Capability[]

/** No session has this id. */
const nobody = ''
const idOf = ({ sessionId }: OfSession) => sessionId ?? nobody
const orderOf = (input: OfSession) => ({ sessionId: idOf(input) })

function accessState({ app }: HostContext, sessionId: SessionId) {
  const session = app.access.session(sessionId ?? nobody)
  const { adminsMayRevealPasswords } = app.chain.show()
  const may = (capability: Capability) =>
    session !== null && groupMay(session.group, capability) && (capability !== 'reveal' || adminsMayRevealPasswords)
  return { ...app.access.state(), session, may: capabilities.filter(may) }
}
export type AccessNews = ReturnType<typeof accessState>

type Secrets<K extends string> = OfSession & { readonly [P in K]: string }
const access = ({ app }: HostContext): AccessUseCases => app.access
const users = ({ app }: HostContext) => app.access.users

/** What the shell asks about persons. The id of a session goes in from the main process, never from the page. */
export const accessOperations = {
  /** Does nothing: who asks it in a session's name learns whether the session may. */
  'access.check': async (_host: HostContext) => ok(),
  'access.state': async (host: HostContext, sessionId: SessionId) => ok(accessState(host, sessionId)),
  'access.createFirst': (host: HostContext, input: { readonly name: string; readonly password: string }) =>
    access(host).createFirstAdministrator(input.name, input.password),
  'access.signIn': (host: HostContext, input: { readonly name: string; readonly password: string }) =>
    access(host).signIn(input.name, input.password),
  'access.signOut': async (host: HostContext, sessionId: string) => ok(access(host).signOut(sessionId)),
  'access.active': async (host: HostContext, sessionId: string) => ok(access(host).active(sessionId)),
  'access.lock': async (host: HostContext, sessionId: string) => ok(access(host).lock(sessionId)),
  'access.unlock': (host: HostContext, input: Secrets<'password'>) => access(host).unlock(idOf(input), input.password),
  'access.changePassword': (host: HostContext, input: Secrets<'before' | 'after'>) =>
    access(host).changePassword(idOf(input), input.before, input.after),
  'access.setScreenLock': (host: HostContext, input: OfSession & { readonly setting: ScreenLock }) =>
    access(host).setScreenLock(orderOf(input), input.setting),
  'access.reveal': (host: HostContext, input: Secrets<'password' | 'secretName'>) =>
    access(host).reveal(idOf(input), input.password, input.secretName),
  'users.list': (host: HostContext, input: OfSession) => users(host).list(orderOf(input)),
  'users.create': (host: HostContext, input: OfSession & { readonly account: NewAccount }) =>
    users(host).create(orderOf(input), input.account),
  'users.rename': (host: HostContext, input: OfUser & { readonly name: string }) =>
    users(host).rename(orderOf(input), input.userId, input.name),
  'users.setPassword': (host: HostContext, input: OfUser & { readonly password: string }) =>
    users(host).setPassword(orderOf(input), input.userId, input.password),
  'users.setGroup': (host: HostContext, input: OfUser & { readonly group: Group }) =>
    users(host).setGroup(orderOf(input), input.userId, input.group),
  'users.setEnabled': (host: HostContext, input: OfUser & { readonly enabled: boolean }) =>
    users(host).setEnabled(orderOf(input), input.userId, input.enabled),
  'users.remove': (host: HostContext, input: OfUser) => users(host).remove(orderOf(input), input.userId),
} as const
