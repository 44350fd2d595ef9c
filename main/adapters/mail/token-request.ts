import { Agent, request } from 'node:https'
import type { SecureContext } from 'node:tls'
import type { OAuth2Settings } from '../../core/mail/mail'
import { MailTrouble } from './errors'

/** What the identity provider gave. */
export interface Tokens {
  readonly access: string
  readonly lifetimeMs: number
  /** A new one in place of the one that was used; null: that one stays good. */
  readonly refresh: string | null
}

const answerBytesMax = 64 * 1024
const defaultLifetimeMs = 5 * 60_000

/** Where the token is asked for (RFC 6749 §6); the settings are checked when they are set. */
export function tokenUrlOf({ provider, tenant, tokenUrl }: OAuth2Settings): string {
  switch (provider) {
    case 'microsoft':
      return `https://login.microsoftonline.com/${encodeURIComponent(tenant ?? '')}/oauth2/v2.0/token`
    case 'google':
      return 'https://oauth2.googleapis.com/token'
    case 'other':
      return tokenUrl ?? ''
  }
}

/** The form of the request. Microsoft wants the scope named again; the others give what the refresh token is good for. */
export function tokenForm(
  { provider, clientId }: OAuth2Settings,
  refreshToken: string,
  clientSecret: string | null,
): URLSearchParams {
  return new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: clientId,
    refresh_token: refreshToken,
    ...(clientSecret === null ? {} : { client_secret: clientSecret }),
    ...(provider === 'microsoft' ? { scope: 'https://outlook.office.com/SMTP.Send offline_access' } : {}),
  })
}

/** Asks once. Follows no redirect: it would hand the refresh token to somebody else. */
export async function requestTokens(
  url: string,
  form: URLSearchParams,
  around: { readonly context: SecureContext; readonly signal: AbortSignal },
): Promise<Tokens> {
  if (!url.startsWith('https://')) throw new MailTrouble('smtp-token-refused', 'the token address is not https')
  return tokensOf(await post(url, form.toString(), around))
}

interface TokenAnswer {
  readonly status: number
  readonly text: string
}

/** RFC 6749 §5.1 and §5.2, as far as providers keep to them. Throws a `MailTrouble` for what holds no usable token. */
export function tokensOf({ status, text }: TokenAnswer): Tokens {
  const answer = parse(text)
  const error = textAt(answer, 'error')
  if (error !== null) {
    const why = [error, textAt(answer, 'error_description')].filter((part) => part !== null).join(': ')
    throw new MailTrouble(status >= 500 ? 'smtp-failed' : 'smtp-token-refused', why, why)
  }
  if (status >= 500 || status === 429) throw new MailTrouble('smtp-failed', `the identity provider answered ${status}`)
  const access = textAt(answer, 'access_token')
  // Nothing else may stand in the sign-in line that is made of it.
  if (access === null || !/^[\x21-\x7e]+$/.test(access))
    throw new MailTrouble('smtp-token-refused', `the identity provider answered ${status} without an access token`)
  const seconds = Number(answer['expires_in'])
  return {
    access,
    lifetimeMs: seconds > 0 ? seconds * 1000 : defaultLifetimeMs,
    refresh: textAt(answer, 'refresh_token'),
  }
}

async function post(
  url: string,
  body: string,
  { context, signal }: { readonly context: SecureContext; readonly signal: AbortSignal },
): Promise<TokenAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<TokenAnswer>()
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'application/json',
    'content-length': Buffer.byteLength(body),
  }
  const agent = new Agent({ secureContext: context, keepAlive: false })
  const sent = request(url, { method: 'POST', headers, signal, agent }, (response) => {
    const chunks: Buffer[] = []
    let bytes = 0
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= answerBytesMax) chunks.push(chunk)
      else response.destroy(new MailTrouble('smtp-failed', 'the identity provider answers without end'))
    })
    response.on('error', reject)
    response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }))
  })
  sent.on('error', reject)
  sent.end(body)
  return promise
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
  } catch {
    return {} // an error page: what it lacks is said by the caller
  }
}

function textAt(answer: Readonly<Record<string, unknown>>, key: string): string | null {
  const value = answer[key]
  return typeof value === 'string' && value !== '' ? value : null
}
