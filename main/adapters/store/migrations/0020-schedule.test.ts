import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../database'
import { firstTables } from './0010-first-tables'
import { schedule } from './0020-schedule'

let db: Database.Database
const insert = (id: string) => db.exec(`INSERT INTO profile VALUES ('${id}', '{"id":"${id}"}', 1, 1, 1, NULL)`)
const refuse = (values: string) => db.exec(`INSERT INTO schedule_refusal VALUES (${values})`)

beforeEach(() => {
  db = new Database(':memory:')
  db.pragma('foreign_keys = ON')
  migrate(db, [firstTables])
  insert('p')
  migrate(db, [firstTables, schedule])
})

describe('from the version before', () => {
  it('stays what was there, and come the places of the schedule', () => {
    expect(db.pragma('user_version', { simple: true })).toBe(20)
    expect(db.prepare('SELECT id FROM profile').pluck().all()).toEqual(['p'])
    expect(db.prepare('SELECT count(*) FROM schedule_pause').pluck().get()).toBe(0)
    expect(db.prepare('SELECT count(*) FROM schedule_refusal').pluck().get()).toBe(0)
  })
})

describe('what can be written', () => {
  it('is one pause, and one refusal per profile that goes with it', () => {
    db.exec('INSERT INTO schedule_pause VALUES (1, 10, 20)')
    refuse(`'p', 5, 'mandant-unknown', '{"mandant":"M1"}', 6`)
    db.exec("DELETE FROM profile WHERE id = 'p'")
    expect(db.prepare('SELECT count(*) FROM schedule_refusal').pluck().get()).toBe(0)
  })
})

describe('what cannot be written', () => {
  it.each([
    ['a second pause', 'INSERT INTO schedule_pause VALUES (2, 10, 20)'],
    ['a pause that ends before it begins', 'INSERT INTO schedule_pause VALUES (1, 20, 20)'],
    ['a refusal of no profile', "INSERT INTO schedule_refusal VALUES ('q', 5, 'x', '{}', 6)"],
    ['a refusal without a reason', "INSERT INTO schedule_refusal VALUES ('p', 5, '', '{}', 6)"],
    ['a refusal with a list for its words', "INSERT INTO schedule_refusal VALUES ('p', 5, 'x', '[]', 6)"],
  ])('is %s', (_name, sql) => {
    expect(() => db.exec(sql)).toThrow(/constraint|CHECK|FOREIGN/)
  })
})
