import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type RunningServers, startServers } from '../../servers/servers'
import { button, delivered, type Entry } from '../fixtures'
import { ask, choose, dialog, furnish, go, press, type Stage, saveProfile, serverTarget, title } from './stage'

/** One picture of the window and the way to it, from wherever the screen before it ended. */
export interface Screen {
  readonly name: string
  readonly show: (stage: Stage) => Promise<void>
  /** Closes what would stand in the way of the next screen. */
  readonly leave?: (stage: Stage) => Promise<void>
  /** Its picture is taken in English, too. */
  readonly english?: boolean
}

/** An installation of one kind, and the screens that are walked through in it, in this order. */
export interface World {
  readonly name: string
  readonly entry?: Entry
  readonly args?: readonly string[]
  /** Before the window opens: what a start needs to find. */
  readonly before?: (stage: Pick<Stage, 'command' | 'profileDir'>) => Promise<void>
  readonly furnish?: (stage: Stage) => Promise<void>
  readonly after?: () => Promise<void>
  readonly screens: readonly Screen[]
}

const pressEscape = async ({ page }: Stage) => page.keyboard.press('Escape')
const discard = async ({ page }: Stage) => {
  await press(page, 'Abbrechen')
  const question = page.getByRole('alertdialog').getByRole('button', { name: 'Änderungen verwerfen' })
  const list = page.getByRole('heading', { level: 1, name: 'Schnittstellen' })
  await question.or(list).first().waitFor()
  if (await question.isVisible()) await question.click()
}
const editOf = (name: string) => `Bearbeiten: ${name}`
const demo = 'Demo-Export an die Kanzlei'
const field = ({ page }: Stage, name: string) => page.getByRole('textbox', { name, exact: true })

const empty: World = {
  name: 'ohne Daten',
  screens: [
    { name: 'schnittstellen-ohne-buchhaltung', show: ({ page }) => go(page, 'Schnittstellen') },
    { name: 'verlauf-leer', show: ({ page }) => go(page, 'Verlauf') },
    { name: 'buchhaltung-leer', show: ({ page }) => go(page, 'Buchhaltung') },
    {
      name: 'buchhaltung-fehlerliste',
      show: async ({ app, page, profileDir }) => {
        const folder = join(profileDir, 'uebergabe')
        mkdirSync(folder, { recursive: true })
        writeFileSync(join(folder, 'mandanten.csv'), 'mandant;name\nM1;Optik\n')
        writeFileSync(join(folder, 'belegarten.csv'), 'belegart;name;art\nRE;Rechnung;rechnung\n')
        writeFileSync(
          join(folder, 'belege.csv'),
          'mandant;beleg;belegnummer;belegart;belegdatum\nM1;1;RE-1;RE;2026-02-30\nM1;2;RE-2;XX;2026-02-03\n',
        )
        await app.evaluate(({ dialog: dialogs }, path) => {
          dialogs.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
        }, folder)
        await press(page, 'Übergabeordner einlesen …')
        await page.getByText('2026-02-30').first().waitFor()
      },
    },
    {
      name: 'schnittstellen-leer',
      show: async ({ page }) => {
        await ask(page, 'ledger.createDemo', {})
        await go(page, 'Schnittstellen')
        await button(page, 'Demo-Schnittstelle anlegen').waitFor()
      },
    },
    {
      name: 'profil-neu',
      show: async ({ page }) => {
        await press(page, 'Neue Schnittstelle')
        await title(page, 'Neue Schnittstelle')
      },
      english: true,
    },
    {
      name: 'profil-fehler',
      show: async (stage) => {
        await press(stage.page, 'Speichern')
        await stage.page.locator('.field-error').first().waitFor()
      },
      leave: discard,
    },
  ],
}

let servers: RunningServers | null = null

const shop: World = {
  name: 'im Betrieb',
  furnish,
  after: async () => servers?.stop(),
  screens: [
    { name: 'schnittstellen', show: ({ page }) => go(page, 'Schnittstellen'), english: true },
    {
      name: 'schnittstellen-menue',
      show: async ({ page }) => {
        await press(page, `Weitere Aktionen: ${demo}`)
        await page.getByRole('menuitem').first().waitFor()
      },
      leave: pressEscape,
    },
    {
      name: 'schnittstellen-arbeitsplatz',
      show: async ({ page }) => {
        await page.getByText('Mit Arbeitsplatzeinstellungen').click()
        await page.getByText('Archiv (ruht)').waitFor()
      },
      leave: ({ page }) => page.getByText('Mit Arbeitsplatzeinstellungen').click(),
    },
    {
      name: 'schnittstelle-loeschen',
      show: async ({ page }) => {
        await press(page, 'Weitere Aktionen: Archiv (ruht)')
        await page.getByRole('menuitem', { name: 'Löschen …' }).click()
        await dialog(page).waitFor()
      },
      leave: pressEscape,
    },
    {
      name: 'export-ergebnis',
      show: async ({ page }) => {
        await button(page, 'Jetzt exportieren: Kasse stündlich')
          .or(button(page, /^Jetzt exportieren/))
          .first()
          .click()
        await page
          .getByText(delivered)
          .or(page.getByText(/Es gab nichts zu übergeben/))
          .first()
          .waitFor({ timeout: 60_000 })
      },
      leave: ({ page }) => press(page, 'Schließen'),
    },
    {
      name: 'profil-bearbeiten',
      show: async ({ page }) => {
        await press(page, editOf(demo))
        await title(page, /^Schnittstelle bearbeiten/)
      },
    },
    {
      name: 'profil-zeitplan',
      show: async ({ page }) => {
        await choose(page, /Intervall/, 'Wöchentlich an folgenden Tagen')
        await page.getByRole('button', { name: /Intervall/ }).scrollIntoViewIfNeeded()
        await page.getByRole('listitem').filter({ hasText: ', 18:30' }).first().waitFor()
      },
    },
    {
      name: 'profil-zeitplan-monat',
      show: async ({ page }) => {
        await choose(page, /Intervall/, 'Tag des Monats')
        await press(page, 'Speichern')
        await page.getByText('Bitte mindestens einen Tag wählen.').or(page.locator('.field-error')).first().waitFor()
      },
    },
    {
      name: 'profil-verlassen',
      show: async ({ page }) => {
        await press(page, 'Abbrechen')
        await page.getByRole('alertdialog').waitFor()
      },
      leave: ({ page }) => page.getByRole('alertdialog').getByRole('button', { name: 'Änderungen verwerfen' }).click(),
    },
    {
      name: 'profil-vorschau',
      show: async ({ page }) => {
        await press(page, editOf(demo))
        await press(page, /^Vorschau/)
        await dialog(page).getByRole('table').first().waitFor()
      },
      leave: async (stage) => {
        await pressEscape(stage)
        await discard(stage)
      },
    },
    {
      name: 'profil-unbekannter-server',
      show: async ({ page }) => {
        servers = await startServers(['sshd'])
        const { name: user, password } = servers.info.users.xfer
        const { port } = servers.info.servers.sshd
        const target = serverTarget({ port, directory: 'in', user })
        await saveProfile(page, { name: 'Kanzlei am Markt', target }, password)
        await press(page, editOf('Kanzlei am Markt'))
        await press(page, 'Server prüfen')
        await page.getByText('SHA256:').first().waitFor()
      },
    },
    {
      name: 'profil-test-gut',
      show: async ({ page }) => {
        await press(page, /^Stimmt überein/)
        await page.locator('.test-step').last().waitFor()
      },
      leave: discard,
    },
    {
      name: 'profil-test-gescheitert',
      show: async ({ page }) => {
        await press(page, /^Bearbeiten: Zweigstelle/)
        await press(page, 'Server prüfen')
        await button(page, /kopieren/)
          .first()
          .waitFor()
      },
      leave: discard,
    },
    { name: 'verlauf', show: ({ page }) => go(page, 'Verlauf'), english: true },
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
      },
      leave: pressEscape,
    },
    { name: 'benutzer', show: ({ page }) => go(page, 'Benutzer'), english: true },
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
        await press(page, /Bert Beispiel/)
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
        await field(stage, 'Name').fill('Anna')
        await stage.page.getByLabel('Kennwort', { exact: true }).fill('falsch falsch')
        await stage.page.keyboard.press('Enter')
        await stage.page.getByText(/^Die Anmeldung ist nicht gelungen/).waitFor()
      },
    },
  ],
}

const clerk = { name: 'Bert Beispiel', password: 'noch ein langer Satz' }

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

const password = 'ein langer Satz zum Anmelden'
const step = async ({ page }: Stage, name: string) => {
  await page
    .getByRole('navigation')
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click()
}

/** The assistant, step by step. */
const firstStart: World = {
  name: 'Ersteinrichtung',
  entry: { signIn: false },
  screens: [
    {
      name: 'einrichtung-administrator',
      show: ({ page }) => title(page, 'Ersten Administrator anlegen'),
      english: true,
    },
    {
      name: 'einrichtung-buchhaltung',
      show: async (stage) => {
        const { page } = stage
        await field(stage, 'Name').fill('Anna')
        await page.getByLabel('Kennwort', { exact: true }).fill(password)
        await page.getByLabel('Kennwort wiederholen', { exact: true }).fill(password)
        await page.keyboard.press('Enter')
        await title(page, 'Ihre Buchhaltung')
      },
    },
    {
      name: 'einrichtung-schnittstelle-ohne-buchhaltung',
      show: async (stage) => {
        await step(stage, 'Schnittstelle')
        await title(stage.page, 'Erste Schnittstelle zur Kanzlei')
      },
    },
    { name: 'einrichtung-test-ohne-schnittstelle', show: (stage) => step(stage, 'Verbindungstest') },
    {
      name: 'einrichtung-buchhaltung-fertig',
      show: async (stage) => {
        await step(stage, 'Buchhaltung')
        await press(stage.page, 'Demo-Buchhaltung anlegen')
        await stage.page.getByText(/^Eingelesen: /).waitFor({ timeout: 60_000 })
      },
    },
    {
      name: 'einrichtung-filiale',
      show: async ({ page }) => {
        await press(page, 'Weiter')
        await button(page, 'Übernehmen und weiter').waitFor()
      },
    },
    {
      name: 'einrichtung-schnittstelle',
      show: async ({ page }) => {
        await press(page, 'Übernehmen und weiter')
        await title(page, 'Erste Schnittstelle zur Kanzlei')
      },
      english: true,
    },
    {
      name: 'einrichtung-schnittstelle-fehler',
      show: async ({ page }) => {
        await press(page, 'Speichern und weiter')
        await page.getByText('Bitte die markierten Felder berichtigen.').waitFor()
      },
    },
    {
      name: 'einrichtung-verlassen',
      show: async (stage) => {
        await field(stage, 'FTP Hostname').fill('sftp.kanzlei.example.de')
        await press(stage.page, 'Später fertigstellen')
        await stage.page.getByRole('alertdialog').waitFor()
      },
      leave: pressEscape,
    },
    {
      name: 'einrichtung-test',
      show: async (stage) => {
        await press(stage.page, 'Demo-Schnittstelle anlegen')
        await press(stage.page, 'Server prüfen')
        await stage.page.locator('.test-step').nth(2).waitFor()
      },
    },
    {
      name: 'einrichtung-export',
      show: async (stage) => {
        await step(stage, 'Erster Export')
        await title(stage.page, 'Erster Export')
      },
    },
    {
      name: 'einrichtung-fertig',
      show: async ({ page }) => {
        await press(page, 'Jetzt exportieren')
        await page.getByText(delivered).waitFor({ timeout: 60_000 })
      },
    },
  ],
}

export const worlds: readonly World[] = [firstStart, empty, shop, asUser]
