import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { TargetSession, TargetSettings } from '../../core/transfer/target'
import { createFolderConnector, type FolderDeadlines } from './folder'

const nobody = 65_534
const asRoot = process.getuid?.() === 0
let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'folder-'))
  chmodSync(home, 0o777)
  writeFileSync(join(home, 'source'), 'content')
})
afterEach(() => {
  if (asRoot) process.seteuid?.(0)
  rmSync(home, { recursive: true })
})

/** Root may write everywhere. */
function leaveRoot(): void {
  if (asRoot) process.seteuid?.(nobody)
}

const settings = (directory: string): TargetSettings => {
  const none = { host: null, port: null, user: null, hostKeys: [], privateKeyFile: null, tlsCaFile: null }
  return { ...none, protocol: 'folder', directory }
}
async function session(deadlines: Partial<FolderDeadlines> = {}): Promise<TargetSession> {
  const connected = await createFolderConnector(deadlines).connect(settings(home), null)
  if (!connected.ok) throw new Error(connected.error.detail)
  return connected.value
}

describe.skipIf(process.platform === 'win32')('a folder as target', () => {
  test('a read-only folder is permission-denied and stays empty', async () => {
    const locked = join(home, 'locked')
    mkdirSync(locked, { mode: 0o555 })
    leaveRoot()
    const target = await session()
    const refused = { ok: false, error: { kind: 'permission-denied' } }
    expect(await target.upload(join(home, 'source'), 'locked/a.part')).toMatchObject(refused)
    expect(await target.ensureFolder('locked/below')).toMatchObject(refused)
    expect(readdirSync(locked)).toEqual([])
  })

  test('publishes by a rename where no hard link can be made, and still replaces nothing', async () => {
    // Linux lets nobody link a file of somebody else (fs.protected_hardlinks), but rename it.
    for (const [name, text] of [
      ['a.part', 'ours'],
      ['taken', 'theirs'],
    ] as const)
      writeFileSync(join(home, name), text)
    if (asRoot) chownSync(home, nobody, nobody)
    leaveRoot()
    const target = await session()
    expect(await target.publish('a.part', 'taken')).toMatchObject({ ok: false, error: { kind: 'remote-conflict' } })
    expect(await target.publish('a.part', 'final')).toEqual({ ok: true, value: undefined })
    expect(readdirSync(home).sort()).toEqual(['final', 'source', 'taken'])
    expect(readFileSync(join(home, 'taken'), 'utf8')).toBe('theirs')
    expect(readFileSync(join(home, 'final'), 'utf8')).toBe('ours')
  })

  test('a file system that does not answer is a timeout, and the session is over', async () => {
    const pipe = join(home, 'pipe')
    execFileSync('mkfifo', [pipe])
    const target = await session({ stallMs: 300 })
    expect(await target.upload(pipe, 'a.part')).toMatchObject({ ok: false, error: { kind: 'timeout', stage: 'write' } })
    expect(await target.probe('source')).toMatchObject({ ok: false, error: { kind: 'timeout' } })
    closeSync(openSync(pipe, 'r+')) // lets the waiting open go
  })

  test('a relative directory is refused: it would lie somewhere else for every way to start the program', async () => {
    const connected = await createFolderConnector().connect(settings('export'), null)
    expect(connected).toMatchObject({ ok: false, error: { kind: 'folder-missing' } })
  })
})
