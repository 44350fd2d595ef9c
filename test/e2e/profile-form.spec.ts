import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { SmtpDraftDto } from '../../preload/contract/dto'
import type { RunningServers } from '../servers/servers'
import { startServers } from '../servers/servers'
import { startSmtpServer } from '../servers/smtp'
import { test as base, button, delivered, expect, withDemoLedger } from './fixtures'
import { ProfilePage } from './profile-page'

const test = base.extend<object, { servers: RunningServers['info'] }>({
  servers: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the needed fixtures from the pattern
    async ({}, use) => {
      const { info, stop } = await startServers(['sshd'])
      await use(info)
      await stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

test.describe.configure({ timeout: 300_000 }) // long forms, filled in by hand on a busy machine

const name = 'Buchhaltungsexport Kanzlei Müller'
const profileId = 'buchhaltungsexport-kanzlei-mueller'
const everyStep = [
  /Servernamen auflösen/,
  /Verbinden/,
  /Identität des Servers prüfen/,
  /Anmelden/,
  /Verzeichnis öffnen/,
  /Testdatei schreiben/,
  /Testdatei zurücklesen/,
  /Testdatei umbenennen/,
  /Testdatei löschen/,
]

test('every field is set, saved, and there again after a restart', async ({ open, servers }) => {
  const { xfer } = servers.users
  const { port, hostKeys } = servers.servers.sshd
  const first = await open()
  const { page, complaints } = first
  await withDemoLedger(page)
  const form = new ProfilePage(page)
  await form.openNew()
  await form.fill({ Bezeichnung: name })
  await expect(page.getByText(`Kennung: ${profileId}.`)).toBeVisible()
  await form.choose('Filiale', 'Sehwerk Südstadt')
  await form.pick('Nur dieser Rechner: LADEN-1')
  await form.typeParts(/^Tag, Start/, '24112026')
  await form.turn('Zeitplan aktiv', false)
  await expect(page.getByText('Serverseitig', { exact: true })).toBeVisible()

  await form.fill({ 'FTP Hostname': '127.0.0.1', Port: String(port), Benutzer: xfer.name, Passwort: xfer.password })
  await form.field('Verzeichnis').fill('in/')
  await button(page, 'Verzeichnis: {mandant} einfügen').click()
  await page.keyboard.type('/')
  await button(page, 'Verzeichnis: {jjjj} einfügen').click()
  await form.test()
  await button(page, 'Stimmt überein: vertrauen und weiter prüfen').click()
  await expect(page.getByText('Alle Schritte sind gelungen. Der Export kann hier abliefern.')).toBeVisible()

  await form.tick('Mandant', ['Sehwerk Optik GmbH', 'Hörwerk Akustik GmbH'])
  await form.tick('Belegart', ['Barverkauf', 'Rechnung'])
  await form.tick('Zahlungsart', ['Bar', 'Girokarte'])
  await form.turn('Debitoren exportieren', false)
  await form.turn('Eingangsrechnungsexport', true)
  await form.choose('Format der Eingangsrechnungen', 'DATEV-Format (CSV)')
  await page.getByText('Einstellungen für DATEV-Format (CSV)').click()
  await form.turn('Belegbilder mitschicken', true)
  await form.choose('Intervall', 'Wöchentlich an folgenden Tagen')
  for (const day of ['Montag', 'Mittwoch', 'Freitag']) await button(page, day).click()
  await form.typeParts(/^Stunde/, '0715')
  await form.pick('auslassen')
  await form.fill({ 'Muster für Dateinamen': '{art}_{filiale}_{monat}_{lauf}' })
  await expect(page.getByText(/^EXTF_Buchungsstapel_\w+_\d{6}_\d{8}-\d{6}-\w{4}\.csv$/)).toBeVisible()
  await page.getByText('Erweitert').click()
  await form.fill({ Versuche: '12' })
  await form.choose('Zeitzone', 'Europe/Vienna')
  await form.addEmail('buero@example.de', 'chefin@example.de')
  await expect(page.getByText('Für E-Mails fehlt noch der E-Mail-Server')).toBeVisible()
  await form.saved(name)
  const stored = await form.stored(profileId)
  expect(stored).toEqual({
    ...{ id: profileId, name, enabled: false, workstation: 'LADEN-1', branch: stored.branch, startDate: '2026-11-24' },
    ...{ timeZone: 'Europe/Vienna', missedRuns: 'skip', exportDebtors: false, format: 'datev-csv', attemptsMax: 12 },
    target: {
      ...{ protocol: 'sftp', host: '127.0.0.1', port, directory: 'in/{mandant}/{jjjj}', user: xfer.name },
      ...{ hostKeys: [expect.any(String)], privateKeyFile: null, tlsCaFile: null },
    },
    selection: { mandants: ['M1', 'M2'], documentTypes: ['BV', 'RE'], paymentMethods: ['BAR', 'EC'] },
    incomingInvoices: { enabled: true, format: 'datev-csv' },
    formatSettings: { 'datev-csv': { datevDocuments: true } },
    fileNamePattern: '{art}_{filiale}_{monat}_{lauf}',
    schedule: { interval: 'weekly', weekdays: ['tue', 'thu'], time: '07:15' },
    email: ['buero@example.de', 'chefin@example.de'],
  })
  expect(hostKeys).toContain(stored.target.hostKeys[0])
  expect(complaints).toEqual([])
  await first.app.close()

  const second = await open()
  const again = new ProfilePage(second.page)
  expect(await again.stored(profileId)).toEqual(stored)
  await again.openStored(name)
  await expect(again.field('Bezeichnung')).toHaveValue(name)
  await expect(again.choice('Filiale')).toContainText('Sehwerk Südstadt')
  await expect(again.radio('Nur dieser Rechner: LADEN-1')).toBeChecked()
  await expect(second.page.getByRole('group', { name: 'Start' })).toContainText('24.11.2026')
  await expect(again.switch('Zeitplan aktiv')).not.toBeChecked()
  await expect(again.radio('SFTP verwenden (empfohlen)')).toBeChecked()
  await expect(again.field('FTP Hostname')).toHaveValue('127.0.0.1')
  await expect(again.field('Port')).toHaveValue(String(port))
  await expect(again.field('Verzeichnis')).toHaveValue('in/{mandant}/{jjjj}')
  await expect(again.field('Benutzer')).toHaveValue(xfer.name)
  await expect(again.field('Passwort')).toHaveValue('')
  await expect(second.page.getByText('gesetzt', { exact: true })).toBeVisible()
  await expect(second.page.getByText(stored.target.hostKeys[0] ?? '')).toBeVisible()
  expect(await again.ticked('Mandant')).toEqual(['Sehwerk Optik GmbH', 'Hörwerk Akustik GmbH'])
  expect(await again.ticked('Belegart')).toEqual(['Barverkauf', 'Rechnung'])
  expect(await again.ticked('Zahlungsart')).toEqual(['Bar', 'Girokarte'])
  await expect(again.switch('Debitoren exportieren')).not.toBeChecked()
  await expect(again.switch('Eingangsrechnungsexport')).toBeChecked()
  await second.page.getByText('Einstellungen für DATEV-Format (CSV)').click()
  await expect(again.switch('Belegbilder mitschicken')).toBeChecked()
  await expect(again.choice('Intervall')).toContainText('Wöchentlich an folgenden Tagen')
  for (const day of ['Dienstag', 'Donnerstag']) {
    await expect(button(second.page, day)).toHaveAttribute('aria-pressed', 'true')
  }
  await expect(second.page.getByRole('group', { name: /^Ausführungszeit/ })).toContainText('07:15')
  await expect(again.radio('auslassen')).toBeChecked()
  await expect(again.field('Muster für Dateinamen')).toHaveValue('{art}_{filiale}_{monat}_{lauf}')
  await second.page.getByText('Erweitert').click()
  await expect(again.field('Versuche')).toHaveValue('12')
  await expect(again.choice('Zeitzone')).toContainText('Europe/Vienna')
  const chips = second.page.getByRole('grid', { name: 'E-Mail-Adressen' }).getByRole('row')
  await expect(chips).toHaveText(['buero@example.de', 'chefin@example.de'])
  await again.test()
  await expect(again.steps).toHaveText(everyStep)
})

test('what belongs to one protocol or interval only is stored with it alone', async ({ open, servers, profileDir }) => {
  const { page } = await open()
  await withDemoLedger(page)
  const form = new ProfilePage(page)
  await form.openNew()
  await form.fill({ Bezeichnung: 'Schlüssel', 'FTP Hostname': 'sftp.example.de', Benutzer: 'stb' })
  await form.pick('privatem Schlüssel')
  await form.fill({ 'Datei mit dem privaten Schlüssel': servers.keys.ed25519, 'Passphrase des Schlüssels': 'geheim' })
  await form.tick('Mandant', ['Sehwerk Optik GmbH'])
  await form.choose('Intervall', 'Alle x Minuten')
  await expect(page.getByRole('group', { name: /^Ausführungszeit/ })).toBeHidden()
  await form.fill({ 'Abstand in Minuten': '45' })
  await form.saved('Schlüssel')
  expect(await form.stored('schluessel')).toMatchObject({
    target: { protocol: 'sftp', port: null, privateKeyFile: servers.keys.ed25519, tlsCaFile: null },
    schedule: { interval: 'minutes', minutes: 45 },
  })

  await form.openStored('Schlüssel')
  await form.pick('FTPS (implizit)')
  await expect(page.getByText('privatem Schlüssel', { exact: true })).toBeHidden()
  await form.fill({ 'Eigene Zertifizierungsstelle': servers.certs.ca })
  await form.choose('Intervall', 'Tag des Monats')
  await button(page, 'Am 15.').click()
  await button(page, 'Am 31.').click()
  await form.saved('Schlüssel')
  expect(await form.stored('schluessel')).toMatchObject({
    target: { protocol: 'ftps-implicit', privateKeyFile: null, tlsCaFile: servers.certs.ca },
    schedule: { interval: 'monthly', days: [1, 15, 31] },
  })

  await form.openStored('Schlüssel')
  await form.pick('Ordner')
  await expect(form.field('FTP Hostname')).toBeHidden()
  await form.fill({ Ordner: join(profileDir, 'kanzlei', '{jjjj}') })
  await form.choose('Intervall', 'Stündlich')
  await form.test()
  await expect(page.getByText('Alle Schritte sind gelungen.')).toBeVisible()
  await form.saved('Schlüssel')
  expect(await form.stored('schluessel')).toMatchObject({
    target: { protocol: 'folder', host: null, user: null, tlsCaFile: null },
    schedule: { interval: 'hourly' },
  })
})

const canary = 'kanarienvogel-4711'

test('an unknown server is confirmed by a click only, and a failure can be passed on without the password', async ({
  open,
  servers,
}) => {
  const { xfer } = servers.users
  const { port, hostKeys } = servers.servers.sshd
  const { app, page } = await open()
  await withDemoLedger(page)
  const form = new ProfilePage(page)
  await form.openNew()
  await form.test()
  await expect(page.getByText('Bitte die markierten Felder berichtigen.')).toBeVisible()
  await form.fill({ 'FTP Hostname': '127.0.0.1', Port: String(port), Verzeichnis: 'in', Benutzer: xfer.name })
  await form.fill({ Passwort: canary })
  await form.test()
  await expect(form.steps.last()).toHaveText(/Identität des Servers prüfen/)
  const fingerprint = (await page.locator('.fingerprint').textContent()) ?? ''
  expect(hostKeys).toContain(fingerprint)
  await expect(page.getByText(/vergleichen Sie den Fingerabdruck mit der Angabe der Kanzlei/)).toBeVisible()
  await expect(page.getByText('Bestätigte Fingerabdrücke des Servers')).toBeHidden()

  await button(page, 'Stimmt überein: vertrauen und weiter prüfen').click()
  await expect(page.getByText('Bestätigte Fingerabdrücke des Servers')).toBeVisible()
  await expect(page.getByText(/Der Server hat Benutzer oder Kennwort abgelehnt/)).toBeVisible()
  await expect(page.getByText('Beheben kann das: die Filiale oder das Büro.')).toBeVisible()
  await button(page, 'Text für die IT/Kanzlei kopieren').click()
  await expect(page.getByText('kopiert', { exact: true })).toBeVisible()
  const copied = await app.evaluate(({ clipboard }) => clipboard.readText())
  expect(copied).toContain('Schritt: Anmelden')
  expect(copied).toContain(`Port: ${port}`)
  expect(copied).toContain(`Benutzer: ${xfer.name}`)
  expect(copied).not.toContain(canary)

  await form.fill({ Passwort: xfer.password })
  await form.test()
  await expect(form.steps).toHaveText(everyStep)
  await expect(page.getByText('Alle Schritte sind gelungen. Der Export kann hier abliefern.')).toBeVisible()
  expect(
    readdirSync(join(servers.homes, xfer.name, 'in')).filter((entry) => entry.startsWith('belegbote-test')),
  ).toEqual([])
})

test('a stored password goes to no other server: who changes the sign-in gives it anew', async ({ open, servers }) => {
  const { xfer, xfer2 } = servers.users
  const { port } = servers.servers.sshd
  const { page } = await open()
  await withDemoLedger(page)
  const form = new ProfilePage(page)
  await form.openNew()
  await form.fill({ Bezeichnung: name, 'FTP Hostname': '127.0.0.1', Port: String(port), Verzeichnis: 'in' })
  await form.fill({ Benutzer: xfer.name, Passwort: xfer.password })
  await form.tick('Mandant', ['Sehwerk Optik GmbH'])
  await form.test()
  await button(page, 'Stimmt überein: vertrauen und weiter prüfen').click()
  await expect(page.getByText('Alle Schritte sind gelungen.')).toBeVisible()
  await form.saved(name)

  await form.openStored(name)
  await expect(page.getByText('gesetzt', { exact: true })).toBeVisible()
  await form.fill({ Benutzer: xfer2.name })
  await expect(page.getByText(/Bitte das Kennwort neu eingeben/)).toBeVisible()
  await form.test()
  await expect(form.steps.last()).toHaveText(/Anmelden/)
  await form.fill({ Benutzer: xfer.name })
  await expect(page.getByText('gesetzt', { exact: true })).toBeVisible()
  await form.test()
  await expect(page.getByText('Alle Schritte sind gelungen.')).toBeVisible()
})

test('the preview before saving is what the export then hands over', async ({ open, profileDir }) => {
  const { page } = await open()
  await withDemoLedger(page)
  const form = new ProfilePage(page)
  await form.openNew()
  await form.fill({ Bezeichnung: name })
  await form.pick('Ordner')
  await form.fill({ Ordner: join(profileDir, 'kanzlei') })
  await form.tick('Mandant', ['Sehwerk Optik GmbH'])
  await form.tick('Belegart', ['Barverkauf', 'Rechnung'])
  await button(page, 'Vorschau').click()
  const dialog = page.getByRole('dialog', { name: 'Vorschau: Was jetzt exportiert würde' })
  const sums = dialog.getByRole('table').first()
  await expect(sums.getByRole('row', { name: /Sehwerk Optik GmbH Barverkauf/ })).toBeVisible()
  const total = (
    await sums
      .getByRole('row', { name: /^Summe/ })
      .getByRole('cell')
      .allTextContents()
  ).slice(1)
  await expect(dialog.getByRole('row', { name: /Belegart nicht gewählt/ })).toBeVisible()
  await expect(dialog.getByRole('row', { name: /Eingangsrechnungsexport ausgeschaltet/ })).toBeVisible()
  const rows = await dialog.locator('.preview-files .second').allTextContents()
  expect(existsSync(join(profileDir, 'kanzlei'))).toBe(false)
  await page.keyboard.press('Escape')
  await form.saved(name)

  await button(page, `Jetzt exportieren: ${name}`).click()
  await expect(page.getByText(delivered)).toBeVisible({ timeout: 60_000 })
  const answer = await page.evaluate(() =>
    window.belegbote.call('runs.list', { profileId: null, state: null, limit: 1 }),
  )
  if (!answer.ok || !answer.value[0]) throw new Error(JSON.stringify(answer))
  const [run] = answer.value
  const money = new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' })
  const amounts = run.sums.flatMap(({ debitCents, creditCents }) => [debitCents, creditCents])
  expect(total.map((text) => text.replaceAll(/\s/g, ' '))).toEqual([
    new Intl.NumberFormat('de-DE').format(run.documents),
    ...amounts.map((cents) => money.format(cents / 100).replaceAll(/\s/g, ' ')),
  ])
  expect(rows.map((text) => Number(text.split(' ')[0]?.replace('.', '')))).toEqual(run.files.map((file) => file.rows))
  expect(readdirSync(join(profileDir, 'kanzlei')).toSorted()).toEqual(run.files.map((file) => file.name).toSorted())
})

test('a test message goes out from the form, with the answer of the server', async ({ open, command, profileDir }) => {
  const smtp = await startSmtpServer()
  try {
    const { page } = await open()
    await withDemoLedger(page)
    const form = new ProfilePage(page)
    await form.openNew()
    await form.addEmail('buero', 'chefin@example.de')
    await page.keyboard.press('Tab')
    await expect(page.getByText('„buero“: Das ist keine E-Mail-Adresse.')).toBeVisible()
    await button(page, 'buero entfernen').click()
    const settings: SmtpDraftDto = {
      ...{ host: smtp.host, port: smtp.port, security: 'starttls', user: 'buero@example.de', auth: 'password' },
      ...{ from: 'buero@example.de', tlsCaFile: smtp.caFile, oauth2: null, language: 'de' },
    }
    const saved = await page.evaluate(
      (given) => window.belegbote.call('smtp.save', { settings: given, secret: 'secret' }),
      settings,
    )
    expect(saved.ok).toBe(true)
    await button(page, 'Test-E-Mail senden').click()
    await expect(page.getByText('Test-E-Mail an chefin@example.de: vom Server angenommen.')).toBeVisible()
    expect(smtp.messages.map(({ to }) => to)).toEqual([['chefin@example.de']])
    expect(JSON.parse(await command(['profile', 'list']))).toMatchObject({ profiles: [] })
    expect(existsSync(profileDir)).toBe(true)
  } finally {
    await smtp.stop()
  }
})
