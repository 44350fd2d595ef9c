import { type BrowserWindow, dialog } from 'electron'
import type { Texts } from '../../resources/locales/texts'

/** Asks the person who closes a window with unsaved changes in it; staying is what Enter and Escape do. */
export function mayDiscard(window: BrowserWindow, texts: Texts): boolean {
  const buttons = [texts('ui.discard.stay'), texts('ui.discard.leave')]
  const options = {
    type: 'question' as const,
    message: texts('ui.discard.question'),
    buttons,
    defaultId: 0,
    cancelId: 0,
  }
  return dialog.showMessageBoxSync(window, options) === 1
}
