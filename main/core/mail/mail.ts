import type { Result } from '../result'

/** How a person sets the mail server up: the shape of `smtp set FILE`. No secret is in it. */
export interface SmtpSettings {
  readonly host: string
  readonly port: number
  /** `none` sends in the clear; the screens warn of it. */
  readonly security: 'starttls' | 'tls' | 'none'
  readonly user: string | null
  /** Address, or `Name <address>`. */
  readonly from: string
  readonly auth: 'password' | 'oauth2' | 'none'
  /** PEM file of a private authority; null: the authorities of the system. */
  readonly tlsCaFile: string | null
  readonly oauth2: OAuth2Settings | null
  /** Of the messages that are sent. */
  readonly language: 'de' | 'en'
}

export interface OAuth2Settings {
  /** `other`: the token address is given. */
  readonly provider: 'microsoft' | 'google' | 'other'
  readonly clientId: string
  /** Microsoft: directory (tenant) id or domain. */
  readonly tenant: string | null
  readonly tokenUrl: string | null
}

export interface MailMessage {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Without angle brackets. The same message sent again keeps it, so that a mailbox may see that it is the same. */
  readonly messageId: string
}

export const mailErrorKinds = [
  'smtp-not-set', // no mail server is configured
  'smtp-secret-missing', // no password, or the keychain does not give it
  'smtp-unreachable',
  'smtp-timeout',
  'smtp-tls', // certificate refused, or STARTTLS not offered
  'smtp-auth-refused',
  'smtp-token-refused', // OAuth2: the identity provider gave no access token
  'smtp-refused', // the server took the sign-in but not sender, recipient or message
  'smtp-failed', // anything else, in the server's words
] as const
export type MailErrorKind = (typeof mailErrorKinds)[number]

export interface MailError {
  readonly kind: MailErrorKind
  /** The server's own answer or the technical reason; never a secret. */
  readonly detail: string
  /** The server's own words, where it answered. */
  readonly answer: string | null
}

/** A message the server took, and what it said to that. */
export interface MailReceipt {
  readonly answer: string
}

/** Hands messages to the configured server (port): reads settings and secret itself at every call. */
export interface Mailer {
  send(message: MailMessage): Promise<Result<MailReceipt, MailError>>
}

export interface SmtpStore {
  /** Null: never set. */
  show(): SmtpSettings | null
  set(settings: SmtpSettings, actor: string): void
}
