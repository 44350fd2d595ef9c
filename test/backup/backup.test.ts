import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { inspect, openFolder } from '../../main/adapters/backup'
import { enterFolder } from '../../main/adapters/sqlite/presence'
import { canary, filesBelow, Place, passphrase, rowsOf, stateOf } from './place'

const databases = ['belegbote.db', 'ledger.db'] as const

describe('a backup', () => {
  it('brings back every row, file and picture, into an empty folder as well', async () => {
    using place = await new Place().fill()
    const path = await place.backup()
    const into = join(place.root, 'other')
    expect(await place.restore(path, { into })).toMatchObject({ ok: true, value: { secrets: null } })
    const { restore, journal, sqlite_sequence: _used, ...rest } = rowsOf(join(into, 'belegbote.db'))
    const before = rowsOf(join(place.profileDir, 'belegbote.db'))
    expect(restore).toHaveLength(1)
    expect(journal).toEqual(expect.arrayContaining([...(before['journal'] ?? [])]))
    expect(journal).toHaveLength((before['journal']?.length ?? 0) + 1)
    for (const [table, rows] of Object.entries(rest)) expect([table, rows]).toEqual([table, before[table]])
    expect(rowsOf(join(into, 'ledger.db'))).toEqual(rowsOf(join(place.profileDir, 'ledger.db')))
    const kept = (folder: string) => filesBelow(folder).filter((name) => /^(spool|attachments|window)/.test(name))
    expect(kept(into)).toEqual(kept(place.profileDir))
    expect(kept(into).length).toBeGreaterThan(2)
    for (const name of kept(into)) {
      expect(readFileSync(join(into, name)).equals(readFileSync(join(place.profileDir, name)))).toBe(true)
    }
  })

  it('holds one moment while others write', async () => {
    using place = await new Place().fill()
    const store = place.openStore()
    // Two rows that are always written together: a copy of two moments would hold one without the other.
    const write = (no: number) =>
      store.db.transaction(() => {
        store.db.run('UPDATE workstation SET branch = ?', `B${no}`)
        store.journal.append({
          event: `mark.${no}`,
          profileId: null,
          runId: null,
          actor: 'x',
          data: { fill: 'x'.repeat(9_000) },
        })
      })
    let no = 0
    let isDone = false
    const load = (async () => {
      while (!isDone) {
        no += 1
        write(no)
        await new Promise(setImmediate)
      }
    })()
    const path = await place.backup()
    isDone = true
    await load
    store.close()
    const into = join(place.root, 'other')
    expect((await place.restore(path, { into })).ok).toBe(true)
    const db = new Database(join(into, 'belegbote.db'), { readonly: true })
    const branch = db.prepare('SELECT branch FROM workstation').pluck().get()
    const newest = db.prepare("SELECT event FROM journal WHERE event LIKE 'mark.%' ORDER BY id DESC").pluck().get()
    db.close()
    expect(no).toBeGreaterThan(0)
    expect(newest === undefined ? 'MITTE' : String(newest).replace('mark.', 'B')).toBe(branch)
  })

  it('holds secrets only under the passphrase', async () => {
    using place = await new Place().fill()
    const secrets = { 'profile:kanzlei': canary }
    const open = await place.backup('full', null)
    const sealed = await place.backup('full', secrets)
    for (const path of [open, sealed]) {
      const into = join(place.root, `scan-${path.length}-${readdirSync(place.root).length}`)
      expect((await place.restore(path, { into })).ok).toBe(true)
      for (const bytes of [readFileSync(path), ...filesBelow(into).map((name) => readFileSync(join(into, name)))]) {
        expect(bytes.includes(canary)).toBe(false)
        expect(bytes.includes(Buffer.from(canary).toString('base64'))).toBe(false)
        expect(bytes.includes(Buffer.from(canary, 'utf16le'))).toBe(false)
      }
    }
    expect(await place.restore(sealed, { words: 'ein anderer Satz' })).toMatchObject({
      ok: false,
      error: { kind: 'backup-passphrase-wrong' },
    })
    expect(await place.restore(sealed, { words: passphrase })).toMatchObject({ ok: true, value: { secrets } })
  })

  it('replaces no file of the person', async () => {
    using place = await new Place().fill()
    const path = await place.backup()
    const before = readFileSync(path)
    const order = { kind: 'full', mark: '', workstation: '', sealed: null } as const
    expect(await place.backups().write(path, order)).toMatchObject({ ok: false, error: { kind: 'backup-exists' } })
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('is not made of a damaged database, and leaves nothing behind', async () => {
    using place = await new Place().fill()
    const path = join(place.profileDir, 'ledger.db')
    const bytes = readFileSync(path)
    writeFileSync(path, bytes.fill(0x5a, 8_192, 12_288))
    const order = { mark: '', workstation: '' }
    expect(await place.backups().writeDaily(order)).toMatchObject({ ok: false, error: { kind: 'database-unreadable' } })
    expect(readdirSync(join(place.profileDir, 'backups'))).toEqual([])
  })
})

describe('a daily backup', () => {
  it('lies in the profile folder, is listed newest first, and can be restored', async () => {
    using place = await new Place().fill()
    const first = await place.backups().writeDaily({ mark: 'a', workstation: 'KASSE-1' })
    place.nowMs += 86_400_000
    place.change()
    const second = await place.backups().writeDaily({ mark: 'b', workstation: 'KASSE-1' })
    if (!first.ok || !second.ok) throw new Error('no backup')
    expect(place.backups().kept()).toEqual([second.value, first.value])
    expect(await place.backups().markOf(first.value)).toBe('a')
    expect((await place.restore(first.value.path)).ok).toBe(true)
    const store = rowsOf(join(place.profileDir, 'belegbote.db'))
    expect(store['run']).toHaveLength(1)
    expect(String(store['workstation']?.[0])).toContain('MITTE')
    // The numbers of the runs that are lost are used up: the state is no unknown old copy.
    expect(store['sqlite_sequence']).toContain('["run",2]')
    // Prepared files of later runs stay where they are.
    expect(existsSync(join(place.profileDir, 'spool', 'r2', 'Buchungen Süd.csv'))).toBe(true)
  })
})

describe('a changed backup', () => {
  it('is refused whichever bit of it was flipped', async () => {
    using place = await new Place().fill()
    const path = await place.backup('daily', { a: canary })
    const bytes = readFileSync(path)
    const before = await stateOf(place.profileDir)
    const steps = 60
    for (let step = 0; step <= steps; step += 1) {
      const at = Math.min(bytes.length - 1, Math.floor((bytes.length * step) / steps))
      const flipped = Buffer.from(bytes)
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (step % 8))
      writeFileSync(path, flipped)
      expect([at, await inspect(path)]).toMatchObject([at, { ok: false, error: { kind: 'backup-damaged' } }])
    }
    for (const length of [0, 10, 64, 65, bytes.length / 2, bytes.length - 1]) {
      writeFileSync(path, bytes.subarray(0, length))
      expect((await place.restore(path)).ok).toBe(false)
    }
    expect(await inspect(join(place.root, 'nowhere.zip'))).toMatchObject({ error: { kind: 'backup-unreadable' } })
    expect(await stateOf(place.profileDir)).toBe(before)
    writeFileSync(path, bytes)
    expect(await inspect(path)).toMatchObject({ ok: true, value: { kind: 'daily', hasSecrets: true } })
  })

  it('is refused when a newer program wrote it', async () => {
    using place = await new Place().fill()
    const db = new Database(join(place.profileDir, 'belegbote.db'))
    db.pragma('user_version = 99990')
    db.close()
    const path = await place.backup()
    const into = join(place.root, 'other')
    expect(await place.restore(path, { into })).toMatchObject({ ok: false, error: { kind: 'backup-newer' } })
    expect(existsSync(join(into, 'belegbote.db'))).toBe(false)
    expect(existsSync(join(into, 'restore'))).toBe(false)
  })
})

describe('restoring', () => {
  it('leaves the old or the new state wherever it is cut off', async () => {
    using place = await new Place().fill()
    const path = await place.backup()
    place.change()
    // A log of the old database that must not be taken for the new one's.
    writeFileSync(join(place.profileDir, 'ledger.db-wal'), '')
    const old = await stateOf(place.copy())
    const cuts: string[] = []
    expect((await place.restore(path, { onMove: () => cuts.push(place.copy()) })).ok).toBe(true)
    const fresh = await stateOf(place.profileDir)
    expect(fresh).not.toBe(old)
    expect(cuts.length).toBeGreaterThan(10)
    for (const cut of cuts) expect(await stateOf(cut)).toBe(fresh)
    const staged = place.copy()
    place.change()
    expect(await stateOf(staged)).toBe(fresh)
  })

  it('forgets what was made ready and not decided', async () => {
    using place = await new Place().fill()
    const before = await stateOf(place.profileDir)
    const half = join(place.profileDir, 'restore', 'new')
    mkdirSync(half, { recursive: true })
    writeFileSync(join(half, 'belegbote.db'), 'half')
    writeFileSync(join(place.profileDir, 'restore', 'commit.json.part'), '{')
    expect(await stateOf(place.profileDir)).toBe(before)
    expect(existsSync(join(place.profileDir, 'restore'))).toBe(false)
  })

  it('keeps what it replaced, which can be laid back', async () => {
    using place = await new Place().fill()
    const path = await place.backup()
    place.change()
    const before = rowsOf(join(place.profileDir, 'belegbote.db'))
    const restored = await place.restore(path)
    if (!restored.ok) throw new Error(restored.error.kind)
    expect(rowsOf(join(restored.value.aside, 'belegbote.db'))).toEqual(before)
    expect(existsSync(join(restored.value.aside, 'spool', 'r1', 'Buchungen Süd.csv'))).toBe(true)
  })

  it('waits until nobody else works in the folder', async () => {
    using place = await new Place().fill()
    const path = await place.backup()
    const before = await stateOf(place.profileDir)
    const [first, second] = [await openFolder(place.profileDir), await openFolder(place.profileDir)]
    if (!first.ok || !second.ok) throw new Error('the folder does not open')
    first.value.leave()
    expect(await place.restore(path)).toMatchObject({ ok: false, error: { kind: 'restore-in-use' } })
    second.value.leave()
    expect(await stateOf(place.profileDir)).toBe(before)
    const alone = enterFolder(place.profileDir, 'alone')
    expect(await openFolder(place.profileDir)).toMatchObject({ ok: false, error: { kind: 'restore-in-use' } })
    alone?.leave()
    expect((await place.restore(path)).ok).toBe(true)
  })

  it('needs nothing of what is there', async () => {
    using place = await new Place().fill()
    const path = await place.backup('daily')
    const good = await place.restore(path, { into: join(place.root, 'other') })
    expect(good.ok).toBe(true)
    for (const name of databases) {
      writeFileSync(join(place.profileDir, name), 'no database')
      rmSync(join(place.profileDir, `${name}-wal`), { force: true })
    }
    expect((await place.restore(path)).ok).toBe(true)
    expect(rowsOf(join(place.profileDir, 'ledger.db'))).toEqual(rowsOf(join(place.root, 'other', 'ledger.db')))
  })
})
