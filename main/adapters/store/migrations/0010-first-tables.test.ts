import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../database'
import { firstTables } from './0010-first-tables'

let db: Database.Database
const sha = 'a'.repeat(64)
const run = (id: string, extra = "'schedule', 100, 'planned'") =>
  `INSERT INTO run (id, profile_id, origin, due_ms, state, started_ms) VALUES ('${id}', 'p', ${extra}, 1)`
const file = (no: number, size = 10) =>
  `INSERT INTO run_file VALUES ('r', ${no}, 'postings', 'M1', 'f${no}.csv', 1, ${size}, '${sha}', 'spooled', NULL)`
const stamp = (sourceId: string, runId = 'r') =>
  `INSERT INTO run_document VALUES ('${runId}', 'p', 'document', 'M1', '${sourceId}', 1, 'RE-1', 'RE', '2026-05-04', NULL, NULL)`
const receipt = (no: number) =>
  `INSERT INTO receipt (run_id, file_no, at_ms, remote_path, size_bytes, sha256, verification, server_answer)
   VALUES ('r', ${no}, 1, 'in/f${no}.csv', 10, '${sha}', 'size', 'renamed')`
const state = (to: string, extra = '') => `UPDATE run SET state = '${to}' ${extra} WHERE id = 'r'`

/** All statements in one transaction, as the program writes them. */
const write = (...statements: string[]) => db.transaction(() => statements.forEach((sql) => void db.exec(sql)))()

beforeEach(() => {
  db = new Database(':memory:')
  db.pragma('foreign_keys = ON')
  migrate(db, [firstTables])
  write(run('r'))
})

describe('from an empty database', () => {
  it('come the tables of the first version', () => {
    expect(db.pragma('user_version', { simple: true })).toBe(10)
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all()
    expect(tables).toEqual([
      ...['chain', 'change_decision', 'journal', 'mandant_setting', 'profile', 'receipt', 'run', 'run_document'],
      ...['run_file', 'run_partner', 'run_sum', 'sqlite_sequence', 'workstation'],
    ])
  })
})

describe('what can be written', () => {
  it('is a run from plan to delivery', () => {
    write(file(1), stamp('b1'), "INSERT INTO run_sum VALUES ('r', 'M1', 'EUR', 100, 100)", state('prepared'))
    write(state('sending'), "UPDATE run_file SET state = 'uploaded', remote_path = 'in/f1.csv'", state('publishing'))
    write(receipt(1), "UPDATE run_file SET state = 'published'", state('delivered', ', finished_ms = 2'))
    expect(db.prepare('SELECT state FROM run').pluck().get()).toBe('delivered')
  })

  it('is a document again once its run was released', () => {
    write(file(1), stamp('b1'), state('prepared'), run('r2', "'manual', 100, 'planned'"))
    expect(() => write(stamp('b1', 'r2'))).toThrow(/UNIQUE/)
    write('UPDATE run_document SET released_ms = 5', stamp('b1', 'r2'))
    expect(db.prepare('SELECT count(*) FROM run_document').pluck().get()).toBe(2)
  })

  it('is a manual run at the moment of another', () => {
    write(run('r2', "'manual', 100, 'planned'"), run('r3', "'manual', 100, 'planned'"))
    expect(db.prepare('SELECT count(*) FROM run').pluck().get()).toBe(3)
  })
})

describe('what cannot be written', () => {
  const wrong: Readonly<Record<string, readonly string[]>> = {
    'a second workstation': ["INSERT INTO workstation VALUES (2, 'a', 'b', NULL, 1)"],
    'a workstation without a name': ["INSERT INTO workstation VALUES (1, '', 'b', NULL, 1)"],
    'text where a number belongs': ["INSERT INTO workstation VALUES (1, 'a', 'b', NULL, 'now')"],
    'half a maintenance window': ["INSERT INTO chain VALUES (1, '22:00', NULL, 0)"],
    'a window at no time of day': ["INSERT INTO chain VALUES (1, '22:00', '29:00', 0)"],
    'a profile under another id': [`INSERT INTO profile VALUES ('p', '{"id":"q"}', 1, 1, 1, NULL)`],
    'a profile that is no JSON': ["INSERT INTO profile VALUES ('p', '{', 1, 1, 1, NULL)"],
    'an unknown state': [state('done')],
    'a slot of the schedule twice': [run('r2')],
    'a run that begins in the middle': [run('r2', "'manual', 1, 'sending'")],
    'a parked run without a reason': [state('parked')],
    'a prepared run without files': [state('prepared')],
    'an empty run with documents': [state('empty', ', documents = 1, finished_ms = 2')],
    'an end without a time': [state('empty')],
    'a pause of a run that is at its end': [state('empty', ', finished_ms = 2, retry_at_ms = 3')],
    'a release without a reason': ['UPDATE run SET released_ms = 1', state('planned')],
    'a blank reason': ["UPDATE run SET released_ms = 1, release_reason = '  '"],
    'a delivery of a file that is not published': [file(1), receipt(1), state('delivered', ', finished_ms = 2')],
    'a delivery without receipts': [
      file(1),
      "UPDATE run_file SET state = 'published', remote_path = 'x'",
      state('delivered', ', finished_ms = 2'),
    ],
    'an uploaded file without a place': [file(1), "UPDATE run_file SET state = 'uploaded'"],
    'a file of no run': [file(1).replace("'r'", "'x'")],
    'other bytes under the same file': [file(1), 'UPDATE run_file SET size_bytes = 11'],
    'another hash': [file(1), `UPDATE run_file SET sha256 = '${'b'.repeat(64)}'`],
    'a hash that is none': [file(1).replace(sha, 'A'.repeat(64))],
    'the removal of a file': [file(1), 'DELETE FROM run_file'],
    'the same document twice': [stamp('b1'), stamp('b1')],
    'a document of a run of another profile': [stamp('b1').replace("'p'", "'q'")],
    'a document in a file that is not there': [stamp('b1').replace("'2026-05-04', NULL", "'2026-05-04', 3")],
    'a changed stamp': [stamp('b1'), "UPDATE run_document SET source_id = 'b2'"],
    'a removed stamp': [stamp('b1'), 'DELETE FROM run_document'],
    'a stamp released twice': [
      stamp('b1'),
      'UPDATE run_document SET released_ms = 1',
      'UPDATE run_document SET released_ms = NULL',
    ],
    'a removed run': ['DELETE FROM run'],
    'a run of another profile': ["UPDATE run SET profile_id = 'q'"],
    'a negative sum': ["INSERT INTO run_sum VALUES ('r', 'M1', 'EUR', -1, 0)"],
    'a sum with a fraction': ["INSERT INTO run_sum VALUES ('r', 'M1', 'EUR', 1.5, 0)"],
    'a changed receipt': [file(1), receipt(1), "UPDATE receipt SET verification = 'content'"],
    'a removed receipt': [file(1), receipt(1), 'DELETE FROM receipt'],
    'an unknown verification': [file(1), receipt(1).replace("'size', 'renamed'", "'none', 'renamed'")],
    'a changed journal': [
      "INSERT INTO journal VALUES (1, 1, 'x', NULL, NULL, 'a', '{}')",
      "UPDATE journal SET event = 'y'",
    ],
    'a shortened journal': ["INSERT INTO journal VALUES (1, 1, 'x', NULL, NULL, 'a', '{}')", 'DELETE FROM journal'],
    'a decision between a version and itself': [
      "INSERT INTO change_decision VALUES ('p', 'M1', 'b', 1, 1, 'do-not-send', 1)",
    ],
  }
  it.each(Object.keys(wrong))('is %s', (name) => {
    const before = db.serialize()
    expect(() => write(...wrong[name]!)).toThrow(
      /constraint|CHECK|UNIQUE|FOREIGN|cannot store|append-only|never|keeps|begins|once|only|prepared|published/,
    )
    expect(db.serialize().equals(before)).toBe(true)
  })
})
