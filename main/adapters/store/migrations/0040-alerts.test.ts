import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import { createDb } from '../sql'
import { firstTables } from './0010-first-tables'
import { schedule } from './0020-schedule'
import { smtp } from './0030-smtp'
import { alertTables } from './0040-alerts'

let connection: Database.Database
const write = (...statements: readonly string[]) =>
  createDb(connection).transaction(() => {
    for (const statement of statements) connection.exec(statement)
  })
const incident = (id: number, rest = `'run', 'r'`, ended = 'NULL, NULL') =>
  `INSERT INTO incident (id, profile_id, cause, run_id, code, params, needs_person, since_ms, opened_ms, success_no, ended_ms, outcome)
   VALUES (${id}, 'p', ${rest}, 'timeout', '{}', 0, 1, 1, 0, ${ended})`
const alert = (key: string, rest = `'mail', 'failed', 1, 'a@b.de'`) =>
  `INSERT INTO alert (key, channel, what, incident_id, address, profile_id, profile_name, params, needs_person, since_ms, created_ms)
   VALUES ('${key}', ${rest}, 'p', 'P', '{}', 0, 1, 1)`

beforeEach(() => {
  connection = new Database(':memory:')
  connection.pragma('foreign_keys = ON')
  for (const { sql } of [firstTables, schedule, smtp]) connection.exec(sql)
  connection.exec(
    "INSERT INTO run (id, profile_id, origin, due_ms, state, started_ms) VALUES ('r', 'p', 'manual', 1, 'planned', 1)",
  )
  connection.exec(alertTables.sql)
})

describe('from the version before', () => {
  it('stays what was there, and nothing is wrong yet', () => {
    const count = (table: string) => connection.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
    expect([count('run'), count('incident'), count('alert'), count('mail_trouble')]).toEqual([1, 0, 0, 0])
  })
})

describe('what can be written', () => {
  it('is one open incident after another', () => {
    write(incident(1), "UPDATE incident SET ended_ms = 5, outcome = 'recovered'", incident(2, `'overdue', NULL`))
    expect(connection.prepare('SELECT count(*) FROM incident').pluck().get()).toBe(2)
  })

  it('is an alert through each channel, and what becomes of it', () => {
    write(
      incident(1),
      alert('a'),
      alert('b', `'desktop', 'failed', 1, NULL`),
      alert('c', `'desktop', 'delivered', NULL, NULL`),
      "UPDATE alert SET state = 'sent', sent_ms = 2 WHERE key = 'a'",
      "UPDATE alert SET state = 'withdrawn' WHERE key = 'b'",
    )
    expect(connection.prepare('SELECT count(*) FROM alert').pluck().get()).toBe(3)
  })
})

describe('what cannot be written', () => {
  it.each<[string, readonly string[]]>([
    ['two open incidents of a profile', [incident(1), incident(2)]],
    ['an end without an outcome', [incident(1, `'run', 'r'`, '5, NULL')]],
    ['an incident of no cause', [incident(1, `'bad luck', NULL`)]],
    ['a failed run without the run', [incident(1, `'run', NULL`)]],
    ['a run that does not exist', [incident(1, `'run', 'x'`)]],
    ['the same alert twice', [incident(1), alert('a'), alert('a')]],
    ['a mail to nobody', [incident(1), alert('a', `'mail', 'failed', 1, NULL`)]],
    ['a failure of no incident', [alert('a', `'mail', 'failed', NULL, 'a@b.de'`)]],
    ['an alert that was sent at no time', [incident(1), alert('a'), "UPDATE alert SET state = 'sent'"]],
    ['an alert that becomes another', [incident(1), alert('a'), "UPDATE alert SET key = 'b'"]],
    ['a digest without a message', [incident(1), alert('a'), 'UPDATE alert SET digest = 1']],
    ['two troubles with the mail server', ["INSERT INTO mail_trouble VALUES (2, 'smtp-timeout', 'x', 1, 1, 1)"]],
  ])('is %s', (_name, statements) => {
    expect(() => write(...statements)).toThrow(/constraint|CHECK|UNIQUE|FOREIGN|identity/)
  })
})
