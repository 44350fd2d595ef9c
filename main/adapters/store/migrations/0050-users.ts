import type { Migration } from '../../sqlite/migrate'

/**
 * Accounts, and when a screen locks itself. The database itself keeps the last enabled administrator: without one nobody could change
 * anything any more.
 */
export const users: Migration = {
  no: 50,
  sql: `
CREATE TABLE user_account (
  id TEXT PRIMARY KEY CHECK (id <> ''),
  name TEXT NOT NULL CHECK (trim(name) <> ''),
  name_key TEXT NOT NULL UNIQUE CHECK (name_key <> ''),
  user_group TEXT NOT NULL CHECK (user_group IN ('administrators', 'users')),
  enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  password_hash TEXT NOT NULL CHECK (password_hash GLOB '$scrypt$ln=*$*$*'),
  password_no INTEGER NOT NULL DEFAULT 1 CHECK (password_no >= 1),
  created_ms INTEGER NOT NULL,
  last_sign_in_ms INTEGER,
  failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
  locked_from_ms INTEGER,
  CHECK (locked_from_ms IS NULL OR failures > 0)
) STRICT;

CREATE TABLE access (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  lock_after_minutes INTEGER CHECK (lock_after_minutes BETWEEN 1 AND 480),
  -- Tries with names that nobody has; writing them down takes as long as counting a failure of an account.
  unknown_names INTEGER NOT NULL
) STRICT;
INSERT INTO access VALUES (1, 15, 0);

CREATE TRIGGER administrator_keeps BEFORE DELETE ON user_account
WHEN OLD.user_group = 'administrators' AND OLD.enabled = 1 AND NOT EXISTS (
  SELECT 1 FROM user_account WHERE id <> OLD.id AND user_group = 'administrators' AND enabled = 1)
BEGIN SELECT RAISE(ABORT, 'the last administrator stays'); END;
CREATE TRIGGER administrator_stays BEFORE UPDATE OF user_group, enabled ON user_account
WHEN OLD.user_group = 'administrators' AND OLD.enabled = 1
  AND NOT (NEW.user_group = 'administrators' AND NEW.enabled = 1) AND NOT EXISTS (
  SELECT 1 FROM user_account WHERE id <> OLD.id AND user_group = 'administrators' AND enabled = 1)
BEGIN SELECT RAISE(ABORT, 'the last administrator stays'); END;
CREATE TRIGGER user_fixed BEFORE UPDATE OF id, created_ms ON user_account
BEGIN SELECT RAISE(ABORT, 'an account keeps its identity'); END;
`,
}
