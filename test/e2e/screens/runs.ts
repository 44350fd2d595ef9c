import { demo, dialog, go, press, pressEscape } from './stage'
import type { Screen } from './world'

/** Verlauf. */
export const runScreens: readonly Screen[] = [
  { name: 'verlauf', show: ({ page }) => go(page, 'Verlauf'), english: true },
  {
    name: 'verlauf-filter',
    show: async ({ page }) => {
      await press(page, /Ergebnis$/)
      await page.getByRole('listbox', { name: 'Ergebnis' }).waitFor()
    },
    leave: async ({ page }) => {
      await page.keyboard.press('Escape')
      await page.getByRole('listbox', { name: 'Ergebnis' }).waitFor({ state: 'detached' })
    },
  },
  {
    name: 'verlauf-tage',
    show: async ({ page }) => {
      await page.getByRole('tab', { name: 'Kalender' }).or(page.locator('.look').nth(1)).first().click()
      await page.getByRole('grid').or(page.locator('.days')).first().waitFor()
    },
    leave: ({ page }) => page.locator('.look').first().click(),
  },
  {
    name: 'lauf-uebergeben',
    show: async ({ page }) => {
      await page
        .getByRole('listbox')
        .getByRole('option', { name: new RegExp(demo) })
        .first()
        .click()
      await page.getByRole('heading', { name: new RegExp(`^Lauf \\d+: ${demo}`) }).waitFor()
    },
  },
  {
    name: 'lauf-belege',
    show: async ({ page }) => {
      await page.getByRole('tab', { name: /^Belege/ }).click()
      await page.getByRole('rowheader').first().waitFor()
    },
  },
  { name: 'lauf-protokoll', show: ({ page }) => page.getByRole('tab', { name: 'Protokoll' }).click() },
  {
    name: 'lauf-erneut-senden',
    show: async ({ page }) => {
      await press(page, /erneut senden/)
      await dialog(page).waitFor()
    },
    leave: pressEscape,
  },
  {
    name: 'lauf-freigeben',
    show: async ({ page }) => {
      await press(page, 'Lauf freigeben …')
      await dialog(page).waitFor()
    },
    leave: pressEscape,
  },
  {
    name: 'lauf-wartet',
    show: async ({ page }) => {
      await page
        .getByRole('listbox')
        .getByRole('option', { name: /Zweigstelle/ })
        .first()
        .click()
      await page.getByRole('heading', { name: /^Lauf \d+: Zweigstelle/ }).waitFor()
    },
  },
  {
    name: 'lauf-angehalten',
    show: async ({ page }) => {
      await page
        .getByRole('listbox')
        .getByRole('option', { name: /Monatsabschluss/ })
        .first()
        .click()
      await page.getByRole('heading', { name: /^Lauf \d+: Monatsabschluss/ }).waitFor()
    },
  },
]
