import { account, button, killHost, signIn } from '../fixtures'
import { ask, dialog, field, go, press, pressEscape, title } from './stage'
import type { Screen } from './world'

/** What stands over or before the screens. */
export const accessScreens: readonly Screen[] = [
  {
    name: 'zeitplan-anhalten',
    show: async ({ page }) => {
      await press(page, 'Zeitplan anhalten')
      await page.getByRole('menuitem').first().waitFor()
    },
    leave: pressEscape,
  },
  {
    name: 'zeitplan-angehalten',
    show: async ({ page }) => {
      await ask(page, 'schedule.pause', { span: 'tomorrow' })
      await go(page, 'Schnittstellen')
      await page.getByText(/^Der Zeitplan ist angehalten/).waitFor()
    },
    leave: async ({ page }) => {
      await ask(page, 'schedule.resume', {})
    },
  },
  {
    name: 'benutzermenue',
    show: async ({ page }) => {
      await press(page, /^Angemeldet/)
      await page.getByRole('menuitem').first().waitFor()
    },
    leave: pressEscape,
  },
  {
    name: 'kennwort-aendern',
    show: async ({ page }) => {
      await press(page, /^Angemeldet/)
      await page.getByRole('menuitem', { name: /Kennwort/ }).click()
      await dialog(page).waitFor()
    },
    leave: pressEscape,
  },
  {
    name: 'gesperrt',
    show: async ({ page }) => {
      await ask(page, 'access.lock', {})
      await title(page, 'Bildschirm gesperrt')
    },
  },
  {
    name: 'anmelden',
    show: async ({ page }) => {
      await press(page, 'Abmelden')
      await title(page, 'Anmelden')
    },
  },
  {
    name: 'anmelden-falsch',
    show: async (stage) => {
      await field(stage, 'Name').fill('Inhaberin')
      await stage.page.getByLabel('Kennwort', { exact: true }).fill('falsch falsch')
      await stage.page.keyboard.press('Enter')
      await stage.page.getByText(/^Die Anmeldung ist nicht gelungen/).waitFor()
    },
  },
  {
    name: 'dienst-angehalten',
    show: async (stage) => {
      const { page } = stage
      for (let death = 0; death < 2; death++) {
        await title(page, 'Anmelden')
        await signIn(page, account)
        await page.getByRole('navigation').waitFor()
        await killHost(stage)
      }
      await button(page, 'Hintergrunddienst neu starten').waitFor()
    },
  },
]
