import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { button, expect, test, withDemoLedger, withDemoProfile } from './fixtures'
import { ProfilePage } from './profile-page'

test.describe.configure({ timeout: 300_000 }) // long forms, filled in by hand on a busy machine

const demo = 'Demo-Export an die Kanzlei'
const isLeaving = (page: Page) => page.getByRole('alertdialog', { name: 'Es gibt ungespeicherte Änderungen.' })

test('what is not saved is lost by no slip of the hand', async ({ open }) => {
  const { app, page } = await open()
  await withDemoProfile(page)
  const form = new ProfilePage(page)
  await form.openStored(demo)
  await button(page, 'Abbrechen').click()
  await form.openStored(demo)
  await form.fill({ Bezeichnung: 'Anders' })
  for (const way of ['Abbrechen', 'Verlauf', 'Schnittstellen']) {
    await page.getByRole('button', { name: way, exact: true }).click()
    await expect(isLeaving(page)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(form.field('Bezeichnung')).toHaveValue('Anders')
  }
  const closeWindow = (answer: number) =>
    app.evaluate(({ BrowserWindow, dialog }, chosen) => {
      dialog.showMessageBoxSync = () => chosen
      for (const window of BrowserWindow.getAllWindows()) window.close()
    }, answer)
  await closeWindow(0)
  await expect(form.field('Bezeichnung')).toHaveValue('Anders')
  await page.getByRole('button', { name: 'Schnittstellen', exact: true }).click()
  await button(page, 'Änderungen verwerfen').click()
  await expect(button(page, `Bearbeiten: ${demo}`)).toBeVisible()
  expect((await form.stored('demo')).name).toBe(demo)
  await form.openStored(demo)
  await form.fill({ Bezeichnung: 'Anders' })
  const closed = page.waitForEvent('close')
  await closeWindow(1)
  await closed
})

test('a refused form says at each field what is wrong, once it was left', async ({ open }) => {
  const { page } = await open()
  await withDemoLedger(page)
  const form = new ProfilePage(page)
  await form.openNew()
  const missing = page.getByText('Diese Angabe fehlt.')
  await form.field('FTP Hostname').click()
  await expect(missing).toHaveCount(0)
  await page.keyboard.press('Tab')
  await expect(missing).toHaveCount(1)
  await form.fill({ 'FTP Hostname': 'sftp://kanzlei' })
  await expect(page.getByText('Hier gehört nur der Name des Servers hin')).toBeVisible()
  await form.fill({ Port: '99999' })
  await form.typeParts(/^Stunde/, '2315')
  await form.save()
  await expect(page.getByText('Bitte die markierten Felder berichtigen. Es wurde nichts gespeichert.')).toBeVisible()
  await expect(form.field('Bezeichnung')).toBeFocused()
  await expect(page.getByText('Der Port muss zwischen 1 und 65535 liegen, angegeben ist 99999.')).toBeVisible()
  await expect(page.getByText('23:15 Uhr ist keine mögliche Ausführungszeit.')).toBeVisible()
  await expect(page.getByText('Bitte mindestens einen Mandanten wählen.')).toBeVisible()
  await expect(button(page, /^FTP 3/)).toBeVisible()
  await button(page, /^Ausführungsdetails 2/).click()
  await expect(page.getByRole('heading', { name: 'Ausführungsdetails' })).toBeFocused()
})

test('a profile is set up by the keyboard alone', async ({ open, profileDir }) => {
  const { page } = await open()
  await withDemoLedger(page)
  const form = new ProfilePage(page)
  const tabTo = async (find: () => ReturnType<Page['getByRole']>) => {
    await expect(async () => {
      await page.keyboard.press('Tab')
      await expect(find()).toBeFocused({ timeout: 100 })
    }).toPass({ intervals: [0] })
  }
  await tabTo(() => button(page, 'Neue Schnittstelle'))
  await page.keyboard.press('Enter')
  await expect(form.field('Bezeichnung')).toBeFocused()
  await page.keyboard.type('Mit der Tastatur')
  await tabTo(() => form.radio('SFTP verwenden (empfohlen)'))
  await page.keyboard.press('ArrowUp')
  await tabTo(() => form.field('Ordner'))
  await page.keyboard.type(join(profileDir, 'kanzlei'))
  await tabTo(() => form.list('Mandant').getByRole('option').first())
  await page.keyboard.press('Space')
  await tabTo(() => page.getByRole('spinbutton', { name: /^Stunde/ }))
  await page.keyboard.type('0615')
  await tabTo(() => button(page, 'Speichern'))
  await page.keyboard.press('Enter')
  await expect(button(page, 'Bearbeiten: Mit der Tastatur')).toBeFocused()
  expect(await form.stored('mit-der-tastatur')).toMatchObject({
    ...{ target: { protocol: 'folder' }, selection: { mandants: ['M1'] } },
    schedule: { interval: 'daily', time: '06:15' },
  })
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Schnittstelle bearbeiten: Mit der Tastatur' })).toBeVisible()
})

test('the list: duplicate, disable, bind to a computer, find, remove', async ({ open }) => {
  const { page } = await open()
  await withDemoProfile(page)
  const form = new ProfilePage(page)
  const menu = async (name: string, deed: string) => {
    await button(page, `Weitere Aktionen: ${name}`).click()
    await page.getByRole('menuitem', { name: deed }).click()
  }
  const row = (name: string) => page.getByRole('row', { name: new RegExp(name) })
  await menu(demo, 'Duplizieren')
  await expect(form.field('Bezeichnung')).toHaveValue(`${demo} (Kopie)`)
  await expect(form.switch('Zeitplan aktiv')).not.toBeChecked()
  await form.fill({ Bezeichnung: 'Nur hier' })
  await form.pick('Nur dieser Rechner: LADEN-1')
  await form.saved('Nur hier')
  expect(await form.stored('nur-hier')).toMatchObject({ target: (await form.stored('demo')).target })
  await expect(row('Nur hier')).toContainText('Zeitplan aus')
  await menu('Nur hier', 'Aktivieren')
  await expect(row('Nur hier')).not.toContainText('Zeitplan aus')
  await menu('Nur hier', 'Deaktivieren')
  await expect(row('Nur hier')).toContainText('pausiert')

  await page.getByText('Mit Arbeitsplatzeinstellungen').click()
  await expect(page.getByRole('columnheader', { name: 'Rechner' })).toBeVisible()
  await expect(row('Nur hier')).toContainText('LADEN-1')
  await expect(row(demo)).toBeHidden()
  await page.getByText('Mit Arbeitsplatzeinstellungen').click()
  await page.getByRole('searchbox', { name: 'Schnittstelle suchen' }).fill('hier')
  await expect(row(demo)).toBeHidden()

  await menu('Nur hier', 'Löschen …')
  const question = page.getByRole('alertdialog', { name: '„Nur hier“ löschen?' })
  await expect(question.getByText(/Der Verlauf bleibt/)).toBeVisible()
  await question.getByRole('button', { name: 'Abbrechen' }).click()
  await expect(row('Nur hier')).toBeVisible()
  await menu('Nur hier', 'Löschen …')
  await button(page, 'Schnittstelle löschen').click()
  await expect(page.getByText('Keine Schnittstelle passt zu „hier“.')).toBeVisible()
})

test('five hundred open at once, and the last one is reached', async ({ open, command, profileDir }) => {
  const files = Array.from({ length: 500 }, (_, index) => {
    const file = join(profileDir, `p${index}.json`)
    const profile = {
      ...{ id: `p${index}`, name: `Filiale ${index}`, format: 'datev-csv' },
      target: { protocol: 'folder', directory: join(profileDir, `p${index}`) },
      selection: { mandants: ['M1'], documentTypes: ['RE'] },
      schedule: { interval: 'daily', time: '18:30' },
    }
    writeFileSync(file, JSON.stringify(profile))
    return file
  })
  await command(['profile', 'apply', ...files])
  const { page } = await open()
  const table = page.getByRole('table', { name: 'Schnittstellen' })
  const row = (name: string) => table.getByRole('row', { name: new RegExp(`Bearbeiten: ${name} `) })
  await expect(table).toHaveAttribute('aria-rowcount', '501')
  await expect(row('Filiale 0')).toBeVisible()
  expect(await table.locator('tr[data-row]').count()).toBeLessThan(80)
  const scroll = (top: number) => page.locator('.main').evaluate((main, y) => main.scrollTo(0, y), top)
  await scroll(1_000_000)
  await expect(row('Filiale 499')).toBeVisible()
  await page.getByRole('columnheader', { name: 'Schnittstelle' }).getByRole('button').click()
  await scroll(0)
  await expect(row('Filiale 499')).toBeVisible()
  await button(page, 'Bearbeiten: Filiale 499').focus()
  for (let step = 0; step < 40; step++) await page.keyboard.press('ArrowDown')
  await expect(button(page, 'Bearbeiten: Filiale 459')).toBeFocused()
  await expect(row('Filiale 459')).toBeInViewport()
})
