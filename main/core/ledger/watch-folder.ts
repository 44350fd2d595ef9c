import type { Result } from '../result'

// The watched folder: exchange folders, ZIPs and e-invoices that are put there are taken by themselves.

/** Where what was imported, and what was refused, is moved to. */
export const asideFolders = { imported: 'erledigt', refused: 'fehlerhaft' } as const
export type Aside = keyof typeof asideFolders

/** An exchange folder, a ZIP or a loose e-invoice that lies in the watched folder. */
export interface WatchedEntry {
  readonly name: string
  readonly path: string
  readonly kind: 'books' | 'invoice'
  /** Another text whenever a file in it comes, goes, grows or is written again. */
  readonly fingerprint: string
}

/** Why the folder cannot be used; the words stand under `error.<code>`, with `path`. */
export interface WatchTrouble {
  readonly code: 'watch-folder-missing' | 'watch-folder-forbidden'
  readonly path: string
  readonly detail: string
}

export interface WatchLook {
  /** Books before invoices, which may belong to creditors that come with them; by name. */
  readonly entries: readonly WatchedEntry[]
  /** Other files that lie there loose; nobody knows which belong together, so they are left alone. */
  readonly strays: readonly string[]
  /** What lies in the folder for refused ones, lists of faults left out. */
  readonly refused: readonly string[]
}

/** The disk side of it (port). */
export interface WatchFolder {
  /** Whether the folder is there and may be written to. */
  check(folder: string): Promise<Result<void, WatchTrouble>>
  look(folder: string): Promise<Result<WatchLook, WatchTrouble>>
  /** Null: gone. */
  fingerprint(entry: WatchedEntry): Promise<string | null>
  /**
   * Moves it out of the way, with a list beside it when there is one to write (`<name>.txt`). A name that is taken there gets
   * a number. @returns the name it has now; false: it cannot be moved
   */
  setAside(folder: string, entry: WatchedEntry, where: Aside, list: string | null): Promise<string | false>
}

/** Which folder is watched (port). */
export interface WatchFolderStore {
  folder(): string | null
  set(folder: string | null, actor: string): void
}

/** Each entry as it was when it was last seen to change. */
export type SeenEntries = ReadonlyMap<string, { readonly fingerprint: string; readonly sinceMs: number }>

/** So long nothing must have changed in it: whoever writes it may take breath between two files. */
export const stillMs = 45_000

/** What is known after a look; entries that are gone are forgotten, and a clock that was set back starts anew. */
export function seenNow(entries: readonly WatchedEntry[], before: SeenEntries, nowMs: number): SeenEntries {
  return new Map(
    entries.map(({ name, fingerprint }) => {
      const known = before.get(name)
      const isSame = known?.fingerprint === fingerprint && known.sinceMs <= nowMs
      return [name, isSame ? known : { fingerprint, sinceMs: nowMs }]
    }),
  )
}

/** Nothing in it has changed for a while: whoever put it there is done. */
export function isComplete(entry: WatchedEntry, seen: SeenEntries, nowMs: number): boolean {
  const known = seen.get(entry.name)
  return known?.fingerprint === entry.fingerprint && nowMs - known.sinceMs >= stillMs
}
