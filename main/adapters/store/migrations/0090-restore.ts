import type { Migration } from '../../sqlite/migrate'

/**
 * When a backup took the place of what was here. Deliveries that were made after the backup are not known any more: a run that
 * may hold such documents waits until a person has confirmed it. A person may also say that a run arrived, where no server can.
 */
export const restore: Migration = {
  no: 90,
  sql: `
CREATE TABLE restore (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  backup_ms INTEGER NOT NULL,
  restored_ms INTEGER NOT NULL,
  -- Documents up to this day may have been handed over in the time that is lost.
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]')
) STRICT;
CREATE TRIGGER restore_keeps BEFORE DELETE ON restore BEGIN SELECT RAISE(ABORT, 'a restore is never forgotten'); END;
CREATE TRIGGER restore_fixed BEFORE UPDATE ON restore BEGIN SELECT RAISE(ABORT, 'a restore is never forgotten'); END;

-- The newest restore when a person said to send this run all the same.
ALTER TABLE run ADD COLUMN confirmed_restore INTEGER REFERENCES restore (no);
-- Why a person says that it arrived.
ALTER TABLE run ADD COLUMN arrived_reason TEXT CHECK (trim(arrived_reason) <> '');

DROP TRIGGER run_is_delivered;
CREATE TRIGGER run_is_delivered BEFORE UPDATE OF state ON run
WHEN NEW.state = 'delivered' AND NEW.arrived_reason IS NULL AND EXISTS (
  SELECT 1 FROM run_file f WHERE f.run_id = NEW.id AND (
    f.state <> 'published' OR NOT EXISTS (SELECT 1 FROM receipt r WHERE r.run_id = f.run_id AND r.file_no = f.no)))
BEGIN SELECT RAISE(ABORT, 'not every file is published with a receipt'); END;
`,
}
