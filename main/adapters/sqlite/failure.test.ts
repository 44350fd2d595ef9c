import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { StoreRefused } from '../../core/store-ports'
import { refusable, toStoreError } from './failure'

const sqlite = (code: string) => new Database.SqliteError('words', code)

describe('what SQLite says', () => {
  it.each([
    ['SQLITE_FULL', 'profile-folder-unusable'],
    ['SQLITE_READONLY', 'profile-folder-unusable'],
    ['SQLITE_IOERR_WRITE', 'profile-folder-unusable'],
    ['SQLITE_IOERR_SHMSIZE', 'profile-folder-unusable'], // a full disk, at the opening
    ['SQLITE_IOERR_READ', 'database-unreadable'],
    ['SQLITE_IOERR_SHORT_READ', 'database-unreadable'],
    ['SQLITE_CORRUPT', 'database-unreadable'],
    ['SQLITE_BUSY', 'database-busy'],
  ])('%s is %s', (code, kind) => {
    expect(toStoreError(sqlite(code), '/x.db')).toMatchObject({ kind, path: '/x.db' })
  })

  it('is told once, also when it has been put into our words before', () => {
    const error = { kind: 'database-busy', path: '/y.db', detail: '' } as const
    expect(toStoreError(new StoreRefused(error), '/x.db')).toBe(error)
  })
})

describe('work on an open database', () => {
  const connection = new Database(':memory:')
  const doing = (code: string) => () =>
    refusable(connection, () => {
      throw sqlite(code)
    })

  it.each(['SQLITE_FULL', 'SQLITE_BUSY', 'SQLITE_IOERR_FSYNC'])('is refused: %s', (code) => {
    expect(doing(code)).toThrow(StoreRefused)
  })

  it.each(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CORRUPT'])('has a bug or damage, which is thrown on: %s', (code) => {
    expect(doing(code)).toThrow(Database.SqliteError)
  })
})
