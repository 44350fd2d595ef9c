import { type BrowserWindow, dialog } from 'electron'
import type { Texts } from '../../resources/locales/texts'
import type { BackupDesk } from './backup-handlers'
import { momentWords } from './moment'

const filters = [{ name: 'ZIP', extensions: ['zip'] }]

/** The dialogs around backups. */
export function backupDesk(
  texts: () => Texts,
  window: () => BrowserWindow | null,
  restartHost: () => Promise<void>,
): BackupDesk {
  return {
    restartHost,
    chooseBackupPlace: async () => {
      const day = Temporal.Now.plainDateISO().toString()
      const options = {
        title: texts()('ui.backup.write'),
        defaultPath: `Belegbote-${day}.zip`,
        filters,
        properties: ['createDirectory' as const],
      }
      const over = window()
      const answer = await (over ? dialog.showSaveDialog(over, options) : dialog.showSaveDialog(options))
      if (answer.canceled || answer.filePath === '') return null
      return /\.zip$/i.test(answer.filePath) ? answer.filePath : `${answer.filePath}.zip`
    },
    chooseBackup: async () => {
      const options = { title: texts()('ui.backup.choose'), filters, properties: ['openFile' as const] }
      const over = window()
      const answer = await (over ? dialog.showOpenDialog(over, options) : dialog.showOpenDialog(options))
      return answer.filePaths[0] ?? null
    },
    tellRestored: ({ info, aside, secrets }) => {
      const say = texts()
      const moment = momentWords(say, Date.now(), Temporal.Now.timeZoneId())(info.createdMs)
      const options = {
        type: 'info' as const,
        message: say('ui.backup.restored', { moment }),
        detail: [
          say('ui.backup.restoredAsks', { moment }),
          ...(secrets === 'restored' ? [] : [say('ui.backup.restoredSecrets')]),
          say('ui.backup.restoredAside', { path: aside }),
        ].join('\n\n'),
        buttons: ['OK'],
      }
      const over = window()
      void (over ? dialog.showMessageBox(over, options) : dialog.showMessageBox(options))
    },
  }
}
