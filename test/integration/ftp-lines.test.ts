import { createHash } from 'node:crypto'
import { appendFileSync, readFileSync, truncateSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createFtpConnector } from '../../main/adapters/transfer/ftp'
import { signal } from '../servers/servers'
import { kept, localFile, remoteName, session, settings, through } from './ftp-kit'
import { all, type FtpPlace, password, places, umlauts } from './ftp-places'
import { startScriptedServer } from './ftp-scripted'

/* Silence, cut lines and changing files end with the right word in time; the ordinary works everywhere. */

describe('silence and cut lines end within the deadline', () => {
  const hasty = { connectMs: 1_000, loginMs: 1_000, replyMs: 1_000, stallMs: 1_000, slowestRate: 20_000_000 }

  test.each(all)('stopped server process on $name: every call answers timeout', async (place) => {
    const before = place.sessions()
    const target = await session(place, hasty)
    const mine = place.sessions().filter((pid) => !before.includes(pid))
    expect(mine).not.toEqual([])
    signal(mine, 'SIGSTOP')
    try {
      const startedAt = performance.now()
      const timeout = { ok: false, error: { kind: 'timeout' } }
      expect(await target.upload(await localFile(1_000), remoteName())).toMatchObject(timeout)
      expect(await target.probe('in')).toMatchObject(timeout)
      expect(performance.now() - startedAt).toBeLessThan(5_000)
    } finally {
      signal(mine, 'SIGCONT')
    }
  })

  test.each(all)('killed server process on $name: interrupted', async (place) => {
    const before = place.sessions()
    const target = await session(place, hasty)
    const mine = place.sessions().filter((pid) => !before.includes(pid))
    expect(mine).not.toEqual([])
    signal(mine, 'SIGKILL')
    const interrupted = { ok: false, error: { kind: 'interrupted' } }
    expect(await target.upload(await localFile(1_000), remoteName())).toMatchObject(interrupted)
    expect(await target.probe('in')).toMatchObject(interrupted)
  })

  test.each([
    ['stall', 30_000_000, 'timeout'],
    ['reset', 8_000_000, 'interrupted'],
    ['end', 8_000_000, 'interrupted'],
  ] as const)('data connection: %s', async (kind, sizeBytes, expected) => {
    const broken = await through(places.vsftpdPlain, { data: { kind, after: 1_000_000 } })
    const name = remoteName()
    const target = await session(broken, hasty)
    const startedAt = performance.now()
    const sent = await target.upload(await localFile(sizeBytes), name)
    expect(sent).toMatchObject({ ok: false, error: { kind: expected, stage: 'write' } })
    expect(performance.now() - startedAt).toBeLessThan(6_000)
    expect(await target.upload(await localFile(1), name)).toMatchObject({ ok: false, error: { kind: expected } })
    expect(await (await session(places.vsftpdPlain)).upload(await localFile(1), name)).toMatchObject({ ok: true })
  })

  test.each(['STOR', 'DELE', 'SIZE', 'RETR', 'RNFR', 'RNTO', 'MKD', 'CWD', 'EPSV'])(
    'control connection: %s',
    async (verb) => {
      for (const [how, kind] of [
        ['cut', 'interrupted'],
        ['drop', 'timeout'],
      ] as const) {
        const onCommand = (line: string) => (line.startsWith(verb) ? how : 'pass')
        const target = await session(await through(places.vsftpdPlain, { onCommand }), hasty)
        const [file, name] = [await localFile(100), remoteName()]
        const steps = [
          () => target.ensureFolder(`${name}-folder/deep`),
          () => target.upload(file, name),
          () => target.hash(name),
          () => target.publish(name, `${name}-final`),
        ]
        const answers = []
        for (const step of steps) answers.push(await step())
        const failure = answers.find((answer) => !answer.ok)
        expect(failure).toMatchObject({ error: { kind } })
        expect(answers.at(-1)).toEqual(failure)
      }
    },
  )

  test.each([places.vsftpdTls, places.proftpd])(
    '$name, cut at every single message: whole or an error, never half',
    async (place) => {
      const file = await localFile(200_000)
      const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex')
      const watcher = await session(place)
      let delivered = false
      for (let cutAt = 1; !delivered; cutAt++) {
        let messages = 0
        const broken = await through(place, { onCommand: () => (++messages === cutAt ? 'cut' : 'pass') })
        const final = remoteName()
        delivered = await deliver(broken, file, final, sha256)
        const found = await watcher.probe(final)
        expect(found.ok).toBe(true)
        if (delivered || (found.ok && found.value !== null)) {
          expect(await watcher.hash(final)).toEqual({ ok: true, value: sha256 })
        }
        expect(cutAt).toBeLessThan(60)
      }
    },
  )

  test('nothing stays open after close() and after a failure', async () => {
    const sockets = () => process.getActiveResourcesInfo().filter((name) => /^(TCP|TLS|Timeout)/.test(name))
    const before = sockets()
    for (const place of all) {
      const target = await session(place)
      await target.upload(await localFile(100), remoteName())
      await target.upload(await localFile(100), 'ro/new')
      target.close()
      await createFtpConnector(place.protocol).connect(settings({ ...place, tlsCaFile: '/nowhere' }), '')
    }
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
    expect(sockets().length).toBeLessThanOrEqual(before.length)
  })

  test('a server that never greets', async () => {
    const server = kept(await startScriptedServer({ greeting: null }))
    const connected = await createFtpConnector('ftp', hasty).connect(settings(server.place), password)
    expect(connected).toMatchObject({ ok: false, error: { kind: 'timeout', stage: 'connect' } })
  })

  test.each(['ftps', 'ftps-implicit'] as const)('a server that never shakes hands (%s)', async (protocol) => {
    const server = kept(
      await startScriptedServer({
        mute: true,
        answers: { AUTH: '234 go on' },
        greeting: protocol === 'ftps' ? '220 hello' : null,
      }),
    )
    const connected = await createFtpConnector(protocol, hasty).connect(
      settings({ ...server.place, protocol }),
      password,
    )
    expect(connected).toMatchObject({ ok: false, error: { kind: 'timeout', stage: 'identity' } })
  })

  test('close() ends a stalled upload at once', async () => {
    const target = await session(await through(places.vsftpdPlain, { data: { kind: 'stall', after: 1_000 } }))
    const sending = target.upload(await localFile(30_000_000), remoteName(), (sentBytes) => {
      if (sentBytes > 1_000_000) target.close()
    })
    expect(await sending).toMatchObject({ ok: false, error: { kind: 'interrupted' } })
  })

  test('nobody there, no such name', async () => {
    const connector = createFtpConnector('ftp', hasty)
    const nobody = await connector.connect(settings({ ...places.proftpd, port: 1 }), password)
    expect(nobody).toMatchObject({ ok: false, error: { kind: 'unreachable', stage: 'connect' } })
    const neither = await connector.connect(settings({ ...places.proftpd, port: 1 }, { host: 'localhost' }), password)
    expect(neither).toMatchObject({ ok: false, error: { kind: 'unreachable', stage: 'connect' } })
    const nowhere = await connector.connect(settings(places.proftpd, { host: 'no-such-host.invalid' }), password)
    expect(nowhere).toMatchObject({ ok: false, error: { stage: 'resolve' } })
  })
})

/** The whole way to the final name; true when every step says so. */
async function deliver(place: FtpPlace, file: string, final: string, sha256: string): Promise<boolean> {
  const connected = await createFtpConnector(place.protocol).connect(settings(place), password)
  if (!connected.ok) return false
  const target = kept(connected.value)
  if (!(await target.ensureFolder('in')).ok) return false
  if (!(await target.upload(file, `${final}.part`)).ok) return false
  const hash = await target.hash(`${final}.part`)
  if (!hash.ok) return false
  expect(hash.value).toBe(sha256)
  return (await target.publish(`${final}.part`, final)).ok
}

describe('what works and must stay so', () => {
  test.each(all)('umlauts and blanks in password, folder and name on $name', async (place) => {
    const target = await session(place, {}, { user: umlauts.name }, umlauts.password)
    const inFolder = `${remoteName()} Größe/ ä"b/-c`
    expect(await target.ensureFolder(inFolder)).toEqual({ ok: true, value: undefined })
    expect(await target.ensureFolder(`/${inFolder}/`)).toEqual({ ok: true, value: undefined })
    expect(await target.upload(await localFile(5), `${inFolder}/Übergabe 1.part`)).toMatchObject({ ok: true })
    expect(await target.publish(`${inFolder}/Übergabe 1.part`, `/${inFolder}/Übergabe.csv`)).toMatchObject({ ok: true })
    expect(await target.probe(`${inFolder}/Übergabe.csv`)).toEqual({ ok: true, value: { sizeBytes: 5 } })
  })

  test.each([places.proftpd, places.proftpdTls])('IPv6 on $name', async (place) => {
    const target = await session(place, {}, { host: '::1' })
    expect(await target.upload(await localFile(5), remoteName())).toMatchObject({ ok: true })
  })

  test.each(all)('a taken name is never replaced on $name, a folder counts too', async (place) => {
    const target = await session(place)
    const [first, second, final] = [remoteName(), remoteName(), remoteName()]
    await target.upload(await localFile(5), first)
    await target.upload(await localFile(6), second)
    expect(await target.publish(first, final)).toMatchObject({ ok: true })
    for (const taken of [final, 'in']) {
      expect(await target.publish(second, taken)).toMatchObject({ ok: false, error: { kind: 'remote-conflict' } })
    }
    expect(await target.probe(final)).toEqual({ ok: true, value: { sizeBytes: 5 } })
    expect(await target.probe(second)).toEqual({ ok: true, value: { sizeBytes: 6 } })
  })

  test.each(all)('20 MB on $name, read back', async (place) => {
    const target = await session(place)
    const [path, name] = [await localFile(20_000_000), remoteName()]
    const sent = await target.upload(path, name)
    const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex')
    expect(sent).toEqual({ ok: true, value: { sizeBytes: 20_000_000, sha256 } })
    expect(await target.hash(name)).toEqual({ ok: true, value: sha256 })
    await target.remove(name)
  })
})

describe('the local file', () => {
  test.each([
    ['grows', (path: string) => appendFileSync(path, 'more')],
    ['shrinks', (path: string) => truncateSync(path, 5)],
  ])('%s while it is sent: local-file-changed, nothing left behind', async (_, change) => {
    const path = await localFile(3_000_000)
    const name = remoteName()
    const target = await session(
      await through(places.vsftpdPlain, { data: { kind: 'rate', bytesPerSecond: 3_000_000 } }),
    )
    let untouched = true
    const sent = await target.upload(path, name, () => {
      if (untouched) change(path)
      untouched = false
    })
    expect(sent).toMatchObject({ ok: false, error: { kind: 'local-file-changed' } })
    expect(await target.probe(name)).toEqual({ ok: true, value: null })
  })
})
