import type { MasterDataStore, MasterEdit } from '../../core/ledger/master-data'
import type { Journal } from '../../core/store-ports'
import type { WriteDb } from './sql'

/** The table `master_data_edit`; see `MasterDataStore`. */
export function createMasterData(db: WriteDb, journal: Journal): MasterDataStore {
  const note = (event: string, actor: string, data: Readonly<Record<string, unknown>>) =>
    journal.append({ event, profileId: null, runId: null, actor, data })
  return {
    edits: () =>
      db
        .all<Omit<MasterEdit, 'value'> & { readonly value: string }>(
          'SELECT kind, id, field, value FROM master_data_edit',
        )
        .map((edit) => ({ ...edit, value: JSON.parse(edit.value) })),
    edit: (kind, id, changes, actor) =>
      db.transaction(() => {
        for (const [field, { to }] of Object.entries(changes)) {
          db.run(
            `INSERT INTO master_data_edit (kind, id, field, value) VALUES (?, ?, ?, ?)
             ON CONFLICT (kind, id, field) DO UPDATE SET value = excluded.value`,
            kind,
            id,
            field,
            JSON.stringify(to),
          )
        }
        note('master-data.edited', actor, { kind, id, changes })
      }),
    reset: (kind, id, changes, actor) =>
      db.transaction(() => {
        for (const field of Object.keys(changes)) {
          db.run('DELETE FROM master_data_edit WHERE kind = ? AND id = ? AND field = ?', kind, id, field)
        }
        note('master-data.reset', actor, { kind, id, changes })
      }),
  }
}
