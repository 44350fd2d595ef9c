import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../database'
import { migrations } from '.'
import { books } from './0060-books'

let db: Database.Database
const earlier = migrations.filter(({ no }) => no < books.no)
const stamp = (sourceId: string) =>
  db.exec(
    `INSERT INTO run_document (run_id, profile_id, occasion, mandant, source_id, version, document_no, document_type,
       document_date) VALUES ('r', 'p', 'document', 'M1', '${sourceId}', 1, 'RE-1', 'RE', '2026-05-04')`,
  )

beforeEach(() => {
  db = new Database(':memory:')
  db.pragma('foreign_keys = ON')
  migrate(db, earlier)
  db.exec(`INSERT INTO run (id, profile_id, origin, due_ms, state, started_ms) VALUES
    ('r', 'p', 'manual', 1, 'planned', 1), ('e', 'p', 'manual', 2, 'planned', 1)`)
  stamp('b1')
  stamp('b2')
  migrate(db, [...earlier, books])
})

describe('runs that were there', () => {
  it('keep their stamps and wait for their groups', () => {
    expect(db.prepare('SELECT run_id FROM run_ungrouped').pluck().all()).toEqual(['r'])
    expect(db.prepare('SELECT source_id, branch, payment_method FROM run_document').raw().all()).toEqual([
      ['b1', null, null],
      ['b2', null, null],
    ])
    expect(db.prepare('SELECT count(*) FROM handed').pluck().get()).toBe(0)
  })

  it('get them once, and keep them', () => {
    db.exec("UPDATE run_document SET branch = 'MITTE' WHERE source_id = 'b1'")
    db.exec('DELETE FROM run_ungrouped')
    expect(() => db.exec("UPDATE run_document SET branch = 'WEST'")).toThrow('a stamp is only released')
  })
})

it('refuses to count less than nothing', () => {
  const count = (documents: number) =>
    db.exec(`INSERT INTO handed VALUES ('p', 'document', 'M1', 'RE', '', '', ${documents})`)
  expect(() => count(-1)).toThrow(/CHECK/)
  count(1)
  expect(() => db.exec('UPDATE handed SET documents = documents - 2')).toThrow(/CHECK/)
})
