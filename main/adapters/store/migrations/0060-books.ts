import type { Migration } from '../../sqlite/migrate'

/**
 * What makes counts and history cheap, and what a person adds to the books: counts of what each profile holds as handed
 * over, branches of a run, whose password a stored secret is, edited master data, the watched folder.
 */
export const books: Migration = {
  no: 60,
  sql: `
ALTER TABLE run_document ADD COLUMN branch TEXT CHECK (branch <> '');
ALTER TABLE run_document ADD COLUMN payment_method TEXT CHECK (payment_method <> '');
CREATE INDEX run_document_source ON run_document (mandant, source_id) WHERE released_ms IS NULL;
CREATE INDEX run_started ON run (started_ms, profile_id, state, error_kind, documents);

-- Runs from before these columns: the books are asked once for what their documents are.
CREATE TABLE run_ungrouped (
  run_id TEXT PRIMARY KEY REFERENCES run (id)
) STRICT, WITHOUT ROWID;
INSERT INTO run_ungrouped (run_id) SELECT DISTINCT run_id FROM run_document;
CREATE TRIGGER run_document_group_fixed BEFORE UPDATE OF branch, payment_method ON run_document
WHEN NOT EXISTS (SELECT 1 FROM run_ungrouped WHERE run_id = OLD.run_id)
BEGIN SELECT RAISE(ABORT, 'a stamp is only released'); END;

-- Stamped and not released, per profile and group; '' stands for none. Reversals do not count.
CREATE TABLE handed (
  profile_id TEXT NOT NULL,
  occasion TEXT NOT NULL CHECK (occasion IN ('document', 'incoming')),
  mandant TEXT NOT NULL,
  document_type TEXT NOT NULL,
  branch TEXT NOT NULL,
  payment_method TEXT NOT NULL,
  documents INTEGER NOT NULL CHECK (documents >= 0),
  PRIMARY KEY (profile_id, occasion, mandant, document_type, branch, payment_method)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_branch (
  branch TEXT NOT NULL CHECK (branch <> ''),
  run_id TEXT NOT NULL REFERENCES run (id),
  PRIMARY KEY (branch, run_id)
) STRICT, WITHOUT ROWID;

-- For which sign-in the secret of a profile was stored; '' for none. Outlives the profile, as the keychain may, too.
CREATE TABLE secret_account (
  profile_id TEXT PRIMARY KEY CHECK (profile_id <> ''),
  account TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A field of the master data that a person changed: goes before what is imported. The value as JSON.
CREATE TABLE master_data_edit (
  kind TEXT NOT NULL CHECK (kind IN ('mandant', 'branch', 'document-type', 'payment-method')),
  id TEXT NOT NULL CHECK (id <> ''),
  field TEXT NOT NULL CHECK (field <> ''),
  value TEXT NOT NULL CHECK (json_valid(value)),
  PRIMARY KEY (kind, id, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE watch_folder (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  path TEXT NOT NULL CHECK (path <> '')
) STRICT;
`,
}
