import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate as climb, type Migration } from './migrate'

const first: Migration = { no: 10, sql: "CREATE TABLE a (x TEXT) STRICT; INSERT INTO a VALUES ('kept');" }
const second: Migration = { no: 20, sql: 'ALTER TABLE a ADD COLUMN y INTEGER NOT NULL DEFAULT 7;' }
const broken: Migration = { no: 30, sql: 'ALTER TABLE a ADD COLUMN z INTEGER; CREATE TABLE oh (no;' }

let dir = ''
let db: Database.Database
const migrate = (connection: Database.Database, steps: readonly Migration[]) =>
  climb(connection, steps, { applicationId: 0x42454c42, busyTimeoutMs: 0 })
const open = () => new Database(join(dir, 'belegbote.db'))
const version = () => db.pragma('user_version', { simple: true })

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'belegbote-migrate-'))
  db = open()
})
afterEach(() => {
  db.close()
  rmSync(dir, { recursive: true })
})

describe('migrating', () => {
  it('keeps a copy of the old database and takes only the missing steps', () => {
    migrate(db, [first])
    expect(readdirSync(dir)).toEqual(['belegbote.db'])
    migrate(db, [first, second])
    expect(version()).toBe(20)
    expect(db.prepare('SELECT * FROM a').all()).toEqual([{ x: 'kept', y: 7 }])
    const copy = join(dir, 'belegbote.db.v10.bak')
    expect(statSync(copy).mode & 0o777).toBe(0o600)
    const old = new Database(copy, { readonly: true })
    expect(old.pragma('user_version', { simple: true })).toBe(10)
    expect(old.prepare('SELECT * FROM a').all()).toEqual([{ x: 'kept' }])
    old.close()
  })

  it('does nothing to a database that is new enough', () => {
    migrate(db, [first, second])
    migrate(db, [first, second])
    expect(db.prepare('SELECT count(*) FROM a').pluck().get()).toBe(1)
    expect(existsSync(join(dir, 'belegbote.db.v20.bak'))).toBe(false)
  })

  it('leaves the database as it was when a step fails, however often it is tried', () => {
    migrate(db, [first])
    const before = db.serialize()
    for (const _ of [1, 2]) {
      expect(() => migrate(db, [first, second, broken])).toThrow(
        expect.objectContaining({ kind: 'database-migration-failed' }),
      )
      expect(db.serialize().equals(before)).toBe(true)
    }
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
    expect(readdirSync(dir).sort()).toEqual(['belegbote.db', 'belegbote.db.v10.bak'])
  })

  it('refuses a step that leaves rows pointing to nothing', () => {
    const orphan = 'CREATE TABLE b (x INTEGER REFERENCES a (rowid)) STRICT; INSERT INTO b VALUES (99);'
    expect(() =>
      migrate(db, [{ no: 10, sql: `CREATE TABLE a (rowid INTEGER PRIMARY KEY) STRICT; ${orphan}` }]),
    ).toThrow(expect.objectContaining({ kind: 'database-migration-failed' }))
    expect(version()).toBe(0)
  })

  it('stops before a newer database', () => {
    migrate(db, [first, second])
    expect(() => migrate(db, [first])).toThrow(expect.objectContaining({ kind: 'database-newer' }))
  })
})
