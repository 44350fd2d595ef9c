import { type CallName, callNames } from '../../preload/contract/names'
import { fail, ok } from '../core/result'
import type { Capability } from '../engine/app-access'
import type { Handlers } from './answer'
import type { Doorkeeper } from './doorkeeper'
import type { Host } from './handlers'
import { toCallError } from './to-dto'

/**
 * What a person must be allowed to do for a call. `open`: nobody needs to be signed in, for the sign-in screen itself asks
 * it. `asks-itself`: about the session of the person, also a locked one; the use case asks and writes refusals down.
 */
export type Need = Capability | 'open' | 'asks-itself'

/** One line for every call: who adds a call says here who may make it, or nothing compiles. */
export const needs = {
  'app.show': 'open',
  'app.setLanguage': 'open',
  'app.restartHost': 'open',
  'app.copy': 'look',
  'app.takeView': 'look',
  // Whoever sits here must be able to read it, also before they sign in.
  'appearance.show': 'open',
  'appearance.set': 'open',
  'access.state': 'open',
  'access.createFirst': 'open',
  'access.signIn': 'open',
  'access.signOut': 'asks-itself',
  'access.active': 'asks-itself',
  'access.lock': 'asks-itself',
  'access.unlock': 'asks-itself',
  'access.changePassword': 'asks-itself',
  'access.setScreenLock': 'configure',
  'access.reveal': 'asks-itself',
  'users.list': 'manage-users',
  'users.create': 'manage-users',
  'users.rename': 'manage-users',
  'users.setPassword': 'manage-users',
  'users.setGroup': 'manage-users',
  'users.setEnabled': 'manage-users',
  'users.remove': 'manage-users',
  'ledger.status': 'look',
  'ledger.createDemo': 'configure',
  'ledger.importFolder': 'configure',
  'ledger.importFile': 'configure',
  'ledger.importDropped': 'configure',
  'ledger.cancelImport': 'configure',
  'ledger.importUnderWay': 'look',
  'ledger.lastImport': 'look',
  'ledger.copyFaults': 'look',
  'ledger.changed': 'look',
  'ledger.decide': 'release',
  'invoices.list': 'look',
  'invoices.show': 'look',
  // What goes into the books is decided like what goes out of them; rules that book by themselves are configuration.
  'invoices.addFiles': 'release',
  'invoices.assign': 'release',
  'invoices.decline': 'release',
  'invoices.reopen': 'release',
  'invoices.open': 'look',
  'invoices.choices': 'look',
  'invoices.rules': 'look',
  'invoices.saveRules': 'configure',
  'watch.show': 'look',
  'watch.choose': 'configure',
  'watch.stop': 'configure',
  'masterData.list': 'look',
  'masterData.edit': 'configure',
  'masterData.reset': 'configure',
  'mandants.show': 'look',
  'mandants.save': 'configure',
  'profiles.list': 'look',
  'profiles.createDemo': 'configure',
  'profiles.edit': 'configure',
  'profiles.check': 'configure',
  'profiles.save': 'configure',
  'profiles.preview': 'configure',
  'profiles.cancelPreview': 'configure',
  'profiles.test': 'configure',
  'profiles.setEnabled': 'configure',
  'profiles.remove': 'configure',
  'profiles.choosePath': 'configure',
  'schedule.preview': 'look',
  // As the tray offers it to everybody at this computer.
  'schedule.pause': 'run',
  'schedule.resume': 'run',
  'status.show': 'look',
  'settings.show': 'look',
  'settings.save': 'configure',
  'smtp.show': 'look',
  'smtp.save': 'configure',
  'smtp.test': 'configure',
  'export.runNow': 'run',
  'runs.list': 'look',
  'runs.show': 'look',
  'runs.documents': 'look',
  'runs.find': 'look',
  'runs.search': 'look',
  'runs.days': 'look',
  'list.saveCsv': 'look',
  'runs.resend': 'release',
  'runs.release': 'release',
  'runs.arrived': 'release',
  'chain.show': 'look',
  'chain.save': 'configure',
  'workstation.show': 'look',
  'workstation.adopt': 'configure',
  'workstation.setBranch': 'configure',
  'updates.show': 'look',
  'updates.save': 'configure',
  'updates.chooseFolder': 'configure',
  'updates.check': 'configure',
  'updates.install': 'configure',
  'setup.show': 'look',
  'setup.set': 'configure',
  'backups.show': 'configure',
  'backups.write': 'configure',
  'backups.choose': 'configure',
  'backups.restore': 'configure',
  // Where no database opens nobody can sign in; the worker refuses it wherever one does.
  'recovery.show': 'open',
  'recovery.choose': 'open',
  'recovery.restore': 'open',
} as const satisfies Record<CallName, Need>

/** Whether somebody with a right must be signed in. */
export function isRight(need: Need): need is Capability {
  return need !== 'open' && need !== 'asks-itself'
}

/**
 * The handlers behind the gate. It is asked before a handler begins, for what the shell does itself (dialogs, clipboard,
 * start at sign-in), and once more by the worker for everything that the handler asks of it.
 * @param make the handlers over one way to the worker
 */
export function guarded(door: Doorkeeper, make: (host: Host) => Handlers): Handlers {
  const made = new Map<Need, Handlers>()
  const handlersFor = (need: Need) => {
    const handlers = made.get(need) ?? make(door.hostFor(need))
    made.set(need, handlers)
    return handlers
  }
  const ask = async (name: CallName, input: never) => {
    const need = needs[name]
    const may = isRight(need) ? await door.hostFor(need).ask('access.check') : ok()
    const answer = may.ok ? await handlersFor(need)[name](input) : fail(toCallError(may.error))
    door.note(name, answer)
    return answer
  }
  // safe: every name of the contract gets the handler of the same name
  return Object.fromEntries(callNames.map((name) => [name, (input: never) => ask(name, input)])) as unknown as Handlers
}
