import { faultAt, type ProfileFault } from '../profile/profile-fault'
import { parseMailbox } from './address'
import type { OAuth2Settings, SmtpSettings } from './mail'

const portMax = 65_535

/**
 * What is wrong with the settings of the mail server, each place with its first fault. The shape is checked where they
 * come in; here it is what a person typed, and what does not fit together.
 */
export function checkSmtp(settings: SmtpSettings): readonly ProfileFault[] {
  const { host, port, from, tlsCaFile, security } = settings
  const isPort = Number.isInteger(port) && port >= 1 && port <= portMax
  return [
    ...checkHost(host),
    ...(isPort ? [] : [faultAt('port', `${port}`, 'profile-port')]),
    ...(from.trim() === '' ? [faultAt('from', from, 'input-empty')] : checkFrom(from)),
    ...checkSignIn(settings),
    ...checkText('tlsCaFile', tlsCaFile),
    ...(tlsCaFile !== null && tlsCaFile.trim() !== '' && security === 'none'
      ? [faultAt('tlsCaFile', tlsCaFile, 'input-tls-only')]
      : []),
  ]
}

function checkHost(host: string): readonly ProfileFault[] {
  if (host.trim() === '') return [faultAt('host', host, 'input-empty')]
  return /^[^\s/@\p{Cc}]+$/u.test(host) ? [] : [faultAt('host', host, 'input-host')]
}

function checkFrom(from: string): readonly ProfileFault[] {
  return parseMailbox(from) === null ? [faultAt('from', from, 'input-sender')] : []
}

function checkSignIn({ auth, user, oauth2 }: SmtpSettings): readonly ProfileFault[] {
  if (auth === 'none') {
    return [
      ...(user === null ? [] : [faultAt('user', user, 'input-no-sign-in')]),
      ...(oauth2 === null ? [] : [faultAt('oauth2', null, 'input-oauth2-only')]),
    ]
  }
  const userFaults = user === null ? [faultAt('user', null, 'input-missing')] : checkText('user', user)
  if (auth === 'password')
    return [...userFaults, ...(oauth2 === null ? [] : [faultAt('oauth2', null, 'input-oauth2-only')])]
  return [...userFaults, ...(oauth2 === null ? [faultAt('oauth2', null, 'input-missing')] : checkOAuth2(oauth2))]
}

function checkOAuth2({ provider, clientId, tenant, tokenUrl }: OAuth2Settings): readonly ProfileFault[] {
  return [
    ...checkText('oauth2.clientId', clientId),
    ...(provider === 'microsoft' ? checkTenant(tenant) : unused('oauth2.tenant', tenant, 'input-microsoft-only')),
    ...(provider === 'other' ? checkTokenUrl(tokenUrl) : unused('oauth2.tokenUrl', tokenUrl, 'input-other-only')),
  ]
}

/** A part of the address where the token is asked for: an id, or a domain. */
function checkTenant(tenant: string | null): readonly ProfileFault[] {
  if (tenant === null || tenant.trim() === '') return [faultAt('oauth2.tenant', tenant, 'input-missing')]
  return /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$/.test(tenant)
    ? []
    : [faultAt('oauth2.tenant', tenant, 'input-tenant')]
}

/** The refresh token goes there, so it is asked for over TLS only. A password in the address would be shown to everyone. */
function checkTokenUrl(tokenUrl: string | null): readonly ProfileFault[] {
  if (tokenUrl === null || tokenUrl.trim() === '') return [faultAt('oauth2.tokenUrl', tokenUrl, 'input-missing')]
  return /^https:\/\/[^\s/?#@\\]+(?:[/?][^\s#]*)?$/.test(tokenUrl)
    ? []
    : [faultAt('oauth2.tokenUrl', tokenUrl.includes('@') ? null : tokenUrl, 'input-token-url')]
}

function unused(path: string, value: string | null, code: string): readonly ProfileFault[] {
  return value === null ? [] : [faultAt(path, value, code)]
}

function checkText(path: string, value: string | null): readonly ProfileFault[] {
  if (value === null) return []
  if (value.trim() === '') return [faultAt(path, value, 'input-empty')]
  return /\p{Cc}/u.test(value) ? [faultAt(path, value, 'input-control-character')] : []
}
