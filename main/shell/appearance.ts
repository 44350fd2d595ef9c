import { nativeTheme } from 'electron'
import type { AppearanceDesk } from './appearance-handlers'
import type { PreferenceStore } from './preferences'
import type { MainWindow } from './window'

/**
 * Theme and size of the text, kept with the window's other preferences. The theme stands before a window is made, so that
 * nothing flashes. The size is the page's zoom: the layout then sees a smaller window and arranges itself for it (ADR 0108).
 */
export function appearanceDesk(preferences: PreferenceStore, main: MainWindow): AppearanceDesk {
  nativeTheme.themeSource = preferences.get().theme
  return {
    appearance: () => {
      const { theme, textSize } = preferences.get()
      return { theme, textSize }
    },
    setAppearance: (appearance) => {
      preferences.set(appearance)
      nativeTheme.themeSource = appearance.theme
      main.redraw()
    },
  }
}
