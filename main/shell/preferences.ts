import { ipcMain } from 'electron'
import Store from 'electron-store'
import { z } from 'zod'
import { textSizes, themes } from '../../preload/contract/appearance'
import { languages } from '../../preload/contract/schemas'
import { UpdateSource } from '../../preload/contract/updates'

const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(300), height: z.int().min(200) })
export type Bounds = z.infer<typeof Bounds>

const Shape = z.object({
  language: z.enum(languages).catch('de'),
  theme: z.enum(themes).catch('system'),
  textSize: z.literal(textSizes).catch(100),
  bounds: Bounds.nullable().catch(null),
  maximized: z.boolean().catch(false),
  startMinimised: z.boolean().catch(false),
  /** The assistant was begun, and neither finished nor put off. */
  setupOpen: z.boolean().catch(false),
  /** Where this computer looks for new versions; the chain's IT may write it into the file. */
  updates: UpdateSource.catch({ kind: 'off' }),
  /** A person had a new version installed: the window comes back. */
  openAfterUpdate: z.boolean().catch(false),
  /** The person was told once that a closed window is not the end. */
  toldOfTray: z.boolean().catch(false),
})
export type Preferences = z.infer<typeof Shape>

/** Preferences of this computer's window, nothing else. A damaged value falls back to its default. */
export class PreferenceStore {
  #store: Store<Record<string, unknown>>

  /** @param folder the installation's folder; the file is `window.json` in it */
  constructor(folder: string) {
    this.#store = new Store<Record<string, unknown>>({
      name: 'window',
      cwd: folder,
      clearInvalidConfig: true,
      configFileMode: 0o600,
    })
    // electron-store would tell every page where the folder is.
    ipcMain.removeAllListeners('electron-store-get-data')
  }

  get(): Preferences {
    return Shape.parse(this.#store.store)
  }

  set(change: Partial<Preferences>): void {
    this.#store.set({ ...this.#store.store, ...change })
  }
}
