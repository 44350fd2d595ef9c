import { copyFileSync, readdirSync, rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { World } from './world'

/** What the comparison must notice: a world in which everything went well, spoiled in one place. */
export type Break = 'lost' | 'double' | 'half' | 'state'

export const spoilers: Readonly<Record<Break, (world: World) => void>> = {
  lost: (world) => rmSync(anyFile(world)),
  double: (world) => copyFileSync(anyFile(world), anyFile(world).replace('.csv', '-2.csv')),
  half: (world) => truncateSync(anyFile(world), 300),
  state: (world) => {
    const db = new Database(join(world.profileDir, 'belegbote.db'))
    db.exec(
      `UPDATE run SET state = 'parked', error_kind = 'no-space', error_detail = '-' WHERE no = (SELECT min(no) FROM run)`,
    )
    db.close()
  },
}

/** A delivered file with bookings. */
function anyFile({ shelf }: World): string {
  const found = readdirSync(shelf.root, { recursive: true, withFileTypes: true }).find(
    (entry) => entry.isFile() && entry.name.includes('Buchungsstapel'),
  )
  if (!found) throw new Error('nothing was delivered')
  return join(found.parentPath, found.name)
}
