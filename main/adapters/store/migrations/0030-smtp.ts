import type { Migration } from '../../sqlite/migrate'

/** How mail is sent: one row, the settings as one value, because they are only ever read and replaced as a whole. */
export const smtp: Migration = {
  no: 30,
  sql: `
CREATE TABLE smtp (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  settings TEXT NOT NULL CHECK (json_valid(settings) AND json_type(settings) = 'object')
) STRICT;
`,
}
