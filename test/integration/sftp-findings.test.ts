import { existsSync, readFileSync, statSync } from 'node:fs'
import { appendFile, truncate } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { startFaultProxy } from '../servers/fault-proxy'
import { descendants, processName, signal } from '../servers/servers'
import {
  closeAll,
  connect,
  home,
  impatient,
  later,
  localFile,
  must,
  naive,
  password,
  remoteName,
  removeFiles,
  servers,
  session,
  through,
  thrown,
  until,
  user,
  within,
} from './sftp-places'
import { runAlone } from './sftp-process'
import { code, startScriptedSftp } from './sftp-scripted'

/*
 * Each finding about the SFTP libraries twice: what the library's own call does (`naive`), and what ours does. A naive case
 * that starts to pass is no failure of ours, but a reason to look at the library again.
 */

afterEach(closeAll)
afterAll(removeFiles)

const both = ['sshd', 'proftpd-sftp'] as const
const mebibyte = 1024 * 1024
const pathOf = (remote: string) => join(home, remote)

describe('A1: a full disk', () => {
  test.each(both)('naive on %s: put() reports success for half a file', async (name) => {
    const remote = remoteName('tiny')
    const library = await naive(servers[name].port)
    expect(await within(20_000, library.put(await localFile(5 * mebibyte), remote))).toBe('resolved')
    expect(statSync(pathOf(remote)).size).toBeLessThan(3 * mebibyte)
    await library.delete(remote)
  })

  test.each(both)('ours on %s: no-space, and the disk is free again', async (name) => {
    const remote = remoteName('tiny')
    const sent = await (await session(name)).upload(await localFile(5 * mebibyte), remote)
    expect(sent).toMatchObject({ ok: false, error: { kind: 'no-space', stage: 'write' } })
    expect(existsSync(pathOf(remote))).toBe(false)
  })
})

describe('A2: the SFTP process dies, the connection lives', () => {
  const kill = () => {
    const pids = descendants(servers['sshd-ext'].pid).filter((pid) => processName(pid) === 'sftp-server')
    expect(pids.length).toBeGreaterThan(0)
    signal(pids, 'SIGKILL')
  }

  test('naive: put() and stat() never settle', async () => {
    const library = await naive(servers['sshd-ext'].port)
    let begun = false
    const putting = library.fastPut(await localFile(64 * mebibyte), remoteName(), {
      step: () => {
        if (!begun) kill()
        begun = true
      },
    })
    await until(() => begun)
    const found = await Promise.all([within(3_000, putting), within(3_000, library.stat('in'))])
    expect(found).toContain('pending')
  })

  test('ours: interrupted, at once and from then on', async () => {
    const target = await session('sshd-ext')
    let begun = false
    const startedMs = performance.now()
    const sent = await target.upload(await localFile(64 * mebibyte), remoteName(), () => {
      if (!begun) kill()
      begun = true
    })
    expect(sent).toMatchObject({ ok: false, error: { kind: 'interrupted', stage: 'write' } })
    expect(await target.probe('in/x')).toMatchObject({ ok: false, error: { kind: 'interrupted' } })
    expect(performance.now() - startedMs).toBeLessThan(20_000)
  })
})

describe('A3: a line that falls silent', () => {
  test('naive: put() and end() never settle', async () => {
    const proxy = await through('sshd')
    const library = await naive(proxy.port)
    proxy.silence('down')
    proxy.silence('up')
    const putting = library.put(await localFile(mebibyte), remoteName())
    expect(await within(3_000, putting)).toBe('pending')
    expect(await within(2_000, library.end())).toBe('pending')
  })

  test('naive: connect() never settles when it happens after the sign-in', async () => {
    const proxy = await through('sshd')
    const Library = (await import('ssh2-sftp-client')).default
    const quiet = { error: () => undefined, end: () => undefined, close: () => undefined }
    const library = new Library('naive', quiet)
    library.on('ready', () => proxy.silence('down'))
    const connecting = library.connect({
      host: '127.0.0.1',
      port: proxy.port,
      username: user,
      password,
      readyTimeout: 1_000,
    })
    expect(await within(3_000, connecting)).toBe('pending')
  })

  test.each(['up', 'down'] as const)('ours: a timeout while uploading, %s', async (direction) => {
    const proxy = await through('sshd', {
      [direction]: { kind: 'stall', afterBytes: direction === 'up' ? 400_000 : 8_000 },
    })
    const target = await session('sshd', { port: proxy.port }, impatient)
    const startedMs = performance.now()
    for (let n = 0; n < 50; n++) {
      const sent = await target.upload(await localFile(mebibyte), remoteName())
      if (sent.ok) continue
      expect(sent.error.kind).toBe('timeout')
      expect(performance.now() - startedMs).toBeLessThan(15_000)
      return
    }
    throw new Error('the line never fell silent')
  })
})

describe('A4: a slow line', () => {
  const slow = { up: { kind: 'rate', bytesPerSecond: 400_000 } } as const

  test('naive with keepalive: a healthy upload is killed', async () => {
    const proxy = await through('sshd', slow)
    const library = await naive(proxy.port, { keepaliveInterval: 300, keepaliveCountMax: 3 })
    const error = await thrown(library.fastPut(await localFile(2 * mebibyte), remoteName()))
    expect(error?.message).toMatch(/keepalive timeout/i)
  })

  test('ours: arrives, with a deadline far below the whole time', async () => {
    const proxy = await through('sshd', slow)
    const target = await session('sshd', { port: proxy.port }, { requestMs: 2_500 })
    const startedMs = performance.now()
    const sent = await target.upload(await localFile(2 * mebibyte), remoteName())
    expect(must(sent).sizeBytes).toBe(2 * mebibyte)
    expect(performance.now() - startedMs).toBeGreaterThan(2_500)
  })
})

describe('A5: several calls on one connection that is cut', () => {
  const cut = { up: { kind: 'cut', afterBytes: 300_000, how: 'rst' } } as const

  test('naive: of 8 put() some never settle', async () => {
    const library = await naive((await through('sshd', cut)).port)
    const files = await Promise.all(Array.from({ length: 8 }, () => localFile(mebibyte)))
    const ends = await Promise.all(files.map((file) => within(3_000, library.put(file, remoteName()))))
    expect(ends).toContain('pending')
  })

  test('ours: all 8 are interrupted', async () => {
    const target = await session('sshd', { port: (await through('sshd', cut)).port })
    const files = await Promise.all(Array.from({ length: 8 }, () => localFile(mebibyte)))
    for (const sent of await Promise.all(files.map((file) => target.upload(file, remoteName())))) {
      expect(sent).toMatchObject({ ok: false, error: { kind: 'interrupted' } })
    }
  })
})

describe('A6, A7: the local file changes while it is sent', () => {
  test('naive: fastPut() of a file that shrinks never settles', async () => {
    const [path, remote] = [await localFile(8 * mebibyte), remoteName()]
    // In a process of its own: it reads zero bytes for ever.
    const said = await runAlone(
      `import('ssh2-sftp-client').then(async ({ default: Client }) => {
        const client = new Client()
        await client.connect({ host: '127.0.0.1', port: ${servers.sshd.port}, username: '${user}', password: '${password}' })
        client.client.setNoDelay(true)
        let cut = false
        const step = () => { if (!cut) { cut = true; require('node:fs').truncateSync('${path}', 1000) } }
        const put = client.fastPut('${path}', '${remote}', { concurrency: 2, step }).then(() => 'settled', () => 'settled')
        const late = new Promise((resolve) => setTimeout(resolve, 3000, 'pending'))
        console.log(await Promise.race([put, late]))
        process.exit()
      })`,
    )
    expect(said).toBe('pending')
  })

  test('naive: put() of a file that shrinks reports success', async () => {
    const [path, proxy] = [
      await localFile(4 * mebibyte),
      await through('sshd', { up: { kind: 'rate', bytesPerSecond: 4e6 } }),
    ]
    const library = await naive(proxy.port)
    const remote = remoteName()
    const putting = library.put(path, remote)
    await until(() => existsSync(pathOf(remote)))
    await truncate(path, 1_000)
    expect(await within(20_000, putting)).toBe('resolved')
    expect(statSync(pathOf(remote)).size).toBeLessThan(4 * mebibyte)
  })

  test.each(['shrinks', 'grows'])('ours: local-file-changed when it %s', async (how) => {
    const [path, remote, target] = [await localFile(8 * mebibyte), remoteName(), await session('sshd')]
    let changing: Promise<void> | undefined
    const sent = await target.upload(path, remote, () => {
      changing ??= how === 'shrinks' ? truncate(path, 1_000) : appendFile(path, 'x')
    })
    await changing
    expect(sent).toMatchObject({ ok: false, error: { kind: 'local-file-changed' } })
    expect(existsSync(pathOf(remote))).toBe(false)
  })
})

describe('A12: the answer to the commit is lost', () => {
  test.each(both)('naive on %s: an error, and trying again fails too, though it was done', async (name) => {
    const [proxy, part, final] = [await through(name), remoteName(), remoteName()]
    const library = await naive(proxy.port)
    await library.put(Buffer.from('content'), part)
    proxy.silence('down', 'drop')
    const renaming = library.rename(part, final)
    await until(() => existsSync(pathOf(final)))
    proxy.cut('rst')
    expect(await within(3_000, renaming)).toBe('rejected')
    const again = await naive(servers[name].port)
    expect(await within(3_000, again.rename(part, final))).toBe('rejected')
  })

  test.each(both)('ours on %s: interrupted, and the next session sees what became of it', async (name) => {
    const [proxy, part, final] = [await through(name), remoteName(), remoteName()]
    const target = await session(name, { port: proxy.port })
    const receipt = must(await target.upload(await localFile(1_000), part))
    proxy.silence('down', 'drop')
    const publishing = target.publish(part, final)
    await until(() => existsSync(pathOf(final)))
    proxy.cut('rst')
    expect(await publishing).toMatchObject({ ok: false, error: { kind: 'interrupted', stage: 'publish' } })
    const next = await session(name)
    expect(must(await next.probe(final))).toEqual({ sizeBytes: 1_000 })
    expect(must(await next.hash(final))).toBe(receipt.sha256)
    // A second try would find the name taken; the first name of the same file may still be there, and goes.
    must(await next.remove(part))
    expect(must(await next.probe(final))).toEqual({ sizeBytes: 1_000 })
  })
})

describe('A13: "failure" is not "does not exist"', () => {
  test('naive: exists() says no', async () => {
    const server = later(await startScriptedSftp({ stat: code.failure }))
    expect(await (await naive(server.port)).exists('in/x')).toBe(false)
  })

  test('ours: an error', async () => {
    const server = later(await startScriptedSftp({ stat: code.failure }))
    const target = await session('sshd', { port: server.port, hostKeys: [server.hostKey] })
    expect(await target.probe('in/x')).toMatchObject({ ok: false, error: { kind: 'server-error', stage: 'verify' } })
  })
})

test('a line that breaks while a leftover is looked at is interrupted', async () => {
  const server = later(await startScriptedSftp({ open: code.failure, stat: 'bye' }))
  const target = await session('sshd', { port: server.port, hostKeys: [server.hostKey] })
  const sent = await target.upload(await localFile(1_000), 'in/x.part')
  expect(sent).toMatchObject({ ok: false, error: { kind: 'interrupted', stage: 'write' } })
})

describe('A14: a server that takes a close as "upload complete"', () => {
  const failing = { write: code.failure }

  test('naive: a failed file is closed and left', async () => {
    const server = later(await startScriptedSftp(failing))
    const library = await naive(server.port)
    await within(3_000, library.fastPut(await localFile(1_000), 'in/x'))
    await until(() => server.heard.includes('CLOSE'))
    expect(server.heard).not.toContain('REMOVE')
  })

  test('ours: it is removed before it is closed', async () => {
    const server = later(await startScriptedSftp(failing))
    const target = await session('sshd', { port: server.port, hostKeys: [server.hostKey] })
    const sent = await target.upload(await localFile(1_000), 'in/x.part')
    expect(sent).toMatchObject({ ok: false, error: { kind: 'server-error', stage: 'write' } })
    expect(server.heard.indexOf('REMOVE')).toBeGreaterThan(0)
    expect(server.heard.indexOf('REMOVE')).toBeLessThan(server.heard.indexOf('CLOSE'))
  })
})

test('a server that says goodbye when SFTP is to begin has broken the line, and is no bug of ours', async () => {
  const server = later(await startScriptedSftp({ endsAtSftp: true }))
  const connected = await connect('sshd', { port: server.port, hostKeys: [server.hostKey] })
  expect(connected).toMatchObject({ ok: false, error: { kind: 'interrupted' } })
})

describe('a line cut in the middle of an upload', () => {
  test.each(['rst', 'fin', 'half'] as const)('%s: interrupted; a new session replaces what is left', async (how) => {
    const proxy = later(await startFaultProxy(servers.sshd.port, { up: { kind: 'cut', afterBytes: 500_000, how } }))
    const [path, remote] = [await localFile(3 * mebibyte), remoteName()]
    const sent = await (await session('sshd', { port: proxy.port })).upload(path, remote)
    expect(sent).toMatchObject({ ok: false, error: { kind: 'interrupted', stage: 'write' } })
    must(await (await session('sshd')).upload(path, remote))
    expect(readFileSync(pathOf(remote)).equals(readFileSync(path))).toBe(true)
    expect(basename(remote)).toMatch(/part$/)
  })
})
