import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { createSftpConnector } from '../../main/adapters/transfer/sftp'
import {
  closeAll,
  connect,
  keys,
  later,
  localFile,
  must,
  naive,
  password,
  remoteName,
  removeFiles,
  servers,
  session,
  settings,
  thrown,
  user,
  users,
  within,
} from './sftp-places'
import { runAlone } from './sftp-process'

/* Who the server is, who we are, and what servers say that libraries misread; the naive call first, then ours. */

afterEach(closeAll)
afterAll(removeFiles)

const both = ['sshd', 'proftpd-sftp'] as const
const other = `SHA256:${'A'.repeat(43)}`

describe('A8: the host key', () => {
  test('naive: a verifier that answers with a promise accepts every key', async () => {
    const library = await naive(servers.sshd.port, { hostVerifier: async () => false })
    expect(await library.exists('in')).toBe('d')
  })

  test('ours: none trusted yet is host-key-unknown, with the fingerprint, before any password', async () => {
    const found = await connect('sshd', { hostKeys: [] })
    expect(found).toMatchObject({
      ok: false,
      error: { kind: 'host-key-unknown', stage: 'identity', hostKey: servers.sshd.hostKeys[0] },
    })
  })

  test('ours: another one than trusted is host-key-changed, with the fingerprint', async () => {
    const found = await connect('sshd', { hostKeys: [other] })
    expect(found).toMatchObject({
      ok: false,
      error: { kind: 'host-key-changed', stage: 'identity', hostKey: servers.sshd.hostKeys[0] },
    })
  })

  test.each([0, 1, 2])('ours: any of several trusted ones will do, of whatever kind (%i)', async (n) => {
    const target = await session('sshd', { hostKeys: [other, servers.sshd.hostKeys[n]!] })
    expect(must(await target.probe('ro/exists.txt'))).toEqual({ sizeBytes: 3 })
  })

  test.each([
    [null, 'auth-refused'],
    ['/nowhere/key', 'key-file-unreadable'],
  ])('ours: it is shown also before a password or key is there (%s)', async (privateKeyFile, kind) => {
    const { port, hostKeys } = servers.sshd
    const ask = (trusted: readonly string[]) =>
      createSftpConnector().connect({ ...settings('sshd'), port, privateKeyFile, hostKeys: trusted }, null)
    expect(await ask([])).toMatchObject({ ok: false, error: { kind: 'host-key-unknown', hostKey: hostKeys[0] } })
    expect(await ask(hostKeys)).toMatchObject({ ok: false, error: { kind, stage: 'sign-in' } })
  })

  test('ours: the fingerprint is told as the identity stage is passed', async () => {
    const told: unknown[] = []
    const connected = await createSftpConnector().connect(settings('sshd'), password, (stage, info) => {
      if (stage === 'identity') told.push(info)
    })
    later(must(connected))
    expect(told).toEqual([{ hostKey: servers.sshd.hostKeys[0] }])
  })
})

describe('keys', () => {
  const { passphrase } = keys
  test.each([
    ['ed25519', keys.ed25519, null],
    ['RSA', keys.rsa, null],
    ['ECDSA with passphrase', keys.ecdsaLocked, passphrase],
    ['RSA in PEM with passphrase', keys.rsaPemLocked, passphrase],
  ])('%s signs in on both servers', async (_kind, privateKeyFile, secret) => {
    for (const name of both) {
      later(must(await createSftpConnector().connect(settings(name, { privateKeyFile }), secret)))
    }
  })

  test.each([
    ['an unknown key', keys.unknown, null],
    ['a wrong passphrase', keys.ed25519Locked, 'falsch'],
    ['no passphrase', keys.ed25519Locked, null],
    ['a file that is no key', '/etc/hostname', null],
  ])('%s is auth-refused', async (_what, privateKeyFile, secret) => {
    const found = await createSftpConnector().connect(settings('sshd', { privateKeyFile }), secret)
    expect(found).toMatchObject({ ok: false, error: { kind: 'auth-refused', stage: 'sign-in' } })
    expect(JSON.stringify(found)).not.toContain('falsch')
  })

  test.skipIf(process.platform === 'win32')(
    'a file that does not answer ends the sign-in, not the program',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'belegbote-key-'))
      const privateKeyFile = join(folder, 'key')
      execFileSync('mkfifo', [privateKeyFile]) // reading it waits for a writer, as a network folder waits for its server
      const started = performance.now()
      const found = await createSftpConnector({ connectMs: 3_000 }).connect(settings('sshd', { privateKeyFile }), null)
      expect(found).toMatchObject({ ok: false, error: { kind: 'key-file-unreadable', stage: 'sign-in' } })
      expect(performance.now() - started).toBeLessThan(20_000)
      writeFileSync(privateKeyFile, '') // lets the thread go
      rmSync(folder, { recursive: true })
    },
  )

  test('a passphrase is never tried as a password', async () => {
    const found = await createSftpConnector().connect(settings('sshd', { privateKeyFile: keys.unknown }), password)
    expect(found).toMatchObject({ ok: false, error: { kind: 'auth-refused' } })
  })
})

test.each(both)('%s: a password with umlaut and blank', async (name) => {
  const { xfer2 } = users
  const connected = await createSftpConnector().connect(settings(name, { user: xfer2.name }), xfer2.password)
  const target = later(must(connected))
  must(await target.upload(await localFile(10), remoteName()))
})

describe('keyboard-interactive only', () => {
  const { port } = servers['sshd-kbd']

  test('naive: a password alone is refused; asked without a handler it hangs until its time is up', async () => {
    expect((await thrown(naive(port)))?.message).toContain('authentication methods failed')
    expect(await within(1_500, naive(port, { tryKeyboard: true, readyTimeout: 3_000 }))).toBe('pending')
  })

  test('ours: signs in', async () => {
    expect(must(await (await session('sshd-kbd')).probe('ro/exists.txt'))).toEqual({ sizeBytes: 3 })
  })
})

describe('slow Diffie-Hellman', () => {
  /** Longest time the event loop stood still while connecting, in milliseconds. */
  const longestStop = async (work: () => Promise<unknown>) => {
    let [last, longest] = [performance.now(), 0]
    const look = () => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }
    const timer = setInterval(look, 5)
    await work()
    look()
    clearInterval(timer)
    return longest
  }

  test('naive: the program stands still for seconds; ours: for a moment', async () => {
    const said = await runAlone(
      `const { Client } = require('ssh2')
      let last = performance.now(), longest = 0
      setInterval(() => { longest = Math.max(longest, performance.now() - last); last = performance.now() }, 5)
      const client = new Client()
      client.on('ready', () => setTimeout(() => { console.log(longest); process.exit() }, 50))
      client.on('error', (error) => { console.log(longest); process.exit() })
      client.connect({ host: '127.0.0.1', port: ${servers['sshd-dh'].port}, username: '${user}', password: '${password}' })`,
    )
    const ours = await longestStop(() => session('sshd-dh'))
    expect(Number(said)).toBeGreaterThan(1_500)
    expect(ours).toBeLessThan(Number(said) / 2)
  })
})

describe('B: what servers say', () => {
  test.each(both)('%s, a taken name: naive "failure" (4 or 11), ours remote-conflict', async (name) => {
    const [library, target] = [await naive(servers[name].port), await session(name)]
    const [part, final] = [remoteName(), remoteName()]
    for (const path of [part, final]) must(await target.upload(await localFile(10), path))
    expect([4, 11]).toContain((await thrown(library.rename(part, final)))?.code)
    expect(await target.publish(part, final)).toMatchObject({ ok: false, error: { kind: 'remote-conflict' } })
  })

  test.each(both)('%s, a name too long: naive "bad message" or "failure" (5 or 4), ours name-refused', async (name) => {
    const long = `in/${'n'.repeat(256)}`
    const library = await naive(servers[name].port)
    const error = await thrown(library.fastPut(await localFile(10), long))
    expect(error?.message).not.toMatch(/too long/)
    const sent = await (await session(name)).upload(await localFile(10), long)
    expect(sent).toMatchObject({ ok: false, error: { kind: 'name-refused' } })
  })

  test.each(both)('%s, folders that several make at once: naive refused for some, ours fine for all', async (name) => {
    const clients = await Promise.all(Array.from({ length: 4 }, () => naive(servers[name].port)))
    let refused = 0
    for (let round = 0; round < 15 && refused === 0; round++) {
      const folder = `${remoteName()}/a/b/c/d`
      const made = await Promise.all(clients.map((client) => thrown(client.mkdir(folder, true))))
      refused += made.filter((error) => error !== null).length
    }
    expect(refused).toBeGreaterThan(0)
    const targets = await Promise.all(Array.from({ length: 4 }, () => session(name)))
    for (let round = 0; round < 5; round++) {
      const folder = `${remoteName()}/a/b/c/d`
      for (const made of await Promise.all(targets.map((target) => target.ensureFolder(folder)))) must(made)
    }
  })

  test('too many connections: server-busy', async () => {
    const server = later(createServer((socket) => socket.end('Exceeded MaxStartups\r\n')))
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    const { port } = server.address() as { port: number }
    expect(await connect('sshd', { port })).toMatchObject({ ok: false, error: { kind: 'server-busy' } })
  })

  test('an FTP server on the port: protocol-mismatch, at once', async () => {
    const { port } = servers['vsftpd-plain']
    const startedMs = performance.now()
    expect(await connect('sshd', { port })).toMatchObject({
      ok: false,
      error: { kind: 'protocol-mismatch', stage: 'identity' },
    })
    expect(performance.now() - startedMs).toBeLessThan(5_000)
  })

  test('IPv6 works, with and without brackets', async () => {
    for (const host of ['::1', '[::1]']) must(await (await session('sshd', { host })).ensureFolder('in'))
  })
})
