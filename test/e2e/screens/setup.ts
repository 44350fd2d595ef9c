import { button, delivered } from '../fixtures'
import { field, press, pressEscape, type Stage, title } from './stage'
import type { World } from './world'

const password = 'ein langer Satz zum Anmelden'
const step = async ({ page }: Stage, name: string) => {
  await page
    .getByRole('navigation')
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click()
}

/** The assistant, step by step. */
export const firstStart: World = {
  name: 'Ersteinrichtung',
  entry: { signIn: false },
  screens: [
    {
      name: 'einrichtung-administrator',
      show: ({ page }) => title(page, 'Ersten Administrator anlegen'),
    },
    {
      name: 'einrichtung-buchhaltung',
      show: async (stage) => {
        const { page } = stage
        await field(stage, 'Name').fill('Inhaberin')
        await page.getByLabel('Kennwort', { exact: true }).fill(password)
        await page.getByLabel('Kennwort wiederholen', { exact: true }).fill(password)
        await page.keyboard.press('Enter')
        await title(page, 'Ihre Buchhaltung')
      },
    },
    {
      name: 'einrichtung-schnittstelle-ohne-buchhaltung',
      show: async (stage) => {
        await step(stage, 'Schnittstelle')
        await title(stage.page, 'Erste Schnittstelle zur Kanzlei')
      },
    },
    { name: 'einrichtung-test-ohne-schnittstelle', show: (stage) => step(stage, 'Verbindungstest') },
    {
      name: 'einrichtung-buchhaltung-fertig',
      show: async (stage) => {
        await step(stage, 'Buchhaltung')
        await press(stage.page, 'Demo-Buchhaltung anlegen')
        await stage.page.getByText(/^Eingelesen: /).waitFor({ timeout: 60_000 })
      },
    },
    {
      name: 'einrichtung-filiale',
      show: async ({ page }) => {
        await press(page, 'Weiter')
        await button(page, 'Übernehmen und weiter').waitFor()
      },
    },
    {
      name: 'einrichtung-schnittstelle',
      show: async ({ page }) => {
        await press(page, 'Übernehmen und weiter')
        await title(page, 'Erste Schnittstelle zur Kanzlei')
      },
    },
    {
      name: 'einrichtung-schnittstelle-fehler',
      show: async ({ page }) => {
        await press(page, 'Speichern und weiter')
        await page.getByText('Bitte die markierten Felder berichtigen.').waitFor()
      },
    },
    {
      name: 'einrichtung-verlassen',
      show: async (stage) => {
        await field(stage, 'FTP Hostname').fill('sftp.kanzlei.example.de')
        await press(stage.page, 'Später fertigstellen')
        await stage.page.getByRole('alertdialog').waitFor()
      },
      leave: pressEscape,
    },
    {
      name: 'einrichtung-test',
      show: async (stage) => {
        await press(stage.page, 'Demo-Schnittstelle anlegen')
        await press(stage.page, 'Server prüfen')
        await stage.page.locator('.test-step').nth(2).waitFor()
      },
    },
    {
      name: 'einrichtung-export',
      show: async (stage) => {
        await step(stage, 'Erster Export')
        await title(stage.page, 'Erster Export')
      },
    },
    {
      name: 'einrichtung-fertig',
      show: async ({ page }) => {
        await press(page, 'Jetzt exportieren')
        await page.getByText(delivered).waitFor({ timeout: 60_000 })
      },
    },
  ],
}
