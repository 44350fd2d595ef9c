import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connect } from './connect'
import { keepPrivate } from './private-folder'

let folder = ''
const modeOf = (...path: readonly string[]) => statSync(join(folder, ...path)).mode & 0o777

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'belegbote-private-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe.skipIf(process.platform === 'win32')('a profile folder', () => {
  it('that others could read is closed, and nothing in it that is not ours', () => {
    chmodSync(folder, 0o755)
    for (const name of ['belegbote.db', 'ledger.db-wal', 'notes.txt']) writeFileSync(join(folder, name), 'x')
    for (const name of ['belegbote.db', 'ledger.db-wal', 'notes.txt']) chmodSync(join(folder, name), 0o644)
    mkdirSync(join(folder, 'spool'))
    chmodSync(join(folder, 'spool'), 0o775)
    expect(keepPrivate(folder)).toBe('mended')
    expect([modeOf(), modeOf('belegbote.db'), modeOf('ledger.db-wal'), modeOf('spool')]).toEqual([
      0o700, 0o600, 0o600, 0o700,
    ])
    expect(modeOf('notes.txt')).toBe(0o644)
    expect(keepPrivate(folder)).toBe('private')
  })

  it('in which everybody works is told, and left as it is', () => {
    chmodSync(folder, 0o1777)
    expect(keepPrivate(folder)).toBe('open')
    expect(modeOf()).toBe(0o777)
  })

  it('gets databases that only their owner can read', () => {
    const path = join(folder, 'belegbote.db')
    const connection = connect(path, { applicationId: 0x42454c42, busyTimeoutMs: 1000 }, false)
    connection.exec('CREATE TABLE a (b TEXT) STRICT')
    expect([modeOf('belegbote.db'), modeOf('belegbote.db-wal'), modeOf('belegbote.db-shm')]).toEqual([
      0o600, 0o600, 0o600,
    ])
    connection.close()
    const again = new Database(path, { readonly: true })
    again.close()
    expect(modeOf('belegbote.db')).toBe(0o600)
  })
})
