import { type RunningServers, startServers } from '../../servers/servers'
import { button, delivered } from '../fixtures'
import { holdBack, letGo } from './held'
import {
  ask,
  bring,
  choose,
  demo,
  dialog,
  discard,
  editOf,
  field,
  go,
  press,
  pressEscape,
  saveProfile,
  serverTarget,
  title,
} from './stage'
import type { Screen } from './world'

let servers: RunningServers | null = null
export const stopServers = async () => servers?.stop()

/** Schnittstellen and the form of one. */
export const profileScreens: readonly Screen[] = [
  { name: 'schnittstellen', show: ({ page }) => go(page, 'Schnittstellen'), english: true },
  {
    name: 'schnittstellen-menue',
    show: async ({ page }) => {
      await press(page, `Weitere Aktionen: ${demo}`)
      await page.getByRole('menuitem').first().waitFor()
    },
    leave: pressEscape,
  },
  {
    name: 'schnittstellen-arbeitsplatz',
    show: async ({ page }) => {
      await page.getByText('Mit Arbeitsplatzeinstellungen').click()
      await page.getByText('Archiv (ruht)').waitFor()
    },
    leave: ({ page }) => page.getByText('Mit Arbeitsplatzeinstellungen').click(),
  },
  {
    name: 'schnittstelle-loeschen',
    show: async ({ page }) => {
      await press(page, 'Weitere Aktionen: Archiv (ruht)')
      await page.getByRole('menuitem', { name: 'Löschen …' }).click()
      await dialog(page).waitFor()
    },
    leave: pressEscape,
  },
  {
    name: 'export-ergebnis',
    show: async ({ page }) => {
      await press(page, 'Jetzt exportieren: Kasse stündlich')
      await page
        .getByText(delivered)
        .or(page.getByText(/Es gab nichts zu übergeben/))
        .first()
        .waitFor({ timeout: 60_000 })
    },
    leave: ({ page }) => press(page, 'Schließen'),
  },
  {
    name: 'profil-bearbeiten',
    show: async ({ page }) => {
      await press(page, editOf(demo))
      await title(page, /^Schnittstelle bearbeiten/)
    },
  },
  {
    name: 'profil-zeitplan',
    show: async ({ page }) => {
      await choose(page, /Intervall/, 'Wöchentlich an folgenden Tagen')
      await page.getByRole('button', { name: /Intervall/ }).scrollIntoViewIfNeeded()
      await page.getByRole('listitem').filter({ hasText: ', 18:30' }).first().waitFor()
    },
  },
  {
    name: 'profil-zeitplan-monat',
    show: async ({ page }) => {
      await choose(page, /Intervall/, 'Tag des Monats')
      await page.getByRole('button', { name: 'Am 1.', exact: true }).click()
      await press(page, 'Speichern')
      await page.getByText('Bitte die markierten Felder berichtigen.').waitFor()
    },
  },
  {
    name: 'profil-verlassen',
    show: async ({ page }) => {
      await press(page, 'Abbrechen')
      await page.getByRole('alertdialog').waitFor()
    },
    leave: ({ page }) => page.getByRole('alertdialog').getByRole('button', { name: 'Änderungen verwerfen' }).click(),
  },
  {
    name: 'profil-dateiname',
    show: async (stage) => {
      await press(stage.page, editOf(demo))
      await field(stage, 'Muster für Dateinamen').fill('Buchungen')
      await bring(stage.page.getByText(/^Ohne \{lauf\} heißt die Datei/))
    },
  },
  {
    name: 'profil-format',
    show: async ({ page }) => {
      await page.getByText('Einstellungen für DATEV-Format (CSV)').click()
      await bring(page.getByText('Einstellungen für DATEV-Format (CSV)'))
    },
  },
  {
    name: 'profil-format-spalten',
    show: async ({ page }) => {
      await choose(page, /Format$/, 'CSV-Tabelle (eigene Spalten)')
      await page.getByText('Einstellungen für CSV-Tabelle (eigene Spalten)').click()
      await bring(page.getByRole('button', { name: /nach hinten$/ }).nth(2))
    },
    leave: discard,
  },
  {
    name: 'profil-vorschau-laeuft',
    show: async (stage) => {
      const { page } = stage
      await press(page, editOf('Archiv (ruht)'))
      await holdBack(stage, 'profiles.preview', 'preview.progress')
      await press(page, /^Vorschau/)
      await dialog(page)
        .getByText(/Belegen gelesen$/)
        .waitFor()
    },
    leave: letGo,
  },
  {
    name: 'profil-vorschau',
    show: ({ page }) => dialog(page).getByRole('table').first().waitFor(),
    leave: async (stage) => {
      await pressEscape(stage)
      await discard(stage)
    },
  },
  {
    name: 'profil-kennwort-einsehen',
    show: async ({ page }) => {
      const chain = await ask(page, 'chain.show', {})
      await ask(page, 'chain.save', { ...chain, adminsMayRevealPasswords: true })
      await press(page, /^Bearbeiten: Zweigstelle/)
      await press(page, /gespeichertes Kennwort einsehen$/)
      await dialog(page).waitFor()
    },
    leave: async (stage) => {
      await pressEscape(stage)
      await discard(stage)
    },
  },
  {
    name: 'profil-unbekannter-server',
    show: async ({ page }) => {
      servers = await startServers(['sshd'])
      const { name: user, password } = servers.info.users.xfer
      const { port } = servers.info.servers.sshd
      const target = serverTarget({ port, directory: 'in', user })
      await saveProfile(page, { name: 'Kanzlei am Markt', target }, password)
      await press(page, editOf('Kanzlei am Markt'))
      await press(page, 'Server prüfen')
      await page.getByText('SHA256:').first().waitFor()
    },
  },
  {
    name: 'profil-test-gut',
    show: async ({ page }) => {
      await press(page, /^Stimmt überein/)
      await page.locator('.test-step').last().waitFor()
    },
    leave: discard,
  },
  {
    name: 'profil-test-gescheitert',
    show: async ({ page }) => {
      await press(page, /^Bearbeiten: Zweigstelle/)
      // Comes a moment later, and moves the button.
      await page.getByText('Heute wäre das:').first().waitFor()
      await press(page, 'Server prüfen')
      await button(page, /kopieren/)
        .first()
        .waitFor()
    },
    leave: discard,
  },
]
