import type { BookingRule } from '../../core/einvoice/booking-rules'
import type { InboxFilter, InboxInvoice, InboxState, InboxStore } from '../../core/einvoice/inbox'
import type { Clock } from '../../core/ports'
import type { Journal } from '../../core/store-ports'
import type { SqlValue, WriteDb } from './sql'

interface Row {
  readonly no: number
  readonly received_ms: number
  readonly file_name: string
  readonly sha256: string
  readonly attachment: string
  readonly content: string
  readonly mandant: string | null
  readonly state: InboxState
  readonly assignment: string | null
  readonly decided_ms: number | null
  readonly decided_by: string | null
  readonly decline_reason: string | null
}

const select = 'SELECT * FROM inbox_invoice'

/** The tables `inbox_invoice` and `booking_rule`; see `InboxStore`. */
export function createInbox(db: WriteDb, clock: Clock, journal: Journal): InboxStore {
  const one = (where: string, value: SqlValue) => {
    const row = db.get<Row>(`${select} WHERE ${where} = ?`, value)
    return row ? toInvoice(row) : null
  }
  const get = (id: string) => one('no', numberOf(id))
  const note = (event: string, actor: string, data: Readonly<Record<string, unknown>>) =>
    journal.append({ event, profileId: null, runId: null, actor, data })
  /** Decides on one that is in this state; false when it is in another one. */
  const decide = (id: string, from: InboxState, set: string, values: readonly SqlValue[], tell: () => void) =>
    db.transaction(() => {
      const changed = db.run(
        `UPDATE inbox_invoice SET ${set} WHERE no = ? AND state = ?`,
        ...values,
        numberOf(id),
        from,
      )
      if (changed > 0) tell()
      return changed > 0
    })
  return {
    list: (filter, { offset, limit } = all) => {
      const found = numbersOf(filter, db)
      const page = JSON.stringify(found.slice(offset, offset + limit))
      const rows = db.all<Row>(`${select} WHERE no IN (SELECT value FROM json_each(?)) ORDER BY no DESC`, page)
      return { total: found.length, invoices: rows.map(toInvoice) }
    },
    get,
    bySha256: (sha256) => one('sha256', sha256),
    waiting: () => db.get<{ n: number }>("SELECT count(*) AS n FROM inbox_invoice WHERE state = 'waiting'")?.n ?? 0,
    add: ({ fileName, sha256, attachment, content, mandant }, actor) =>
      db.transaction(() => {
        const added = db.run(
          `INSERT INTO inbox_invoice (received_ms, file_name, sha256, attachment, content, mandant)
           VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (sha256) DO NOTHING`,
          clock.now(),
          fileName,
          sha256,
          attachment,
          JSON.stringify(content),
          mandant,
        )
        const invoice = added === 0 ? null : one('sha256', sha256)
        if (invoice) note('invoice.received', actor, { id: invoice.id, fileName, sha256, kind: content.kind, mandant })
        return invoice
      }),
    booked: (id, assignment, actor) =>
      decide(
        id,
        'waiting',
        "state = 'booked', mandant = ?, assignment = ?, decided_ms = ?, decided_by = ?",
        [assignment.mandant, JSON.stringify(assignment), clock.now(), actor],
        () => note('invoice.booked', actor, { id, ...assignment }),
      ),
    declined: (id, reason, actor) =>
      decide(
        id,
        'waiting',
        "state = 'declined', decline_reason = ?, decided_ms = ?, decided_by = ?",
        [reason, clock.now(), actor],
        () => note('invoice.declined', actor, { id, reason }),
      ),
    reopen: (id, actor) =>
      decide(id, 'declined', "state = 'waiting', decline_reason = NULL, decided_ms = NULL, decided_by = NULL", [], () =>
        note('invoice.reopened', actor, { id }),
      ),
    ...createRules(db, note),
  }
}

const all = { offset: 0, limit: Number.MAX_SAFE_INTEGER } as const

/** Of the sender, the number and the account, in the file and as booked. */
const wordsOf = [
  'file_name',
  ...['name', 'tradeName'].map((part) => `content ->> '$.invoice.seller.${part}'`),
  `content ->> '$.invoice.number'`,
  ...['invoiceNo', 'creditor'].map((part) => `assignment ->> '$.${part}'`),
]

/** Numbers of what the filter finds, newest first. */
function numbersOf({ states, text }: InboxFilter, db: WriteDb): readonly number[] {
  const wanted = fold(text).split(/\s+/).filter(Boolean)
  const words = wanted.length === 0 ? "''" : `concat_ws(char(10), ${wordsOf.join(', ')})`
  return db
    .all<{ no: number; words: string }>(
      `SELECT no, ${words} AS words FROM inbox_invoice
       WHERE state IN (SELECT value FROM json_each(?)) ORDER BY no DESC`,
      JSON.stringify(states),
    )
    .filter((row) => wanted.every((word) => fold(row.words).includes(word))) // SQLite folds no umlauts
    .map(({ no }) => no)
}

const fold = (text: string) => text.toLocaleLowerCase('de')

interface RuleRow {
  readonly mandant: string
  readonly creditor: string
  readonly tax_rate: number
  readonly account: string
  readonly tax_key: string | null
  readonly cost_centre: string | null
}

function createRules(
  db: WriteDb,
  note: (event: string, actor: string, data: Readonly<Record<string, unknown>>) => void,
): Pick<InboxStore, 'rules' | 'setRules'> {
  return {
    rules: (mandant) =>
      db
        .all<RuleRow>(
          'SELECT * FROM booking_rule WHERE ? IS NULL OR mandant = ? ORDER BY mandant, creditor, tax_rate',
          mandant,
          mandant,
        )
        .map(toRule),
    setRules: (mandant, rules, actor) =>
      db.transaction(() => {
        db.run('DELETE FROM booking_rule WHERE mandant = ?', mandant)
        for (const { creditor, taxRate, account, taxKey, costCentre } of rules) {
          db.run(
            `INSERT INTO booking_rule (mandant, creditor, tax_rate, account, tax_key, cost_centre)
             VALUES (?, ?, ?, ?, ?, ?)`,
            mandant,
            creditor ?? '',
            taxRate ?? -1,
            account,
            taxKey,
            costCentre,
          )
        }
        note('invoice.rules', actor, { mandant, rules })
      }),
  }
}

function toRule(row: RuleRow): BookingRule {
  return {
    mandant: row.mandant,
    creditor: row.creditor === '' ? null : row.creditor,
    taxRate: row.tax_rate === -1 ? null : row.tax_rate,
    account: row.account,
    taxKey: row.tax_key,
    costCentre: row.cost_centre,
  }
}

/** `E12`: short enough to be typed. Anything else is the number of none. */
const idOf = (no: number) => `E${no}`
const numberOf = (id: string) => (/^E[1-9]\d{0,14}$/.test(id) ? Number(id.slice(1)) : 0)

function toInvoice(row: Row): InboxInvoice {
  return {
    id: idOf(row.no),
    no: row.no,
    receivedMs: row.received_ms,
    fileName: row.file_name,
    sha256: row.sha256,
    attachment: row.attachment,
    content: JSON.parse(row.content),
    mandant: row.mandant,
    state: row.state,
    assignment: row.assignment === null ? null : JSON.parse(row.assignment),
    decidedMs: row.decided_ms,
    decidedBy: row.decided_by,
    declineReason: row.decline_reason,
  }
}
