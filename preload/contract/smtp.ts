import { z } from 'zod'
import { type Parsed, parseWith } from './input-faults'

// `smtp set FILE` of the command line contract. Keys that are not named are refused; keys that only ever say "nothing"
// may be left out, and so may the port, which the way of encryption decides. What depends on other fields is checked in
// core.

const Text = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .regex(/^\P{Cc}*$/u, 'input-control-character')
const Path = z
  .string()
  .min(1)
  .max(1000)
  .regex(/^\P{Cc}*$/u, 'input-control-character')
const Optional = Text.nullable().default(null)

/** Submission with STARTTLS, submission over TLS (RFC 8314), and the port of old. */
export const smtpPorts = { starttls: 587, tls: 465, none: 25 } as const

const OAuth2 = z.strictObject({
  provider: z.enum(['microsoft', 'google', 'other']),
  clientId: Text,
  tenant: Optional,
  tokenUrl: z.string().trim().min(1).max(1000).nullable().default(null),
})

export const SmtpSchema = z
  .strictObject({
    host: Text.regex(/^[^\s/@]+$/, 'input-host'),
    port: z.int().min(1).max(65_535).optional(),
    security: z.enum(['starttls', 'tls', 'none']),
    user: Optional,
    from: Text,
    auth: z.enum(['password', 'oauth2', 'none']),
    tlsCaFile: Path.nullable().default(null),
    oauth2: OAuth2.nullable().default(null),
    language: z.enum(['de', 'en']).default('de'),
  })
  .transform(({ port, ...settings }) => ({ ...settings, port: port ?? smtpPorts[settings.security] }))
export type SmtpDocument = z.output<typeof SmtpSchema>

/** Reads the settings of the mail server. The value has the shape of core's, with every key set. */
export function parseSmtp(input: unknown): Parsed<SmtpDocument> {
  return parseWith(SmtpSchema, input)
}
