import type { Result } from '../result'
import type { NameFault } from '../transfer/remote-name'

/** What is wrong at one place of a profile; the words stand under `fault.<code>`, filled with `value` and `params`. */
export interface ProfileFault {
  /** `target.port`, `selection.mandants[0]` */
  readonly path: string
  /** What stands there; null when nothing does. */
  readonly value: string | null
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
}

export function faultAt(
  path: string,
  value: string | null,
  code: string,
  params: ProfileFault['params'] = {},
): ProfileFault {
  return { path, value, code, params }
}

/** A refused directory or file name as a fault of the profile. */
export function nameFaults(path: string, checked: Result<void, NameFault>): readonly ProfileFault[] {
  return checked.ok ? [] : [faultAt(path, checked.error.value, checked.error.code)]
}
