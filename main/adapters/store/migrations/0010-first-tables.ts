import type { Migration } from '../../sqlite/migrate'

/**
 * Configuration, runs and journal. What must not be is refused here and not only above: states, sums, the order of
 * files before `prepared` and of receipts before `delivered`, the same document twice, changes to what is only appended.
 * Inside one transaction the children come first: files and receipts, then the run's new state.
 */
export const firstTables: Migration = {
  no: 10,
  sql: `
CREATE TABLE workstation (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  name TEXT NOT NULL CHECK (name <> ''),
  installation_id TEXT NOT NULL CHECK (installation_id <> ''),
  branch TEXT CHECK (branch <> ''),
  adopted_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE chain (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  maintenance_from TEXT CHECK (maintenance_from GLOB '[01][0-9]:[0-5][0-9]' OR maintenance_from GLOB '2[0-3]:[0-5][0-9]'),
  maintenance_to TEXT CHECK (maintenance_to GLOB '[01][0-9]:[0-5][0-9]' OR maintenance_to GLOB '2[0-3]:[0-5][0-9]'),
  admins_may_reveal_passwords INTEGER NOT NULL CHECK (admins_may_reveal_passwords IN (0, 1)),
  CHECK ((maintenance_from IS NULL) = (maintenance_to IS NULL))
) STRICT;

CREATE TABLE mandant_setting (
  mandant TEXT PRIMARY KEY CHECK (mandant <> ''),
  locked INTEGER NOT NULL CHECK (locked IN (0, 1)),
  tax_keys TEXT NOT NULL CHECK (json_valid(tax_keys) AND json_type(tax_keys) = 'array')
) STRICT;

CREATE TABLE profile (
  id TEXT PRIMARY KEY CHECK (id <> ''),
  json TEXT NOT NULL CHECK (json_valid(json) AND json_type(json) = 'object' AND json ->> '$.id' = id),
  created_ms INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL,
  scheduled_from_ms INTEGER NOT NULL,
  last_due_ms INTEGER
) STRICT;

-- A run outlives its profile: no foreign key.
CREATE TABLE run (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE CHECK (id <> ''),
  profile_id TEXT NOT NULL CHECK (profile_id <> ''),
  origin TEXT NOT NULL CHECK (origin IN ('schedule', 'manual')),
  due_ms INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN
    ('planned', 'prepared', 'sending', 'publishing', 'delivered', 'empty', 'cancelled', 'parked')),
  error_kind TEXT CHECK (error_kind <> ''),
  error_detail TEXT,
  error_host_key TEXT,
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  retry_at_ms INTEGER,
  documents INTEGER NOT NULL DEFAULT 0 CHECK (documents >= 0),
  started_ms INTEGER NOT NULL,
  finished_ms INTEGER,
  released_ms INTEGER,
  release_reason TEXT CHECK (trim(release_reason) <> ''),
  faults TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(faults) AND json_type(faults) = 'array'),
  UNIQUE (id, profile_id),
  CHECK (state <> 'parked' OR error_kind IS NOT NULL),
  CHECK (state NOT IN ('delivered', 'empty') OR error_kind IS NULL),
  CHECK ((error_kind IS NULL) = (error_detail IS NULL)),
  CHECK (error_host_key IS NULL OR error_kind IS NOT NULL),
  CHECK (retry_at_ms IS NULL OR state IN ('planned', 'prepared', 'sending', 'publishing')),
  CHECK (state NOT IN ('delivered', 'empty', 'cancelled') OR finished_ms IS NOT NULL),
  CHECK (state <> 'empty' OR documents = 0),
  CHECK ((released_ms IS NULL) = (release_reason IS NULL))
) STRICT;
CREATE UNIQUE INDEX run_slot ON run (profile_id, due_ms) WHERE origin = 'schedule';
CREATE INDEX run_of_profile ON run (profile_id, no);
CREATE INDEX run_open ON run (state, no) WHERE state IN ('planned', 'prepared', 'sending', 'publishing', 'parked');

CREATE TABLE run_file (
  run_id TEXT NOT NULL REFERENCES run (id),
  no INTEGER NOT NULL CHECK (no >= 1),
  kind TEXT NOT NULL CHECK (kind IN ('personal-accounts', 'postings', 'incoming-invoices')),
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

CREATE TABLE run_sum (
  run_id TEXT NOT NULL REFERENCES run (id),
  mandant TEXT NOT NULL CHECK (mandant <> ''),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  debit_cents INTEGER NOT NULL CHECK (debit_cents >= 0),
  credit_cents INTEGER NOT NULL CHECK (credit_cents >= 0),
  PRIMARY KEY (run_id, mandant, currency)
) STRICT;

-- The stamps: a version of a document belongs to one run of a profile, until a person releases it.
CREATE TABLE run_document (
  run_id TEXT NOT NULL,
  profile_id TEXT NOT NULL,
  occasion TEXT NOT NULL CHECK (occasion IN ('document', 'reversal', 'incoming')),
  mandant TEXT NOT NULL CHECK (mandant <> ''),
  source_id TEXT NOT NULL CHECK (source_id <> ''),
  version INTEGER NOT NULL,
  document_no TEXT NOT NULL,
  document_type TEXT NOT NULL,
  document_date TEXT NOT NULL CHECK (document_date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  file_no INTEGER,
  released_ms INTEGER,
  FOREIGN KEY (run_id, profile_id) REFERENCES run (id, profile_id),
  FOREIGN KEY (run_id, file_no) REFERENCES run_file (run_id, no)
) STRICT;
CREATE UNIQUE INDEX run_document_stamp ON run_document (profile_id, occasion, mandant, source_id, version)
  WHERE released_ms IS NULL;
CREATE INDEX run_document_of_run ON run_document (run_id);
CREATE INDEX run_document_no ON run_document (document_no);

-- Which state of a debtor or creditor a profile has handed over.
CREATE TABLE run_partner (
  run_id TEXT NOT NULL,
  profile_id TEXT NOT NULL,
  mandant TEXT NOT NULL CHECK (mandant <> ''),
  account TEXT NOT NULL CHECK (account <> ''),
  content_hash TEXT NOT NULL CHECK (content_hash <> ''),
  released_ms INTEGER,
  PRIMARY KEY (run_id, mandant, account),
  FOREIGN KEY (run_id, profile_id) REFERENCES run (id, profile_id)
) STRICT;
CREATE INDEX run_partner_account ON run_partner (profile_id, mandant, account) WHERE released_ms IS NULL;

-- What a person decided about a document that changed after it had been sent.
CREATE TABLE change_decision (
  profile_id TEXT NOT NULL CHECK (profile_id <> ''),
  mandant TEXT NOT NULL CHECK (mandant <> ''),
  source_id TEXT NOT NULL CHECK (source_id <> ''),
  sent_version INTEGER NOT NULL,
  current_version INTEGER NOT NULL,
  choice TEXT NOT NULL CHECK (choice IN ('reverse-and-resend', 'do-not-send')),
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (profile_id, mandant, source_id, sent_version, current_version),
  CHECK (sent_version <> current_version)
) STRICT;

CREATE TABLE receipt (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id TEXT NOT NULL,
  file_no INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  remote_path TEXT NOT NULL CHECK (remote_path <> ''),
  size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  verification TEXT NOT NULL CHECK (verification IN ('size', 'content')),
  server_answer TEXT NOT NULL,
  FOREIGN KEY (run_id, file_no) REFERENCES run_file (run_id, no)
) STRICT;
CREATE INDEX receipt_of_file ON receipt (run_id, file_no);

CREATE TABLE journal (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  event TEXT NOT NULL CHECK (event <> ''),
  profile_id TEXT,
  run_id TEXT,
  actor TEXT NOT NULL CHECK (actor <> ''),
  data TEXT NOT NULL CHECK (json_valid(data) AND json_type(data) = 'object')
) STRICT;
CREATE INDEX journal_of_run ON journal (run_id, id) WHERE run_id IS NOT NULL;
CREATE INDEX journal_of_profile ON journal (profile_id, id) WHERE profile_id IS NOT NULL;

CREATE TRIGGER journal_keeps BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_fixed BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER receipt_keeps BEFORE DELETE ON receipt BEGIN SELECT RAISE(ABORT, 'receipts are append-only'); END;
CREATE TRIGGER receipt_fixed BEFORE UPDATE ON receipt BEGIN SELECT RAISE(ABORT, 'receipts are append-only'); END;
CREATE TRIGGER run_keeps BEFORE DELETE ON run BEGIN SELECT RAISE(ABORT, 'a run is never deleted'); END;
CREATE TRIGGER run_fixed BEFORE UPDATE OF no, id, profile_id, origin, due_ms ON run
BEGIN SELECT RAISE(ABORT, 'a run keeps its identity'); END;
CREATE TRIGGER run_file_keeps BEFORE DELETE ON run_file BEGIN SELECT RAISE(ABORT, 'a prepared file is never deleted'); END;
CREATE TRIGGER run_file_fixed BEFORE UPDATE OF run_id, no, kind, mandant, name, rows, size_bytes, sha256 ON run_file
BEGIN SELECT RAISE(ABORT, 'the bytes sent are the bytes prepared'); END;
CREATE TRIGGER run_document_keeps BEFORE DELETE ON run_document BEGIN SELECT RAISE(ABORT, 'a stamp is never deleted'); END;
CREATE TRIGGER run_document_fixed
BEFORE UPDATE OF run_id, profile_id, occasion, mandant, source_id, version, document_no, document_type, document_date, file_no
ON run_document BEGIN SELECT RAISE(ABORT, 'a stamp is only released'); END;
CREATE TRIGGER run_document_released BEFORE UPDATE OF released_ms ON run_document
WHEN OLD.released_ms IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a stamp is released once'); END;

CREATE TRIGGER run_has_files BEFORE UPDATE OF state ON run
WHEN NEW.state IN ('prepared', 'sending', 'publishing', 'delivered')
  AND NOT EXISTS (SELECT 1 FROM run_file WHERE run_id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'nothing is prepared'); END;
CREATE TRIGGER run_is_delivered BEFORE UPDATE OF state ON run
WHEN NEW.state = 'delivered' AND EXISTS (
  SELECT 1 FROM run_file f WHERE f.run_id = NEW.id AND (
    f.state <> 'published' OR NOT EXISTS (SELECT 1 FROM receipt r WHERE r.run_id = f.run_id AND r.file_no = f.no)))
BEGIN SELECT RAISE(ABORT, 'not every file is published with a receipt'); END;
CREATE TRIGGER run_begins BEFORE INSERT ON run
WHEN NEW.state NOT IN ('planned', 'empty')
BEGIN SELECT RAISE(ABORT, 'a run begins as planned'); END;
`,
}
