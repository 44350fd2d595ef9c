import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../database'
import { migrations } from '.'
import { inbox } from './0080-inbox'

let db: Database.Database
const hash = (digit: string) => digit.repeat(64)
const add = (sha256: string) =>
  db.exec(`INSERT INTO inbox_invoice (received_ms, file_name, sha256, attachment, content, mandant)
    VALUES (1, 'r.xml', '${sha256}', 'a.xml', '{}', NULL)`)

beforeEach(() => {
  db = new Database(':memory:')
  migrate(
    db,
    migrations.filter(({ no }) => no <= inbox.no),
  )
  add(hash('a'))
})

describe('what arrived', () => {
  it('arrives once, and stays as it came', () => {
    expect(() => add(hash('a'))).toThrow(/UNIQUE/)
    expect(() => add('kurz')).toThrow(/CHECK/)
    expect(() => db.exec("UPDATE inbox_invoice SET content = '[]'")).toThrow('as it came')
    expect(() => db.exec('DELETE FROM inbox_invoice')).toThrow('never deleted')
  })

  it.each([
    "state = 'booked'",
    "state = 'booked', decided_ms = 1, decided_by = 'x'",
    "state = 'declined', decided_ms = 1, decided_by = 'x'",
    "state = 'declined', decline_reason = 'y'",
    "assignment = '{}'",
    'decided_ms = 1',
    "state = 'lost', decided_ms = 1, decided_by = 'x'",
  ])('is never half decided: %s', (set) => {
    expect(() => db.exec(`UPDATE inbox_invoice SET ${set}`)).toThrow(/CHECK/)
  })

  it('stays booked', () => {
    db.exec("UPDATE inbox_invoice SET state = 'booked', assignment = '{}', decided_ms = 1, decided_by = 'x'")
    expect(() =>
      db.exec("UPDATE inbox_invoice SET state = 'waiting', assignment = NULL, decided_ms = NULL, decided_by = NULL"),
    ).toThrow('stays booked')
  })

  it('has a number that no later one gets', () => {
    add(hash('b'))
    expect(db.prepare('SELECT no FROM inbox_invoice ORDER BY no').pluck().all()).toEqual([1, 2])
  })
})

it('holds a rule once per Mandant, creditor and rate, also the one for all of them', () => {
  const rule = (creditor: string, rate: number) =>
    db.exec(
      `INSERT INTO booking_rule (mandant, creditor, tax_rate, account) VALUES ('M1', '${creditor}', ${rate}, '3400')`,
    )
  rule('', -1)
  rule('70001', 1900)
  rule('70001', -1)
  expect(() => rule('', -1)).toThrow(/UNIQUE/)
  expect(() => rule('70001', 1900)).toThrow(/UNIQUE/)
  expect(() => rule('70002', 10_001)).toThrow(/CHECK/)
})
