import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { account, button, delivered, expect, killHost, signIn, test, withDelivery, withDemoProfile } from './fixtures'
import { logOf } from './log'

const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

/** Everything below the folder that the demo profile delivers into, with content hashes. */
function arrived(profileDir: string): Record<string, string> {
  const folder = join(profileDir, 'demo-kanzlei')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(files.map((file) => [file.name, sha256(join(file.parentPath, file.name))]))
}

async function newestRun(page: Page) {
  const answer = await page.evaluate(() =>
    window.belegbote.call('runs.list', { profileId: null, state: null, limit: 10 }),
  )
  if (!answer.ok || !answer.value[0]) throw new Error(JSON.stringify(answer))
  return answer.value[0]
}

test('from the first start to the delivered run', async ({ open, profileDir }) => {
  const { page, complaints } = await open()
  await expect(page.getByRole('heading', { name: 'Noch keine Buchhaltung' })).toBeVisible()
  await withDemoProfile(page)
  await page.evaluate(() => {
    const phases: string[] = []
    Object.assign(window, { phases })
    window.belegbote.on('export.progress', ({ phase }) => phases.push(phase))
  })
  await button(page, /^Jetzt exportieren/).click()
  const steps = page.getByRole('list', { name: 'Ablauf des Exports' })
  await expect(steps).toBeVisible()
  await expect(page.getByText(delivered)).toBeVisible({ timeout: 60_000 })
  await expect(steps.getByRole('listitem')).toHaveText([
    /Sammeln.*erledigt/,
    /Schreiben.*erledigt/,
    /Senden.*erledigt/,
    /Prüfen.*erledigt/,
    /Fertig.*erledigt/,
  ])
  const phases: unknown = await page.evaluate('[...new Set(window.phases)]')
  expect(phases).toEqual(expect.arrayContaining(['collect', 'write', 'send', 'verify']))

  const run = await newestRun(page)
  expect(run.state).toBe('delivered')
  expect(Object.keys(arrived(profileDir)).filter((name) => name.endsWith('.part'))).toEqual([])
  expect(arrived(profileDir)).toEqual(Object.fromEntries(run.files.map((file) => [file.name, file.sha256])))
  expect(complaints).toEqual([])
})

test('the history: details, send again, find a document', async ({ open, profileDir }) => {
  const { app, page } = await open()
  await withDelivery(page)
  const before = arrived(profileDir)
  const run = await newestRun(page)
  await button(page, 'Details').click()
  await expect(page.getByRole('heading', { name: 'Lauf 1: Demo-Export an die Kanzlei' })).toBeVisible()
  const sums = page.getByRole('table').first()
  await expect(sums.getByRole('row')).toHaveCount(run.sums.length + 1)
  await expect(sums).toContainText(/\d{1,3}(\.\d{3})*,\d\d\s€/)

  await button(page, `Prüfsumme von ${run.files[0]?.name} kopieren`).click()
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(run.files[0]?.sha256)

  await button(page, 'Gleiche Datei erneut senden …').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Erneut senden' }).click()
  await expect(page.getByText('Die Dateien wurden unverändert erneut gesendet.')).toBeVisible()
  expect(arrived(profileDir)).toEqual(before)

  await page.getByRole('tab', { name: /^Belege/ }).click()
  const number = (await page.getByRole('rowheader').first().textContent()) ?? ''
  await page.getByRole('searchbox', { name: 'Beleg suchen' }).fill(number)
  await page.keyboard.press('Enter')
  await expect(page.getByText(`Beleg „${number}“: in 1 Lauf`)).toBeVisible()

  await page.getByRole('tab', { name: 'Protokoll' }).click()
  expect(await page.getByRole('row').count()).toBeGreaterThan(2)
})

test('released documents go into the next run', async ({ open }) => {
  const { page } = await open()
  await withDelivery(page)
  const first = await newestRun(page)
  await button(page, 'Details').click()
  await button(page, 'Lauf freigeben …').click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('button', { name: 'Lauf freigeben' }).click()
  await expect(dialog.getByText('Bitte einen Grund angeben')).toBeVisible()
  await dialog.getByRole('textbox').fill('Die Kanzlei hat die Datei verworfen')
  await dialog.getByRole('button', { name: 'Lauf freigeben' }).click()
  await expect(page.getByText(/freigegeben: Die Belege gehen in den nächsten Lauf/)).toBeVisible()

  await button(page, 'Schnittstellen').click()
  await button(page, 'Schließen').click()
  await button(page, /^Jetzt exportieren/).click()
  await expect(page.getByText(delivered)).toBeVisible({ timeout: 60_000 })
  const second = await newestRun(page)
  expect(second.id).not.toBe(first.id)
  expect(second.documents).toBe(first.documents)
})

test('everything is there after a restart, and nothing goes out twice', async ({ open, profileDir }) => {
  const { app, page } = await open()
  await withDelivery(page)
  const before = arrived(profileDir)
  await page.getByText('English').click()
  await expect(page.getByRole('heading', { name: 'Exports' })).toBeVisible()
  await app.close()

  const second = await open()
  await expect(second.page.getByRole('heading', { name: 'Exports' })).toBeVisible()
  await second.page.getByText('Deutsch').click()
  await expect(second.page.getByRole('row', { name: /Demo-Export an die Kanzlei/ })).toContainText('übergeben')
  await button(second.page, /^Jetzt exportieren/).click()
  await expect(second.page.getByText(/Es gab nichts zu übergeben/)).toBeVisible({ timeout: 60_000 })
  expect(arrived(profileDir)).toEqual(before)
})

test('a second start shows the window that is open', async ({ open, desktop, profileDir }) => {
  const { app } = await open()
  const { electronPath, root, sandboxArgs } = await import('../../scripts/setup.mjs')
  const { spawnSync } = await import('node:child_process')
  const second = spawnSync(electronPath(), [root, ...sandboxArgs(), `--profile-dir=${profileDir}`], {
    env: desktop.env,
    timeout: 30_000,
  })
  expect(second.status).toBe(0)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('a configuration of another computer runs nothing until it is adopted', async ({ open }) => {
  const first = await open()
  await withDemoProfile(first.page)
  await first.app.close()

  const { page } = await open(['--workstation=LADEN-2'])
  await expect(page.getByText('Konfiguration für diesen Arbeitsplatz übernehmen?')).toBeVisible()
  await expect(button(page, /^Jetzt exportieren/)).toBeDisabled()
  await button(page, 'Übernehmen').click()
  await expect(page.getByText('Konfiguration für diesen Arbeitsplatz übernehmen?')).toBeHidden()
  await expect(button(page, /^Jetzt exportieren/)).toBeEnabled()
})

test('a faulty folder is refused with every fault in its place', async ({ open, profileDir }) => {
  const { app, page } = await open()
  const { mkdirSync, writeFileSync } = await import('node:fs')
  const folder = join(profileDir, 'uebergabe')
  mkdirSync(folder)
  writeFileSync(join(folder, 'mandanten.csv'), 'mandant;name\nM1;Optik\n')
  writeFileSync(join(folder, 'belegarten.csv'), 'belegart;name;art\nRE;Rechnung;rechnung\n')
  writeFileSync(join(folder, 'belege.csv'), 'mandant;beleg;belegnummer;belegart;belegdatum\nM1;1;RE-1;RE;2026-02-30\n')
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, folder)
  await button(page, 'Übergabeordner einlesen …').click()
  const faults = page.getByRole('region', { name: 'Fehler im Übergabeordner' })
  await expect(faults.getByRole('row', { name: /belege\.csv 2 belegdatum 2026-02-30/ })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Noch keine Buchhaltung' })).toBeVisible()
})

test('the background service can die: the window says so, starts it again, and can still be closed', async ({
  open,
  profileDir,
}) => {
  const opened = await open()
  const { app, page } = opened
  await withDemoProfile(page)
  const kill = () => killHost(opened)
  const signInTitle = page.getByRole('heading', { level: 1, name: 'Anmelden' })
  await kill()
  // Once it starts again by itself; sessions live in it, so the window asks who is there.
  await expect(signInTitle).toBeVisible()
  await signIn(page, account)
  await expect(button(page, /^Jetzt exportieren/)).toBeEnabled()
  await kill()
  await expect(page.getByRole('alert')).toContainText(
    'Der Hintergrunddienst ist stehen geblieben. Es ist nichts verloren',
  )
  // Written before the window is told: whoever reads the screen to us finds the line.
  const died = { level: 'error', event: 'host.died', exitCode: 1 }
  expect(logOf(profileDir).filter(({ event }) => event === 'host.died')).toMatchObject([died, died])
  await button(page, 'Hintergrunddienst neu starten').click()
  await expect(signInTitle).toBeVisible()
  await expect(page.getByText('Der Hintergrunddienst ist stehen geblieben')).toHaveCount(0)
  await kill()
  await expect(button(page, 'Hintergrunddienst neu starten')).toBeVisible()
  await app.close()
})

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
