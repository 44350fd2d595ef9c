/** Every call the window may make; the schemas stand in `schemas.ts`. No imports: the preload script carries this list. */
export const callNames = [
  'app.show',
  'app.setLanguage',
  'app.copy',
  'app.restartHost',
  'app.takeView',
  'ledger.status',
  'ledger.createDemo',
  'ledger.importFolder',
  'profiles.list',
  'profiles.createDemo',
  'profiles.setSchedule',
  'profiles.setEmail',
  'schedule.preview',
  'schedule.pause',
  'schedule.resume',
  'status.show',
  'settings.show',
  'settings.save',
  'smtp.show',
  'smtp.save',
  'smtp.test',
  'export.runNow',
  'runs.list',
  'runs.show',
  'runs.documents',
  'runs.resend',
  'runs.release',
  'runs.find',
  'workstation.show',
  'workstation.adopt',
  'chain.show',
  'chain.save',
  'access.state',
  'access.createFirst',
  'access.signIn',
  'access.signOut',
  'access.active',
  'access.lock',
  'access.unlock',
  'access.changePassword',
  'access.setScreenLock',
  'access.reveal',
  'users.list',
  'users.create',
  'users.rename',
  'users.setPassword',
  'users.setGroup',
  'users.setEnabled',
  'users.remove',
] as const
export type CallName = (typeof callNames)[number]

/** What the window is told. A fact carries an id or a count, never the data: the screen asks again. */
export const factNames = [
  'runs.changed',
  'profiles.changed',
  'ledger.changed',
  'workstation.changed',
  'status.changed',
  'alerts.raised',
  'export.progress',
  'import.progress',
  'host.changed',
  'view.requested',
  'access.changed',
] as const
export type FactName = (typeof factNames)[number]

/** Channel of all calls: name and input go in, an `Answer` comes back. */
export const callChannel = 'belegbote:call'
/** Channel of all facts: name and data. */
export const factChannel = 'belegbote:fact'
