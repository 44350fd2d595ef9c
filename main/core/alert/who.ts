import type { Refusal } from '../profile/refusal'
import type { RunErrorKind } from '../run/run'

/** Who can set it right. The words stand under `alert.who.<party>`. */
export type Party = 'shop' | 'it' | 'advisor' | 'support' | 'nobody'

export type TroubleCode = RunErrorKind | Refusal['code'] | 'overdue'

const parties: Readonly<Record<TroubleCode, Party>> = {
  'name-not-found': 'it',
  unreachable: 'it',
  timeout: 'it',
  interrupted: 'it',
  'server-busy': 'advisor',
  'server-error': 'advisor',
  'content-mismatch': 'advisor',
  'no-space': 'advisor',
  'folder-missing': 'it',
  'permission-denied': 'advisor',
  'auth-refused': 'shop',
  'host-key-unknown': 'it',
  'host-key-changed': 'advisor',
  'certificate-invalid': 'advisor',
  'protocol-mismatch': 'it',
  'key-file-unreadable': 'it',
  'name-refused': 'it',
  'remote-conflict': 'advisor',
  'local-file-changed': 'it',
  'format-rejected': 'shop',
  'sums-differ': 'support',
  'ledger-unavailable': 'it',
  'secret-unavailable': 'shop',
  'spool-failed': 'it',
  'delivery-uncertain': 'advisor',
  'restored-uncertain': 'advisor',
  'attempts-exhausted': 'it',
  internal: 'support',
  'workstation-other-name': 'it',
  'workstation-older-copy': 'it',
  'foreign-workstation': 'it',
  'other-branch': 'it',
  'before-start-date': 'shop',
  'mandant-unknown': 'shop',
  'bookkeeping-inactive': 'shop',
  overdue: 'shop',
}

/** Every code that an incident can carry, for tables and tests. */
// safe: the record above has exactly these keys
export const troubleCodes = Object.keys(parties) as readonly TroubleCode[]

/** Nobody has to act while the program tries again by itself. */
export function whoMustAct({ code, needsPerson }: { readonly code: string; readonly needsPerson: boolean }): Party {
  if (!needsPerson) return 'nobody'
  return isTroubleCode(code) ? parties[code] : 'support'
}

function isTroubleCode(code: string): code is TroubleCode {
  return Object.hasOwn(parties, code)
}
