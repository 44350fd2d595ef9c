/** Administrators change the configuration; users look, run now and see the history. */
export const groups = ['administrators', 'users'] as const
export type Group = (typeof groups)[number]

/** A person with an account in this installation. */
export interface User {
  readonly id: string
  /** As the person writes it. */
  readonly name: string
  readonly group: Group
  /** False: may not sign in. */
  readonly enabled: boolean
  readonly createdMs: number
  /** Null: never. */
  readonly lastSignInMs: number | null
}

export const nameLengthMax = 60

export type UserNameFault = 'user-name-malformed' | 'user-name-reserved'

/** What the journal calls those who are no person: an account of that name would be taken for one of them. */
const reserved: ReadonlySet<string> = new Set(['schedule', 'command-line', 'window', 'system'])

/** How a name is kept: without blanks around it, accents in one form. */
export function toUserName(typed: string): string {
  return typed.normalize('NFC').trim()
}

/** Two names with the same key are the same name. */
export function userNameKey(name: string): string {
  return toUserName(name).normalize('NFKC').toLowerCase()
}

/** @param name as `toUserName` answers it */
export function checkUserName(name: string): UserNameFault | null {
  const length = [...name].length
  // Signs that are not seen (controls, marks of direction) would make two names look alike.
  if (length === 0 || length > nameLengthMax || /\p{C}/u.test(name)) return 'user-name-malformed'
  return reserved.has(userNameKey(name)) ? 'user-name-reserved' : null
}
