import { z } from 'zod'

const Nothing = z.strictObject({})

export const userGroups = ['administrators', 'users'] as const
export const UserGroup = z.enum(userGroups)

/** What a person may do; the table of who may stands in core, and the main process asks it before every call. */
export const mayNames = ['look', 'run', 'release', 'configure', 'manage-users', 'reveal'] as const

const UserId = z.string().min(1).max(100)
/** As typed: which names and passwords go is said by core, in words. */
const Name = z.string().max(300)
const Password = z.string().max(1000)

/** Who is at the window. No id of a session is in it: the page never learns one. */
export const Person = z.object({
  userId: UserId,
  name: z.string(),
  group: UserGroup,
  /** The screen is locked. */
  locked: z.boolean(),
  /** So long until it locks itself, if nobody does anything; null: never, or it is locked. */
  locksInMs: z.number().min(0).nullable(),
  /** `reveal` is among it only while the chain allows it. */
  may: z.array(z.enum(mayNames)),
})

export const AccessState = z.object({
  /** False: the first start; the window asks for the first administrator. */
  hasAdministrator: z.boolean(),
  /** Minutes without anybody doing anything; null: the screen never locks itself. */
  lockAfterMinutes: z.number().nullable(),
  /** Null: nobody is signed in. */
  person: Person.nullable(),
})

export const UserEntry = z.object({
  id: UserId,
  name: z.string(),
  group: UserGroup,
  enabled: z.boolean(),
  /** Null: never. */
  lastSignInMs: z.number().nullable(),
  /** End of the pause after too many wrong passwords; null: none. */
  lockedUntilMs: z.number().nullable(),
})

/** The only answer of all calls that carries a stored password; to be hidden again after `showMs`. */
export const Revealed = z.object({ secret: z.string(), showMs: z.number().min(0) })

/** Sign-in, lock, accounts, and the one way to a stored password. */
export const accessCalls = {
  'access.state': { in: Nothing, out: AccessState },
  /** Only while there is no administrator; signs them in. */
  'access.createFirst': { in: z.strictObject({ name: Name, password: Password }), out: Nothing },
  'access.signIn': { in: z.strictObject({ name: Name, password: Password }), out: Nothing },
  'access.signOut': { in: Nothing, out: Nothing },
  /** The person did something: the screen stays open. */
  'access.active': { in: Nothing, out: Nothing },
  'access.lock': { in: Nothing, out: Nothing },
  'access.unlock': { in: z.strictObject({ password: Password }), out: Nothing },
  'access.changePassword': { in: z.strictObject({ before: Password, after: Password }), out: Nothing },
  'access.setScreenLock': { in: z.strictObject({ lockAfterMinutes: z.number().nullable() }), out: Nothing },
  /** With the person's own password. Every try is written down, granted or not. */
  'access.reveal': { in: z.strictObject({ secretName: z.string().max(1000), password: Password }), out: Revealed },
  'users.list': { in: Nothing, out: z.array(UserEntry) },
  'users.create': { in: z.strictObject({ name: Name, group: UserGroup, password: Password }), out: Nothing },
  'users.rename': { in: z.strictObject({ userId: UserId, name: Name }), out: Nothing },
  'users.setPassword': { in: z.strictObject({ userId: UserId, password: Password }), out: Nothing },
  'users.setGroup': { in: z.strictObject({ userId: UserId, group: UserGroup }), out: Nothing },
  'users.setEnabled': { in: z.strictObject({ userId: UserId, enabled: z.boolean() }), out: Nothing },
  'users.remove': { in: z.strictObject({ userId: UserId }), out: Nothing },
} as const
