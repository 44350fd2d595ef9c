import type { Migration } from '../../sqlite/migrate'

/** A pause of the schedule that holds over a restart, and per profile the newest slot that a rule refused. */
export const schedule: Migration = {
  no: 20,
  sql: `
CREATE TABLE schedule_pause (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  since_ms INTEGER NOT NULL,
  until_ms INTEGER NOT NULL,
  CHECK (until_ms > since_ms)
) STRICT;

-- Gone with its profile: unlike runs and journal it only says how things stand.
CREATE TABLE schedule_refusal (
  profile_id TEXT PRIMARY KEY REFERENCES profile (id) ON DELETE CASCADE,
  due_ms INTEGER NOT NULL,
  code TEXT NOT NULL CHECK (code <> ''),
  params TEXT NOT NULL CHECK (json_valid(params) AND json_type(params) = 'object'),
  at_ms INTEGER NOT NULL
) STRICT;
`,
}
