import { assert } from '../../core/assert'
import type { Run } from '../../core/run/run'
import type { PiledStamp, StampPile, StampPlaces } from '../../core/run/stamp-pile'
import type { WriteDb } from './sql'

/**
 * Piles of stamps in a temporary table of this connection: SQLite keeps it in a file of its own and throws that away. Many
 * stamps lie in one row, as JSON: a row for each would take five times as long.
 */
export function createStampPiles(db: WriteDb): () => StampPile {
  let made = 0
  return () => {
    if (made === 0) db.run('CREATE TEMP TABLE stamp_pile (pile INTEGER NOT NULL, stamps TEXT NOT NULL)')
    made += 1
    return new StoredPile(db, made)
  }
}

/** In the order of the places in a row. */
const columns = [
  ...['occasion', 'mandant', 'source_id', 'version', 'document_no', 'document_type', 'document_date', 'branch'],
  'payment_method',
] as const
const fileIndexPlace = columns.length

class StoredPile implements StampPile {
  count = 0
  reversals = 0
  readonly #db: WriteDb
  readonly #id: number

  constructor(db: WriteDb, id: number) {
    this.#db = db
    this.#id = id
  }

  add(stamps: readonly PiledStamp[]): void {
    if (stamps.length === 0) return
    this.#db.run('INSERT INTO stamp_pile (pile, stamps) VALUES (?, ?)', this.#id, JSON.stringify(stamps.map(toRow)))
    this.count += stamps.length
    for (const { occasion } of stamps) if (occasion === 'reversal') this.reversals += 1
  }

  all(): readonly PiledStamp[] {
    const rows = this.#db.all<{ stamps: string }>(
      'SELECT stamps FROM stamp_pile WHERE pile = ? ORDER BY rowid',
      this.#id,
    )
    return rows.flatMap(({ stamps }) => (JSON.parse(stamps) as Row[]).map(toStamp)) // safe: written above
  }

  /** Part of the caller's transaction. */
  insert(run: Run, places: StampPlaces): void {
    this.#db.run(
      `INSERT INTO run_document (run_id, profile_id, file_no, ${columns.join(', ')})
       SELECT ?, ?, ? ->> (one.value ->> ${fileIndexPlace}), ${columns.map((_, place) => `one.value ->> ${place}`).join(', ')}
       FROM stamp_pile CROSS JOIN json_each(stamp_pile.stamps) AS one WHERE pile = ?`,
      run.id,
      run.profileId,
      JSON.stringify(places),
      this.#id,
    )
  }

  drop(): void {
    this.#db.run('DELETE FROM stamp_pile WHERE pile = ?', this.#id)
  }
}

type Row = readonly [
  ...[occasion: PiledStamp['occasion'], mandant: string, sourceId: string, version: number, documentNo: string],
  ...[documentType: string, documentDate: string, branch: string | null, paymentMethod: string | null],
  fileIndex: number | null,
]

function toRow(one: PiledStamp): Row {
  const { occasion, mandant, sourceId, version, documentNo, documentType, documentDate, branch, paymentMethod } = one
  const document = [occasion, mandant, sourceId, version, documentNo, documentType, documentDate] as const
  return [...document, branch, paymentMethod, one.fileIndex]
}

function toStamp(row: Row): PiledStamp {
  const [occasion, mandant, sourceId, version, documentNo, documentType, documentDate, ...rest] = row
  const [branch, paymentMethod, fileIndex] = rest
  const document = { occasion, mandant, sourceId, version, documentNo, documentType, documentDate }
  return { ...document, branch, paymentMethod, fileIndex }
}

/** Only this folder makes piles. */
export function storedPile(pile: StampPile): StoredPile {
  assert(pile instanceof StoredPile, 'the stamps lie with the database that keeps the runs')
  return pile
}
