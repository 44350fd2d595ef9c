import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { firstLine, startOurs } from '../../../test/processes'
import { createRunLocks } from './locks'
import { openStore } from './store'

vi.setConfig({ testTimeout: 30_000 }) // each process starts a runtime of its own

const start = (code: string) => {
  const child = startOurs(code)
  children.push(child)
  return child
}

const children: ChildProcess[] = []
let dir = ''
const line = firstLine
const surroundings = `
  const surroundings = { workstationName: 'K', clock: { now: () => 1 }, random: { text: () => 'k', fraction: () => 0 } }`
const take = (profileId: string) => `
  const { createRunLocks } = await ours('main/adapters/store/locks.ts')
  const lock = createRunLocks(${JSON.stringify(join(dir, 'locks'))}).acquire('${profileId}')
  console.log(lock ? 'taken' : 'busy')
  setInterval(() => lock, 1000)`

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'belegbote-processes-'))
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(dir, { recursive: true })
})

describe('the lock of a profile', () => {
  it('is held by one process and freed by the kernel when that process is killed', async () => {
    const locks = createRunLocks(join(dir, 'locks'))
    const holder = start(take('kanzlei'))
    expect(await line(holder)).toBe('taken')
    expect(locks.acquire('kanzlei')).toBeNull()
    const other = locks.acquire('andere')
    expect(other).not.toBeNull()
    other?.release()
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    const lock = locks.acquire('kanzlei')
    expect(lock).not.toBeNull()
    expect(await line(start(take('kanzlei')))).toBe('busy')
    lock?.release()
    expect(await line(start(take('kanzlei')))).toBe('taken')
  })

  it('is held against another call of the same process too', () => {
    const locks = createRunLocks(join(dir, 'locks'))
    const lock = locks.acquire('kanzlei')
    expect(locks.acquire('kanzlei')).toBeNull()
    expect(createRunLocks(join(dir, 'locks')).acquire('kanzlei')).toBeNull()
    lock?.release()
    locks.acquire('kanzlei')?.release()
    expect(locks.acquire('kanzlei')).not.toBeNull()
  })

  it('takes no name that leaves its folder', () => {
    expect(() => createRunLocks(dir).acquire('../x')).toThrow('not a profile id')
  })
})

describe('a new profile folder', () => {
  it('may be opened by several processes at once', async () => {
    const open = `${surroundings}
      const { openStore } = await ours('main/adapters/store/store.ts')
      const opened = openStore(${JSON.stringify(join(dir, 'data'))}, surroundings)
      console.log(opened.ok ? opened.value.workstation.show().reason : JSON.stringify(opened.error))`
    const answers = await Promise.all([1, 2, 3].map(() => line(start(open))))
    expect(answers).toEqual(['null', 'null', 'null'])
    const around = { workstationName: 'K', clock: { now: () => 1 }, random: { text: () => 'x', fraction: () => 0 } }
    const store = openStore(join(dir, 'data'), around)
    if (!store.ok) throw new Error(store.error.detail)
    expect(store.value.journal.list().map(({ event }) => event)).toEqual(['workstation.bound'])
    store.value.close()
  })

  it('loses nothing that was committed before a process was killed', async () => {
    const write = `${surroundings}
      const { openStore } = await ours('main/adapters/store/store.ts')
      const opened = openStore(${JSON.stringify(join(dir, 'data'))}, surroundings)
      opened.value.workstation.setBranch('F7', 'window')
      console.log('written')
      setInterval(() => opened, 1000)`
    const writer = start(write)
    expect(await line(writer)).toBe('written')
    writer.kill('SIGKILL')
    await once(writer, 'exit')
    const around = { workstationName: 'K', clock: { now: () => 1 }, random: { text: () => 'x', fraction: () => 0 } }
    const store = openStore(join(dir, 'data'), around)
    if (!store.ok) throw new Error(store.error.detail)
    expect(store.value.workstation.show().branch).toBe('F7')
    store.value.close()
  })
})
