import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Profile } from '../../core/profile/profile'
import { openStore, type Store } from './store'

const profile: Profile = {
  id: 'kanzlei',
  name: 'Export an die Kanzlei',
  enabled: true,
  workstation: null,
  branch: null,
  startDate: null,
  timeZone: 'Europe/Berlin',
  missedRuns: 'catch-up',
  target: {
    protocol: 'sftp',
    host: '127.0.0.1',
    port: null,
    directory: '',
    user: 'stb',
    hostKeys: [],
    privateKeyFile: null,
    tlsCaFile: null,
  },
  selection: { mandants: ['M1'], documentTypes: ['RE'], paymentMethods: [] },
  exportDebtors: true,
  format: 'datev-csv',
  incomingInvoices: { enabled: false, format: 'datev-csv' },
  formatSettings: {},
  fileNamePattern: null,
  schedule: { interval: 'daily', time: '18:30' },
  email: [],
  attemptsMax: 30,
}

let dir = ''
let nowMs = 1_000
const opened: Store[] = []
const random = { text: (length: number) => 'k'.repeat(length), fraction: () => 0.5 }
const clock = { now: () => nowMs }

function open(workstationName = 'KASSE-1'): Store {
  const result = openStore(dir, { workstationName, clock, random })
  if (!result.ok) throw new Error(`${result.error.kind}: ${result.error.detail}`)
  opened.push(result.value)
  return result.value
}
const refusal = () => {
  const result = openStore(dir, { workstationName: 'KASSE-1', clock, random })
  if (result.ok) result.value.close()
  return result.ok ? null : result.error
}
const closeAll = () => {
  for (const store of opened.splice(0)) store.close()
}
const dbFile = () => join(dir, 'belegbote.db')
const insertRun = (store: Store, id: string) =>
  store.db.run(
    "INSERT INTO run (id, profile_id, origin, due_ms, state, started_ms) VALUES (?, 'kanzlei', 'manual', 1, 'planned', 1)",
    id,
  )

beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'belegbote-store-')), 'data')
  nowMs = 1_000
})
afterEach(() => {
  closeAll()
  rmSync(join(dir, '..'), { recursive: true, force: true })
})

describe('opening', () => {
  it('makes the folder for its owner only and a durable database', () => {
    const store = open()
    expect(statSync(dir).mode & 0o777).toBe(0o700)
    expect(store.db.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' })
    expect(store.db.get('PRAGMA synchronous')).toEqual({ synchronous: 2 })
    expect(store.db.get('PRAGMA foreign_keys')).toEqual({ foreign_keys: 1 })
    expect(store.db.get('PRAGMA busy_timeout')).toEqual({ timeout: 5000 })
    const loose = store.db.all<{ name: string }>(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND strict = 0",
    )
    expect(loose).toEqual([])
  })

  it('finds again what was written', () => {
    open().profiles.put([profile], 'command-line')
    closeAll()
    expect(open().profiles.get('kanzlei')?.profile).toEqual(profile)
  })

  it('keeps a damaged database and says so', () => {
    open()
    closeAll()
    writeFileSync(dbFile(), 'no database at all, but longer than a header of a hundred bytes '.repeat(20))
    const before = readFileSync(dbFile())
    expect(refusal()).toMatchObject({ kind: 'database-unreadable', path: dbFile() })
    expect(readFileSync(dbFile())).toEqual(before)
  })

  it('does not take an emptied database for a new one', () => {
    const store = open()
    store.lastRun.record(3)
    closeAll()
    writeFileSync(dbFile(), '')
    expect(refusal()).toMatchObject({ kind: 'database-unreadable' })
    expect(statSync(dbFile()).size).toBe(0)
  })

  it("does not touch another program's database", () => {
    open()
    closeAll()
    rmSync(dbFile())
    const foreign = new Database(dbFile())
    foreign.exec('CREATE TABLE theirs (x)')
    foreign.close()
    expect(refusal()).toMatchObject({ kind: 'database-unreadable' })
  })

  it('stops before a database of a newer program', () => {
    open().db.run('PRAGMA user_version = 99990')
    closeAll()
    expect(refusal()).toMatchObject({ kind: 'database-newer' })
  })

  it('names a folder that cannot be made', () => {
    writeFileSync(join(dir, '..', 'file'), '')
    dir = join(dir, '..', 'file', 'data')
    expect(refusal()).toMatchObject({ kind: 'profile-folder-unusable' })
    dir = join(dir, '..', '..', 'data')
  })

  it.runIf(process.platform === 'linux')('gives up where no folder can be made, instead of trying for ever', () => {
    const opened = openStore('/proc/nowhere/profile', { workstationName: 'KASSE', clock: { now: () => nowMs }, random })
    expect(opened).toMatchObject({ ok: false, error: { kind: 'profile-folder-unusable' } })
  })

  it('rolls a failed transaction back as a whole', () => {
    const store = open()
    expect(() =>
      store.db.transaction(() => {
        store.profiles.put([profile], 'window')
        throw new Error('stop')
      }),
    ).toThrow('stop')
    expect(store.profiles.list()).toEqual([])
    expect(store.journal.list().filter((entry) => entry.event.startsWith('profile'))).toEqual([])
  })
})

describe('profiles', () => {
  it('remembers who changed which field', () => {
    const store = open()
    store.profiles.put([profile], 'command-line')
    nowMs = 2_000
    store.profiles.put([{ ...profile, name: 'Neu', email: ['a@b.de'] }], 'window')
    expect(store.journal.list({ profileId: 'kanzlei' })).toMatchObject([
      { event: 'profile.created', atMs: 1_000, actor: 'command-line' },
      {
        event: 'profile.changed',
        atMs: 2_000,
        actor: 'window',
        data: {
          changes: { name: { from: 'Export an die Kanzlei', to: 'Neu' }, email: { from: [], to: ['a@b.de'] } },
        },
      },
    ])
  })

  it('counts slots from the day its schedule became what it is', () => {
    const store = open()
    store.profiles.put([profile], 'window')
    nowMs = 2_000
    store.profiles.put([{ ...profile, name: 'Neu' }], 'window')
    expect(store.profiles.get('kanzlei')).toMatchObject({ scheduledFromMs: 1_000, changedMs: 2_000, createdMs: 1_000 })
    nowMs = 3_000
    store.db.run('UPDATE profile SET last_due_ms = 2500')
    store.profiles.put([{ ...profile, schedule: { interval: 'hourly' } }], 'window')
    expect(store.profiles.get('kanzlei')).toMatchObject({ scheduledFromMs: 3_000, lastDueMs: 2_500 })
  })

  it('writes nothing when nothing changed, whatever the order of keys', () => {
    const store = open()
    store.profiles.put([profile], 'window')
    nowMs = 2_000
    const { id, ...rest } = profile
    store.profiles.put([{ ...rest, target: { ...profile.target }, id }], 'window')
    expect(store.profiles.get('kanzlei')?.changedMs).toBe(1_000)
    expect(store.journal.list({ profileId: 'kanzlei' })).toHaveLength(1)
  })

  it('puts all or none', () => {
    const store = open()
    expect(() => store.profiles.put([profile, { ...profile, id: '' }], 'window')).toThrow()
    expect(store.profiles.list()).toEqual([])
  })

  it('leaves the runs of a removed profile', () => {
    const store = open()
    store.profiles.put([profile], 'window')
    insertRun(store, 'r1')
    expect(store.profiles.remove('kanzlei', 'window')).toBe(true)
    expect(store.profiles.remove('kanzlei', 'window')).toBe(false)
    expect(store.db.all('SELECT id FROM run')).toEqual([{ id: 'r1' }])
    expect(store.journal.list({ profileId: 'kanzlei', limit: 1 })).toMatchObject([{ event: 'profile.removed' }])
  })
})

describe('settings', () => {
  it('begin with the defaults and remember every change', () => {
    const store = open()
    expect(store.chain.show()).toEqual({
      maintenanceWindow: { from: '22:00', to: '06:00' },
      adminsMayRevealPasswords: false,
    })
    store.chain.set({ maintenanceWindow: null, adminsMayRevealPasswords: true }, 'window')
    expect(store.chain.show()).toEqual({ maintenanceWindow: null, adminsMayRevealPasswords: true })
    expect(store.mandants.show('M1')).toEqual({ locked: 0, withoutInputTax: false, taxKeys: [] })
    const settings = {
      locked: 1 as const,
      withoutInputTax: true,
      taxKeys: [
        {
          format: null,
          sourceKey: null,
          direction: 'output' as const,
          taxRate: 1900,
          key: '3',
          validFrom: null,
          validTo: null,
        },
      ],
    }
    store.mandants.set('M1', settings, 'window')
    expect(store.mandants.show('M1')).toEqual(settings)
    expect(store.journal.list().map((entry) => entry.event)).toEqual([
      'workstation.bound',
      'chain.changed',
      'mandant.changed',
    ])
  })
})

describe('the workstation', () => {
  it('is bound by the first start', () => {
    expect(open().workstation.show()).toEqual({
      name: 'KASSE-1',
      boundName: 'KASSE-1',
      installationId: 'k'.repeat(24),
      branch: null,
      adopted: true,
      reason: null,
    })
  })

  it('is foreign under another name until a person adopts it', () => {
    open()
    const elsewhere = open('KASSE-2')
    expect(elsewhere.workstation.show()).toMatchObject({ adopted: false, reason: 'other-name', boundName: 'KASSE-1' })
    expect(elsewhere.workstation.adopt('window')).toMatchObject({ adopted: true, boundName: 'KASSE-2' })
    expect(elsewhere.journal.list({ limit: 1 })).toMatchObject([
      { event: 'workstation.adopted', data: { from: 'KASSE-1', to: 'KASSE-2', reason: 'other-name' } },
    ])
    expect(open('KASSE-1').workstation.show()).toMatchObject({ adopted: false, reason: 'other-name' })
  })

  it('sees that an old copy of the database was laid back, and never gives a run number twice', () => {
    const store = open()
    insertRun(store, 'r1')
    store.lastRun.record(1)
    closeAll()
    copyFileSync(dbFile(), `${dbFile()}.old`)

    const later = open()
    insertRun(later, 'r2')
    later.lastRun.record(2)
    expect(later.workstation.show().reason).toBeNull()
    closeAll()
    copyFileSync(`${dbFile()}.old`, dbFile())

    const restored = open()
    expect(restored.workstation.show()).toMatchObject({ adopted: false, reason: 'older-copy' })
    expect(restored.workstation.adopt('window')).toMatchObject({ adopted: true, reason: null })
    insertRun(restored, 'r3')
    expect(restored.db.get('SELECT no FROM run WHERE id = ?', 'r3')).toEqual({ no: 3 })
  })

  it('does not make a lost database anew', () => {
    open().lastRun.record(7)
    closeAll()
    rmSync(dbFile())
    expect(refusal()).toMatchObject({ kind: 'database-missing', path: dbFile() })
    expect(existsSync(dbFile())).toBe(false)
    rmSync(join(dir, 'last-run'))
    mkdirSync(join(dir, 'backups'))
    writeFileSync(join(dir, 'backups', 'b.zip'), '')
    expect(refusal()).toMatchObject({ kind: 'database-missing' })
    expect(existsSync(dbFile())).toBe(false)
  })

  it('takes an old copy that is adopted for a restored backup', () => {
    const store = open()
    store.lastRun.record(7)
    expect(store.db.all('SELECT * FROM restore')).toEqual([])
    expect(store.workstation.adopt('window').adopted).toBe(true)
    expect(store.db.all('SELECT backup_ms, restored_ms, day FROM restore')).toEqual([
      { backup_ms: nowMs, restored_ms: nowMs, day: '1970-01-01' },
    ])
    expect(open('KASSE-2').workstation.adopt('window').adopted).toBe(true)
    expect(store.db.all('SELECT no FROM restore')).toHaveLength(1) // another name is no lost time
  })

  it('takes an unreadable mark for that of an old copy', () => {
    open()
    writeFileSync(join(dir, 'last-run'), '#?')
    expect(open().workstation.show().reason).toBe('older-copy')
    expect(open().workstation.adopt('window').adopted).toBe(true)
    expect(readFileSync(join(dir, 'last-run'), 'utf8')).toBe('0\n')
  })

  it('never lowers the mark by recording', () => {
    const { lastRun } = open()
    lastRun.record(5)
    lastRun.record(4)
    expect(readFileSync(join(dir, 'last-run'), 'utf8')).toBe('5\n')
    expect(existsSync(join(dir, `last-run.${process.pid}.part`))).toBe(false)
  })

  it('belongs to a branch or to none', () => {
    const store = open()
    expect(store.workstation.setBranch('F1', 'window').branch).toBe('F1')
    expect(store.workstation.setBranch(null, 'window').branch).toBeNull()
    expect(store.journal.list({ limit: 2 }).map(({ data }) => data)).toEqual([
      { from: null, to: 'F1' },
      { from: 'F1', to: null },
    ])
  })
})
