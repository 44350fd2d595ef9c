import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate } from '../database'
import { migrations } from '.'
import { formats } from './0070-formats'

const sha256 = 'a'.repeat(64)

it('keeps the files of earlier runs and their guards, and takes pictures', () => {
  const db = new Database(':memory:')
  db.pragma('foreign_keys = ON')
  const earlier = migrations.filter(({ no }) => no < formats.no)
  migrate(db, earlier)
  db.exec(`INSERT INTO run (id, profile_id, origin, due_ms, state, started_ms) VALUES ('r', 'p', 'manual', 1, 'planned', 1);
    INSERT INTO run_file VALUES ('r', 1, 'postings', 'M1', 'a.csv', 1, 10, '${sha256}', 'spooled', NULL);
    INSERT INTO run_document (run_id, profile_id, occasion, mandant, source_id, version, document_no, document_type,
      document_date, file_no) VALUES ('r', 'p', 'document', 'M1', 'b1', 1, 'RE-1', 'RE', '2026-05-04', 1)`)
  migrate(db, [...earlier, formats])
  db.exec(`INSERT INTO run_file VALUES ('r', 2, 'attachments', 'M1', 'a.zip', 0, 10, '${sha256}', 'spooled', NULL)`)
  expect(db.prepare('SELECT no, kind FROM run_file ORDER BY no').raw().all()).toEqual([
    [1, 'postings'],
    [2, 'attachments'],
  ])
  expect(() => db.exec('DELETE FROM run_file')).toThrow('a prepared file is never deleted')
  expect(() => db.exec('UPDATE run_file SET rows = 2')).toThrow('the bytes sent are the bytes prepared')
  const astray = `INSERT INTO run_document (run_id, profile_id, occasion, mandant, source_id, version, document_no,
    document_type, document_date, file_no) VALUES ('r', 'p', 'document', 'M1', 'b2', 1, 'RE-2', 'RE', '2026-05-04', 9)`
  expect(() => db.exec(astray)).toThrow('FOREIGN KEY')
})
