import { accessScreens } from './access'
import { empty } from './empty'
import { houseScreens } from './house'
import { profileScreens, stopServers } from './profiles'
import { runScreens } from './runs'
import { firstStart } from './setup'
import { furnish, go } from './stage'
import type { World } from './world'

/** A chain at work. */
const shop: World = {
  name: 'im Betrieb',
  furnish,
  after: stopServers,
  screens: [...profileScreens, ...runScreens, ...houseScreens, ...accessScreens],
}

const clerk = { name: 'Verkauf', password: 'noch ein langer Satz' }

/** What somebody sees who configures nothing. */
const asUser: World = {
  name: 'als Benutzer',
  entry: { as: clerk },
  before: async ({ command }) => {
    await command(['user', 'add', clerk.name, '--group', 'users'], `${clerk.password}\n`)
  },
  screens: [
    { name: 'schnittstellen-als-benutzer', show: ({ page }) => go(page, 'Schnittstellen') },
    { name: 'einstellungen-als-benutzer', show: ({ page }) => go(page, 'Einstellungen') },
  ],
}

/** Every screen of the program: a new one is one entry in one of these files. */
export const worlds: readonly World[] = [firstStart, empty, shop, asUser]
