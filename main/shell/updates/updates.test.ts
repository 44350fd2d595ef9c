import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { UpdateSourceDto } from '../../../preload/contract/dto'
import { type UpdateEngine, type UpdateParts, Updates } from './updates'

const minuteMs = 60_000
const server = { kind: 'server', url: 'https://updates.example.de/belegbote' } as const

/** An engine that finds, downloads and installs what the test says, and remembers what it was told. */
class FakeEngine implements UpdateEngine {
  readonly way: UpdateEngine['way']
  found: string | null = '2.0.0'
  trouble: Error | null = null
  installTrouble: Error | null = null
  asked: string[] = []
  downloads = 0
  atEnd = false
  installs = 0
  /** Resolves when the download may end. */
  gate: Promise<unknown> = Promise.resolve()

  constructor(way: UpdateEngine['way'] = 'signed') {
    this.way = way
  }

  async check(url: string) {
    this.asked.push(url)
    if (this.trouble) throw this.trouble
    return this.found
  }
  async download(onPercent: (percent: number) => void) {
    this.downloads++
    onPercent(41.7)
    await this.gate
    if (this.trouble) throw this.trouble
  }
  installAtEnd(on: boolean) {
    this.atEnd = on
  }
  install(onFailed: (error: unknown) => void) {
    this.installs++
    if (this.installTrouble) onFailed(this.installTrouble)
  }
}

interface House {
  readonly updates: Updates
  readonly engine: FakeEngine
  source: UpdateSourceDto
  hasWindow: boolean
  stops: number
  starts: number
  changes: number
  readonly logged: string[]
  /** What was planned last, and when. */
  plan: { ms: number; work: () => void } | null
}

function house(source: UpdateSourceDto = server, more: Partial<UpdateParts> = {}, engine = new FakeEngine()): House {
  const logged: string[] = []
  const log = {
    info: (event: string) => logged.push(event),
    error: (event: string) => logged.push(event),
    child: () => log,
  }
  const made: Omit<House, 'updates'> & { updates?: Updates } = {
    ...{ engine, source, logged, hasWindow: false, stops: 0, starts: 0, changes: 0, plan: null },
  }
  made.updates = new Updates({
    loadEngine: async () => engine,
    way: engine.way,
    source: () => made.source,
    keepSource: (changed) => {
      made.source = changed
    },
    log,
    onChange: () => {
      made.changes++
    },
    nowMs: () => 1_000_000,
    later: (ms, work) => {
      const plan = { ms, work }
      made.plan = plan
      return () => {
        if (made.plan === plan) made.plan = null
      }
    },
    mayRestart: true,
    hasWindow: () => made.hasWindow,
    stopWork: async () => {
      made.stops++
    },
    startWork: () => {
      made.starts++
    },
    ...more,
  })
  return made as House
}

const calm = { isRunning: false, nextRunMs: null }
const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('looking', () => {
  it('is off until somebody names a source, and then nobody looks', async () => {
    const { updates, engine, plan } = house({ kind: 'off' })
    await updates.look()
    expect([engine.asked, plan, updates.show().state]).toEqual([[], null, 'off'])
  })

  it('happens some minutes after the start and a day after that', async () => {
    const made = house()
    made.engine.found = null
    expect(made.plan?.ms).toBe(5 * minuteMs)
    made.plan?.work()
    await made.updates.look()
    expect(made.engine.asked).toEqual([server.url])
    expect(made.plan?.ms).toBe(24 * 60 * minuteMs)
    expect(made.updates.show()).toMatchObject({ state: 'current', version: null, checkedAtMs: 1_000_000 })
  })

  it('looks once when it is ordered twice', async () => {
    const { updates, engine } = house()
    updates.check()
    updates.check()
    await updates.look()
    expect([engine.asked.length, engine.downloads, updates.show().state]).toEqual([1, 1, 'ready'])
    await updates.look() // what is ready is not asked for again
    expect(engine.asked.length).toBe(1)
  })

  it('says how far the download is', async () => {
    const { updates, engine } = house()
    const { promise, resolve } = Promise.withResolvers<void>()
    engine.gate = promise
    const looked = updates.look()
    await settled()
    await settled()
    expect(updates.show()).toMatchObject({ state: 'downloading', version: '2.0.0', percent: 41 })
    resolve()
    await looked
    expect(updates.show()).toMatchObject({ state: 'ready', percent: null })
  })

  it('only tells of a version that the administrator installs', async () => {
    const { updates, engine } = house(server, {}, new FakeEngine('administrator'))
    await updates.look()
    updates.heard(calm)
    expect(updates.show()).toMatchObject({ state: 'available', version: '2.0.0' })
    expect([engine.downloads, engine.installs, updates.install().ok]).toEqual([0, 0, false])
  })

  it.each([
    [Object.assign(new Error('sha512 checksum mismatch'), { code: 'ERR_CHECKSUM_MISMATCH' }), 'update-damaged'],
    [
      Object.assign(new Error('New version is not signed by the application owner'), {
        code: 'ERR_UPDATER_INVALID_SIGNATURE',
      }),
      'update-signature',
    ],
    [
      Object.assign(new Error('Cannot find channel "latest.yml"'), { code: 'ERR_UPDATER_CHANNEL_FILE_NOT_FOUND' }),
      'update-nothing-there',
    ],
    [new Error('net::ERR_CONNECTION_REFUSED'), 'update-unreachable'],
    [Object.assign(new Error('no such folder'), { code: 'ENOENT' }), 'update-unreachable'],
    [Object.assign(new Error('disk'), { code: 'ENOSPC' }), 'update-no-space'],
    [new Error('something else'), 'update-failed'],
  ])('says what went wrong: %s', async (error, problem) => {
    const { updates, engine, logged } = house()
    engine.trouble = error
    await updates.look()
    expect(updates.show()).toMatchObject({ state: 'failed', problem, version: null })
    expect(logged).toEqual(['update.failed'])
    engine.trouble = null
    await updates.look()
    expect(updates.show().state).toBe('ready')
  })
})

describe('a source', () => {
  it.each([
    [{ kind: 'server', url: 'http://updates.example.de' }, 'update-url-invalid'],
    [{ kind: 'server', url: 'https://user:word@updates.example.de' }, 'update-url-invalid'],
    [{ kind: 'server', url: 'file:///srv/updates' }, 'update-url-invalid'],
    [{ kind: 'server', url: '' }, 'update-url-invalid'],
    [{ kind: 'folder', path: 'updates' }, 'update-folder-invalid'],
    [{ kind: 'folder', path: '' }, 'update-folder-invalid'],
  ] as const)('is refused: %j', (source, code) => {
    const made = house({ kind: 'off' })
    expect(made.updates.save(source)).toMatchObject({ ok: false, error: { class: 'invalid', code } })
    expect(made.source).toEqual({ kind: 'off' })
  })

  it.each([
    { kind: 'server', url: 'https://updates.example.de/belegbote' },
    { kind: 'server', url: 'http://127.0.0.1:8080' },
    { kind: 'folder', path: '/srv/updates' },
    { kind: 'folder', path: '\\\\server\\software' },
    { kind: 'folder', path: 'S:\\Software' },
    { kind: 'off' },
  ] as const)('is kept: %j', (source) => {
    const made = house({ kind: 'off' })
    expect(made.updates.save(source)).toMatchObject({ ok: true, value: { source } })
    expect(made.plan === null).toBe(source.kind === 'off')
  })

  it('that is changed starts over, and what came from the old one is not installed', async () => {
    const made = house()
    await made.updates.look()
    made.hasWindow = true
    made.updates.heard(calm)
    expect(made.engine.atEnd).toBe(true)
    made.updates.save({ kind: 'off' })
    expect([made.engine.atEnd, made.updates.show().state, made.plan]).toEqual([false, 'off', null])
    made.hasWindow = false
    made.updates.heard(calm)
    expect([made.engine.installs, made.updates.install().ok]).toEqual([0, false])
  })

  it('that is changed during a download is not overtaken by it', async () => {
    const made = house()
    const { promise, resolve } = Promise.withResolvers<void>()
    made.engine.gate = promise
    const looked = made.updates.look()
    await settled()
    made.updates.save({ kind: 'server', url: 'https://other.example.de' })
    resolve()
    await looked
    expect(made.updates.show().state).toBe('idle')
  })
})

describe('installing', () => {
  it('waits for the run that is under way, also at the end of the program', async () => {
    const { updates, engine } = house()
    updates.heard({ isRunning: true, nextRunMs: null })
    await updates.look()
    expect([engine.installs, engine.atEnd]).toEqual([0, false])
    expect(updates.install()).toMatchObject({ ok: false, error: { class: 'refused', code: 'update-during-run' } })
    updates.heard(calm)
    await settled()
    expect(engine.installs).toBe(1)
  })

  it('does not begin while nobody knows what is under way', async () => {
    const { updates, engine } = house()
    await updates.look()
    updates.heard({ isRunning: null, nextRunMs: null })
    expect([engine.installs, engine.atEnd, updates.install().ok]).toEqual([0, false, false])
  })

  it('lets a person finish at the window, and works after it is closed', async () => {
    const made = house()
    made.hasWindow = true
    made.updates.heard(calm)
    await made.updates.look()
    expect([made.engine.installs, made.engine.atEnd]).toEqual([0, true])
    made.hasWindow = false
    made.updates.weigh()
    await settled()
    expect([made.engine.installs, made.stops]).toEqual([1, 1])
  })

  it('leaves the minutes before a run alone', async () => {
    const { updates, engine } = house()
    updates.heard({ isRunning: false, nextRunMs: 1_000_000 + 10 * minuteMs })
    await updates.look()
    expect(engine.installs).toBe(0)
    updates.heard({ isRunning: false, nextRunMs: 1_000_000 + 10 * minuteMs + 1 })
    await settled()
    expect(engine.installs).toBe(1)
  })

  it('comes at the end only, where a restart would open another folder', async () => {
    const { updates, engine } = house(server, { mayRestart: false })
    updates.heard(calm)
    await updates.look()
    expect([engine.installs, engine.atEnd]).toEqual([0, true])
  })

  it('is not begun when the computer goes off', async () => {
    const { updates, engine } = house(server, { mayRestart: false })
    updates.heard(calm)
    await updates.look()
    updates.shutdown()
    expect(engine.atEnd).toBe(false)
  })

  it('that fails starts the work again and says so', async () => {
    const made = house()
    made.hasWindow = true
    made.updates.heard(calm)
    await made.updates.look()
    made.engine.installTrouble = new Error('no right to write')
    expect(made.updates.install().ok).toBe(true)
    expect(made.updates.install().ok).toBe(false) // under way
    await settled()
    expect([made.stops, made.starts, made.updates.show().state]).toEqual([1, 1, 'failed'])
  })
})

describe('a shared folder', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'belegbote-share-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('is read as it is now, by its names and nothing above it', async () => {
    writeFileSync(join(folder, 'latest-linux.yml'), 'version: 2.0.0\n')
    writeFileSync(join(folder, 'notes.txt'), 'not ours')
    const read: [number, string][] = []
    class Reading extends FakeEngine {
      override async check(url: string) {
        const names = ['latest-linux.yml?noCache=1', 'notes.txt', '..%2f..%2fetc%2fpasswd', '', 'gone.yml', '%ff']
        for (const name of names) {
          const answer = await fetch(`${url}/${name}`)
          read.push([answer.status, answer.ok ? await answer.text() : ''])
        }
        read.push([(await fetch(new URL('/latest-linux.yml', url))).status, ''])
        return super.check(url)
      }
    }
    const made = house({ kind: 'folder', path: folder }, {}, new Reading())
    await made.updates.look()
    expect(read).toEqual([[200, 'version: 2.0.0\n'], ...Array.from({ length: 6 }, () => [404, ''])])
    expect(made.updates.show().state).toBe('ready')
    await expect(fetch(made.engine.asked[0] ?? '')).rejects.toThrow()
  })

  it('that is gone is said to be out of reach', async () => {
    const made = house({ kind: 'folder', path: join(folder, 'gone') })
    await made.updates.look()
    expect(made.updates.show()).toMatchObject({ state: 'failed', problem: 'update-unreachable' })
    expect(made.engine.asked).toEqual([])
  })
})
