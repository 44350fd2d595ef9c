import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import {
  button,
  delivered,
  expect,
  type Opened,
  resize,
  shots,
  test,
  withDemoLedger,
  withDemoProfile,
} from './fixtures'

const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const

/** Looks at the screen as it stands: in both themes no violation, and a picture in both sizes. */
async function inspect(opened: Opened, name: string): Promise<void> {
  const { page } = opened
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // Legacy mode: the other one opens a page of its own, which this app refuses.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
    expect.soft(found, `${name}, ${colorScheme}`).toEqual([])
    for (const { width, height } of sizes) {
      await resize(opened, width, height)
      await page.screenshot({ path: join(shots, `${name}-${colorScheme}-${width}.png`), animations: 'disabled' })
    }
    await resize(opened, 1280, 800)
  }
  await expectNoSideways(page, name)
}

type Command = (args: readonly string[], input?: string) => Promise<string>

async function expectNoSideways(page: Page, name: string): Promise<void> {
  const wide = await page.evaluate(() => {
    const main = document.querySelector('main')
    return main ? main.scrollWidth - main.clientWidth : -1
  })
  expect.soft(wide, `${name} is wider than the window`).toBe(0)
}

test('every screen can be used by everyone', async ({ open }) => {
  test.setTimeout(300_000) // ten screens, each in two themes and two sizes
  const opened = await open()
  const { page, complaints } = opened
  await inspect(opened, '01-no-ledger')
  await withDemoLedger(page)
  await inspect(opened, '02-no-export')
  await withDemoProfile(page, { hasLedger: true })
  await inspect(opened, '03-exports')
  await button(page, /^Jetzt exportieren/).click()
  await expect(page.getByText(delivered)).toBeVisible({ timeout: 60_000 })
  await inspect(opened, '04-exported')
  await button(page, 'Details').click()
  await page.getByRole('heading', { name: /^Lauf 1/ }).waitFor()
  await inspect(opened, '05-run')
  await page.getByRole('tab', { name: /^Belege/ }).click()
  await page.getByRole('rowheader').first().waitFor()
  await inspect(opened, '06-documents')
  await page.getByRole('tab', { name: 'Protokoll' }).click()
  await inspect(opened, '07-journal')
  await button(page, 'Lauf freigeben …').click()
  await page.getByRole('alertdialog').waitFor()
  await inspect(opened, '08-release')
  await page.keyboard.press('Escape')
  await button(page, /^Alle Schnittstelle/).click()
  await page.getByRole('listbox', { name: 'Schnittstelle' }).waitFor()
  await inspect(opened, '09-filter')
  await page.keyboard.press('Escape')
  await button(page, 'Buchhaltung').click()
  await page.getByRole('heading', { name: 'Buchhaltung einlesen' }).waitFor()
  await inspect(opened, '10-ledger')
  for (const screen of ['Schnittstellen', 'Verlauf', 'Buchhaltung', 'Einstellungen']) {
    await resize(opened, 1024, 700)
    await button(page, screen).click()
    await page.getByRole('heading', { name: screen, exact: true }).waitFor()
    await expectNoSideways(page, `${screen} at 1024`)
    await page.screenshot({ path: join(shots, `11-small-${screen}.png`) })
  }
  expect(complaints).toEqual([])
})

test('what went wrong can be read by everyone', async ({ open }) => {
  const first = await open()
  await withDemoProfile(first.page)
  await first.app.close()
  const opened = await open(['--workstation=LADEN-2'])
  await expect(opened.page.getByText('Konfiguration für diesen Arbeitsplatz übernehmen?')).toBeVisible()
  await inspect(opened, '12-not-adopted')
})

const target = { protocol: 'sftp', host: '127.0.0.1', port: 9, directory: 'eingang', user: 'stb' }
const selection = { mandants: ['M1'], documentTypes: ['RE'] }
const schedule = { interval: 'daily', time: '18:30' }

/** A second profile whose server nobody answers for: its first run fails. */
async function withTrouble({ page }: Opened, profileDir: string, command: Command): Promise<void> {
  const file = join(profileDir, 'zweigstelle.json')
  const name = 'Zweigstelle Bad Münstereifel an die Steuerberatungsgesellschaft'
  const email = ['buchhaltung@optik-beispiel.example.de']
  const settings = { id: 'zweigstelle', name, target, selection, schedule, format: 'datev-csv', email }
  writeFileSync(file, JSON.stringify(settings))
  await command(['profile', 'apply', file])
  await command(['profile', 'secret', 'zweigstelle'], 'geheim')
  await page.evaluate(() => window.belegbote.call('export.runNow', { profileId: 'zweigstelle' }))
}

test('schedule, mail server and trouble can be used by everyone', async ({ open, profileDir, command }) => {
  test.setTimeout(600_000) // a dozen screens, each in two themes and two sizes
  const opened = await open()
  const { page, complaints } = opened
  await withDemoProfile(page)
  await inspectSchedule(opened)
  await button(page, 'Zeitplan anhalten').click()
  await page.getByRole('menuitem').first().waitFor()
  await inspect(opened, '18-pause-menu')
  await page.getByRole('menuitem', { name: 'bis morgen' }).click()
  await page.getByText(/^Der Zeitplan ist angehalten/).waitFor()
  await inspect(opened, '19-paused')
  await button(page, 'Fortsetzen').first().click()
  await withTrouble(opened, profileDir, command)
  await page.getByRole('region', { name: 'Störungen' }).waitFor()
  await inspect(opened, '20-trouble')
  await inspectSettings(opened)
  expect(complaints).toEqual([])
})

async function inspectSchedule(opened: Opened): Promise<void> {
  const { page } = opened
  const choose = async (interval: string) => {
    await page.getByRole('button', { name: /Intervall/ }).click()
    await page.getByRole('option', { name: interval }).click()
  }
  await button(page, 'Bearbeiten: Demo-Export an die Kanzlei').click()
  await choose('Wöchentlich an folgenden Tagen')
  await page.getByRole('listitem').filter({ hasText: ', 18:30' }).first().waitFor()
  await inspect(opened, '13-schedule')
  await choose('Tag des Monats')
  await page.getByRole('button', { name: 'Am 1.', exact: true }).click()
  await button(page, 'Speichern').click()
  await page.getByText('Bitte mindestens einen Tag wählen.').waitFor()
  await inspect(opened, '14-schedule-faulty')
  await button(page, 'Abbrechen').click()
  await button(page, 'Änderungen verwerfen').click()
}

async function inspectSettings(opened: Opened): Promise<void> {
  const { page } = opened
  await page.getByRole('button', { name: 'Einstellungen', exact: true }).click()
  await page.getByRole('switch').first().waitFor()
  await inspect(opened, '21-settings')
  await page.getByRole('button', { name: /Anbieter$/ }).click()
  await page.getByRole('option', { name: 'Microsoft 365' }).click()
  await page.getByText('Woher bekomme ich diese Angaben?').click()
  await button(page, 'Speichern').click()
  await page.getByText('Bitte die markierten Felder berichtigen.').waitFor()
  await inspect(opened, '22-settings-faulty')
  await button(page, 'Verlauf').click()
  await page.getByRole('alertdialog').waitFor()
  await inspect(opened, '23-leave')
  await button(page, 'Änderungen verwerfen').last().click()
}

test('the whole way works with the keyboard alone', async ({ open }) => {
  const { page } = await open()
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
  const tabTo = async (text: string | RegExp) => {
    await expect(async () => {
      await page.keyboard.press('Tab')
      expect(await focused()).toMatch(text)
    }).toPass({ intervals: [0] })
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)
    expect(outline).not.toBe('none')
    await page.keyboard.press('Enter')
  }
  await tabTo('Demo-Buchhaltung anlegen')
  await button(page, 'Demo-Schnittstelle anlegen').waitFor({ timeout: 60_000 })
  await tabTo('Demo-Schnittstelle anlegen')
  await button(page, /^Jetzt exportieren/).waitFor()
  await tabTo('Jetzt exportieren')
  await expect(page.getByText(delivered)).toBeVisible({ timeout: 60_000 })
  await tabTo('Details')
  await page.getByRole('heading', { name: /^Lauf 1/ }).waitFor()
  await tabTo('Lauf freigeben …')
  await expect(page.getByRole('textbox')).toBeFocused()
  await page.keyboard.type('Mit der Kanzlei abgesprochen')
  await tabTo(/^Lauf freigeben$/)
  await expect(page.getByText(/freigegeben: Die Belege gehen in den nächsten Lauf/)).toBeVisible()
})
