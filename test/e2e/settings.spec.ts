import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { smtpAccount, startSmtpServer, type TestSmtpServer } from '../servers/smtp'
import { button, expect, test, withDemoProfile } from './fixtures'

// Starts the app up to twice; the limit only ends what hangs.
test.describe.configure({ timeout: 240_000 })

let server: TestSmtpServer
test.beforeEach(async () => {
  server = await startSmtpServer()
})
test.afterEach(() => server.stop())

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })

async function openSettings(page: Page) {
  await page.getByRole('button', { name: 'Einstellungen', exact: true }).click()
  await page.getByRole('heading', { name: 'E-Mail-Versand' }).waitFor()
}

async function fillServer(page: Page, password: string) {
  await field(page, 'Server').fill(server.host)
  await field(page, 'Port').fill(String(server.port))
  await field(page, 'Absender').fill('Belegbote <buero@example.de>')
  await field(page, 'Benutzer').fill(smtpAccount.user)
  await field(page, 'Kennwort').fill(password)
  await page.getByText('Für die IT-Betreuung').click()
  await field(page, 'Datei der eigenen Zertifizierungsstelle').fill(server.caFile)
}

async function sendTest(page: Page, address: string) {
  await field(page, 'Test-E-Mail an').fill(address)
  await button(page, 'Test-E-Mail senden').click()
}

test('the mail server is saved, tried out, and read back after a restart without its password', async ({ open }) => {
  const { app, page, complaints } = await open()
  await openSettings(page)
  await expect(button(page, 'Test-E-Mail senden')).toBeDisabled()
  await fillServer(page, smtpAccount.password)
  await button(page, 'Speichern').click()
  await expect(page.getByText('Gespeichert.', { exact: true })).toBeVisible()
  await expect(field(page, 'Kennwort')).toHaveValue('')
  await expect(page.getByText('gesetzt', { exact: true })).toBeVisible()

  await sendTest(page, 'chefin@example.de')
  await expect(page.getByText('Test-E-Mail an chefin@example.de: vom Server angenommen.')).toBeVisible()
  await expect(page.getByText(/Antwort des Servers: .*OK: queued as 1/)).toBeVisible()
  expect(server.messages.map(({ to, secure }) => ({ to, secure }))).toEqual([
    { to: ['chefin@example.de'], secure: true },
  ])
  expect(complaints).toEqual([])
  await app.close()

  const again = await open()
  await openSettings(again.page)
  await expect(field(again.page, 'Server')).toHaveValue(server.host)
  await expect(field(again.page, 'Port')).toHaveValue(String(server.port))
  await expect(field(again.page, 'Kennwort')).toHaveValue('')
  await expect(again.page.getByText('gesetzt', { exact: true })).toBeVisible()
  const shown = await again.page.evaluate(() => window.belegbote.call('smtp.show', {}))
  expect(shown).toMatchObject({ ok: true, value: { secretSet: true } })
  expect(Object.keys(shown.ok ? (shown.value.settings ?? {}) : {})).not.toContain('password')
  await sendTest(again.page, 'chefin@example.de')
  await expect(again.page.getByText(/OK: queued as 2/)).toBeVisible()
})

const canary = 'kanarienvogel-4711'

test('a refused sign-in says who can mend it, and the password is nowhere in the folder', async ({
  open,
  profileDir,
}) => {
  const { app, page } = await open()
  await openSettings(page)
  await fillServer(page, canary)
  await button(page, 'Speichern').click()
  await expect(page.getByText('Gespeichert.', { exact: true })).toBeVisible()
  await sendTest(page, 'chefin@example.de')
  await expect(page.getByRole('alert')).toContainText(/Der E-Mail-Server hat die Anmeldung abgelehnt/)
  await expect(page.getByRole('alert')).not.toContainText(canary)
  await app.close()
  const files = readdirSync(profileDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const found = files.filter((file) => readFileSync(join(file.parentPath, file.name)).includes(canary))
  expect(found.map(({ name }) => name)).toEqual([])
})

test('wrong entries are refused at their fields, and a form that is not saved is not left by accident', async ({
  open,
}) => {
  const { page } = await open()
  await openSettings(page)
  await field(page, 'Server').fill('https://mail')
  await field(page, 'Absender').fill('kein Absender')
  await button(page, 'Speichern').click()
  await expect(page.getByText('Bitte die markierten Felder berichtigen. Es wurde nichts gespeichert.')).toBeVisible()
  await expect(field(page, 'Server')).toHaveAccessibleDescription(/nur der Name des Servers/)
  await expect(field(page, 'Absender')).toHaveAttribute('aria-invalid', 'true')
  await expect(field(page, 'Benutzer')).toHaveAccessibleDescription(/Diese Angabe fehlt/)
  const shown = await page.evaluate(() => window.belegbote.call('smtp.show', {}))
  expect(shown).toMatchObject({ ok: true, value: { settings: null } })

  await button(page, 'Verlauf').click()
  await expect(page.getByRole('alertdialog')).toContainText('Es gibt ungespeicherte Änderungen.')
  await button(page, 'Weiter bearbeiten').click()
  await expect(field(page, 'Absender')).toHaveValue('kein Absender')
  await button(page, 'Verlauf').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Änderungen verwerfen' }).click()
  await expect(page.getByRole('heading', { name: 'Verlauf' })).toBeVisible()
})

test('a provider fills in its server, and OAuth2 asks for what it needs', async ({ open }) => {
  const { page } = await open()
  await openSettings(page)
  await page.getByRole('button', { name: /Anbieter$/ }).click()
  await page.getByRole('option', { name: 'Microsoft 365' }).click()
  await expect(field(page, 'Server')).toHaveValue('smtp.office365.com')
  await expect(field(page, 'Port')).toHaveValue('587')
  await expect(field(page, 'Verzeichnis-ID')).toBeVisible()
  await expect(field(page, 'Refresh-Token')).toBeVisible()
  await expect(field(page, 'Kennwort')).toBeHidden()
  await page.getByText('Woher bekomme ich diese Angaben?').click()
  await expect(page.getByText(/Microsoft Entra Admin Center/)).toBeVisible()
})

test('the profile sends its test message to each of its addresses', async ({ open }) => {
  const { page } = await open()
  await withDemoProfile(page)
  const edit = () => button(page, 'Bearbeiten: Demo-Export an die Kanzlei').click()
  await edit()
  await expect(page.getByText('Für E-Mails fehlt noch der E-Mail-Server (SMTP-Schnittstelle).')).toBeVisible()
  const box = field(page, 'E-Mail')
  await box.fill('chefin@example.de')
  await box.press('Enter')
  await box.fill('buero')
  await box.press('Enter')
  await button(page, 'Speichern').click()
  await expect(page.getByText('„buero“: Das ist keine E-Mail-Adresse.')).toBeVisible()
  await button(page, 'buero entfernen').click()
  await box.fill('buero@example.de')
  await box.press('Enter')
  await button(page, 'Speichern').click()
  await expect(page.getByText('„Demo-Export an die Kanzlei“ ist gespeichert.')).toBeVisible()
  await openSettings(page)
  await fillServer(page, smtpAccount.password)
  await button(page, 'Speichern').click()
  await expect(page.getByText('Gespeichert.', { exact: true })).toBeVisible()
  await button(page, 'Schnittstellen').click()
  await edit()
  await button(page, 'Test-E-Mail senden').click()
  await expect(page.getByText('Test-E-Mail an chefin@example.de: vom Server angenommen.')).toBeVisible()
  await expect(page.getByText('Test-E-Mail an buero@example.de: vom Server angenommen.')).toBeVisible()
  expect(server.messages.flatMap(({ to }) => to)).toEqual(['chefin@example.de', 'buero@example.de'])
})

test('the switches of this computer are kept', async ({ open }) => {
  const { app, page } = await open()
  await openSettings(page)
  const flip = async (name: string) => {
    await page.getByText(name, { exact: true }).click()
    await expect(page.getByRole('switch', { name })).toBeChecked()
  }
  await flip('Auch bei Erfolg benachrichtigen')
  await app.close()
  const again = await open()
  await openSettings(again.page)
  await expect(again.page.getByRole('switch', { name: 'Auch bei Erfolg benachrichtigen' })).toBeChecked()
})
