import { z } from 'zod'

const Nothing = z.strictObject({})

/** As typed; what is no time of day comes back as `fields`. */
const Typed = z.string().max(20)

/** Settings of the whole chain. */
export const Chain = z.object({
  /** When nothing runs (Wartungsfenster); null: any time may be an execution time. */
  maintenanceWindow: z.object({ from: z.string(), to: z.string() }).nullable(),
  /** „Administratoren dürfen gesetzte Passwörter einsehen“. */
  adminsMayRevealPasswords: z.boolean(),
})

export const chainCalls = {
  'chain.show': { in: Nothing, out: Chain },
  'chain.save': {
    in: z.strictObject({
      maintenanceWindow: z.strictObject({ from: Typed, to: Typed }).nullable(),
      adminsMayRevealPasswords: z.boolean(),
    }),
    out: Chain,
  },
} as const
