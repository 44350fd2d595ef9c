import type { WatchFolderStore } from '../../core/ledger/watch-folder'
import type { Journal } from '../../core/store-ports'
import type { WriteDb } from './sql'

/** The one row of `watch_folder`; no row: none is watched. */
export function createWatchFolder(db: WriteDb, journal: Journal): WatchFolderStore {
  const folder = () => db.get<{ path: string }>('SELECT path FROM watch_folder')?.path ?? null
  return {
    folder,
    set: (path, actor) =>
      db.transaction(() => {
        const from = folder()
        if (path === null) db.run('DELETE FROM watch_folder')
        else {
          db.run(
            'INSERT INTO watch_folder (id, path) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET path = excluded.path',
            path,
          )
        }
        journal.append({ event: 'ledger.watch', profileId: null, runId: null, actor, data: { from, to: path } })
      }),
  }
}
