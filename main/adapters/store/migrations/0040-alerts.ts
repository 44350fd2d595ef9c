import type { Migration } from '../../sqlite/migrate'

/**
 * Incidents and what people are told about them. One open incident per profile, one alert per key, one row of trouble
 * with the mail server: what must not be is refused here.
 */
export const alertTables: Migration = {
  no: 40,
  sql: `
CREATE TABLE incident (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  profile_id TEXT NOT NULL CHECK (profile_id <> ''),
  cause TEXT NOT NULL CHECK (cause IN ('run', 'refused', 'overdue')),
  run_id TEXT REFERENCES run (id),
  code TEXT NOT NULL CHECK (code <> ''),
  params TEXT NOT NULL CHECK (json_valid(params) AND json_type(params) = 'object'),
  needs_person INTEGER NOT NULL CHECK (needs_person IN (0, 1)),
  since_ms INTEGER NOT NULL,
  opened_ms INTEGER NOT NULL,
  -- The newest success before it, as its line in the journal: a clock may be set back, the journal's numbers only grow.
  success_no INTEGER NOT NULL CHECK (success_no >= 0),
  ended_ms INTEGER,
  outcome TEXT CHECK (outcome IN ('recovered', 'dropped')),
  CHECK ((ended_ms IS NULL) = (outcome IS NULL)),
  CHECK ((cause = 'run') = (run_id IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX incident_open ON incident (profile_id) WHERE ended_ms IS NULL;

CREATE TABLE alert (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE CHECK (key <> ''),
  channel TEXT NOT NULL CHECK (channel IN ('mail', 'desktop')),
  what TEXT NOT NULL CHECK (what IN ('failed', 'reminder', 'recovered', 'delivered')),
  incident_id INTEGER REFERENCES incident (id),
  run_id TEXT REFERENCES run (id),
  profile_id TEXT NOT NULL CHECK (profile_id <> ''),
  profile_name TEXT NOT NULL,
  address TEXT CHECK (address <> ''),
  code TEXT CHECK (code <> ''),
  params TEXT NOT NULL CHECK (json_valid(params) AND json_type(params) = 'object'),
  needs_person INTEGER NOT NULL CHECK (needs_person IN (0, 1)),
  since_ms INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sent', 'withdrawn', 'given-up')),
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  retry_at_ms INTEGER,
  -- A process that is about to send it holds it until then.
  leased_until_ms INTEGER,
  -- Alerts of one message share it; it stays the same when the message is sent again.
  message_id TEXT CHECK (message_id <> ''),
  digest INTEGER NOT NULL DEFAULT 0 CHECK (digest IN (0, 1)),
  error TEXT CHECK (error <> ''),
  sent_ms INTEGER,
  CHECK ((channel = 'mail') = (address IS NOT NULL)),
  CHECK (channel = 'mail' OR message_id IS NULL),
  CHECK (incident_id IS NOT NULL OR what = 'delivered'),
  CHECK ((state = 'sent') = (sent_ms IS NOT NULL)),
  CHECK (digest = 0 OR message_id IS NOT NULL)
) STRICT;
CREATE INDEX alert_pending ON alert (channel, id) WHERE state = 'pending';
CREATE INDEX alert_of_incident ON alert (incident_id) WHERE incident_id IS NOT NULL;
CREATE INDEX alert_sent ON alert (channel, sent_ms) WHERE state = 'sent';
CREATE TRIGGER alert_fixed
BEFORE UPDATE OF key, channel, what, incident_id, run_id, profile_id, address, created_ms ON alert
BEGIN SELECT RAISE(ABORT, 'an alert keeps its identity'); END;

-- Why mails do not go out, and when to knock again. No row: they go.
CREATE TABLE mail_trouble (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  code TEXT NOT NULL CHECK (code <> ''),
  detail TEXT NOT NULL,
  since_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL CHECK (attempts >= 1),
  retry_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE alert_setting (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  notify_on_success INTEGER NOT NULL CHECK (notify_on_success IN (0, 1))
) STRICT;
`,
}
