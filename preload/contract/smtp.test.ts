import { describe, expect, it } from 'vitest'
import { parseSmtp } from './smtp'

const example = {
  host: 'smtp.example.de',
  port: 2525,
  security: 'starttls',
  user: 'buero@example.de',
  from: 'Optik Süd <buero@example.de>',
  auth: 'oauth2',
  tlsCaFile: '/etc/ca.pem',
  oauth2: { provider: 'microsoft', clientId: 'c', tenant: 'example.de', tokenUrl: null },
  language: 'en',
}
const faultsOf = (change: object) => {
  const parsed = parseSmtp({ ...example, ...change })
  return parsed.ok ? 'accepted' : parsed.faults.map(({ path, code, value }) => [path, code, value])
}

describe('smtp JSON', () => {
  it('takes every key of the contract', () => {
    expect(parseSmtp(example)).toEqual({ ok: true, value: example })
  })

  it.each([
    ['starttls', 587],
    ['tls', 465],
    ['none', 25],
  ])('fills what may be left out; with %s the port is %d', (security, port) => {
    const { host, from } = example
    expect(parseSmtp({ host, from, security, auth: 'none' })).toEqual({
      ok: true,
      value: { host, port, security, user: null, from, auth: 'none', tlsCaFile: null, oauth2: null, language: 'de' },
    })
  })

  it.each([
    [{ password: 'geheim' }, 'password', 'input-unknown-key', null],
    [{ oauth2: { ...example.oauth2, refreshToken: 'geheim' } }, 'oauth2.refreshToken', 'input-unknown-key', null],
    [{ host: undefined }, 'host', 'input-missing', null],
    [{ host: 'smtp://example.de' }, 'host', 'input-host', 'smtp://example.de'],
    [{ host: '' }, 'host', 'input-empty', ''],
    [{ port: 0 }, 'port', 'input-too-small', '0'],
    [{ port: null }, 'port', 'input-wrong-type', 'null'],
    [{ port: '587' }, 'port', 'input-wrong-type', '587'],
    [{ port: 65_536 }, 'port', 'input-too-big', '65536'],
    [{ security: 'ssl' }, 'security', 'input-not-allowed', 'ssl'],
    [{ auth: 'login' }, 'auth', 'input-not-allowed', 'login'],
    [{ from: 'a@example.de\r\nBcc: b@example.de' }, 'from', 'input-control-character', expect.any(String)],
    [{ user: 'a\u0000b' }, 'user', 'input-control-character', 'a\u0000b'],
    [{ language: 'fr' }, 'language', 'input-not-allowed', 'fr'],
    [{ oauth2: { provider: 'yahoo', clientId: 'c' } }, 'oauth2.provider', 'input-not-allowed', 'yahoo'],
    [{ oauth2: { provider: 'google' } }, 'oauth2.clientId', 'input-missing', null],
  ])('refuses %j and names the place', (change, path, code, value) => {
    expect(faultsOf(change)).toEqual([[path, code, value]])
  })
})
