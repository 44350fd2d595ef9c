import type { Migration } from '../../sqlite/migrate'

/** A run may hand pictures of documents over as files of their own. SQLite changes a check only by making the table anew. */
export const formats: Migration = {
  no: 70,
  sql: `
CREATE TABLE run_file_anew (
  run_id TEXT NOT NULL REFERENCES run (id),
  no INTEGER NOT NULL CHECK (no >= 1),
  kind TEXT NOT NULL CHECK (kind IN ('attachments', 'personal-accounts', 'postings', 'incoming-invoices')),
  mandant TEXT NOT NULL CHECK (mandant <> ''),
  name TEXT NOT NULL CHECK (name <> ''),
  rows INTEGER NOT NULL CHECK (rows >= 0),
  size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  state TEXT NOT NULL CHECK (state IN ('spooled', 'uploaded', 'published')),
  remote_path TEXT CHECK (remote_path <> ''),
  PRIMARY KEY (run_id, no),
  UNIQUE (run_id, mandant, name),
  CHECK (state = 'spooled' OR remote_path IS NOT NULL)
) STRICT;
INSERT INTO run_file_anew SELECT run_id, no, kind, mandant, name, rows, size_bytes, sha256, state, remote_path FROM run_file;
DROP TABLE run_file;
-- Triggers of other tables name run_file: they stay as they are.
PRAGMA legacy_alter_table = ON;
ALTER TABLE run_file_anew RENAME TO run_file;
PRAGMA legacy_alter_table = OFF;
CREATE TRIGGER run_file_keeps BEFORE DELETE ON run_file BEGIN SELECT RAISE(ABORT, 'a prepared file is never deleted'); END;
CREATE TRIGGER run_file_fixed BEFORE UPDATE OF run_id, no, kind, mandant, name, rows, size_bytes, sha256 ON run_file
BEGIN SELECT RAISE(ABORT, 'the bytes sent are the bytes prepared'); END;
`,
}
