import type { Run, RunDocument } from '../../core/run/run'
import type { RunSearch, RunStore, SpanRuns } from '../../core/run/run-store'
import type { ReadDb, SqlValue } from './sql'

/** For the run, how many at most (-1: all), how many to leave out. */
export const documentsSql = `SELECT mandant, source_id AS sourceId, version, document_no AS documentNo,
    document_type AS documentType, document_date AS documentDate, occasion
  FROM run_document WHERE run_id = ? ORDER BY rowid LIMIT ? OFFSET ?`

/** Runs that hold a condition. */
export type FindRuns = (where: string, ...values: readonly SqlValue[]) => readonly Run[]

type History = Pick<RunStore, 'documentPage' | 'search' | 'perSpan'>

/** What the history screen asks; see `RunStore`. Every answer is a page or a sum: the rows may be many. */
export function createHistory(db: ReadDb, runs: FindRuns): History {
  const count = (sql: string, ...values: readonly SqlValue[]) => db.get<{ n: number }>(sql, ...values)?.n ?? 0
  return {
    documentPage: (runId, { offset, limit }) =>
      db.snapshot(() => ({
        total: count('SELECT count(*) AS n FROM run_document WHERE run_id = ?', runId),
        rows: db.all<RunDocument>(documentsSql, runId, limit, offset),
      })),
    search: (search, { before, limit }) =>
      db.snapshot(() => {
        const { where, values } = conditionOf(search, db)
        return {
          total: count(`SELECT count(*) AS n FROM run WHERE ${where}`, ...values),
          runs: runs(
            `${where} AND no < ? ORDER BY no DESC LIMIT ?`,
            ...values,
            before ?? Number.MAX_SAFE_INTEGER,
            limit,
          ),
        }
      }),
    perSpan: (spans, profileId) => db.all<SpanRuns>(perSpanSql, JSON.stringify(spans), profileId, profileId),
  }
}

/** The spans lead, and the index on the beginning of a run holds all that is asked. */
const perSpanSql = `SELECT span.key AS span, r.profile_id AS profileId,
    count(*) FILTER (WHERE r.state = 'delivered') AS delivered,
    coalesce(sum(r.documents) FILTER (WHERE r.state = 'delivered'), 0) AS documents,
    count(*) FILTER (WHERE r.state = 'empty') AS empty,
    count(*) FILTER (WHERE r.state IN ('parked', 'cancelled')
      OR (r.state IN ('planned', 'prepared', 'sending', 'publishing') AND r.error_kind IS NOT NULL)) AS failed,
    count(*) FILTER (WHERE r.state IN ('planned', 'prepared', 'sending', 'publishing') AND r.error_kind IS NULL) AS open
  FROM json_each(?) AS span CROSS JOIN run r INDEXED BY run_started
    ON r.started_ms >= span.value ->> 'fromMs' AND r.started_ms < span.value ->> 'untilMs'
  WHERE ? IS NULL OR r.profile_id = ?
  GROUP BY span.key, r.profile_id`

interface Condition {
  readonly where: string
  readonly values: readonly SqlValue[]
}

function conditionOf(search: RunSearch, db: ReadDb): Condition {
  const { profileIds, states, origin, fromMs, untilMs, branch } = search
  const text = search.text?.trim() ?? ''
  const parts: readonly (Condition | null)[] = [
    profileIds ? oneOf('profile_id', profileIds) : null,
    states ? oneOf('state', states) : null,
    origin ? { where: 'origin = ?', values: [origin] } : null,
    fromMs === undefined ? null : { where: 'started_ms >= ?', values: [fromMs] },
    untilMs === undefined ? null : { where: 'started_ms < ?', values: [untilMs] },
    branch === undefined ? null : ofBranch(branch),
    text === '' ? null : ofText(text, db),
  ]
  const set = parts.filter((part) => part !== null)
  return {
    where: set.length === 0 ? 'TRUE' : set.map(({ where }) => `(${where})`).join(' AND '),
    values: set.flatMap(({ values }) => values),
  }
}

const oneOf = (column: string, values: readonly string[]): Condition => ({
  where: `${column} IN (SELECT value FROM json_each(?))`,
  values: [JSON.stringify(values)],
})

const ofBranch = (branch: string): Condition => ({
  where: `id IN (SELECT run_id FROM run_branch WHERE branch = ?)
    OR profile_id IN (SELECT id FROM profile WHERE json ->> '$.branch' = ?)`,
  values: [branch, branch],
})

function ofText(text: string, db: ReadDb): Condition {
  const named = db
    .all<{ id: string; name: string }>(`SELECT id, json ->> '$.name' AS name FROM profile`)
    .filter(({ id, name }) => contains(id, text) || contains(name, text)) // SQLite folds no umlauts
    .map(({ id }) => id)
  const part = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
  // The ids and names are full of digits: a short number only means a whole one.
  const isShortNumber = /^\d{1,5}$/.test(text)
  const parts: readonly Condition[] = [
    { where: 'no = ?', values: [/^\d{1,15}$/.test(text) ? Number(text) : null] },
    ofDocument(text, db),
    oneOf('profile_id', named),
    ...(isShortNumber ? [] : [inIdOrFileName(part)]),
  ]
  return {
    where: parts.map(({ where }) => where).join(' OR '),
    values: parts.flatMap(({ values }) => values),
  }
}

const beginningMin = 3

/** Who types a number to its end means that document, and not the longer ones that begin with it. */
function ofDocument(text: string, db: ReadDb): Condition {
  const isWhole = db.get('SELECT 1 FROM run_document WHERE document_no = ? LIMIT 1', text) !== undefined
  if (isWhole || text.length < beginningMin) {
    return { where: 'id IN (SELECT run_id FROM run_document WHERE document_no = ?)', values: [text] }
  }
  return {
    where: 'id IN (SELECT run_id FROM run_document WHERE document_no >= ? AND document_no < ?)',
    values: [text, `${text}\u{10ffff}`],
  }
}

const inIdOrFileName = (part: string): Condition => ({
  where: `id LIKE ? ESCAPE '\\' OR id IN (SELECT run_id FROM run_file WHERE name LIKE ? ESCAPE '\\')`,
  values: [part, part],
})

const contains = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase())
