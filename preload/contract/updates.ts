import { z } from 'zod'

const Nothing = z.strictObject({})

/** Where this computer looks for new versions. `server`: a web address; `folder`: one that the house shares. */
export const UpdateSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('off') }),
  z.strictObject({ kind: z.literal('server'), url: z.string().trim().max(2000) }),
  z.strictObject({ kind: z.literal('folder'), path: z.string().trim().max(2000) }),
])

/**
 * `off` nobody looks · `idle` not looked yet · `current` nothing newer · `available` newer, but somebody else installs it ·
 * `ready` downloaded and checked, waits for its moment
 */
export const updateStates = [
  'off',
  'idle',
  'checking',
  'current',
  'available',
  'downloading',
  'ready',
  'failed',
] as const

/**
 * How a new version gets onto this computer: `signed` by the app, which checks the maker's signature · `checksum` by the
 * app, which checks only that the file is the one that was announced · `administrator` by the system's package manager ·
 * `none` not at all: this is no installed program
 */
export const updateWays = ['signed', 'checksum', 'administrator', 'none'] as const

export const Updates = z.object({
  source: UpdateSource,
  way: z.enum(updateWays),
  state: z.enum(updateStates),
  /** The newer one, once it is known. */
  version: z.string().nullable(),
  /** While it is downloaded. */
  percent: z.int().min(0).max(100).nullable(),
  /** Code of what went wrong. */
  problem: z.string().nullable(),
  /** When it was looked for last. */
  checkedAtMs: z.int().nullable(),
})

export const updateCalls = {
  'updates.show': { in: Nothing, out: Updates },
  'updates.save': { in: z.strictObject({ source: UpdateSource }), out: Updates },
  'updates.chooseFolder': { in: Nothing, out: z.string().nullable() },
  /** Looks, and downloads what is newer. Answers at once; `updates.changed` tells the rest. */
  'updates.check': { in: Nothing, out: Updates },
  /** Ends the app and installs what is ready. Refused while a run is under way. */
  'updates.install': { in: Nothing, out: Nothing },
} as const
