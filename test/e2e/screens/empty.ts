import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { button } from '../fixtures'
import { holdBack, letGo } from './held'
import { discard, go, press, title } from './stage'
import type { World } from './world'

/** Nothing is there yet. */
export const empty: World = {
  name: 'ohne Daten',
  screens: [
    { name: 'schnittstellen-ohne-buchhaltung', show: ({ page }) => go(page, 'Schnittstellen') },
    { name: 'verlauf-leer', show: ({ page }) => go(page, 'Verlauf') },
    { name: 'buchhaltung-leer', show: ({ page }) => go(page, 'Buchhaltung') },
    {
      name: 'buchhaltung-fehlerliste',
      show: async ({ app, page, profileDir }) => {
        const folder = join(profileDir, 'uebergabe')
        mkdirSync(folder, { recursive: true })
        writeFileSync(join(folder, 'mandanten.csv'), 'mandant;name\nM1;Optik\n')
        writeFileSync(join(folder, 'belegarten.csv'), 'belegart;name;art\nRE;Rechnung;rechnung\n')
        writeFileSync(
          join(folder, 'belege.csv'),
          'mandant;beleg;belegnummer;belegart;belegdatum\nM1;1;RE-1;RE;2026-02-30\nM1;2;RE-2;XX;2026-02-03\n',
        )
        await app.evaluate(({ dialog: dialogs }, path) => {
          dialogs.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
        }, folder)
        await press(page, 'Übergabeordner einlesen …')
        await page.getByText('2026-02-30').first().waitFor()
      },
    },
    {
      name: 'buchhaltung-einlesen',
      show: async (stage) => {
        const { page } = stage
        await holdBack(stage, 'ledger.createDemo', 'import.progress')
        await press(page, 'Demo-Buchhaltung anlegen')
        await button(page, /^Buchhaltung ?Einlesen läuft$/).waitFor()
        await button(page, 'Einlesen abbrechen').scrollIntoViewIfNeeded()
      },
      leave: letGo,
    },
    {
      name: 'schnittstellen-leer',
      show: async ({ page }) => {
        await page.getByRole('button', { name: 'Buchhaltung', exact: true }).waitFor({ timeout: 60_000 })
        await go(page, 'Schnittstellen')
        await button(page, 'Demo-Schnittstelle anlegen').waitFor()
      },
    },
    {
      name: 'profil-neu',
      show: async ({ page }) => {
        await press(page, 'Neue Schnittstelle')
        await title(page, 'Neue Schnittstelle')
      },
      english: true,
    },
    {
      name: 'profil-fehler',
      show: async (stage) => {
        await press(stage.page, 'Speichern')
        await stage.page.locator('.field-error').first().waitFor()
      },
      leave: discard,
    },
  ],
}
