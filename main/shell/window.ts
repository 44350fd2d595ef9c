import { join } from 'node:path'
import { BrowserWindow, nativeTheme, screen } from 'electron'
import { startPage } from './pages'
import type { Bounds, PreferenceStore } from './preferences'

const smallest = { width: 960, height: 640 }
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

/** Opens the window where it was closed last. */
export function openWindow(places: WindowPlaces, preferences: PreferenceStore): BrowserWindow {
  const { bounds, maximized } = preferences.get()
  const window = new BrowserWindow({
    ...usual,
    ...visible(bounds),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Belegbote',
    icon: places.icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
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
    },
  })
  if (maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => preferences.set({ bounds: window.getNormalBounds(), maximized: window.isMaximized() }))
  void window.loadURL(startPage)
  return window
}

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
