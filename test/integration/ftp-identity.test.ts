import tls from 'node:tls'
import { describe, expect, test } from 'vitest'
import { createFtpConnector, type FtpProtocol } from '../../main/adapters/transfer/ftp'
import { kept, localFile, naive, remoteName, session, settings, thrown } from './ftp-kit'
import { encrypted, type FtpPlace, password, places, selfSigned } from './ftp-places'
import { startScriptedServer } from './ftp-scripted'

/* Who the server is: certificates, TLS modes, sessions. Nothing secret is said before that is known. */

describe('B: explicit and implicit mixed up', () => {
  const mixed: [string, FtpProtocol, FtpPlace][] = [
    ['explicit at the implicit port', 'ftps', places.vsftpdImplicit],
    ['unencrypted at the implicit port', 'ftp', places.vsftpdImplicit],
    ['implicit at the explicit port', 'ftps-implicit', places.vsftpdTls],
    ['unencrypted where TLS is demanded (vsftpd)', 'ftp', places.vsftpdTls],
    ['unencrypted where TLS is demanded (ProFTPD)', 'ftp', places.proftpdTls],
    ['TLS where there is none (vsftpd)', 'ftps', places.vsftpdPlain],
    ['TLS where there is none (ProFTPD)', 'ftps', places.proftpd],
  ]
  test.each(mixed)('%s is a protocol-mismatch, within 10 s', async (_, protocol, place) => {
    const startedAt = performance.now()
    const connected = await createFtpConnector(protocol).connect(settings({ ...place, protocol }), password)
    expect(connected).toMatchObject({ ok: false, error: { kind: 'protocol-mismatch' } })
    expect(performance.now() - startedAt).toBeLessThan(10_000)
  })

  test('naive: explicit at the implicit port is a timeout', async () => {
    const error = await thrown(naive({ ...places.vsftpdImplicit, protocol: 'ftps' }, 3_000))
    expect(error?.message).toMatch(/Timeout/)
  })

  test('something that is no FTP server is a protocol-mismatch', async () => {
    const server = kept(await startScriptedServer({ greeting: 'SSH-2.0-OpenSSH_9.2' }))
    const connected = await createFtpConnector('ftp').connect(settings(server.place), password)
    expect(connected).toMatchObject({ ok: false, error: { kind: 'protocol-mismatch' } })
  })
})

describe('certificates are verified before a password is sent', () => {
  const doubtful: [string, FtpPlace, RegExp][] = [
    ['unknown authority, explicit', { ...places.vsftpdTls, tlsCaFile: null }, /unknown certificate authority/],
    ['unknown authority, implicit', { ...places.vsftpdImplicit, tlsCaFile: null }, /unknown certificate authority/],
    ['self-signed', places.vsftpdSelf, /self-signed/],
    ['wrong name', places.vsftpdWrongname, /another name/],
    ['expired', places.vsftpdExpired, /expired/],
  ]
  test.each(doubtful)('%s', async (_, place, cause) => {
    const stages: string[] = []
    const logBefore = place.commandsSeen()
    const connected = await createFtpConnector(place.protocol).connect(settings(place), password, (s) => stages.push(s))
    expect(connected).toMatchObject({
      ok: false,
      error: { kind: 'certificate-invalid', stage: 'identity', detail: expect.stringMatching(cause) },
    })
    expect(stages).toEqual(['resolve', 'connect'])
    expect(place.commandsSeen().slice(logBefore.length)).not.toMatch(/USER|PASS/)
  })

  test('the log this looks at does show a sign-in', async () => {
    const before = places.vsftpdTls.commandsSeen()
    await session(places.vsftpdTls)
    expect(places.vsftpdTls.commandsSeen().slice(before.length)).toMatch(/USER/)
  })

  test.each([
    ['explicit', 'ftps'],
    ['implicit', 'ftps-implicit'],
  ] as const)('a server that decrypts everything hears no user name (%s)', async (_, protocol) => {
    const server = kept(await startScriptedServer({ tls: selfSigned, protocol }))
    const connected = await createFtpConnector(protocol).connect(settings(server.place), password)
    expect(connected).toMatchObject({ ok: false, error: { kind: 'certificate-invalid' } })
    expect(server.heard.join('')).not.toMatch(/USER|PASS/)
    const trusting = settings(server.place, { tlsCaFile: selfSigned.certFile })
    await createFtpConnector(protocol).connect(trusting, password)
    expect(server.heard.join('')).toMatch(/USER/)
  })

  test('the server is called by its name (SNI)', async () => {
    const server = kept(await startScriptedServer({ tls: selfSigned, protocol: 'ftps' }))
    const trusting = { tlsCaFile: selfSigned.certFile }
    await createFtpConnector('ftps').connect(settings(server.place, { ...trusting, host: 'localhost' }), password)
    await createFtpConnector('ftps').connect(settings(server.place, trusting), password)
    expect(server.names).toEqual(['localhost', 'false'])
  })

  test('a server that repeats the password does not bring it into our words', async () => {
    const answers = { USER: '331 ok', PASS: `500 PASS ${password}: not understood` }
    const server = kept(await startScriptedServer({ answers }))
    const connected = await createFtpConnector('ftp').connect(settings(server.place), password)
    expect(connected).toMatchObject({ ok: false, error: { kind: 'auth-refused' } })
    expect(JSON.stringify(connected)).not.toContain(password)
  })

  test('a self-signed certificate can be named as the own authority', async () => {
    await session({ ...places.vsftpdSelf, tlsCaFile: selfSigned.certFile })
  })

  test('one connector checks each server against its own name', async () => {
    const connector = createFtpConnector('ftps')
    for (const [place, ok] of [
      [places.vsftpdTls, true],
      [places.vsftpdWrongname, false],
      [places.vsftpdTls, true],
    ] as const) {
      for (const host of ['127.0.0.1', 'localhost']) {
        const connected = await connector.connect(settings(place, { host }), password)
        expect(connected.ok).toBe(ok)
        if (connected.ok) connected.value.close()
      }
    }
  })

  test.each(['/nowhere/ca.pem', import.meta.filename])(
    'an authority file without certificates: %s',
    async (tlsCaFile) => {
      const connected = await createFtpConnector('ftps').connect(settings(places.vsftpdTls, { tlsCaFile }), password)
      expect(connected).toMatchObject({ ok: false, error: { kind: 'certificate-invalid' } })
    },
  )
})

describe('TLS session reuse on data connections', () => {
  test.each([
    [places.vsftpdTls, places.vsftpdImplicit],
    [places.vsftpdImplicit, places.vsftpdTls],
    [places.proftpdTls, places.vsftpdTls],
  ])('$name insists: with the session of another server it refuses', async (place, other) => {
    const [client, stranger] = [await naive(place), await naive(other)]
    client.ftp.tlsSessionStore = stranger.ftp.tlsSessionStore
    expect(await thrown(client.uploadFrom(await localFile(5_000), remoteName()))).not.toBeNull()
  })

  test.each(encrypted)('30 uploads in a row on $name with TLS 1.2', async (place) => {
    const newest = tls.DEFAULT_MAX_VERSION
    tls.DEFAULT_MAX_VERSION = 'TLSv1.2'
    try {
      const [file, target] = [await localFile(5_000), await session(place)]
      for (let n = 0; n < 30; n++) expect(await target.upload(file, remoteName())).toMatchObject({ ok: true })
    } finally {
      tls.DEFAULT_MAX_VERSION = newest
    }
  })

  test.each(encrypted)('40 uploads in a row on $name', async (place) => {
    const [file, target] = [await localFile(5_000), await session(place)]
    for (let n = 0; n < 40; n++) expect(await target.upload(file, remoteName())).toMatchObject({ ok: true })
  })
})
