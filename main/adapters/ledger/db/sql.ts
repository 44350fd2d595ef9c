import type BetterSqlite from 'better-sqlite3'

/** What may stand behind a `?` and come back: text, whole numbers, nothing. */
export type SqlValue = string | number | null
/** One row as its columns, in the order of the SELECT; cheaper than an object where there are many. */
export type RawRow = readonly SqlValue[]

/** Reading. `Row` is the caller's word for what its SQL selects; the tables are STRICT, so the migration decides the types. */
export interface ReadDb {
  get<Row>(sql: string, ...values: readonly SqlValue[]): Row | undefined
  all<Row>(sql: string, ...values: readonly SqlValue[]): Row[]
  rows(sql: string, ...values: readonly SqlValue[]): RawRow[]
  /** One unchanging state of the books until `end` is called; reads in between may wait for each other. */
  begin(): void
  end(): void
  close(): void
}

/** Writing. A function that takes a `WriteDb` says with it that it changes something. */
export interface WriteDb extends Omit<ReadDb, 'begin' | 'end'> {
  /** @returns how many rows it changed */
  run(sql: string, ...values: readonly SqlValue[]): number
  /** Several statements without values. */
  exec(sql: string): void
  /** All or nothing, durable when it returns; takes the write lock at once. Nothing asynchronous inside. */
  transaction<T>(work: () => T): T
  /** The same for tables that live only in this connection: takes no lock on the books. */
  scratch<T>(work: () => T): T
}

/** Compiles each statement once per text. */
function statementsOf(connection: BetterSqlite.Database) {
  const known = new Map<string, BetterSqlite.Statement<SqlValue[]>>()
  return (sql: string, raw = false) => {
    const key = raw ? `raw ${sql}` : sql
    let statement = known.get(key)
    if (!statement) {
      statement = connection.prepare<SqlValue[]>(sql)
      if (raw) statement.raw()
      known.set(key, statement)
    }
    return statement
  }
}

function readingOf(connection: BetterSqlite.Database, statements: ReturnType<typeof statementsOf>) {
  return {
    // safe: see ReadDb, the caller's SQL and the STRICT tables decide the types
    get: <Row>(sql: string, ...values: readonly SqlValue[]) => statements(sql).get(...values) as Row | undefined,
    all: <Row>(sql: string, ...values: readonly SqlValue[]) => statements(sql).all(...values) as Row[],
    rows: (sql: string, ...values: readonly SqlValue[]) => statements(sql, true).all(...values) as RawRow[],
    close: () => {
      connection.close()
    },
  }
}

export function toReadDb(connection: BetterSqlite.Database): ReadDb {
  return {
    ...readingOf(connection, statementsOf(connection)),
    begin: () => connection.exec('BEGIN'),
    end: () => {
      if (connection.open && connection.inTransaction) connection.exec('COMMIT')
    },
  }
}

export function toWriteDb(connection: BetterSqlite.Database): WriteDb {
  const statements = statementsOf(connection)
  return {
    ...readingOf(connection, statements),
    run: (sql, ...values) => statements(sql).run(...values).changes,
    exec: (sql) => {
      connection.exec(sql)
    },
    transaction: (work) => connection.transaction(work).immediate(),
    scratch: (work) => connection.transaction(work).deferred(),
  }
}
