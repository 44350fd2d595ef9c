import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { again, button } from '../fixtures'
import { bring, dialog, go, press, pressEscape, type Stage, title } from './stage'
import type { Screen, World } from './world'

/** The system's dialogs answer by themselves. */
async function answerWith({ app }: Stage, file: string): Promise<void> {
  await again(() =>
    app.evaluate(({ dialog: dialogs }, path) => {
      dialogs.showSaveDialog = async () => ({ canceled: false, filePath: path })
      dialogs.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
      dialogs.showMessageBox = async () => ({ response: 0, checkboxChecked: false })
    }, file),
  )
}

/** Sicherung in the settings. */
export const backupScreens: readonly Screen[] = [
  {
    name: 'einstellungen-sicherung',
    show: async ({ page }) => {
      await go(page, 'Einstellungen')
      await bring(button(page, 'Jetzt sichern …'))
    },
  },
  {
    name: 'sicherung-schreiben',
    show: async ({ page }) => {
      await press(page, 'Jetzt sichern …')
      await dialog(page).waitFor()
    },
    leave: pressEscape,
  },
  {
    name: 'sicherung-wiederherstellen',
    show: async (stage) => {
      const { page } = stage
      await answerWith(stage, join(stage.profileDir, 'Belegbote-Sicherung.zip'))
      await press(page, 'Jetzt sichern …')
      await press(page, 'Datei wählen …')
      await page.getByText(/^Gesichert: /).waitFor({ timeout: 60_000 })
      await press(page, 'Aus Sicherung wiederherstellen …')
      await page.getByRole('alertdialog').waitFor()
    },
    leave: pressEscape,
  },
]

/** No database opens; there is a backup of yesterday. */
export const damaged: World = {
  name: 'beschädigte Datenbank',
  entry: { signIn: false },
  before: async ({ command, profileDir }) => {
    const file = join(profileDir, 'von-hand.zip')
    await command(['backup', file])
    mkdirSync(join(profileDir, 'backups'), { recursive: true })
    copyFileSync(file, join(profileDir, 'backups', 'belegbote-2026-11-24T010000Z.zip'))
    writeFileSync(join(profileDir, 'belegbote.db'), 'no database at all '.repeat(1_000))
  },
  screens: [
    { name: 'datenbank-beschaedigt', show: ({ page }) => title(page, 'Die Datenbank lässt sich nicht öffnen') },
    {
      name: 'datenbank-wiederherstellen',
      show: async ({ page }) => {
        await press(page, 'Letzte Sicherung wiederherstellen …')
        await page.getByRole('alertdialog').waitFor()
      },
      leave: pressEscape,
    },
  ],
}
