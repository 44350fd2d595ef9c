import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Result } from '../../main/core/result'
import type { TargetConnector, TargetSession, TargetSettings } from '../../main/core/transfer/target'
import type { TransferError } from '../../main/core/transfer/transfer-error'
import { type FaultProxy, startFaultProxy } from '../servers/fault-proxy'

/** One kind of target under test. */
export interface Candidate {
  readonly name: string
  readonly connector: TargetConnector
  /** The same with deadlines of about a second, for servers that never answer. */
  readonly impatient: TargetConnector
  readonly settings: TargetSettings
  readonly secret: string | null
  /** The user's folder as this test sees it: holds `in`, `ro`, `tiny`. */
  readonly home: string
  /** Root writes everywhere, so a folder on this computer is never read-only for it. */
  readonly knowsReadOnly: boolean
}

const leftover = (final: string) => `.${final}.20260101-060000-abcd.part`

/** What the engine relies on, asked of every kind of target with real servers. */
export function describeTarget(candidate: Candidate): void {
  const { name, settings, home } = candidate
  describe(name, () => {
    let local = ''
    let counter = 0
    const open: { close(): void }[] = []
    beforeAll(async () => {
      local = await mkdtemp(join(tmpdir(), 'conformance-'))
    })
    afterEach(() => {
      for (const one of open.splice(0)) one.close()
    })
    afterAll(() => rm(local, { recursive: true }))

    const file = async (bytes: Uint8Array) => {
      const path = join(local, `file${counter++}`)
      await writeFile(path, bytes)
      return path
    }
    const fresh = (what = 'file') => `${what}-${name.replaceAll(/\W/g, '')}-${process.pid}-${counter++}.csv`
    const seen = (path: string) => readFileSync(join(home, path))
    const session = async (change: Partial<TargetSettings> = {}, connector = candidate.connector) => {
      const connected = await connector.connect({ ...settings, ...change }, candidate.secret)
      open.push(...(connected.ok ? [connected.value] : []))
      return must(connected)
    }
    const through = async (connector: TargetConnector): Promise<{ proxy: FaultProxy; target: TargetSession }> => {
      const proxy = await startFaultProxy(settings.port!)
      open.push(proxy)
      return { proxy, target: await session({ port: proxy.port }, connector) }
    }

    test.each([0, 1, 3 * 1024 * 1024])('uploads %i bytes: size, hash and content are right', async (size) => {
      const [bytes, target, remote] = [randomBytes(size), await session(), `in/${fresh()}`]
      const sent: number[] = []
      const receipt = must(await target.upload(await file(bytes), remote, (n) => sent.push(n)))
      expect(receipt).toEqual({ sizeBytes: size, sha256: sha256(bytes) })
      expect(seen(remote).equals(bytes)).toBe(true)
      expect(must(await target.probe(remote))).toEqual({ sizeBytes: size })
      expect(must(await target.hash(remote))).toBe(sha256(bytes))
      expect(sent).toEqual([...sent].sort((a, b) => a - b))
      if (size > 0) expect(sent.at(-1)).toBe(size)
    })

    test.each(['Prüfbeleg Öl & Söhne.csv', 'mit  zwei Leerzeichen.csv', "O'Brien (1) [x] #%.csv", '-strich.csv'])(
      'keeps the name %j',
      async (word) => {
        const [target, remote] = [await session(), `in/${fresh()} ${word}`]
        must(await target.upload(await file(Buffer.from('a')), `${remote}.part`))
        must(await target.publish(`${remote}.part`, remote))
        expect(readdirSync(join(home, 'in'))).toContain(remote.slice(3))
        expect(must(await target.probe(remote))).toEqual({ sizeBytes: 1 })
      },
    )

    test('replaces a longer leftover of the same temporary name', async () => {
      const [target, remote] = [await session(), `in/${leftover(fresh())}`]
      must(await target.upload(await file(randomBytes(100_000)), remote))
      must(await target.upload(await file(Buffer.from('short')), remote))
      expect(seen(remote).toString()).toBe('short')
    })

    test('answers null for what does not exist, also in a folder that does not', async () => {
      const target = await session()
      expect(must(await target.probe(`in/${fresh()}`))).toBeNull()
      expect(must(await target.probe(`in/${fresh('none')}/x.csv`))).toBeNull()
    })

    test('publishes: the final name is there with the content, the temporary one is gone', async () => {
      const [target, final] = [await session(), fresh()]
      const temporary = leftover(final)
      must(await target.upload(await file(Buffer.from('content')), `in/${temporary}`))
      must(await target.publish(`in/${temporary}`, `in/${final}`))
      expect(seen(`in/${final}`).toString()).toBe('content')
      expect(existsSync(join(home, 'in', temporary))).toBe(false)
    })

    test('refuses to publish onto an existing name and leaves both files', async () => {
      const [target, final] = [await session(), fresh()]
      const temporary = leftover(final)
      await put(target, `in/${final}`, await file(Buffer.from('theirs')))
      await put(target, `in/${temporary}`, await file(Buffer.from('ours')))
      const error = mustFail(await target.publish(`in/${temporary}`, `in/${final}`))
      expect(error).toMatchObject({ kind: 'remote-conflict', stage: 'publish' })
      expect(seen(`in/${final}`).toString()).toBe('theirs')
      expect(seen(`in/${temporary}`).toString()).toBe('ours')
    })

    test('refuses to publish a temporary file that is gone, without touching anything', async () => {
      const [target, final] = [await session(), fresh()]
      const error = mustFail(await target.publish(`in/${leftover(final)}`, `in/${final}`))
      expect(error).toMatchObject({ kind: 'content-mismatch', stage: 'publish' })
      expect(must(await target.probe(`in/${final}`))).toBeNull()
    })

    test('removes, and takes it as done when nothing is there', async () => {
      const [target, remote] = [await session(), `in/${fresh()}`]
      must(await target.upload(await file(Buffer.from('x')), remote))
      must(await target.remove(remote))
      expect(existsSync(join(home, remote))).toBe(false)
      must(await target.remove(remote))
    })

    test('makes nested folders, and once more is no error', async () => {
      const [target, folder] = [await session(), `in/${fresh('folder')}/2026 Ö/11`]
      must(await target.ensureFolder(folder))
      must(await target.ensureFolder(folder))
      expect(statSync(join(home, folder)).isDirectory()).toBe(true)
      must(await target.upload(await file(Buffer.from('x')), `${folder}/a.csv`))
      expect(seen(`${folder}/a.csv`).toString()).toBe('x')
    })

    test('two sessions make the same folders at once', async () => {
      const folder = `in/${fresh('race')}/a/b/c`
      const both = await Promise.all([session(), session()])
      const made = await Promise.all(both.map((target) => target.ensureFolder(folder)))
      for (const one of made) must(one)
    })

    test('says when a file has the name of the folder', async () => {
      const [target, path] = [await session(), `in/${fresh()}`]
      must(await target.upload(await file(Buffer.from('x')), path))
      expect(mustFail(await target.ensureFolder(path)).stage).toBe('folder')
      expect(mustFail(await target.ensureFolder(`${path}/below`)).stage).toBe('folder')
    })

    test('says that the folder is missing', async () => {
      const target = await session()
      const error = mustFail(await target.upload(await file(Buffer.from('x')), `in/${fresh('none')}/a.csv`))
      expect(error).toMatchObject({ kind: 'folder-missing', stage: 'write' })
    })

    if (candidate.knowsReadOnly)
      test('says that the folder is read-only', async () => {
        const target = await session()
        const error = mustFail(await target.upload(await file(randomBytes(200_000)), `ro/${fresh()}`))
        expect(error).toMatchObject({ kind: 'permission-denied', stage: 'write' })
        expect(mustFail(await target.ensureFolder(`ro/${fresh()}`)).kind).toBe('permission-denied')
        expect(must(await target.probe('ro/exists.txt'))).toEqual({ sizeBytes: 3 })
      })

    test('says that the disk is full and leaves nothing on it', async () => {
      const [target, remote] = [await session(), `tiny/${fresh()}`]
      const error = mustFail(await target.upload(await file(randomBytes(5 * 1024 * 1024)), remote))
      expect(error).toMatchObject({ kind: 'no-space', stage: 'write' })
      expect(existsSync(join(home, remote))).toBe(false)
      const again = await session()
      must(await again.upload(await file(randomBytes(1024)), remote))
      must(await again.remove(remote))
    })

    test('says that the local file changed, and leaves nothing', async () => {
      const [target, remote] = [await session(), `in/${fresh()}`]
      const source = await file(randomBytes(4 * 1024 * 1024))
      let grown: Promise<void> | undefined
      const sent = await target.upload(source, remote, () => {
        grown ??= appendFile(source, 'more')
      })
      await grown
      expect(mustFail(sent).kind).toBe('local-file-changed')
      expect(existsSync(join(home, remote))).toBe(false)
      const none = await (await session()).upload(join(local, 'none'), remote)
      expect(mustFail(none).kind).toBe('local-file-changed')
    })

    test('refuses names that cannot be kept, and goes on working', async () => {
      const target = await session()
      for (const bad of [`in/a\nb.csv`, `in/${'x'.repeat(300)}`, 'in/a\0b']) {
        expect(mustFail(await target.upload(await file(Buffer.from('x')), bad)).kind).toBe('name-refused')
      }
      must(await target.upload(await file(Buffer.from('x')), `in/${fresh()}`))
    })

    test('carries 40 files one after the other over one session', async () => {
      const target = await session()
      for (let n = 0; n < 40; n++) {
        const [final, bytes] = [fresh('many'), randomBytes(n * 100)]
        const receipt = must(await target.upload(await file(bytes), `in/${leftover(final)}`))
        expect(receipt.sha256).toBe(sha256(bytes))
        must(await target.publish(`in/${leftover(final)}`, `in/${final}`))
        expect(seen(`in/${final}`).equals(bytes)).toBe(true)
      }
    })

    test('answers every call after close', async () => {
      const target = await session()
      target.close()
      target.close()
      expect(mustFail(await target.probe('in/x')).kind).toBe('interrupted')
      expect(mustFail(await target.upload(await file(Buffer.from('x')), 'in/x')).kind).toBe('interrupted')
    })

    if (settings.host !== null)
      describe('over the network', () => {
        test('tells its stages in order', async () => {
          const stages: string[] = []
          const connected = await candidate.connector.connect(settings, candidate.secret, (stage) => stages.push(stage))
          must(connected).close()
          const expected = ['resolve', 'connect', 'identity', 'sign-in']
          expect(stages).toEqual(
            candidate.connector.capabilities.identityChecked
              ? expected
              : expected.filter((stage) => stage !== 'identity'),
          )
        })

        test('says that the password or passphrase is wrong', async () => {
          const error = mustFail(await candidate.connector.connect(settings, 'wrong'))
          expect(error).toMatchObject({ kind: 'auth-refused', stage: 'sign-in' })
          expect(error.detail).not.toContain('wrong')
        })

        test('says that the name does not resolve', async () => {
          const error = mustFail(
            await candidate.connector.connect({ ...settings, host: 'no.invalid' }, candidate.secret),
          )
          expect(error).toMatchObject({ kind: 'name-not-found', stage: 'resolve' })
        })

        test('says that nobody listens', async () => {
          const error = mustFail(await candidate.connector.connect({ ...settings, port: 1 }, candidate.secret))
          expect(error).toMatchObject({ kind: 'unreachable', stage: 'connect' })
        })

        test.each(['rst', 'fin'] as const)('a line cut by %s is interrupted, and stays so', async (how) => {
          const { proxy, target } = await through(candidate.connector)
          must(await target.probe('in/x'))
          proxy.cut(how)
          const [first, second] = [await target.probe('in/x'), await target.ensureFolder('in')]
          expect(mustFail(first).kind).toBe('interrupted')
          expect(mustFail(second).kind).toBe('interrupted')
        })

        test('a server that falls silent is a timeout, in time, and stays so', async () => {
          const { proxy, target } = await through(candidate.impatient)
          must(await target.probe('in/x'))
          proxy.silence('down')
          const startedMs = performance.now()
          expect(mustFail(await target.probe('in/x')).kind).toBe('timeout')
          expect(performance.now() - startedMs).toBeLessThan(5_000)
          expect(mustFail(await target.upload(await file(Buffer.from('x')), 'in/x')).kind).toBe('timeout')
        })

        test('a server that never greets is a timeout, in time', async () => {
          const proxy = await startFaultProxy(settings.port!)
          open.push(proxy)
          proxy.silence('down')
          const change = { ...settings, port: proxy.port }
          const startedMs = performance.now()
          expect(mustFail(await candidate.impatient.connect(change, candidate.secret)).kind).toBe('timeout')
          expect(performance.now() - startedMs).toBeLessThan(10_000)
        })
      })
  })
}

async function put(target: TargetSession, remote: string, local: string): Promise<void> {
  must(await target.upload(local, remote))
}

function must<T>(answer: Result<T, TransferError>): T {
  if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer.error)}`)
  return answer.value
}

function mustFail<T>(answer: Result<T, TransferError>): TransferError {
  if (answer.ok) throw new Error(`accepted: ${typeof answer.value}`)
  return answer.error
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
