import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { FakeApp } from '../../test/fakes/app'
import { keptBackup } from '../../test/fakes/backups'
import { fail, ok, type Result } from '../core/result'
import type { App, AppError } from '../engine/app'
import type { Recovery } from '../engine/app-backups'
import { Acting } from './acting'
import { HostClient, type HostDeath } from './host-client'
import type { HostFact, HostMessage } from './host-protocol'
import { serveApp } from './host-service'

/** A worker that answers `ledger.status`, never answers `runs.list`, and dies of `workstation.show`. */
const script = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads'
    parentPort.on('message', ({ id, operation }) => {
      if (operation === 'workstation.show') process.exit(3)
      if (operation === 'ledger.createDemo') throw new Error('out of memory')
      if (operation === 'runs.list') return
      parentPort.postMessage({ kind: 'answer', id, result: { ok: true, value: operation } })
    })
  `)}`,
)
const data = { profileDir: '/profile', workstationName: null }

describe('the line to the worker', () => {
  it('answers every open request when the worker dies, tells it, and starts again', async () => {
    const facts: HostFact[] = []
    const deaths: HostDeath[] = []
    const tell = (fact: HostFact) => facts.push(fact)
    const client = new HostClient(script, data, tell, (death) => deaths.push(death))
    client.start()
    expect(await client.ask('ledger.status')).toEqual({ ok: true, value: 'ledger.status' })
    const open = client.ask('runs.list', {})
    const stopped = { ok: false, error: { class: 'failed', code: 'host-stopped', params: {} } }
    expect(await client.ask('workstation.show')).toEqual(stopped)
    expect(await open).toEqual(stopped)
    expect(client.state).toBe('stopped')
    expect(await client.ask('ledger.status')).toEqual(stopped)
    client.start()
    expect(await client.ask('ledger.status')).toEqual({ ok: true, value: 'ledger.status' })
    expect(await client.ask('ledger.createDemo')).toEqual(stopped)
    const states = facts.map((fact) => (fact.name === 'host.changed' ? fact.data.host : fact.name))
    expect(states).toEqual(['running', 'stopped', 'running', 'stopped'])
    expect(deaths).toEqual([{ exitCode: 3 }, { error: new Error('out of memory') }])
  })

  it('ends the worker in order, and leaves nobody waiting', async () => {
    const client = new HostClient(
      script,
      data,
      () => undefined,
      (death) => {
        throw new Error(JSON.stringify(death))
      },
    )
    client.start()
    const open = client.ask('runs.list', {})
    expect(await client.stop()).toBe('ended')
    expect(client.state).toBe('stopped')
    expect(await open).toMatchObject({ error: { code: 'host-stopped' } })
    await client.stop()
  })
})

it.skipIf(process.platform === 'win32')('says when the worker cannot end, instead of waiting with it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'belegbote-host-'))
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  const stuck = new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { openSync } from 'node:fs'
      import { parentPort } from 'node:worker_threads'
      parentPort.on('message', ({ id }) => {
        parentPort.postMessage({ kind: 'answer', id, result: { ok: true } })
        openSync(${JSON.stringify(pipe)}, 'r') // waits in the system until somebody writes
      })
    `)}`,
  )
  const silent = () => undefined
  const client = new HostClient(stuck, data, silent, silent, 300)
  client.start()
  await client.ask('ledger.status')
  expect(await client.stop()).toBe('stuck')
  expect(client.state).toBe('stopped')
  closeSync(openSync(pipe, 'r+')) // lets the waiting open go
  rmSync(folder, { recursive: true })
})

const recovery: Recovery = {
  kept: () => [keptBackup(Date.UTC(2026, 10, 24))],
  inspect: async () => fail({ class: 'invalid', code: 'backup-damaged', params: {} }),
  restore: async () => fail({ class: 'invalid', code: 'backup-damaged', params: {} }),
}

function served(composed: Promise<Result<App, AppError>>) {
  const { port1, port2 } = new MessageChannel()
  const bugs: unknown[] = []
  const messages: HostMessage[] = []
  serveApp(composed, '/profile', port2, (error) => bugs.push(error), new Acting(), recovery)
  port1.on('message', (message: HostMessage) => messages.push(message))
  const request = async (operation: string, input?: unknown) => {
    const id = Math.random()
    port1.postMessage({ id, operation, input, by: null })
    for (;;) {
      const answer = messages.find((message) => message.kind === 'answer' && message.id === id)
      if (answer?.kind === 'answer') return answer.result
      await once(port1, 'message')
    }
  }
  const facts = () => messages.flatMap((message) => (message.kind === 'fact' ? [message.fact] : []))
  return { request, facts, bugs, close: () => port1.close() }
}

describe('the worker', () => {
  it('answers each request with the reason when there is no app', async () => {
    const error: AppError = { class: 'refused', code: 'store-too-new', params: { version: 9 } }
    const { request, close } = served(Promise.resolve(fail(error)))
    expect(await request('profiles.list')).toEqual({ ok: false, error })
    close()
  })

  it('answers a bug and an unknown operation as internal', async () => {
    const app = new FakeApp().app()
    const broken: App = { ...app, ledger: { ...app.ledger, status: () => Promise.reject(new Error('bug')) } }
    const { request, bugs, close } = served(Promise.resolve(ok(broken)))
    const internal = { ok: false, error: { class: 'failed', code: 'internal', params: {} } }
    expect(await request('ledger.status')).toEqual(internal)
    expect(await request('constructor')).toEqual(internal)
    expect(bugs).toHaveLength(1)
    close()
  })

  it('tells phases and ends of an import of a hundred thousand rows, but not each row', async () => {
    const app = new FakeApp().app()
    const busy: App = {
      ...app,
      ledger: {
        ...app.ledger,
        createDemo: async (onProgress) => {
          for (const phase of ['read', 'store'] as const) {
            for (let done = 1; done <= 100_000; done++) onProgress?.({ phase, done, total: 100_000 })
          }
          return ok({ kinds: {}, warnings: [] })
        },
      },
    }
    const { request, facts, close } = served(Promise.resolve(ok(busy)))
    await request('ledger.createDemo')
    const told = facts().map((fact) => (fact.name === 'import.progress' ? `${fact.data.phase} ${fact.data.done}` : ''))
    expect(told).toContain('read 1')
    expect(told).toContain('read 100000')
    expect(told).toContain('store 1')
    expect(told).toContain('store 100000')
    expect(told.length).toBeLessThan(100)
    close()
  })

  it('passes the facts of the app on', async () => {
    const fake = new FakeApp()
    const { request, facts, close } = served(Promise.resolve(ok(fake.app())))
    await request('ledger.createDemo')
    expect(facts()).toContainEqual({ name: 'ledger.changed', data: {} })
    close()
  })

  it('hands out the way back where no app opens, and to nobody else unasked', async () => {
    const error: AppError = { class: 'failed', code: 'database-unreadable', params: { path: '/p', backup: 'none' } }
    const lost = served(Promise.resolve(fail(error)))
    expect(await lost.request('recovery.kept')).toMatchObject({ ok: true, value: [{ sizeBytes: 2_400_000 }] })
    expect(await lost.request('recovery.restore', { path: '/b.zip', passphrase: null })).toMatchObject({
      error: { code: 'backup-damaged' },
    })
    lost.close()
    const open = served(Promise.resolve(ok(new FakeApp().app())))
    for (const operation of ['recovery.kept', 'recovery.inspect', 'recovery.restore']) {
      expect(await open.request(operation)).toMatchObject({ ok: false, error: { code: 'rights-missing' } })
    }
    expect(await open.request('backups.show')).toMatchObject({ ok: true })
    open.close()
  })
})
