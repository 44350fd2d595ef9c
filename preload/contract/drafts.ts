import { z } from 'zod'

// What a form sends while it is being filled in: the shape is fixed, the values may still be wrong. Which of them are
// wrong comes back field by field, so that nothing here refuses what a person can type.

const Typed = z.string().max(1000)
const TypedNumber = z.number().nullable()

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** Like a schedule of a profile; an empty time is '', an empty number null. */
export const ScheduleDraft = z.discriminatedUnion('interval', [
  z.strictObject({ interval: z.literal('hourly') }),
  z.strictObject({ interval: z.literal('minutes'), minutes: TypedNumber }),
  z.strictObject({ interval: z.literal('daily'), time: Typed }),
  z.strictObject({ interval: z.literal('weekly'), weekdays: z.array(z.enum(weekdays)).max(7), time: Typed }),
  z.strictObject({ interval: z.literal('monthly'), days: z.array(z.int()).max(31), time: Typed }),
])

/** Like the settings of `smtp set`; no secret is in it. */
export const SmtpDraft = z.strictObject({
  host: Typed,
  port: TypedNumber,
  security: z.enum(['starttls', 'tls', 'none']),
  user: Typed.nullable(),
  from: Typed,
  auth: z.enum(['password', 'oauth2', 'none']),
  tlsCaFile: Typed.nullable(),
  oauth2: z
    .strictObject({
      provider: z.enum(['microsoft', 'google', 'other']),
      clientId: Typed,
      tenant: Typed.nullable(),
      tokenUrl: Typed.nullable(),
    })
    .nullable(),
  language: z.enum(['de', 'en']),
})

/** Goes in and never comes out. */
export const SecretInput = z.string().min(1).max(65_536)
