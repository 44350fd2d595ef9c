import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate } from '../database'
import { migrations } from '.'
import { restore } from './0090-restore'

it('keeps runs, and lets one be delivered without a receipt only when a person says so', () => {
  const db = new Database(':memory:')
  const upTo = (last: number) => migrations.filter(({ no }) => no <= last)
  migrate(db, upTo(80))
  db.exec(`INSERT INTO run (id, profile_id, origin, due_ms, state, started_ms) VALUES ('r', 'p', 'manual', 1, 'planned', 1);
    INSERT INTO run_file (run_id, no, kind, mandant, name, rows, size_bytes, sha256, state)
      VALUES ('r', 1, 'postings', 'M', 'a.csv', 1, 1, '${'a'.repeat(64)}', 'spooled');
    UPDATE run SET state = 'parked', error_kind = 'x', error_detail = '' WHERE id = 'r'`)
  migrate(db, upTo(restore.no))
  const deliver = "UPDATE run SET state = 'delivered', error_kind = NULL, error_detail = NULL, finished_ms = 1"
  expect(() => db.exec(deliver)).toThrow('not every file is published')
  expect(() => db.exec(`${deliver}, arrived_reason = ' '`)).toThrow(/CHECK/)
  db.exec(`${deliver}, arrived_reason = 'seen'`)
  expect(db.prepare('SELECT no, state, arrived_reason FROM run').all()).toEqual([
    { no: 1, state: 'delivered', arrived_reason: 'seen' },
  ])
  db.exec("INSERT INTO restore (backup_ms, restored_ms, day) VALUES (1, 2, '2026-11-25')")
  expect(() => db.exec('DELETE FROM restore')).toThrow('never forgotten')
  expect(() => db.exec('UPDATE restore SET day = 0')).toThrow('never forgotten')
})
