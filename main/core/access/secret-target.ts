/** What a stored secret belongs to, read from its name in the secret store. */
export type SecretTarget =
  | { readonly of: 'profile'; readonly profileId: string }
  | { readonly of: 'mail'; readonly name: string }

/** How long a revealed password stays on the screen. */
export const revealShowMs = 15_000

/** Null for every name that no password field has: nothing else is ever handed out or written into the journal. */
export function secretTargetOf(secretName: string): SecretTarget | null {
  const profileId = /^profile:([A-Za-z0-9][A-Za-z0-9._-]{0,199})$/.exec(secretName)?.[1]
  if (profileId !== undefined) return { of: 'profile', profileId }
  return mailSecrets.has(secretName) ? { of: 'mail', name: secretName } : null
}

const mailSecrets: ReadonlySet<string> = new Set(['smtp', 'smtp-client'])
