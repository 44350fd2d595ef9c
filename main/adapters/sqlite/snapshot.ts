import { rmSync } from 'node:fs'
import Database from 'better-sqlite3'

/** A few milliseconds of copying, after which others have their turn. */
const pagesAtOnce = 512

/**
 * Copies databases while others write into them: all of them as they were at one moment, the first a breath older than the next.
 * @param targets are made anew
 */
export async function copyDatabases(pairs: readonly { readonly from: string; readonly to: string }[]): Promise<void> {
  const open = pairs.map(({ from, to }) => {
    rmSync(to, { force: true })
    return { connection: new Database(from, { fileMustExist: true, timeout: 10_000 }), to }
  })
  try {
    for (const { connection } of open) {
      connection.pragma('query_only = ON')
      connection.exec('BEGIN') // a reader keeps its state of the database however others write (WAL)
      connection.prepare('SELECT count(*) FROM sqlite_schema').get()
    }
    for (const { connection, to } of open) await connection.backup(to, { progress: () => pagesAtOnce })
  } finally {
    for (const { connection } of open) connection.close()
  }
}
