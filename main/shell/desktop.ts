import { app, clipboard, dialog } from 'electron'
import { createTexts } from '../../resources/locales/texts'
import { ok } from '../core/result'
import { appearanceDesk } from './appearance'
import type { Autostart } from './autostart'
import { backupDesk } from './backup-desk'
import type { Desktop } from './handlers'
import type { PreferenceStore } from './preferences'
import type { StartDesk } from './settings-handlers'
import { openCopy } from './viewer'
import type { MainWindow } from './window'

/** What the page may ask of this computer's desktop. */
export function createDesktop(
  preferences: PreferenceStore,
  main: MainWindow,
  autostart: Autostart,
  onLanguage: () => void,
  restartHost: () => Promise<void>,
): Desktop {
  return {
    ...backupDesk(
      () => createTexts(preferences.get().language),
      () => main.window,
      restartHost,
    ),
    ...startDesk(preferences, autostart),
    ...appearanceDesk(preferences, main),
    isSetupOpen: () => preferences.get().setupOpen,
    setSetupOpen: (setupOpen) => preferences.set({ setupOpen }),
    version: app.getVersion(),
    language: () => preferences.get().language,
    setLanguage: (language) => {
      preferences.set({ language })
      onLanguage()
    },
    copy: (text) => clipboard.writeText(text),
    takeView: () => main.takeView(),
    chooseFolder: async () => {
      const texts = createTexts(preferences.get().language)
      const { window } = main
      const options = { title: texts('ui.import.chooseFolder'), properties: ['openDirectory' as const] }
      const answer = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
      return answer.filePaths[0] ?? null
    },
    choosePath: async (kind) => {
      const texts = createTexts(preferences.get().language)
      const { window } = main
      const properties: ('openDirectory' | 'openFile' | 'createDirectory' | 'showHiddenFiles')[] =
        kind === 'folder' ? ['openDirectory', 'createDirectory'] : ['openFile', 'showHiddenFiles'] // keys lie in ~/.ssh
      const options = { title: texts(`ui.choosePath.${kind}`), properties }
      const answer = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
      return answer.filePaths[0] ?? null
    },
    chooseInvoices: async () => {
      const texts = createTexts(preferences.get().language)
      const { window } = main
      const options = {
        title: texts('ui.invoices.choose'),
        filters: [{ name: texts('ui.invoices.files'), extensions: ['xml', 'pdf'] }],
        properties: ['openFile' as const, 'multiSelections' as const],
      }
      const answer = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
      return answer.filePaths
    },
    openCopy,
    chooseSaveFile: async (name) => {
      const texts = createTexts(preferences.get().language)
      const { window } = main
      const options = {
        title: texts('ui.csv.choose'),
        defaultPath: name,
        filters: [{ name: 'CSV', extensions: ['csv'] }],
        properties: ['showOverwriteConfirmation' as const],
      }
      const answer = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
      return answer.canceled || answer.filePath === '' ? null : withEnding(answer.filePath)
    },
  }
}

/** Not every system's dialog adds the ending that it offers. */
const withEnding = (path: string) => (/\.csv$/i.test(path) ? path : `${path}.csv`)

function startDesk(preferences: PreferenceStore, autostart: Autostart): StartDesk {
  return {
    startSettings: async () => ({
      startAtSignIn: autostart.isOn(),
      startMinimised: preferences.get().startMinimised,
    }),
    setStartSettings: async ({ startAtSignIn, startMinimised }) => {
      if (startMinimised !== undefined) preferences.set({ startMinimised })
      return startAtSignIn === undefined ? ok() : autostart.set(startAtSignIn)
    },
  }
}
