import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../database'
import { migrations } from '.'
import { users } from './0050-users'

let dir = ''
let db: Database.Database
const account = (id: string, group = 'administrators', enabled = 1, hash = '$scrypt$ln=4,r=8,p=1$c2FsdA$aGFzaA') =>
  `INSERT INTO user_account (id, name, name_key, user_group, enabled, password_hash, created_ms)
   VALUES ('${id}', '${id}', '${id}', '${group}', ${enabled}, '${hash}', 1)`
const run = (sql: string) => void db.exec(sql)
const earlier = migrations.filter(({ no }) => no < users.no)

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'belegbote-users-'))
  db = new Database(join(dir, 'belegbote.db'))
  db.pragma('foreign_keys = ON')
  migrate(db, earlier)
  run("INSERT INTO journal (at_ms, event, actor, data) VALUES (1, 'chain.changed', 'window', '{}')")
  migrate(db, [...earlier, users])
})

afterEach(() => {
  db.close()
  rmSync(dir, { recursive: true })
})

describe('a database without accounts', () => {
  it('gets them, nobody in them, and keeps what it had', () => {
    expect(db.pragma('user_version', { simple: true })).toBe(50)
    expect(db.prepare('SELECT count(*) FROM user_account').pluck().get()).toBe(0)
    expect(db.prepare('SELECT lock_after_minutes FROM access').pluck().get()).toBe(15)
    expect(db.prepare('SELECT count(*) FROM journal').pluck().get()).toBe(1)
  })
})

describe('the database itself', () => {
  it.each([
    ['deleted', "DELETE FROM user_account WHERE id = 'a'"],
    ['all deleted', 'DELETE FROM user_account'],
    ['disabled', "UPDATE user_account SET enabled = 0 WHERE id = 'a'"],
    ['demoted', "UPDATE user_account SET user_group = 'users' WHERE id = 'a'"],
  ])('keeps the last enabled administrator: %s', (_how, sql) => {
    run(account('a'))
    run(account('b', 'administrators', 0))
    run(account('c', 'users'))
    expect(() => run(sql)).toThrow(/last administrator/)
    run("UPDATE user_account SET enabled = 1 WHERE id = 'b'")
    if (!sql.endsWith('user_account')) run(sql)
  })

  it.each([
    ['a name twice', `${account('a')}; ${account('a').replace("('a'", "('z'")}`],
    ['a password that is no hash', account('a', 'users', 1, 'geheim')],
    ['another group', account('a', 'guests')],
    ['a pause without a failure', `${account('a')}; UPDATE user_account SET locked_from_ms = 5`],
    ['another identity', `${account('a')}; UPDATE user_account SET id = 'b'`],
    ['a screen lock after no time', 'UPDATE access SET lock_after_minutes = 0'],
    ['two rows of settings', 'INSERT INTO access VALUES (2, 15, 0)'],
  ])('refuses %s', (_what, sql) => {
    expect(() => run(sql)).toThrow()
  })
})
