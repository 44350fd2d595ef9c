import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { migrate } from '../database'
import { migrations } from '.'
import { smtp } from './0030-smtp'

describe('from the version before', () => {
  const db = new Database(':memory:')
  migrate(
    db,
    migrations.filter(({ no }) => no < smtp.no),
  )
  db.exec("INSERT INTO journal (at_ms, event, actor, data) VALUES (1, 'x', 'a', '{}')")
  migrate(
    db,
    migrations.filter(({ no }) => no <= smtp.no),
  )

  it('comes a place for the mail server, and everything else stays', () => {
    expect(db.pragma('user_version', { simple: true })).toBe(30)
    expect(db.prepare('SELECT count(*) FROM smtp').pluck().get()).toBe(0)
    expect(db.prepare('SELECT count(*) FROM journal').pluck().get()).toBe(1)
  })

  it('takes one row that is an object', () => {
    const insert = (id: number, settings: string) => () =>
      db.prepare('INSERT INTO smtp VALUES (?, ?)').run(id, settings)
    expect(insert(2, '{}')).toThrow(/CHECK/)
    expect(insert(1, '[]')).toThrow(/CHECK/)
    expect(insert(1, '{')).toThrow(/CHECK/)
    insert(1, '{}')()
    expect(insert(1, '{}')).toThrow(/UNIQUE/)
  })
})
