import { describe, expect, it } from 'vitest'
import type { SmtpSettings } from './mail'
import { checkSmtp } from './rules'

const plain: SmtpSettings = {
  host: 'smtp.example.de',
  port: 587,
  security: 'starttls',
  user: 'buero',
  from: 'buero@example.de',
  auth: 'password',
  tlsCaFile: null,
  oauth2: null,
  language: 'de',
}
const microsoft = { provider: 'microsoft', clientId: 'c', tenant: 'example.de', tokenUrl: null } as const
const google = { provider: 'google', clientId: 'c', tenant: null, tokenUrl: null } as const
const other = { provider: 'other', clientId: 'c', tenant: null, tokenUrl: 'https://id.example.de/token?x=1' } as const
const oauth2 = (settings: object): Partial<SmtpSettings> => ({ auth: 'oauth2', oauth2: settings as never })

describe('settings of the mail server', () => {
  it.each<Partial<SmtpSettings>>([
    {},
    { security: 'tls', port: 465, tlsCaFile: '/etc/ca.pem', from: 'Optik Süd <buero@example.de>' },
    { security: 'none', port: 25, auth: 'none', user: null },
    { security: 'none', host: '127.0.0.1' },
    { host: '::1' },
    oauth2(microsoft),
    oauth2({ ...microsoft, tenant: '0f1d3c9e-1111-2222-3333-444455556666' }),
    oauth2(google),
    oauth2(other),
  ])('may be %j', (change) => {
    expect(checkSmtp({ ...plain, ...change })).toEqual([])
  })

  it.each<[Partial<SmtpSettings>, string, string]>([
    [{ host: ' ' }, 'host', 'input-empty'],
    [{ host: 'https://example.de' }, 'host', 'input-host'],
    [{ host: 'a b' }, 'host', 'input-host'],
    [{ port: 0 }, 'port', 'profile-port'],
    [{ port: 1.5 }, 'port', 'profile-port'],
    [{ from: '' }, 'from', 'input-empty'],
    [{ from: 'buero' }, 'from', 'input-sender'],
    [{ from: 'a@example.de, b@example.de' }, 'from', 'input-sender'],
    [{ from: 'A <a@example.de> B' }, 'from', 'input-sender'],
    [{ from: 'A\r\nBcc: b@example.de <a@example.de>' }, 'from', 'input-sender'],
    [{ user: null }, 'user', 'input-missing'],
    [{ user: '' }, 'user', 'input-empty'],
    [{ user: 'a\nb' }, 'user', 'input-control-character'],
    [{ auth: 'none' }, 'user', 'input-no-sign-in'],
    [{ auth: 'none', user: null, oauth2: google }, 'oauth2', 'input-oauth2-only'],
    [{ oauth2: google }, 'oauth2', 'input-oauth2-only'],
    [{ auth: 'oauth2' }, 'oauth2', 'input-missing'],
    [{ security: 'none', tlsCaFile: '/etc/ca.pem' }, 'tlsCaFile', 'input-tls-only'],
    [{ tlsCaFile: '' }, 'tlsCaFile', 'input-empty'],
    [oauth2({ ...google, clientId: '' }), 'oauth2.clientId', 'input-empty'],
    [oauth2({ ...microsoft, tenant: null }), 'oauth2.tenant', 'input-missing'],
    [oauth2({ ...microsoft, tenant: 'a/../b' }), 'oauth2.tenant', 'input-tenant'],
    [oauth2({ ...microsoft, tokenUrl: other.tokenUrl }), 'oauth2.tokenUrl', 'input-other-only'],
    [oauth2({ ...google, tenant: 'example.de' }), 'oauth2.tenant', 'input-microsoft-only'],
    [oauth2({ ...other, tokenUrl: null }), 'oauth2.tokenUrl', 'input-missing'],
    [oauth2({ ...other, tokenUrl: 'http://id.example.de/token' }), 'oauth2.tokenUrl', 'input-token-url'],
    [oauth2({ ...other, tokenUrl: 'https://u:p@id.example.de/' }), 'oauth2.tokenUrl', 'input-token-url'],
    [oauth2({ ...other, tokenUrl: 'https://' }), 'oauth2.tokenUrl', 'input-token-url'],
  ])('may not be %j', (change, path, code) => {
    expect(checkSmtp({ ...plain, ...change }).map((fault) => [fault.path, fault.code])).toEqual([[path, code]])
  })
})
