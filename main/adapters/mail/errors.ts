import type { MailError, MailErrorKind } from '../../core/mail/mail'
import { withoutSecrets } from './secrets-out'

/** A trouble of ours that already has its kind. */
export class MailTrouble extends Error {
  readonly kind: MailErrorKind
  readonly answer: string | null

  constructor(kind: MailErrorKind, detail: string, answer: string | null = null) {
    super(detail)
    this.kind = kind
    this.answer = answer
  }
}

/** What the library, Node or the server said. `reply` is the server's own line, `540 …`. */
interface Facts {
  readonly codes: readonly string[]
  readonly reply: string | null
  readonly replyCode: number
}

const tlsCode =
  /^(ETLS|EPROTO|ERR_SSL_.*|ERR_TLS_.*|CERT_.*|.*_CERT(_.*)?|UNABLE_TO_.*|SELF_SIGNED_.*|HOSTNAME_MISMATCH|CRL_.*|INVALID_.*)$/
const timeoutCode = /^(ETIMEDOUT|EABORT|ABORT_ERR|TimeoutError|AbortError)$/
const lineCode =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ENOTFOUND|EAI_.*|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|ECONNECTION|ESOCKET|EDNS)$/

/** The one table from the library's, Node's and the server's words to ours; the first row that fits. */
const table: readonly (readonly [MailErrorKind, (facts: Facts) => boolean])[] = [
  ['smtp-timeout', ({ codes }) => codes.some((code) => timeoutCode.test(code))],
  ['smtp-tls', ({ reply, replyCode }) => replyCode === 530 && /starttls|tls|encrypt|ssl/i.test(reply ?? '')],
  ['smtp-auth-refused', ({ replyCode }) => [530, 534, 535, 538].includes(replyCode)],
  ['smtp-auth-refused', ({ codes, replyCode }) => codes.includes('EAUTH') && replyCode >= 500],
  ['smtp-tls', ({ codes }) => codes.some((code) => tlsCode.test(code))],
  ['smtp-refused', ({ codes }) => codes.includes('EENVELOPE') || codes.includes('EMESSAGE')],
  ['smtp-unreachable', ({ codes, reply }) => reply === null && codes.some((code) => lineCode.test(code))],
]

/** @param secrets everything that must not be in the words, wherever they come from */
export function toMailError(error: unknown, secrets: readonly string[]): MailError {
  const detail = error instanceof Error ? error.message : String(error)
  if (error instanceof MailTrouble) return clean(error.kind, detail, error.answer, secrets)
  const facts = factsOf(error)
  const kind = table.find(([, fits]) => fits(facts))?.[0] ?? 'smtp-failed'
  return clean(kind, facts.reply ?? detail, facts.reply, secrets)
}

function clean(kind: MailErrorKind, detail: string, answer: string | null, secrets: readonly string[]): MailError {
  return {
    kind,
    detail: withoutSecrets(detail, secrets),
    answer: answer === null ? null : withoutSecrets(answer, secrets),
  }
}

function factsOf(error: unknown): Facts {
  const cause = valueAt(error, 'cause')
  // An abort of Node and one of the platform differ in where they say that they are one.
  const codes = [error, cause].flatMap((one) => ['code', 'originalCode', 'name'].map((key) => valueAt(one, key)))
  const reply = valueAt(error, 'response')
  return {
    codes: codes.filter((code) => typeof code === 'string'),
    reply: typeof reply === 'string' ? reply : null,
    replyCode: typeof reply === 'string' ? Number.parseInt(reply, 10) || 0 : 0,
  }
}

function valueAt(of: unknown, key: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, key) : undefined
}
