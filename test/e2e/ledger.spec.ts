import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { again, button, expect, type Opened, resize, shots, test } from './fixtures'

/** Both themes: no violation, and a picture in both sizes. */
async function look({ app, page, complaints }: Opened, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).exclude('.sidebar').setLegacyMode().analyze()
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
    expect.soft(found, `${name}, ${colorScheme}`).toEqual([])
    for (const [width, height] of [
      [1280, 800],
      [1024, 700],
    ] as const) {
      await resize({ app, page, complaints }, width, height)
      await page.screenshot({ path: join(shots, `${name}-${colorScheme}-${width}.png`), animations: 'disabled' })
    }
  }
}

function faultyFolder(profileDir: string, rows: number): string {
  const folder = join(profileDir, 'uebergabe')
  mkdirSync(folder)
  writeFileSync(join(folder, 'mandanten.csv'), 'mandant;name\nM9;Optik\n')
  writeFileSync(join(folder, 'belegarten.csv'), 'belegart;name;art\nRE;Rechnung;rechnung\n')
  const lines = Array.from({ length: rows }, (_, index) => `M9;${index};RE-${index};RE;2026-02-30`)
  writeFileSync(join(folder, 'belege.csv'), `mandant;beleg;belegnummer;belegart;belegdatum\n${lines.join('\n')}\n`)
  return folder
}

test('master data is changed, books are dropped, faults are listed', async ({ open, profileDir }) => {
  test.setTimeout(900_000) // a dozen pictures, each with axe, on a machine that may be busy
  const stage = await open()
  const { app, page } = stage
  await button(page, /^Buchhaltung$/).click()
  await look(stage, 'buchhaltung-leer')
  await withDemoLedgerHere(page)
  await look(stage, 'buchhaltung')

  const faulty = faultyFolder(profileDir, 3000)
  // Playwright gives a file input real files, as a drop does; a page cannot make such a file itself.
  await page.evaluate(() => {
    const input = document.createElement('input')
    Object.assign(input, { type: 'file', id: 'dropped' })
    document.body.append(input)
  })
  const zip = join(profileDir, 'kaputt.zip')
  writeFileSync(zip, 'PK no zip')
  await page.locator('#dropped').setInputFiles(zip)
  const dropped = await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('#dropped')
    return window.belegbote.drop([...(input?.files ?? [])])
  })
  expect(dropped).toMatchObject({ ok: false, code: 'import-faults', faultsTotal: 1 })
  const forged = await page.evaluate(
    async (path) => [
      await window.belegbote.drop([new File(['x'], path)]),
      await window.belegbote.call('ledger.importDropped', { paths: [path] }),
    ],
    faulty,
  )
  expect(forged).toMatchObject([{ code: 'drop-not-usable' }, { code: 'unknown-call' }])
  await page.evaluate(() => document.querySelector('#dropped')?.remove())

  await again(() =>
    app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
    }, faulty),
  )
  await button(page, 'Übergabeordner einlesen …').click()
  const grid = page.getByRole('grid', { name: 'Fehler im Übergabeordner' })
  await expect(grid.getByRole('row').filter({ hasText: 'belegdatum' }).first()).toContainText('2026-02-30')
  expect(await grid.getByRole('row').count()).toBeLessThan(100) // of a thousand
  await grid.scrollIntoViewIfNeeded()
  await look(stage, 'buchhaltung-fehler')

  await button(page, 'Stammdaten').click()
  await page.getByRole('heading', { name: 'Filialkette' }).waitFor()
  await look(stage, 'stammdaten-filialkette')
  await page.getByRole('tab', { name: 'Mandanten' }).click()
  await page
    .getByRole('button', { name: /^Bearbeiten:/ })
    .first()
    .click()
  await page.getByRole('textbox', { name: 'Beraternummer' }).fill('29098')
  await look(stage, 'stammdaten-mandant')
  await button(page, /^Speichern$/).click()
  await page.getByRole('row', { name: /29098 ?geändert/ }).waitFor()
  await look(stage, 'stammdaten-mandanten')
  await page
    .getByRole('button', { name: /^Steuerschlüssel:/ })
    .first()
    .click()
  await button(page, 'Schlüssel hinzufügen').click()
  await look(stage, 'stammdaten-steuerschluessel')
  await page.keyboard.press('Escape')
  expect(stage.complaints).toEqual([])
})

async function withDemoLedgerHere(page: Opened['page']): Promise<void> {
  await button(page, 'Demo-Buchhaltung anlegen').click()
  await page.getByRole('table', { name: 'Stand der Buchhaltung' }).waitFor({ timeout: 120_000 })
}
