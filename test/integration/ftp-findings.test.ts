import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { FTPError } from 'basic-ftp'
import { describe, expect, test } from 'vitest'
import { createFtpConnector } from '../../main/adapters/transfer/ftp'
import { kept, localFile, naive, remoteName, session, settings, sizeAt, through, thrown } from './ftp-kit'
import { all, encrypted, password, places, plain } from './ftp-places'
import { startScriptedServer } from './ftp-scripted'

/*
 * Each finding about FTP libraries and servers twice: what the library's own call does (`naive`), and what ours does.
 * A naive case that starts to pass is no failure of ours, but a reason to look at the library again.
 */

describe('A9: "226" on a truncated file', () => {
  const swallow = { data: { kind: 'swallow', after: 100_000 } } as const

  test.each(plain)('naive on $name: reports success', async (place) => {
    const broken = await through(place, swallow)
    const name = remoteName()
    const client = await naive(broken)
    const reply = await client.uploadFrom(await localFile(1_048_576), name)
    expect(reply.code).toBe(226)
    expect(await client.size(name)).toBe(100_000)
  })

  test.each(plain)('ours on $name: content-mismatch, nothing left behind', async (place) => {
    const name = remoteName()
    const broken = await through(place, swallow)
    const sent = await (await session(broken)).upload(await localFile(1_048_576), name)
    expect(sent).toMatchObject({ ok: false, error: { kind: 'content-mismatch', stage: 'verify' } })
    expect(await sizeAt(place, name)).toBeNull()
  })
})

describe('A10: empty files over TLS', () => {
  test('naive: some of 80 uploads fail', async () => {
    let failed = 0
    for (let n = 0; n < 20; n++) {
      for (const place of [places.vsftpdTls, places.proftpdTls]) {
        const client = await naive(place)
        const twice = async () => {
          for (const name of [remoteName(), remoteName()]) await client.uploadFrom(Readable.from([]), name)
        }
        if ((await thrown(twice())) !== null) failed++
        client.close()
      }
    }
    expect(failed).toBeGreaterThan(0)
  })

  test.each(encrypted)('ours on $name: 30 of 30', async (place) => {
    const [empty, target] = [await localFile(0), await session(place)]
    for (let n = 0; n < 30; n++) {
      const name = remoteName()
      expect(await target.upload(empty, name)).toMatchObject({ ok: true, value: { sizeBytes: 0 } })
      expect(await target.hash(name)).toEqual({
        ok: true,
        value: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      })
    }
  })
})

describe('A11: a slow line after the last byte was handed to the kernel', () => {
  const slow = { data: { kind: 'rate', bytesPerSecond: 400_000 } } as const

  test('naive: times out although all is well', async () => {
    const client = await naive(await through(places.vsftpdPlain, slow), 1_500)
    const error = await thrown(client.uploadFrom(await localFile(2_000_000), remoteName()))
    expect(error?.message).toMatch(/^Timeout/)
  })

  test('ours: with the same patience for answers, and whole', async () => {
    const target = await session(await through(places.vsftpdPlain, slow), { replyMs: 1_500, stallMs: 1_500 })
    expect(await target.upload(await localFile(2_000_000), remoteName())).toMatchObject({ ok: true })
  })
})

describe('A12: the answer to the rename is lost', () => {
  const lost = { onReply: (text: string) => (/^250 Rename successful/im.test(text) ? 'cut' : 'pass') } as const

  test('naive: an error, and the retry fails although the file was delivered', async () => {
    const [from, to] = [remoteName(), remoteName()]
    const client = await naive(await through(places.vsftpdPlain, lost))
    await client.uploadFrom(await localFile(10), from)
    expect(await thrown(client.rename(from, to))).not.toBeNull()
    const retry = await thrown((await naive(places.vsftpdPlain)).rename(from, to))
    expect(retry).toBeInstanceOf(FTPError)
    expect(await sizeAt(places.vsftpdPlain, to)).toBe(10)
  })

  test.each(['cut', 'drop'] as const)('ours (%s): says so, and a look afterwards finds the file', async (how) => {
    const onReply = (text: string) => (/^250 Rename successful/im.test(text) ? how : 'pass')
    const [from, to] = [remoteName(), remoteName()]
    const target = await session(await through(places.vsftpdPlain, { onReply }), { replyMs: 1_000 })
    await target.upload(await localFile(10), from)
    const kind = how === 'cut' ? 'interrupted' : 'timeout'
    expect(await target.publish(from, to)).toMatchObject({ ok: false, error: { kind, stage: 'publish' } })
    expect(await target.probe(to)).toMatchObject({ ok: false, error: { kind } })
    expect(await sizeAt(places.vsftpdPlain, to)).toBe(10)
    expect(await sizeAt(places.vsftpdPlain, from)).toBeNull()
  })
})

describe('B: the server says why', () => {
  test('naive on ProFTPD: the reset hides the refusal', async () => {
    const messages: string[] = []
    for (let n = 0; n < 30; n++) {
      const client = await naive(places.proftpd)
      messages.push(String(await thrown(client.uploadFrom(Readable.from([randomBytes(300_000)]), 'ro/new'))))
      client.close()
    }
    expect(messages.filter((message) => !message.includes('550'))).not.toEqual([])
  })

  test.each(all)('ours on $name: read-only and missing folder are told apart', async (place) => {
    const [file, target] = [await localFile(300_000), await session(place)]
    for (let n = 0; n < 10; n++) {
      expect(await target.upload(file, 'ro/new')).toMatchObject({ ok: false, error: { kind: 'permission-denied' } })
      expect(await target.upload(file, 'in/none/new')).toMatchObject({ ok: false, error: { kind: 'folder-missing' } })
    }
    expect(await target.upload(file, remoteName())).toMatchObject({ ok: true })
  })

  test.each(all)('ours on $name: disk full, and the piece is removed', async (place) => {
    const target = await session(place)
    expect(await target.upload(await localFile(5_000_000), 'tiny/full')).toMatchObject({
      ok: false,
      error: { kind: 'no-space', stage: 'write' },
    })
    expect(await target.probe('tiny/full')).toEqual({ ok: true, value: null })
    expect(await target.upload(await localFile(1_000), 'tiny/small')).toMatchObject({ ok: true })
    await target.remove('tiny/small')
  })

  test('naive: the data port is refused, the message speaks of PASV or nothing', async () => {
    const client = await naive(await through(places.proftpd, { data: { kind: 'closed-port' } }))
    const error = await thrown(client.uploadFrom(await localFile(10), remoteName()))
    expect(error?.message).toMatch(/transfer strategies|PASV/)
  })

  test.each(plain)('ours on $name: unreachable, with the port, and the session lives on', async (place) => {
    const target = await session(await through(place, { data: { kind: 'closed-port' } }))
    const sent = await target.upload(await localFile(10), remoteName())
    expect(sent).toMatchObject({ ok: false, error: { kind: 'unreachable', detail: expect.stringMatching(/port 1\b/) } })
    expect(await target.probe('ro/exists.txt')).toMatchObject({ ok: true })
  })

  test.each(all)('ours on $name: a wrong password is refused, not timed out', async (place) => {
    const refused = await createFtpConnector(place.protocol).connect(settings(place), 'wrong')
    expect(refused).toMatchObject({ ok: false, error: { kind: 'auth-refused', stage: 'sign-in' } })
    expect(JSON.stringify(refused)).not.toContain('wrong')
  })

  test('naive: after a refused name the next transfer dies', async () => {
    const client = await naive(places.proftpd)
    expect((await thrown(client.uploadFrom(await localFile(10), 'in/a\nb')))?.message).toMatch(/control characters/)
    expect(await thrown(client.uploadFrom(await localFile(10), remoteName()))).not.toBeNull()
  })

  test.each(all)('ours on $name: names are refused before anything is sent, the next upload works', async (place) => {
    const [file, target] = [await localFile(10), await session(place)]
    for (const name of ['in/a\nb', 'in/a\0b', 'in/a\x7fb', `in/${'x'.repeat(256)}`, 'in/\ud800', 'in/blank ', '']) {
      expect(await target.upload(file, name)).toMatchObject({ ok: false, error: { kind: 'name-refused' } })
      expect(await target.publish('in/x', name)).toMatchObject({ ok: false, error: { kind: 'name-refused' } })
    }
    expect(await target.upload(file, remoteName())).toMatchObject({ ok: true })
  })
})

describe('B: busy servers', () => {
  test.each([
    ['421 in the greeting', { greeting: '421 Too many connections from your address' }],
    ['120 in the greeting', { greeting: '120 Ready in 5 minutes' }],
    ['421 at sign-in', { answers: { USER: '331 ok', PASS: '421 Maximum number of clients reached' } }],
    ['530 that is not about the password', { answers: { USER: '331 ok', PASS: '530 Too many connections, sorry' } }],
  ])('%s is server-busy', async (_, script) => {
    const server = kept(await startScriptedServer(script))
    const busy = await createFtpConnector('ftp').connect(settings(server.place), password)
    expect(busy).toMatchObject({ ok: false, error: { kind: 'server-busy' } })
  })
})

describe('a server that is busy with a file (450)', () => {
  test('is not understood to have none', async () => {
    const signIn = { USER: '331 ok', PASS: '230 ok', TYPE: '200 ok', PWD: '257 "/"' }
    const busy = { SIZE: '450 File busy', RNFR: '450 File busy' }
    const enter = (line: string) => (line.startsWith('CWD /in\r') ? '250 ok' : '550 Failed')
    const { place } = kept(await startScriptedServer({ answers: { ...signIn, ...busy, CWD: enter } }))
    expect(await (await session(place)).probe('/in/x.csv')).toMatchObject({
      ok: false,
      error: { kind: 'server-error' },
    })
  })
})

describe('address translation: the server names an address nobody reaches', () => {
  test('naive: refuses to transfer', async () => {
    const client = await naive(places.vsftpdNat)
    const error = await thrown(client.uploadFrom(await localFile(10), remoteName()))
    expect(error?.message).toMatch(/another host/)
  })

  test('ours: stays with the host of the control connection', async () => {
    const [file, target] = [await localFile(100_000), await session(places.vsftpdNat)]
    const sent = await target.upload(file, remoteName())
    expect(sent).toMatchObject({ ok: true, value: { sizeBytes: 100_000 } })
  })
})
