import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { ElectronApplication, Page } from '@playwright/test'
import { account, again, button, expect, signIn, test, withDemoProfile } from './fixtures'

// Starts the app up to three times; the limit only ends what hangs.
test.describe.configure({ timeout: 300_000 })

/** The system's dialogs answer by themselves; what they say is kept. */
async function answerDialogs(app: ElectronApplication, path: string): Promise<void> {
  await again(() =>
    app.evaluate(({ dialog }, file) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: file })
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [file] })
      dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false })
    }, path),
  )
}

async function expectAccessible(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const { violations } = await new AxeBuilder({ page }).exclude('.sidebar').setLegacyMode().analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
  ).toEqual([])
}

test('a damaged database runs nothing, and gives way to the last backup', async ({ open, command, profileDir }) => {
  const first = await open()
  await first.app.close()
  const file = join(profileDir, 'von-hand.zip')
  await command(['backup', file])
  mkdirSync(join(profileDir, 'backups'), { recursive: true })
  copyFileSync(file, join(profileDir, 'backups', 'belegbote-2026-11-24T010000Z.zip'))
  const database = join(profileDir, 'belegbote.db')
  writeFileSync(database, 'no database at all '.repeat(1_000))
  const damaged = readFileSync(database)

  const { app, page, complaints } = await open([], { signIn: false })
  await expect(page.getByRole('heading', { name: 'Die Datenbank lässt sich nicht öffnen' })).toBeVisible()
  await expect(page.getByText(/sie ist beschädigt oder gehört nicht zu Belegbote/)).toBeVisible()
  await expect(page.getByText(/Die letzte tägliche Sicherung ist vom 24\.11\.2026/)).toBeVisible()
  await expectAccessible(page)
  expect(readFileSync(database).equals(damaged)).toBe(true)

  await answerDialogs(app, file)
  await button(page, 'Letzte Sicherung wiederherstellen …').press('Enter')
  await expect(page.getByRole('alertdialog')).toContainText('fragen Läufe mit Belegen bis heute')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
  await button(page, 'Letzte Sicherung wiederherstellen …').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Wiederherstellen', exact: true }).click()
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor()
  await signIn(page, account)
  await expect(button(page, 'Einstellungen')).toBeVisible()
  const aside = readdirSync(join(profileDir, 'backups')).find((name) => name.startsWith('replaced-'))
  expect(readFileSync(join(profileDir, 'backups', aside ?? '', 'belegbote.db')).equals(damaged)).toBe(true)
  expect(complaints).toEqual([])
})

test('a file is written from the settings, and brings its state back', async ({ open, profileDir }) => {
  const { app, page, complaints } = await open()
  await withDemoProfile(page)
  const file = join(profileDir, 'von-hand.zip')
  await answerDialogs(app, file)
  await button(page, 'Einstellungen').click()
  await page.getByRole('heading', { name: 'Sicherung', exact: true }).waitFor()
  await button(page, 'Jetzt sichern …').click()
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Passphrase für die Kennwörter (freiwillig)' }).fill('kurz')
  await button(page, 'Datei wählen …').click()
  await expect(page.getByText(/braucht mindestens 10 Zeichen/)).toBeVisible()
  await page.getByRole('textbox', { name: 'Passphrase für die Kennwörter (freiwillig)' }).fill('')
  await button(page, 'Datei wählen …').click()
  await expect(page.getByText(/Gesichert: von-hand\.zip/)).toBeVisible()
  expect(existsSync(file)).toBe(true)

  await button(page, 'Aus Sicherung wiederherstellen …').click()
  await expect(page.getByRole('alertdialog')).toContainText('ersetzt Einstellungen, Verlauf und Bücher')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Wiederherstellen', exact: true }).click()
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor()
  await signIn(page, account)
  await expect(button(page, 'Einstellungen')).toBeVisible()
  expect(complaints).toEqual([])
})
