import type BetterSqlite from 'better-sqlite3'
import { refusable } from '../sqlite/failure'

/** What may stand behind a `?`: text, whole numbers, nothing. */
export type SqlValue = string | number | null

/**
 * Reading. `Row` is the caller's word for what its SQL selects: the tables are STRICT, so a column has the type that the
 * migration gives it.
 */
export interface ReadDb {
  /** The first row, undefined when there is none. */
  get<Row>(sql: string, ...values: readonly SqlValue[]): Row | undefined
  all<Row>(sql: string, ...values: readonly SqlValue[]): Row[]
  /** One unchanging state of the database for several reads. Nothing asynchronous inside. */
  snapshot<T>(work: (db: ReadDb) => T): T
}

/** Writing. A function that takes a `WriteDb` says with it that it changes something. */
export interface WriteDb extends ReadDb {
  /** @returns how many rows it changed */
  run(sql: string, ...values: readonly SqlValue[]): number
  /**
   * All or nothing, and durable when it returns; takes the write lock at once so that what was read inside stays true.
   * Inside another transaction it is a part of that one. Throws out what `work` throws, after rolling back. Nothing
   * asynchronous inside.
   */
  transaction<T>(work: (db: WriteDb) => T): T
}

/** Our two types over a connection; statements are compiled once per text. */
export function createDb(connection: BetterSqlite.Database): WriteDb {
  const statements = new Map<string, BetterSqlite.Statement<SqlValue[]>>()
  const prepared = (sql: string) => {
    let statement = statements.get(sql)
    if (!statement) {
      statement = connection.prepare<SqlValue[]>(sql)
      statements.set(sql, statement)
    }
    return statement
  }
  const db: WriteDb = {
    // safe: see ReadDb, the caller's SQL and the STRICT tables decide the type
    get: <Row>(sql: string, ...values: readonly SqlValue[]) => prepared(sql).get(...values) as Row | undefined,
    all: <Row>(sql: string, ...values: readonly SqlValue[]) => prepared(sql).all(...values) as Row[],
    run: (sql, ...values) => refusable(connection, () => prepared(sql).run(...values).changes),
    snapshot: (work) => connection.transaction(() => work(db)).deferred(),
    transaction: (work) => refusable(connection, () => connection.transaction(() => work(db)).immediate()),
  }
  return db
}
