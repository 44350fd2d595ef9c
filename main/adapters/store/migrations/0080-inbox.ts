import type { Migration } from '../../sqlite/migrate'

/** Incoming invoices that came as files, and the rules by which they are booked. */
export const inbox: Migration = {
  no: 80,
  sql: `
CREATE TABLE inbox_invoice (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  received_ms INTEGER NOT NULL,
  file_name TEXT NOT NULL CHECK (file_name <> ''),
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  attachment TEXT NOT NULL CHECK (attachment <> ''),
  content TEXT NOT NULL CHECK (json_valid(content)),
  mandant TEXT CHECK (mandant <> ''),
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'booked', 'declined')),
  assignment TEXT CHECK (json_valid(assignment)),
  decided_ms INTEGER,
  decided_by TEXT,
  decline_reason TEXT CHECK (decline_reason <> ''),
  CHECK ((state = 'waiting') = (decided_ms IS NULL)),
  CHECK ((decided_ms IS NULL) = (decided_by IS NULL)),
  CHECK ((state = 'booked') = (assignment IS NOT NULL)),
  CHECK ((state = 'declined') = (decline_reason IS NOT NULL))
) STRICT;
CREATE INDEX inbox_invoice_state ON inbox_invoice (state, no);
CREATE TRIGGER inbox_invoice_keeps BEFORE DELETE ON inbox_invoice
BEGIN SELECT RAISE(ABORT, 'an invoice that arrived is never deleted'); END;
CREATE TRIGGER inbox_invoice_fixed BEFORE UPDATE OF no, received_ms, file_name, sha256, attachment, content ON inbox_invoice
BEGIN SELECT RAISE(ABORT, 'what arrived stays as it came'); END;
CREATE TRIGGER inbox_invoice_booked BEFORE UPDATE OF state ON inbox_invoice WHEN OLD.state = 'booked'
BEGIN SELECT RAISE(ABORT, 'a booked invoice stays booked'); END;

-- '' and -1 stand for every creditor, every rate, so that the key holds for them, too.
CREATE TABLE booking_rule (
  mandant TEXT NOT NULL CHECK (mandant <> ''),
  creditor TEXT NOT NULL,
  tax_rate INTEGER NOT NULL CHECK (tax_rate BETWEEN -1 AND 10000),
  account TEXT NOT NULL CHECK (account <> '' AND account NOT GLOB '*[^0-9]*'),
  tax_key TEXT CHECK (tax_key <> ''),
  cost_centre TEXT CHECK (cost_centre <> ''),
  PRIMARY KEY (mandant, creditor, tax_rate)
) STRICT, WITHOUT ROWID;
`,
}
