import type { Language, SmtpDraftDto } from '../preload/contract/dto'

/** The mail server as a person types it; what does not apply to the chosen sign-in stays here and is not sent. */
export interface SmtpForm {
  readonly host: string
  readonly port: string
  readonly security: SmtpDraftDto['security']
  readonly user: string
  readonly from: string
  readonly auth: SmtpDraftDto['auth']
  readonly oauthProvider: NonNullable<SmtpDraftDto['oauth2']>['provider']
  readonly clientId: string
  readonly tenant: string
  readonly tokenUrl: string
  readonly tlsCaFile: string
  readonly language: Language
  /** Password or refresh token; only on its way in. */
  readonly secret: string
  readonly clientSecret: string
}

/** The outgoing servers that the providers name in their own help pages. */
export const mailProviders = [
  { id: 'microsoft365', name: 'Microsoft 365', host: 'smtp.office365.com', port: '587', security: 'starttls' },
  { id: 'google', name: 'Google', host: 'smtp.gmail.com', port: '587', security: 'starttls' },
  { id: 'ionos', name: 'IONOS', host: 'smtp.ionos.de', port: '465', security: 'tls' },
  { id: 'strato', name: 'Strato', host: 'smtp.strato.de', port: '465', security: 'tls' },
  { id: 'telekom', name: 'Telekom (T-Online)', host: 'securesmtp.t-online.de', port: '465', security: 'tls' },
  { id: 'gmx', name: 'GMX', host: 'mail.gmx.net', port: '587', security: 'starttls' },
  { id: 'webde', name: 'web.de', host: 'smtp.web.de', port: '587', security: 'starttls' },
] as const
export type MailProvider = (typeof mailProviders)[number]['id'] | 'other'

export function providerOf(form: SmtpForm): MailProvider {
  return mailProviders.find(({ host }) => host === form.host.trim().toLowerCase())?.id ?? 'other'
}

/** What choosing a provider fills in. */
export function presetOf(id: MailProvider): Partial<SmtpForm> {
  const preset = mailProviders.find((provider) => provider.id === id)
  if (!preset) return { host: '' }
  const { host, port, security } = preset
  const connection = { host, port, security, tlsCaFile: '' }
  if (id === 'microsoft365') return { ...connection, auth: 'oauth2', oauthProvider: 'microsoft' }
  if (id === 'google') return { ...connection, auth: 'oauth2', oauthProvider: 'google' }
  return { ...connection, auth: 'password' }
}

/** Ports that go with the way of encryption; a port of one's own is left alone. */
const usualPorts = { starttls: '587', tls: '465', none: '25' } as const

export function withSecurity(form: SmtpForm, security: SmtpForm['security']): Partial<SmtpForm> {
  const isUsual = form.port === '' || form.port === usualPorts[form.security]
  return { security, ...(isUsual ? { port: usualPorts[security] } : {}) }
}

export function smtpFormOf(settings: SmtpDraftDto | null, language: Language): SmtpForm {
  const oauth2 = settings?.oauth2 ?? null
  return {
    host: settings?.host ?? '',
    port: settings ? String(settings.port ?? '') : usualPorts.starttls,
    security: settings?.security ?? 'starttls',
    user: settings?.user ?? '',
    from: settings?.from ?? '',
    auth: settings?.auth ?? 'password',
    oauthProvider: oauth2?.provider ?? 'microsoft',
    clientId: oauth2?.clientId ?? '',
    tenant: oauth2?.tenant ?? '',
    tokenUrl: oauth2?.tokenUrl ?? '',
    tlsCaFile: settings?.tlsCaFile ?? '',
    language: settings?.language ?? language,
    secret: '',
    clientSecret: '',
  }
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim())

/** What is saved: only what belongs to the chosen ways. */
export function smtpDraftOf(form: SmtpForm): SmtpDraftDto {
  const { security, auth, oauthProvider: provider, language } = form
  return {
    host: form.host.trim(),
    port: form.port === '' ? null : Number(form.port),
    security,
    user: auth === 'none' ? null : orNull(form.user),
    from: form.from.trim(),
    auth,
    tlsCaFile: security === 'none' ? null : orNull(form.tlsCaFile),
    oauth2:
      auth === 'oauth2'
        ? {
            provider,
            clientId: form.clientId.trim(),
            tenant: provider === 'microsoft' ? orNull(form.tenant) : null,
            tokenUrl: provider === 'other' ? orNull(form.tokenUrl) : null,
          }
        : null,
    language,
  }
}
