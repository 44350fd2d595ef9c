import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { asNode, electronPath } from '../../scripts/setup.mjs'

export interface JournalLine {
  readonly event: string
  readonly actor: string
  readonly profileId: string | null
  readonly data: Readonly<Record<string, unknown>>
}

/** In Electron's own Node: the one that runs the tests may be without SQLite. */
const script = `
  const { DatabaseSync } = require('node:sqlite')
  const db = new DatabaseSync(process.argv[1], { readOnly: true })
  const rows = db.prepare('SELECT event, actor, profile_id AS profileId, data FROM journal ORDER BY id').all()
  process.stdout.write(JSON.stringify(rows.map((row) => ({ ...row, data: JSON.parse(row.data) }))))
`

/** What the journal of an installation holds now, oldest first; the app may run meanwhile. */
export function journalOf(profileDir: string): readonly JournalLine[] {
  const out = execFileSync(electronPath(), ['-e', script, join(profileDir, 'belegbote.db')], {
    env: asNode,
    encoding: 'utf8',
  })
  return JSON.parse(out) as JournalLine[] // the script above writes exactly this
}
