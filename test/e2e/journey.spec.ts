import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { type RunningServers, startServers } from '../servers/servers'
import { account, button, delivered, expect, signIn, test } from './fixtures'

let servers: RunningServers
test.beforeAll(async () => {
  test.setTimeout(120_000)
  servers = await startServers(['sshd'])
})
test.afterAll(() => servers.stop())

/** A person without a mouse: what has the focus can be seen, and is acted on by keys. */
class Keys {
  constructor(private readonly page: Page) {}

  async to(target: Locator): Promise<void> {
    await target.waitFor()
    for (let presses = 0; presses < 120; presses++) {
      if (await target.evaluate((element) => element === document.activeElement)) {
        const outline = await this.page.evaluate(() => {
          const { outlineStyle, borderColor } = getComputedStyle(document.activeElement ?? document.body)
          return { outlineStyle, borderColor }
        })
        expect(outline).not.toEqual({ outlineStyle: 'none', borderColor: 'rgba(0, 0, 0, 0)' })
        return
      }
      await this.page.keyboard.press('Tab')
    }
    throw new Error(`Tab does not reach ${String(target)}`)
  }

  async press(name: string | RegExp): Promise<void> {
    await this.to(button(this.page, name).first())
    await this.page.keyboard.press('Enter')
  }

  async type(label: string, text: string): Promise<void> {
    await this.to(
      this.page
        .getByRole('textbox', { name: label, exact: true })
        .or(this.page.locator('input[type=password]').and(this.page.getByLabel(label, { exact: true })))
        .first(),
    )
    await this.page.keyboard.type(text)
  }
}

const title = (page: Page, name: string) => expect(page.getByRole('heading', { level: 1, name })).toBeVisible()

test('from the first start to the first export on a real server, without a mouse', async ({ open }) => {
  test.setTimeout(300_000) // the whole way, typed by hand on a busy machine
  const { app, page, complaints } = await open([], { signIn: false })
  const keys = new Keys(page)
  await title(page, 'Ersten Administrator anlegen')
  await keys.type('Name', account.name)
  await keys.type('Kennwort', account.password)
  await keys.type('Kennwort wiederholen', account.password)
  await page.keyboard.press('Enter')

  await title(page, 'Ihre Buchhaltung')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await keys.press('Demo-Buchhaltung anlegen')
  await expect(page.getByText(/^Eingelesen: /)).toBeVisible({ timeout: 60_000 })
  await keys.press('Weiter')

  await title(page, 'Wo steht dieser Rechner?')
  await keys.press(/Filiale dieses Arbeitsplatzes/)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await keys.press('Übernehmen und weiter')

  await title(page, 'Erste Schnittstelle zur Kanzlei')
  const { xfer } = servers.info.users
  const { port, hostKeys } = servers.info.servers.sshd
  await keys.type('Bezeichnung', 'Kanzlei Müller')
  await keys.type('FTP Hostname', '127.0.0.1')
  await keys.type('Port', String(port))
  await keys.type('Verzeichnis', 'in')
  await keys.type('Benutzer', xfer.name)
  await keys.type('Passwort', xfer.password)
  // A slip of the hand costs nothing.
  await page.keyboard.press('Escape')
  await expect(page.getByLabel('Bezeichnung', { exact: true })).toHaveValue('Kanzlei Müller')
  await keys.to(page.getByRole('listbox', { name: 'Mandant' }).getByRole('option').first())
  await page.keyboard.press('Space')
  await keys.press('Speichern und weiter')

  await title(page, 'Verbindung testen')
  await keys.press('Server prüfen')
  await expect(page.locator('.fingerprint')).toBeVisible()
  expect(hostKeys).toContain(await page.locator('.fingerprint').textContent())
  await keys.press('Stimmt überein: vertrauen und weiter prüfen')
  await expect(page.getByText('Alle Schritte sind gelungen. Der Export kann hier abliefern.')).toBeVisible()
  await keys.press('Weiter')

  await title(page, 'Erster Export')
  await keys.press('Jetzt exportieren')
  await expect(page.getByText(delivered)).toBeVisible({ timeout: 60_000 })
  await keys.press('Fertig: zu den Schnittstellen')

  await title(page, 'Schnittstellen')
  await expect(page.getByRole('row', { name: /Kanzlei Müller/ })).toContainText('übergeben')
  await keys.press('Verlauf')
  await expect(page.getByRole('heading', { name: 'Lauf 1: Kanzlei Müller' })).toBeVisible()
  const found = await page.evaluate(() =>
    window.belegbote.call('runs.list', { profileId: null, state: null, limit: 10 }),
  )
  const files = found.ok ? (found.value[0]?.files ?? []) : []
  expect(files.length).toBeGreaterThan(0)
  const folder = join(servers.info.homes, xfer.name, 'in')
  expect(readdirSync(folder).toSorted()).toEqual(files.map(({ name }) => name).toSorted())
  for (const { name, sizeBytes } of files) expect(readFileSync(join(folder, name)).length).toBe(sizeBytes)
  expect(complaints).toEqual([])
  await app.close()

  // Finished: it does not come up again, and Einstellungen lead to it.
  const again = await open([], { signIn: false }) // the assistant made the account
  await signIn(again.page, account)
  await title(again.page, 'Schnittstellen')
  const keysAgain = new Keys(again.page)
  await keysAgain.press('Einstellungen')
  await keysAgain.press('Assistenten öffnen')
  await expect(again.page.getByRole('navigation', { name: 'Schritte der Ersteinrichtung' })).toBeVisible()
  await title(again.page, 'Erster Export')
})

test('what was put off comes back, and what was typed is not lost on the way', async ({ open }) => {
  test.setTimeout(180_000)
  const first = await open([], { signIn: false })
  const keys = new Keys(first.page)
  await keys.type('Name', account.name)
  await keys.type('Kennwort', account.password)
  await keys.type('Kennwort wiederholen', account.password)
  await first.page.keyboard.press('Enter')
  await keys.press('Demo-Buchhaltung anlegen')
  await expect(first.page.getByText(/^Eingelesen: /)).toBeVisible({ timeout: 60_000 })
  await keys.press(/^Schnittstelle/)
  await keys.type('Bezeichnung', 'Halb fertig')
  await keys.press(/^Filiale/)
  await title(first.page, 'Wo steht dieser Rechner?')
  await keys.press(/^Schnittstelle/)
  await expect(first.page.getByLabel('Bezeichnung', { exact: true })).toHaveValue('Halb fertig')
  await keys.press('Später fertigstellen')
  await expect(first.page.getByRole('alertdialog')).toBeVisible()
  await first.page.keyboard.press('Escape')
  await expect(first.page.getByLabel('Bezeichnung', { exact: true })).toHaveValue('Halb fertig')
  await first.app.close()

  // Neither finished nor put off: the next start goes on with the first step that is not done.
  const second = await open([], { signIn: false })
  await title(second.page, 'Anmelden')
  await new Keys(second.page).type('Name', account.name)
  await new Keys(second.page).type('Kennwort', account.password)
  await second.page.keyboard.press('Enter')
  await title(second.page, 'Wo steht dieser Rechner?')
  await new Keys(second.page).press('Später fertigstellen')
  await title(second.page, 'Schnittstellen')
  await second.app.close()
})

test('theme and text size stand at the next start', async ({ open }) => {
  const first = await open()
  await first.page.emulateMedia({ colorScheme: null })
  const set = await first.page.evaluate(() => window.belegbote.call('appearance.set', { theme: 'dark', textSize: 150 }))
  expect(set).toEqual({ ok: true, value: { theme: 'dark', textSize: 150 } })
  const look = (page: Page) =>
    page.evaluate(() => ({
      ground: getComputedStyle(document.body).backgroundColor,
      zoom: Math.round((outerWidth / innerWidth) * 10) / 10,
    }))
  const dark = { ground: 'rgb(20, 24, 29)', zoom: 1.5 }
  await expect.poll(() => look(first.page)).toEqual(dark)
  await first.app.close()
  const second = await open()
  await second.page.emulateMedia({ colorScheme: null })
  await expect.poll(() => look(second.page)).toEqual(dark)
  expect(await second.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
})
