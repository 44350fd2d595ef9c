import type { Group } from './user'

/** What one may be allowed to do. The shell says for each call which of these it needs. */
export type Capability =
  /** See profiles, runs, history, settings: everything but secrets. */
  | 'look'
  /** Start an export, also without sending it. */
  | 'run'
  /** Send a delivered file again, free a run's documents, decide on changed documents: may bring something twice. */
  | 'release'
  /** Change profiles, passwords of targets, mail, chain, workstation, ledger. */
  | 'configure'
  | 'manage-users'
  /** See a stored password; the chain option and the own password are asked for beside it. */
  | 'reveal'

const everybody: readonly Group[] = ['administrators', 'users']
const administratorsOnly: readonly Group[] = ['administrators']

/** The one table of rights. Who is not signed in may do none of it. */
export const groupsThatMay: Readonly<Record<Capability, readonly Group[]>> = {
  look: everybody,
  run: everybody,
  release: administratorsOnly,
  configure: administratorsOnly,
  'manage-users': administratorsOnly,
  reveal: administratorsOnly,
}

export function groupMay(group: Group, capability: Capability): boolean {
  return groupsThatMay[capability].includes(group)
}
