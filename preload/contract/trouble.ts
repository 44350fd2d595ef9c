import { z } from 'zod'

export const Params = z.record(z.string(), z.union([z.string(), z.number()]))

/** Why something was not done: the words stand under `error.<code>`. */
export const Trouble = z.object({ code: z.string(), params: Params })

/** A field of a form that is not right: the words stand under `fault.<code>`, filled with `value` and `params`. */
export const FieldFault = Trouble.extend({ path: z.string(), value: z.string().nullable() })

/** A document or account that a format cannot carry, or carries with a warning. */
export const FormatFault = z.object({
  level: z.enum(['reject', 'warning']),
  code: z.string(),
  mandant: z.string(),
  subject: z.string().nullable(),
  field: z.string(),
  value: z.string(),
})
