import { choose, closeWithChanges, dialog, go, press, pressEscape, type Stage } from './stage'
import type { Screen } from './world'

/** Buchhaltung, Stammdaten, Benutzer, Einstellungen. */
export const houseScreens: readonly Screen[] = [
  { name: 'buchhaltung', show: ({ page }) => go(page, 'Buchhaltung'), english: true },
  { name: 'stammdaten-filialkette', show: ({ page }) => go(page, 'Stammdaten') },
  ...(['Mandanten', 'Filialen', 'Belegarten', 'Zahlungsarten'] as const).map((tab) => ({
    name: `stammdaten-${tab.toLowerCase()}`,
    show: ({ page }: Stage) => page.getByRole('tab', { name: tab }).click(),
  })),
  {
    name: 'stammdaten-mandant-bearbeiten',
    show: async ({ page }) => {
      await page.getByRole('tab', { name: 'Mandanten' }).click()
      await press(page, /^Bearbeiten/)
      await dialog(page).waitFor()
    },
    leave: pressEscape,
  },
  {
    name: 'stammdaten-steuerschluessel',
    show: async ({ page }) => {
      await press(page, /^Steuerschlüssel/)
      await dialog(page).waitFor()
      await press(page, 'Schlüssel hinzufügen')
    },
    leave: closeWithChanges,
  },
  { name: 'benutzer', show: ({ page }) => go(page, 'Benutzer') },
  {
    name: 'benutzer-anlegen',
    show: async ({ page }) => {
      await press(page, /Benutzer anlegen|Neuer Benutzer|hinzufügen/)
      await dialog(page).waitFor()
    },
    leave: pressEscape,
  },
  ...(
    [
      ['benutzer-bearbeiten', 'Name und Gruppe ändern'],
      ['benutzer-kennwort', 'Neues Kennwort setzen'],
      ['benutzer-deaktivieren', 'Deaktivieren'],
      ['benutzer-entfernen', 'Entfernen'],
    ] as const
  ).map(([name, deed]) => ({
    name,
    show: async ({ page }: Stage) => {
      await press(page, /Verkauf/)
      await page.getByRole('menuitem', { name: deed }).click()
      await dialog(page).waitFor()
    },
    leave: pressEscape,
  })),
  { name: 'einstellungen', show: ({ page }) => go(page, 'Einstellungen'), english: true },
  {
    name: 'einstellungen-fehler',
    show: async ({ page }) => {
      await choose(page, /Anbieter$/, 'Microsoft 365')
      await page.getByText('Woher bekomme ich diese Angaben?').click()
      await press(page, 'Speichern')
      await page.getByText('Bitte die markierten Felder berichtigen.').waitFor()
    },
  },
  {
    name: 'einstellungen-verlassen',
    show: async ({ page }) => {
      await press(page, 'Verlauf')
      await page.getByRole('alertdialog').waitFor()
    },
    leave: ({ page }) => page.getByRole('alertdialog').getByRole('button', { name: 'Änderungen verwerfen' }).click(),
  },
]
