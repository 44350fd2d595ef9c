import type { SecureContext } from 'node:tls'
import type { OAuth2Settings } from '../../core/mail/mail'
import type { Clock, SecretStore } from '../../core/ports'
import { requestTokens, tokenForm, tokenUrlOf } from './token-request'

/** One wish for an access token. */
export interface TokenOrder {
  readonly oauth2: OAuth2Settings
  readonly refreshToken: string
  readonly clientSecret: string | null
  /** The one at hand was refused: ask for another. */
  readonly renew: boolean
  readonly context: SecureContext
  readonly signal: AbortSignal
  /** Told everything that must not come back in words. */
  readonly onSecret: (secret: string) => void
}

export interface TokenSource {
  /** Throws a `MailTrouble`, or what Node says of the connection. */
  get(order: TokenOrder): Promise<string>
}

/** A token is not used in its last minute: it has to last until the server looks at it. */
const marginMs = 60_000

/**
 * Access tokens, kept in memory until they end. Providers may give a new refresh token along (Microsoft always does); it
 * takes the place of the one that was used, unless a person stored another one meanwhile. One request at a time, so that
 * no token is used that another request has just replaced.
 * @param secretName where the refresh token lies
 */
export function createTokenSource(
  { secrets, clock }: { readonly secrets: SecretStore; readonly clock: Clock },
  secretName: string,
): TokenSource {
  let cached: { readonly key: string; readonly access: string; readonly untilMs: number } | null = null
  /** Old to new, for an order that began before the change. */
  let replaced: { readonly old: string; readonly by: string } | null = null
  let turn: Promise<unknown> = Promise.resolve()

  async function ask(order: TokenOrder): Promise<string> {
    const { oauth2, clientSecret, renew, context, signal, onSecret } = order
    const refreshToken = replaced?.old === order.refreshToken ? replaced.by : order.refreshToken
    const url = tokenUrlOf(oauth2)
    const key = JSON.stringify([url, oauth2.clientId, refreshToken])
    onSecret(refreshToken)
    if (!renew && cached?.key === key && cached.untilMs > clock.now()) {
      onSecret(cached.access)
      return cached.access
    }
    cached = null
    const tokens = await requestTokens(url, tokenForm(oauth2, refreshToken, clientSecret), { context, signal })
    const next = tokens.refresh ?? refreshToken
    for (const secret of [tokens.access, next]) onSecret(secret)
    if (next !== refreshToken) {
      replaced = { old: order.refreshToken, by: next }
      await keep(order.refreshToken, next)
    }
    const untilMs = clock.now() + tokens.lifetimeMs - marginMs
    cached = { key: JSON.stringify([url, oauth2.clientId, next]), access: tokens.access, untilMs }
    return tokens.access
  }

  /** Where the keychain does not take it, the new one is still used as long as this process lives. */
  async function keep(used: string, next: string): Promise<void> {
    const stored = await secrets.get(secretName)
    if (stored.ok && stored.value === used) await secrets.set(secretName, next)
  }

  return {
    get: (order) => {
      const mine = turn.then(() => ask(order))
      turn = mine.catch(() => undefined) // the trouble is its owner's; the next one begins anew
      return mine
    },
  }
}
