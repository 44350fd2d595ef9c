/** How long an answer may take. */
export interface MailLimits {
  /** Name, connection, greeting and TLS together. */
  readonly connectMs: number
  /** Without a byte from the other side. */
  readonly silenceMs: number
  /** From the order to the server's last word, with the sign-in at the identity provider. */
  readonly totalMs: number
}

export const mailLimits: MailLimits = { connectMs: 15_000, silenceMs: 20_000, totalMs: 30_000 }
