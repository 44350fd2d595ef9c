import type { WriteDb } from '../db/sql'
import type { Faults, Refusal } from './faults'
import { fileOf, type Kind, kinds, type Reference, stagedOf, type Versioned, versionedKinds } from './kinds'

interface Found {
  readonly line: number
  readonly value: string | number | null
  /** What the sentence needs beside it. */
  readonly extra: string | number | null
}

/** One rule over all rows: its SQL answers the rows that break it. */
interface Check {
  readonly kind: Kind
  readonly column: string
  readonly sql: string
  readonly refusal: (found: Found) => Refusal
}

/**
 * The rules that need more than one row: what is named exists here or in the ledger, the currency is the Mandant's, a
 * document has postings, positions add up. Rows that are faulty in themselves are left out where the fault could follow
 * from that.
 * @param unread tables whose file could not be read as a whole: what they lack is not known
 */
export async function checkRules(
  db: WriteDb,
  unread: ReadonlySet<string>,
  faults: Faults,
  onStep: (done: number, total: number) => void,
): Promise<void> {
  takeMandantsCurrency(db)
  const checks = allChecks(unread)
  for (const [index, check] of checks.entries()) {
    for (const found of db.all<Found>(check.sql)) {
      const place = { file: fileOf(check.kind), line: found.line, column: check.column, value: found.value }
      faults.add(place, check.refusal(found))
    }
    onStep(index + 1, checks.length)
    await new Promise(setImmediate)
  }
}

/** A document and an invoice without a currency have the Mandant's. */
function takeMandantsCurrency(db: WriteDb): void {
  for (const { head } of versionedKinds) {
    db.run(`UPDATE ${stagedOf(head.table)} AS s SET currency = ${mandantsCurrency} WHERE currency IS NULL`)
  }
}

const mandantsCurrency = `coalesce(
  (SELECT currency FROM ${stagedOf('mandant')} m WHERE m.mandant = s.mandant),
  (SELECT currency FROM main.mandant m WHERE m.mandant = s.mandant))`

function allChecks(unread: ReadonlySet<string>): readonly Check[] {
  const references = kinds.flatMap((kind) =>
    kind.references.filter(({ table }) => !unread.has(table)).map((reference) => referenceCheck(kind, reference)),
  )
  const wholes = versionedKinds
    .filter(({ head, rows }) => !unread.has(head.table) && !unread.has(rows.table))
    .map(headAloneCheck)
  const sums = versionedKinds
    .filter(({ rows }) => rows.table === 'incoming_position' && !unread.has(rows.table))
    .map(sumCheck)
  return [
    ...references,
    ...(unread.has('mandant') ? [] : versionedKinds.map(({ head }) => currencyCheck(head))),
    ...kinds.filter(({ table }) => table === 'mandant').map(currencyInUseCheck),
    ...wholes,
    ...sums,
  ]
}

function exists(table: string, to: readonly string[], from: readonly string[]): string {
  const where = to.map((column, index) => `t.${column} = s.${from[index]}`).join(' AND ')
  const here = `EXISTS (SELECT 1 FROM ${stagedOf(table)} t WHERE ${where})`
  return `(${here} OR EXISTS (SELECT 1 FROM main.${table} t WHERE ${where}))`
}

function referenceCheck(kind: Kind, { column, from, table, to }: Reference): Check {
  const own = from.at(-1)
  // Of an unknown Mandant everything is unknown; that is said once.
  const guard = from.length > 1 ? `AND ${exists('mandant', ['mandant'], ['mandant'])}` : ''
  const named = kinds.find((one) => one.table === table)
  return {
    kind,
    column,
    sql: `SELECT s.line, s.${own} AS value, NULL AS extra FROM ${stagedOf(kind.table)} s
      WHERE s.${own} IS NOT NULL AND NOT ${exists(table, to, from)} ${guard} ORDER BY s.line`,
    refusal: () => ({ code: 'import-reference-missing', params: { file: named ? fileOf(named) : table } }),
  }
}

function currencyCheck(head: Kind): Check {
  return {
    kind: head,
    column: 'waehrung',
    sql: `SELECT line, currency AS value, extra
      FROM (SELECT s.line, s.currency, ${mandantsCurrency} AS extra FROM ${stagedOf(head.table)} s)
      WHERE currency <> extra ORDER BY line`,
    refusal: ({ extra }) => ({ code: 'import-currency-other', params: { currency: extra ?? '' } }),
  }
}

/** A Mandant's currency stays what its stored documents have. */
function currencyInUseCheck(mandants: Kind): Check {
  const differs = versionedKinds.map(
    ({ head }) =>
      `EXISTS (SELECT 1 FROM main.${head.table} d WHERE d.mandant = s.mandant AND d.currency <> s.currency)`,
  )
  return {
    kind: mandants,
    column: 'waehrung',
    sql: `SELECT s.line, s.currency AS value, (SELECT m.currency FROM main.mandant m WHERE m.mandant = s.mandant) AS extra
      FROM ${stagedOf(mandants.table)} s WHERE ${differs.join(' OR ')} ORDER BY s.line`,
    refusal: ({ extra }) => ({ code: 'import-currency-in-use', params: { currency: extra ?? '' } }),
  }
}

const sameKeys = (keys: readonly string[], a: string, b: string) =>
  keys.map((key) => `${a}.${key} = ${b}.${key}`).join(' AND ')

/** A head that is stored already may come without its rows when it is the same; that is seen when it is compared. */
function headAloneCheck({ head, rows, keys, nameColumn, codes }: Versioned): Check {
  return {
    kind: head,
    column: nameColumn,
    sql: `SELECT s.line, s.${keys.at(-1)} AS value, NULL AS extra FROM ${stagedOf(head.table)} s
      WHERE NOT EXISTS (SELECT 1 FROM ${stagedOf(rows.table)} t WHERE ${sameKeys(keys, 't', 's')})
        AND NOT EXISTS (SELECT 1 FROM main.${head.table} t WHERE ${sameKeys(keys, 't', 's')})
      ORDER BY s.line`,
    refusal: () => ({ code: codes.headAlone }),
  }
}

function sumCheck({ head, rows, keys }: Versioned): Check {
  return {
    kind: head,
    column: 'brutto',
    sql: `SELECT line, ${decimal('gross_cents')} AS value, ${decimal('extra')} AS extra FROM (
        SELECT s.line, s.gross_cents, sum(t.amount_cents) AS extra, max(t.faulty) AS faulty
        FROM ${stagedOf(head.table)} s JOIN ${stagedOf(rows.table)} t ON ${sameKeys(keys, 't', 's')}
        WHERE s.gross_cents IS NOT NULL GROUP BY ${keys.map((key) => `s.${key}`).join(', ')})
      WHERE faulty = 0 AND gross_cents <> extra ORDER BY line`,
    refusal: ({ extra }) => ({ code: 'import-gross-differs', params: { sum: extra ?? '' } }),
  }
}

const decimal = (column: string) => `printf('%d,%02d', ${column} / 100, ${column} % 100)`
