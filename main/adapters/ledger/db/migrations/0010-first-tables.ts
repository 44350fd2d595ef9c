import type { Migration } from '../../../sqlite/migrate'

const personalAccount = (table: string) => `
CREATE TABLE ${table} (
  mandant TEXT NOT NULL REFERENCES mandant,
  account TEXT NOT NULL CHECK (account <> '' AND account NOT GLOB '*[^0-9]*'),
  company TEXT, salutation TEXT, title TEXT, first_name TEXT, last_name TEXT,
  street TEXT, postcode TEXT, city TEXT, country TEXT, phone TEXT, email TEXT,
  vat_id TEXT, iban TEXT, bic TEXT,
  payment_term_days INTEGER CHECK (payment_term_days >= 0),
  external_no TEXT,
  PRIMARY KEY (mandant, account)
) STRICT, WITHOUT ROWID;
`

/**
 * The books. Master data is what it is now; documents and incoming invoices are kept in every version, `newest` marks the
 * one that counts. Numbers of accounts are text, amounts whole cents, rates hundredths of a percent. Each `…_newest`
 * index is the order in which a pass reads, so that nothing is sorted at that time.
 */
export const firstTables: Migration = {
  no: 10,
  sql: `
-- Counts up with every import that changed something: two imports at the same time see each other by it.
CREATE TABLE ledger_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  generation INTEGER NOT NULL
) STRICT;
INSERT INTO ledger_state (id, generation) VALUES (1, 0);

CREATE TABLE mandant (
  mandant TEXT PRIMARY KEY CHECK (mandant <> ''),
  name TEXT NOT NULL,
  consultant_no TEXT,
  client_no TEXT,
  chart_of_accounts TEXT,
  account_length INTEGER CHECK (account_length BETWEEN 4 AND 8),
  fiscal_year_start TEXT NOT NULL CHECK (fiscal_year_start GLOB '[01][0-9]-[0-3][0-9]'),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  country TEXT NOT NULL,
  vat_id TEXT,
  bookkeeping_active INTEGER NOT NULL CHECK (bookkeeping_active IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE branch (
  branch TEXT PRIMARY KEY CHECK (branch <> ''),
  name TEXT NOT NULL,
  mandant TEXT NOT NULL REFERENCES mandant,
  cost_centre TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE document_type (
  document_type TEXT PRIMARY KEY CHECK (document_type <> ''),
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('rechnung', 'gutschrift', 'storno', 'barverkauf', 'anzahlung', 'zahlung',
    'rueckzahlung', 'kasse', 'sonstige'))
) STRICT, WITHOUT ROWID;

CREATE TABLE payment_method (
  payment_method TEXT PRIMARY KEY CHECK (payment_method <> ''),
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
  mandant TEXT NOT NULL REFERENCES mandant,
  account TEXT NOT NULL CHECK (account <> '' AND account NOT GLOB '*[^0-9]*'),
  label TEXT NOT NULL,
  automatic INTEGER NOT NULL CHECK (automatic IN (0, 1)),
  PRIMARY KEY (mandant, account)
) STRICT, WITHOUT ROWID;
${personalAccount('debtor')}${personalAccount('creditor')}
CREATE TABLE accounting_document (
  id INTEGER PRIMARY KEY,
  mandant TEXT NOT NULL REFERENCES mandant,
  source_id TEXT NOT NULL CHECK (source_id <> ''),
  version INTEGER NOT NULL CHECK (version >= 1),
  newest INTEGER NOT NULL CHECK (newest IN (0, 1)),
  -- SHA-256 over the document's own fields, and over its postings.
  head_hash TEXT NOT NULL,
  rows_hash TEXT NOT NULL,
  document_no TEXT NOT NULL,
  document_type TEXT NOT NULL REFERENCES document_type,
  document_date TEXT NOT NULL CHECK (document_date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  branch TEXT REFERENCES branch,
  service_date TEXT,
  due_date TEXT,
  payment_method TEXT REFERENCES payment_method,
  currency TEXT NOT NULL,
  personal_account TEXT CHECK (personal_account NOT GLOB '*[^0-9]*'),
  text TEXT,
  cancels TEXT,
  do_not_export INTEGER NOT NULL CHECK (do_not_export IN (0, 1)),
  attachment TEXT,
  UNIQUE (mandant, source_id, version)
) STRICT;
CREATE UNIQUE INDEX accounting_document_newest ON accounting_document (mandant, document_date, source_id)
  WHERE newest = 1;
CREATE INDEX accounting_document_revised ON accounting_document (mandant, source_id) WHERE newest = 1 AND version > 1;

CREATE TABLE posting (
  document_id INTEGER NOT NULL REFERENCES accounting_document,
  position INTEGER NOT NULL CHECK (position >= 1),
  amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
  side TEXT NOT NULL CHECK (side IN ('S', 'H')),
  account TEXT NOT NULL CHECK (account <> '' AND account NOT GLOB '*[^0-9]*'),
  contra_account TEXT NOT NULL CHECK (contra_account <> '' AND contra_account NOT GLOB '*[^0-9]*'),
  tax_rate INTEGER CHECK (tax_rate >= 0),
  tax_key TEXT,
  cost_centre TEXT,
  cost_object TEXT,
  text TEXT,
  PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE incoming_invoice (
  id INTEGER PRIMARY KEY,
  mandant TEXT NOT NULL REFERENCES mandant,
  creditor TEXT NOT NULL CHECK (creditor <> '' AND creditor NOT GLOB '*[^0-9]*'),
  invoice_no TEXT NOT NULL CHECK (invoice_no <> ''),
  version INTEGER NOT NULL CHECK (version >= 1),
  newest INTEGER NOT NULL CHECK (newest IN (0, 1)),
  head_hash TEXT NOT NULL,
  rows_hash TEXT NOT NULL,
  invoice_date TEXT NOT NULL CHECK (invoice_date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  gross_cents INTEGER NOT NULL,
  branch TEXT REFERENCES branch,
  service_date TEXT,
  due_date TEXT,
  currency TEXT NOT NULL,
  credit_note INTEGER NOT NULL CHECK (credit_note IN (0, 1)),
  attachment TEXT,
  UNIQUE (mandant, creditor, invoice_no, version)
) STRICT;
CREATE UNIQUE INDEX incoming_invoice_newest ON incoming_invoice (mandant, invoice_date, creditor, invoice_no)
  WHERE newest = 1;

CREATE TABLE incoming_position (
  invoice_id INTEGER NOT NULL REFERENCES incoming_invoice,
  position INTEGER NOT NULL CHECK (position >= 1),
  account TEXT NOT NULL CHECK (account <> '' AND account NOT GLOB '*[^0-9]*'),
  amount_cents INTEGER NOT NULL,
  tax_rate INTEGER CHECK (tax_rate >= 0),
  tax_key TEXT,
  cost_centre TEXT,
  text TEXT,
  PRIMARY KEY (invoice_id, position)
) STRICT, WITHOUT ROWID;
`,
}
