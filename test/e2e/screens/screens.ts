import { applyProfile, importBooks } from '../house'
import { accessScreens } from './access'
import { backupScreens, damaged } from './backups'
import { empty } from './empty'
import { houseScreens } from './house'
import { invoiceScreens } from './invoices'
import { profileScreens, stopServers } from './profiles'
import { runScreens } from './runs'
import { firstStart } from './setup'
import { furnish, go, type Stage } from './stage'
import type { World } from './world'

/** A chain at work. */
const shop: World = {
  name: 'im Betrieb',
  furnish,
  after: stopServers,
  screens: [...profileScreens, ...runScreens, ...houseScreens, ...backupScreens, ...invoiceScreens, ...accessScreens],
}

/** Books, an export and its first run. */
async function atWork(command: Stage['command'], profileDir: string): Promise<void> {
  await importBooks(command, profileDir)
  await applyProfile(command, profileDir, { name: 'Kanzlei am Markt' })
  await command(['export', 'kanzlei'])
}

const clerk = { name: 'Verkauf', password: 'noch ein langer Satz' }

/** What somebody sees who configures nothing. */
const asUser: World = {
  name: 'als Benutzer',
  entry: { as: clerk },
  before: async ({ command, profileDir }) => {
    await atWork(command, profileDir)
    await command(['user', 'add', clerk.name, '--group', 'users'], `${clerk.password}\n`)
  },
  screens: [
    ...['Schnittstellen', 'Verlauf', 'Buchhaltung', 'Einstellungen'].map((screen) => ({
      name: `${screen.toLowerCase()}-als-benutzer`,
      show: ({ page }: Stage) => go(page, screen),
    })),
    {
      name: 'stammdaten-als-benutzer',
      show: async ({ page }) => {
        await go(page, 'Stammdaten')
        await page.getByRole('tab', { name: 'Mandanten' }).click()
      },
    },
  ],
}

/** The books and the configuration belong to another computer. */
const otherWorkstation: World = {
  name: 'anderer Arbeitsplatz',
  args: ['--workstation=LADEN-2'],
  before: ({ command, profileDir }) => atWork(command, profileDir),
  screens: [
    {
      name: 'arbeitsplatz-uebernehmen',
      show: ({ page }) => page.getByText('Konfiguration für diesen Arbeitsplatz übernehmen?').waitFor(),
    },
  ],
}

/** Every screen of the program: a new one is one entry in one of these files. */
export const worlds: readonly World[] = [firstStart, empty, shop, asUser, otherWorkstation, damaged]
