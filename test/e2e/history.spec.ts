import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { asNode, electronPath } from '../../scripts/setup.mjs'
import { again, button, expect, type Opened, test } from './fixtures'
import { applyProfile, filesOf, importBooks } from './house'

type Command = (args: readonly string[], input?: string) => Promise<string>

const target = (profileDir: string) => join(profileDir, 'kanzlei', 'eingang')
const inbox = (profileDir: string) => filesOf(target(profileDir)).filter((name) => name.endsWith('.csv'))
const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

/** Three documents handed over, and a second profile that cannot: a file lies where its folder should be. */
async function withRuns(command: Command, profileDir: string): Promise<void> {
  await importBooks(command, profileDir)
  await applyProfile(command, profileDir, {})
  await command(['export', 'kanzlei'])
  const blocked = join(profileDir, 'gesperrt')
  writeFileSync(blocked, '')
  const place = { protocol: 'folder', directory: join(blocked, 'eingang') }
  await applyProfile(command, profileDir, { id: 'archiv', name: 'Archiv', target: place })
  await expect(command(['export', 'archiv'])).rejects.toThrow(/failed|error/i)
}

/** The schedule was set so many days ago: the database is changed as if the time had passed. */
function beginSchedule(profileDir: string, profileId: string, daysAgo: number): void {
  const script = `
    const { DatabaseSync } = require('node:sqlite')
    const db = new DatabaseSync(process.argv[1])
    db.prepare('UPDATE profile SET scheduled_from_ms = ? WHERE id = ?').run(Number(process.argv[3]), process.argv[2])
    db.close()`
  const fromMs = String(Date.now() - daysAgo * 86_400_000)
  const args = ['-e', script, join(profileDir, 'belegbote.db'), profileId, fromMs]
  const { status, stderr } = spawnSync(electronPath(), args, { env: asNode, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}

const options = (page: Page) => page.getByRole('listbox', { name: 'Läufe, neueste zuerst' }).getByRole('option')

async function openHistory({ page }: Opened): Promise<void> {
  await button(page, 'Verlauf').click()
  await options(page).first().waitFor()
}

/** The person chooses this file in the system's dialog. */
const saveTo = ({ app }: Opened, path: string) =>
  again(() =>
    app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    }, path),
  )

test.beforeEach(() => test.setTimeout(300_000)) // several programs start in each

test('a run is found, sent again byte for byte, and released with a reason', async ({ open, command, profileDir }) => {
  await withRuns(command, profileDir)
  const opened = await open()
  const { page, complaints } = opened
  await openHistory(opened)
  await expect(options(page)).toHaveCount(2)

  const search = page.getByRole('searchbox', { name: 'Beleg suchen' })
  await search.fill('R2')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Beleg „R2“: in 2 Läufen')).toBeVisible()
  await search.fill('R2222')
  await expect(page.getByText('In keinem Lauf ist der Beleg „R2222“ enthalten.')).toBeVisible()
  await button(page, 'Filter zurücksetzen').click()

  await options(page).filter({ hasText: 'Kanzlei Müller' }).click()
  await page.getByRole('heading', { name: 'Lauf 1: Kanzlei Müller' }).waitFor()
  const [name = ''] = inbox(profileDir)
  const before = {
    hash: sha256(join(target(profileDir), name)),
    sizeBytes: statSync(join(target(profileDir), name)).size,
  }
  await expect(page.getByText(/^Empfangen am .*Inhalt zurückgelesen und verglichen/)).toBeVisible()
  await button(page, 'Gleiche Datei erneut senden …').click()
  const question = page.getByRole('alertdialog', { name: 'Diese Datei erneut senden?' })
  await expect(question).toContainText(name)
  await expect(question).toContainText(target(profileDir))
  await question.getByRole('button', { name: 'Erneut senden' }).click()
  await expect(page.getByText('Die Dateien wurden unverändert erneut gesendet.')).toBeVisible()
  expect(inbox(profileDir)).toEqual([name])
  expect(sha256(join(target(profileDir), name))).toBe(before.hash)

  await button(page, 'Lauf freigeben …').click()
  const release = page.getByRole('alertdialog', { name: 'Lauf 1 freigeben?' })
  await expect(release).toContainText('kommt dann doppelt an')
  await release.getByRole('button', { name: 'Lauf freigeben' }).click()
  await expect(release).toContainText('Bitte einen Grund angeben')
  await release.getByRole('textbox').fill('Die Kanzlei hat die Datei verworfen')
  await release.getByRole('button', { name: 'Lauf freigeben' }).click()
  await expect(button(page, 'Lauf freigeben …')).toBeDisabled()
  await expect(page.getByText(/^Der Lauf \S+ ist freigegeben; seine Belege gehen in einen anderen Lauf/)).toBeVisible()
  await page.getByRole('tab', { name: 'Protokoll' }).click()
  await expect(page.getByRole('row', { name: /Grund: Die Kanzlei hat die Datei verworfen/ })).toBeVisible()
  expect(complaints).toEqual([])
})

test('a failed run says what to do, and what is not possible says why', async ({ open, command, profileDir }) => {
  await withRuns(command, profileDir)
  const opened = await open()
  const { page } = opened
  await openHistory(opened)
  await page.getByRole('heading', { name: 'Lauf 2: Archiv' }).waitFor()
  await expect(page.getByText(/^Technisch: /)).toBeVisible()
  await expect(page.getByText(/^Erneut senden ist nicht möglich: /)).toBeVisible()
  await expect(button(page, 'Gleiche Datei erneut senden …')).toBeDisabled()
  await page.getByRole('tab', { name: 'Protokoll' }).click()
  await expect(page.getByRole('row', { name: /ist gescheitert: |wurde angehalten: / })).toBeVisible()

  // By the keyboard: arrow keys choose, Enter opens, Escape leads back.
  await page.getByRole('listbox', { name: 'Läufe, neueste zuerst' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('heading', { name: 'Lauf 1: Kanzlei Müller' }).waitFor()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Details' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(button(page, 'Gleiche Datei erneut senden …')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(options(page).nth(1)).toBeFocused()
})

test('lists are saved as CSV, whole and as the filter has them', async ({ open, command, profileDir }) => {
  await withRuns(command, profileDir)
  const opened = await open()
  const { page } = opened
  await openHistory(opened)
  const folder = join(profileDir, 'ablage')
  mkdirSync(folder)
  const path = join(folder, 'Verlauf.csv')
  await saveTo(opened, path)
  await button(page, 'Als CSV speichern').click()
  await expect(page.getByText('2 Zeilen in „Verlauf.csv“ gespeichert.')).toBeVisible()
  const lines = readFileSync(path, 'utf8').split('\r\n')
  expect(lines[0]).toMatch(/^\uFEFFLauf;Kennung;Schnittstelle;Begonnen;/)
  expect(lines[2]).toMatch(
    /^1;\S+;Kanzlei Müller;\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d;.*;von Hand;übergeben;;3;\d;EUR;357,00;0,00$/,
  )

  await button(page, /Ergebnis$/).click()
  await page.getByRole('option', { name: 'übergeben', exact: true }).click()
  await expect(page.getByText('1 Lauf, neueste zuerst')).toBeVisible()
  await button(page, 'Als CSV speichern').click()
  await expect(page.getByText('1 Zeile in „Verlauf.csv“ gespeichert.')).toBeVisible()

  await page.getByRole('tab', { name: 'Belege (3)' }).click()
  await saveTo(opened, join(folder, 'Belege')) // without the ending
  await button(page, 'Als CSV speichern').last().click()
  await expect(page.getByText('3 Zeilen in „Belege.csv“ gespeichert.')).toBeVisible()
  expect(readFileSync(join(folder, 'Belege.csv'), 'utf8')).toContain('\r\nR2;RE;02.03.2026;M1;Beleg;1\r\n')
  expect(filesOf(folder)).toEqual(['Belege.csv', 'Verlauf.csv'])
})

test('calendar and chart show the gaps, and lead to the runs of a day', async ({ open, command, profileDir }) => {
  await importBooks(command, profileDir)
  await applyProfile(command, profileDir, { missedRuns: 'skip', schedule: { interval: 'daily', time: '07:30' } })
  await command(['export', 'kanzlei'])
  beginSchedule(profileDir, 'kanzlei', 40)
  const opened = await open()
  const { page, complaints } = opened
  await openHistory(opened)
  await page.getByRole('radio', { name: 'Kalender und Diagramm' }).click()

  const chart = page.getByRole('region', { name: 'Übergaben je Tag' })
  await expect(chart.getByRole('button', { name: /: Lücke bei einer Schnittstelle$/ })).toHaveCount(29)
  const calendar = page.getByRole('region', { name: 'Kalender' })
  await calendar.getByRole('button', { name: 'Zurück' }).first().click()
  await expect(calendar.getByRole('button', { name: /: Lücke bei einer Schnittstelle$/ }).first()).toBeVisible()
  await calendar.getByRole('button', { name: 'Weiter' }).first().click()

  await chart.getByRole('radio', { name: 'Tabelle' }).click()
  const [today, yesterday] = [chart.getByRole('row').nth(1), chart.getByRole('row').nth(2)]
  await expect(today.getByRole('cell')).toHaveText(['1', '3', '0', '0', '0'])
  await expect(yesterday.getByRole('cell')).toHaveText(['0', '0', '0', '0', '1'])
  await chart.getByRole('radio', { name: 'Diagramm' }).click()
  await chart.getByRole('button', { name: /1 Lauf übergeben \(3 Belege\)/ }).click()
  await expect(page.getByText('1 Lauf, neueste zuerst')).toBeVisible()
  await page.getByRole('radio', { name: 'Kalender und Diagramm' }).click()
  await calendar.getByRole('button', { name: /^Heute/ }).click()
  await expect(page.getByText('1 Lauf, neueste zuerst')).toBeVisible()
  expect(complaints).toEqual([])
})
