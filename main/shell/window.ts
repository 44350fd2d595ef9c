import { join } from 'node:path'
import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { ViewDto } from '../../preload/contract/dto'
import { factChannel } from '../../preload/contract/names'
import type { HostFact } from './host-protocol'
import { startPage } from './pages'
import type { Bounds, PreferenceStore } from './preferences'

const smallest = { width: 1024, height: 700 }
const usual = { width: 1280, height: 800 }
/** The page's background in both themes, so that nothing flashes before the first paint. */
const background = { light: '#f5f6f8', dark: '#14181d' }

export interface WindowPlaces {
  readonly preload: string
  readonly icon: string
}

export const windowPlaces = (outFolder: string): WindowPlaces => ({
  preload: join(outFolder, 'preload', 'index.cjs'),
  icon: join(outFolder, '..', 'resources', 'icons', 'belegbote.png'),
})

/** The one window: made when somebody wants to see it, and gone with its process when it is closed. */
export class MainWindow {
  #window: BrowserWindow | null = null
  #view: ViewDto | null = null

  /**
   * @param on `closed`: the window is gone; `quitKey`: the person pressed Ctrl+Q (⌘Q) in it; `mayDiscard`: it is being
   *   closed with unsaved changes in it
   */
  constructor(
    private readonly places: WindowPlaces,
    private readonly preferences: PreferenceStore,
    private readonly on: {
      readonly closed: () => void
      readonly quitKey: () => void
      readonly mayDiscard: (window: BrowserWindow) => boolean
    },
  ) {}

  /** For dialogs that belong to it. */
  get window(): BrowserWindow | null {
    return this.#window
  }

  /** Brings the window to the front, and the page to this view. */
  show(view: ViewDto | null = null): void {
    if (view) this.#view = view
    if (!this.#window) this.#open()
    else {
      if (this.#window.isMinimized()) this.#window.restore()
      this.#window.show()
      this.#window.focus()
      if (view) this.tell({ name: 'view.requested', data: {} })
    }
  }

  /** The page asks for it when it starts, and whenever it hears `view.requested`: none is lost in between. */
  takeView(): ViewDto | null {
    const view = this.#view
    this.#view = null
    return view
  }

  tell(fact: HostFact): void {
    this.#window?.webContents.send(factChannel, fact.name, fact.data)
  }

  /** The theme or the size of the text was changed. */
  redraw(): void {
    const window = this.#window
    if (!window) return
    window.setBackgroundColor(ground())
    window.webContents.setZoomFactor(zoomOf(this.preferences))
  }

  #open(): void {
    const window = openWindow(this.places, this.preferences)
    this.#window = window
    window.on('closed', () => {
      this.#window = null
      this.#view = null
      this.on.closed()
    })
    window.webContents.on('will-prevent-unload', (event) => {
      if (this.on.mayDiscard(window)) event.preventDefault() // lets it close
    })
    // There is no menu that could hold the key.
    window.webContents.on('before-input-event', (event, input) => {
      if (input.type !== 'keyDown' || input.key.toLowerCase() !== 'q' || !(input.control || input.meta)) return
      event.preventDefault()
      this.on.quitKey()
    })
  }
}

/** Opens the window where it was closed last. */
function openWindow(places: WindowPlaces, preferences: PreferenceStore): BrowserWindow {
  const { bounds, maximized } = preferences.get()
  const window = new BrowserWindow({
    ...usual,
    ...visible(bounds),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Belegbote',
    icon: places.icon,
    backgroundColor: ground(),
    webPreferences: {
      preload: places.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      zoomFactor: zoomOf(preferences),
    },
  })
  if (maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => preferences.set({ bounds: window.getNormalBounds(), maximized: window.isMaximized() }))
  // Chromium remembers a zoom of its own for the page; ours is set before the first paint.
  window.webContents.on('did-navigate', () => window.webContents.setZoomFactor(zoomOf(preferences)))
  void window.loadURL(startPage)
  return window
}

const ground = () => (nativeTheme.shouldUseDarkColors ? background.dark : background.light)
const percent = 100
const zoomOf = (preferences: PreferenceStore) => preferences.get().textSize / percent

/** The last place, unless its screen is gone. */
function visible(bounds: Bounds | null): Partial<Bounds> {
  if (!bounds) return {}
  const area = screen.getDisplayMatching(bounds).workArea
  const inside =
    bounds.x < area.x + area.width - 80 &&
    bounds.x + bounds.width > area.x + 80 &&
    bounds.y >= area.y &&
    bounds.y < area.y + area.height - 80
  return inside ? bounds : { width: bounds.width, height: bounds.height }
}
