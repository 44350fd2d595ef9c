import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { needs } from '../../main/shell/gate'
import type { CallName } from '../../preload/contract/names'
import { account, again, button, delivered, type Opened, opened, expect as patient, signIn, test } from './fixtures'
import { applyProfile, importBooks } from './house'
import { journalOf } from './journal'

/** Comparing passwords is slow on purpose, and slower still on a busy machine. */
test.describe.configure({ timeout: 240_000 })
const expect = patient.configure({ timeout: 60_000 })

const user = { name: 'Verkauf', password: 'noch ein langer Satz' }
const title = (page: Page) => page.getByRole('heading', { level: 1 })

/** Makes a call as a hijacked page would: past every screen. */
const direct = (page: Page, name: string, input: unknown = {}) =>
  page.evaluate(([name, input]) => window.belegbote.call(name as 'app.show', input as never), [name, input] as const)
const refusal = (code: string) => expect.objectContaining({ ok: false, code })

test('the first start makes the administrator, by the keyboard alone; the next one asks for them', async ({
  open,
  profileDir,
}) => {
  const { app, page, complaints } = await open([], { signIn: false })
  await expect(title(page)).toHaveText('Ersten Administrator anlegen')
  for (const name of ['profiles.list', 'smtp.show', 'runs.list', 'users.list', 'chain.show', 'app.takeView'])
    expect(await direct(page, name, name === 'runs.list' ? { profileId: null, state: null, limit: 1 } : {})).toEqual(
      refusal('sign-in-needed'),
    )
  await expect(page.getByLabel('Name')).toBeFocused()
  await page.keyboard.type(account.name)
  await page.keyboard.press('Tab')
  await page.keyboard.type('zu kurz')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type('zu kurz')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^Das Kennwort ist zu kurz/)).toBeVisible()
  for (const label of ['Kennwort', 'Kennwort wiederholen'])
    await page.getByLabel(label, { exact: true }).fill(account.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation')).toBeVisible()
  await expect(button(page, `Angemeldet: ${account.name}`)).toBeVisible()
  expect(complaints).toEqual([])
  await app.close()

  const second = await open([], { signIn: false })
  await expect(title(second.page)).toHaveText('Anmelden')
  expect(await direct(second.page, 'access.createFirst', user)).toEqual(refusal('administrator-exists'))
  expect(await direct(second.page, 'profiles.list')).toEqual(refusal('sign-in-needed'))
  await signIn(second.page, { name: account.name, password: 'falsch falsch' })
  await expect(second.page.getByText(/^Die Anmeldung ist nicht gelungen/)).toBeVisible()
  await expect(second.page.getByRole('navigation')).toBeHidden()
  await signIn(second.page, account)
  await expect(second.page.getByRole('navigation')).toBeVisible()
  const events = journalOf(profileDir).map(({ event, actor }) => `${event} ${actor}`)
  expect(events).toEqual(
    expect.arrayContaining([
      'user.created Inhaberin',
      'sign-in.done Inhaberin',
      'sign-in.refused window',
      'sign-in.done Inhaberin',
    ]),
  )
})

test('too many wrong passwords: the right one does not help for a while', async ({ open }) => {
  const { page } = await open()
  await page.keyboard.press('Control+l')
  await expect(title(page)).toHaveText('Bildschirm gesperrt')
  for (let attempt = 0; attempt < 5; attempt++)
    await direct(page, 'access.unlock', { password: `falsch falsch ${attempt}` })
  await page.getByLabel('Kennwort von Inhaberin', { exact: true }).fill(account.password)
  await page.keyboard.press('Enter')
  await expect(
    page.getByText('Das Kennwort war zu oft falsch. Versuchen Sie es in einer Minute noch einmal.'),
  ).toBeVisible()
  await button(page, 'Abmelden').click()
  await signIn(page, account)
  await expect(
    page.getByText(/Nach mehreren falschen Kennwörtern ist die Anmeldung eine Zeit lang gesperrt/),
  ).toBeVisible()
  await expect(page.getByRole('navigation')).toBeHidden()
})

test('a user looks and runs, but configures nothing, whatever the page asks', async ({ open, command, profileDir }) => {
  await importBooks(command, profileDir)
  await applyProfile(command, profileDir, {})
  await command(['user', 'add', user.name, '--group', 'users'], `${user.password}\n`)
  const { page } = await open([], { as: user })
  await expect(button(page, 'Angemeldet: Verkauf')).toBeVisible()
  await expect(button(page, 'Benutzer')).toBeHidden()
  await button(page, 'Einstellungen').click()
  await expect(page.getByText('Einstellungen sehen und ändern nur Administratoren.')).toBeVisible()
  await button(page, 'Schnittstellen').click()
  await button(page, /^Jetzt exportieren/)
    .first()
    .click()
  await expect(page.getByText(delivered)).toBeVisible({ timeout: 60_000 })
  expect(journalOf(profileDir).find(({ event }) => event === 'run.planned')?.actor).toBe('Verkauf')

  const runs = await page.evaluate(() => window.belegbote.call('runs.list', { profileId: null, state: null, limit: 1 }))
  const runId = runs.ok ? (runs.value[0]?.id ?? '') : ''
  const tried: Partial<Record<CallName, unknown>> = {
    'runs.resend': { runId },
    'runs.release': { runId, reason: 'nur so' },
    'ledger.createDemo': {},
    'ledger.importFolder': {},
    'profiles.createDemo': {},
    'settings.save': { startMinimised: true },
    'smtp.save': { settings: mailServer },
    'smtp.test': { address: 'a@example.org' },
    'chain.save': { maintenanceWindow: null, adminsMayRevealPasswords: true },
    'workstation.adopt': {},
    'access.setScreenLock': { lockAfterMinutes: null },
    'users.list': {},
    'users.create': { name: 'Eva', group: 'administrators', password: 'noch ein langer Satz' },
    'users.setGroup': { userId: 'x', group: 'administrators' },
    'users.setPassword': { userId: 'x', password: 'noch ein langer Satz' },
    'users.setEnabled': { userId: 'x', enabled: false },
    'users.rename': { userId: 'x', name: 'Eva' },
    'users.remove': { userId: 'x' },
  }
  const before = journalOf(profileDir).length
  for (const [name, input] of Object.entries(tried))
    expect([name, await direct(page, name, input)]).toEqual([name, refusal('rights-missing')])
  const needed = Object.keys(tried).map((name) => needs[name as CallName])
  expect(needed.every((need) => ['configure', 'release', 'manage-users'].includes(need))).toBe(true)
  expect(journalOf(profileDir)).toHaveLength(before)
})

const mailServer = {
  host: 'smtp.example.org',
  port: 587,
  security: 'starttls',
  user: null,
  from: 'a@example.org',
  auth: 'none',
  tlsCaFile: null,
  oauth2: null,
  language: 'de',
}

test('behind the locked screen is nothing, also in a new window', async ({ open, command, profileDir }) => {
  await importBooks(command, profileDir)
  await applyProfile(command, profileDir, {})
  const { app, page } = await open()
  await expect(page.getByText('Kanzlei Müller').first()).toBeVisible()

  const reopen = async () => {
    const closed = app.windows()[0]?.waitForEvent('close')
    await again(() =>
      app.evaluate(({ BrowserWindow }) => {
        for (const window of BrowserWindow.getAllWindows()) window.close()
      }),
    )
    await closed
    const next = app.waitForEvent('window')
    await again(() => app.evaluate(({ app }) => void app.emit('activate')))
    return opened(app, await next, { signIn: false })
  }
  const second = await reopen()
  await expect(second.page.getByText('Kanzlei Müller').first()).toBeVisible()

  await second.page.keyboard.press('Control+l')
  await expect(title(second.page)).toHaveText('Bildschirm gesperrt')
  expect(await second.page.content()).not.toContain('Kanzlei Müller')
  for (const name of ['profiles.list', 'status.show', 'settings.show', 'users.list', 'app.takeView'])
    expect(await direct(second.page, name)).toEqual(refusal('session-locked'))
  await direct(second.page, 'access.active')
  expect(await direct(second.page, 'profiles.list')).toEqual(refusal('session-locked'))

  const third = await reopen()
  await expect(title(third.page)).toHaveText('Bildschirm gesperrt')
  expect(await third.page.content()).not.toContain('Kanzlei Müller')
  await third.page.getByLabel('Kennwort von Inhaberin', { exact: true }).fill(account.password)
  await third.page.keyboard.press('Enter')
  await expect(third.page.getByText('Kanzlei Müller').first()).toBeVisible()
})

const canary = 'Kanarienvogel-7b1d'
const secretName = 'profile:kanzlei'

/** Notes everything that crosses to the page from now on: answers and facts, byte by byte. */
async function wiretap({ app }: Opened): Promise<() => Promise<string>> {
  await again(() =>
    app.evaluate(({ ipcMain, webContents }) => {
      if ('crossed' in globalThis) return
      const crossed: string[] = []
      Object.assign(globalThis, { crossed })
      const served = (ipcMain as unknown as { _invokeHandlers: Map<string, (...all: unknown[]) => unknown> })
        ._invokeHandlers
      const answer = served.get('belegbote:call')
      served.set('belegbote:call', async (...all) => {
        const value = await answer?.(...all)
        crossed.push(JSON.stringify(value))
        return value
      })
      for (const contents of webContents.getAllWebContents()) {
        const send = contents.send.bind(contents)
        contents.send = (...all) => {
          crossed.push(JSON.stringify(all))
          send(...all)
        }
      }
    }),
  )
  return () =>
    again(() => app.evaluate(() => (globalThis as unknown as { crossed: string[] }).crossed.splice(0).join('\n')))
}

test('the reveal rule, attacked from the page', async ({ open, command, profileDir }) => {
  const server = { protocol: 'sftp', host: '127.0.0.1', port: 1, directory: 'x', user: 'stb', hostKeys: [] }
  await importBooks(command, profileDir)
  await applyProfile(command, profileDir, { target: server })
  await command(['profile', 'secret', 'kanzlei'], `${canary}\n`)
  await command(['user', 'add', account.name, '--group', 'administrators'], `${account.password}\n`)
  await command(['user', 'add', user.name, '--group', 'users'], `${user.password}\n`)
  const window = await open([], { signIn: false })
  const { page } = window
  const crossed = await wiretap(window)
  const reveal = (password = account.password, name = secretName) =>
    direct(page, 'access.reveal', { secretName: name, password })
  const allow = async (adminsMayRevealPasswords: boolean) =>
    expect(await direct(page, 'chain.save', { maintenanceWindow: null, adminsMayRevealPasswords })).toMatchObject({
      ok: true,
    })
  const tries = () =>
    journalOf(profileDir)
      .filter(({ event }) => event.startsWith('secret.reveal'))
      .map(({ event, actor, profileId, data }) => [event, actor, profileId, data.secret, data.reason ?? null])
  const expectedTries: unknown[][] = []
  const refused = async (code: string, actor: string, asked = reveal(), name: string | null = secretName) => {
    expect(await asked).toEqual(refusal(code))
    const profileId = name?.startsWith('profile:') ? name.slice('profile:'.length) : null
    expectedTries.push(['secret.reveal-refused', actor, profileId, name, code])
  }

  // Nobody is there.
  await refused('sign-in-needed', 'window')
  // The option is off, for the administrator with the right password.
  await signIn(page, account)
  await expect(page.getByRole('navigation')).toBeVisible()
  await refused('reveal-not-allowed', 'Inhaberin')
  await allow(true)
  // Wrong passwords; one more would begin a pause.
  await refused('password-wrong', 'Inhaberin', reveal('falsch falsch'))
  await refused('password-wrong', 'Inhaberin', reveal(''))
  await refused('password-wrong', 'Inhaberin', reveal(user.password))
  // Names that nobody has; what could be a secret itself is not repeated in the journal.
  for (const name of ['', 'smtp2', 'vault', 'kanzlei', '__proto__', `${secretName} `, 'profile:../kanzlei', '*'])
    await refused('secret-unknown', 'Inhaberin', reveal(account.password, name), null)
  await refused('secret-unknown', 'Inhaberin', reveal(account.password, 'profile:andere'), 'profile:andere')
  await refused('secret-not-set', 'Inhaberin', reveal(account.password, 'smtp'), 'smtp')
  // What is no call of the treaty is not even a try.
  for (const input of [
    { secretName, password: account.password, sessionId: 'x' },
    { secretName, password: null },
    { secretName: [secretName], password: account.password },
    { secretName: 'a'.repeat(2000), password: account.password },
    {},
  ])
    expect(await direct(page, 'access.reveal', input)).toEqual(refusal('invalid-input'))
  // Behind the locked screen, and after the end of the session.
  await direct(page, 'access.lock')
  await refused('session-locked', 'Inhaberin')
  await direct(page, 'access.signOut')
  await refused('sign-in-needed', 'window')
  // The wrong group, with the own and with the administrator's password.
  await direct(page, 'access.signIn', user)
  await refused('rights-missing', 'Verkauf', reveal(user.password))
  await refused('rights-missing', 'Verkauf')
  expect(tries()).toEqual(expectedTries)
  expect(await crossed()).not.toContain(canary)
  expect(await page.content()).not.toContain(canary)

  // The one who may: the secret crosses once, and the same call again needs everything again.
  await direct(page, 'access.signIn', account)
  expect(await reveal()).toEqual({ ok: true, value: { secret: canary, showMs: 15_000 } })
  expectedTries.push(['secret.revealed', 'Inhaberin', 'kanzlei', secretName, null])
  expect(await crossed()).toContain(canary)
  await refused('password-wrong', 'Inhaberin', reveal(''))
  await allow(false)
  await refused('reveal-not-allowed', 'Inhaberin')
  await allow(true)
  await direct(page, 'access.lock')
  await refused('session-locked', 'Inhaberin')
  await direct(page, 'access.signOut')
  await refused('sign-in-needed', 'window')
  await direct(page, 'access.signIn', user)
  await refused('rights-missing', 'Verkauf')
  await direct(page, 'access.signIn', account)
  // Guessing the own password ends in a pause, and the screen is locked.
  for (let attempt = 0; attempt < 4; attempt++)
    await refused('password-wrong', 'Inhaberin', reveal(`falsch ${attempt}`))
  await refused('sign-in-paused', 'Inhaberin', reveal('falsch falsch'))
  await refused('session-locked', 'Inhaberin')
  expect(tries()).toEqual(expectedTries)
  expect(await crossed()).not.toContain(canary)
  expect(await page.content()).not.toContain(canary)
})

test('an administrator sees a stored password for a moment, where the chain allows it', async ({
  open,
  command,
  profileDir,
}) => {
  const file = join(profileDir, 'smtp.json')
  writeFileSync(file, JSON.stringify({ ...mailServer, auth: 'password', user: 'a' }))
  await command(['smtp', 'set', file])
  await command(['smtp', 'secret'], `${canary}\n`)
  const { page, complaints } = await open()
  await button(page, 'Einstellungen').click()
  const eye = button(page, /gespeichertes Kennwort einsehen$/)
  await expect(page.getByText('gesetzt', { exact: true })).toBeVisible()
  await expect(eye).toBeHidden()
  await direct(page, 'chain.save', { maintenanceWindow: null, adminsMayRevealPasswords: true })
  await eye.click()
  await page.getByLabel('Ihr eigenes Kennwort', { exact: true }).fill(account.password)
  await page.keyboard.press('Enter')
  await expect(page.getByText(canary)).toBeVisible()
  await button(page, 'Schnittstellen').click()
  await expect(page.getByText(canary)).toBeHidden()
  expect(await page.content()).not.toContain(canary)
  expect(complaints).toEqual([])
  expect(journalOf(profileDir).at(-1)).toMatchObject({ event: 'secret.revealed', actor: account.name })
})
