import { FTPError } from 'basic-ftp'
import type { TransferError, TransferErrorKind, TransferStage } from '../../core/transfer/transfer-error'
import { systemKinds } from './system-kinds'

/** Trouble this adapter has already put into one of our words; everything else goes through `transferError`. */
export class FtpTrouble extends Error {
  constructor(
    readonly kind: TransferErrorKind,
    readonly detail: string,
  ) {
    super(detail)
  }
}

/** Verification codes of OpenSSL and BoringSSL as Node names them, with the cause in words. */
const certificateCauses: Readonly<Record<string, string>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown certificate authority',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown certificate authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown certificate authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown certificate authority',
  INVALID_CA: 'unknown certificate authority',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate is for another name',
  HOSTNAME_MISMATCH: 'certificate is for another name',
  CERT_HAS_EXPIRED: 'certificate has expired',
  CERT_NOT_YET_VALID: 'certificate is not valid yet',
  CERT_REVOKED: 'certificate was revoked',
  CERT_UNTRUSTED: 'certificate is not trusted',
  CERT_REJECTED: 'certificate is not trusted',
  CERT_SIGNATURE_FAILURE: 'certificate signature is wrong',
  CERT_CHAIN_TOO_LONG: 'certificate chain is too long',
  INVALID_PURPOSE: 'certificate is not for servers',
  PATH_LENGTH_EXCEEDED: 'certificate chain is too long',
}

/** Puts whatever the library, Node or the server threw into our words. The one place that does. */
export function transferError(thrown: unknown, stage: TransferStage): TransferError {
  if (thrown instanceof FtpTrouble) return { kind: thrown.kind, stage, detail: thrown.detail }
  if (thrown instanceof FTPError)
    return { kind: replyKind(thrown.code, thrown.message), stage, detail: oneLine(thrown.message) }
  const code = errorCode(thrown)
  const text = oneLine(thrown instanceof Error ? thrown.message : String(thrown))
  const cause = certificateCauses[code]
  if (cause !== undefined) return { kind: 'certificate-invalid', stage, detail: `${cause} (${code}: ${text})` }
  const detail = code === '' || text.includes(code) ? text : `${code}: ${text}`
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO') {
    // Before sign-in the two sides do not speak the same protocol. Later it is a connection gone wrong: vsftpd, for
    // one, writes plain text into the encrypted control channel when a data connection fails.
    return { kind: stage === 'identity' || stage === 'connect' ? 'protocol-mismatch' : 'interrupted', stage, detail }
  }
  return { kind: systemKinds[code] ?? 'interrupted', stage, detail }
}

/** RFC 959 §4.2 reply codes, narrowed by the words servers put beside them. */
export function replyKind(code: number, message: string): TransferErrorKind {
  if (code === 421) return says(message, tlsWanted) ? 'protocol-mismatch' : 'server-busy'
  if (code === 425 || code === 426) return 'interrupted'
  if (code === 452 || code === 552 || says(message, noSpace)) return 'no-space'
  if (code === 451 && says(message, /\bwrit/i)) return 'no-space'
  if (code === 530) return signInKind(message)
  if (code === 332 || code === 532) return 'auth-refused'
  if (code === 501 || (code >= 550 && says(message, badName))) return 'name-refused'
  if (code === 550 || code === 553 || (code === 451 && saysDenied(message))) return 'permission-denied'
  return 'server-error'
}

/** A reply to USER or PASS: not every refusal is about the password. */
export function signInKind(message: string): TransferErrorKind {
  if (says(message, tooMany)) return 'server-busy'
  return says(message, tlsWanted) ? 'protocol-mismatch' : 'auth-refused'
}

/** The server names the missing file itself; others only say that it did not work. */
export function saysMissing(message: string): boolean {
  return says(message, /no such|not found|does(n't| not) exist|cannot find|can't find/i)
}

export function saysDenied(message: string): boolean {
  return says(message, /permission|denied|not allowed|not permitted|forbidden|privilege/i)
}

export function isReply(thrown: unknown): thrown is FTPError {
  return thrown instanceof FTPError
}

/** Codes of a command the server does not know (RFC 959: 500, 502, 504; 501 is about its argument). */
export function isUnknownCommand(thrown: unknown): boolean {
  return isReply(thrown) && [500, 502, 504].includes(thrown.code)
}

const tooMany = /too many|maximum|limit|connections? (from|per)|try again later/i
const tlsWanted = /encrypt|cleartext|clear text|\b(ssl|tls)\b/i
const noSpace = /no space|disk full|quota|insufficient (storage|space)|exceeded storage/i
const badName = /invalid (file)?name|illegal (file)?name|name too long|(file)?name not allowed|prohibited file ?name/i

function says(message: string, pattern: RegExp): boolean {
  return pattern.test(message)
}

function errorCode(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return ''
  return typeof thrown.code === 'string' ? thrown.code : ''
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 300)
}
