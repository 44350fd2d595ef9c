import { z } from 'zod'

const Nothing = z.strictObject({})

export const setupCalls = {
  /** Whether the assistant is open: from the first administrator on, until it was finished or put off. */
  'setup.show': { in: Nothing, out: z.object({ open: z.boolean() }) },
  'setup.set': { in: z.strictObject({ open: z.boolean() }), out: Nothing },
  /** The branch in whose shop this computer stands; null: none in particular. */
  'workstation.setBranch': { in: z.strictObject({ branch: z.string().min(1).max(200).nullable() }), out: Nothing },
} as const
