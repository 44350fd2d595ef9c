import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, opened, test } from './fixtures'
import { applyProfile, importBooks } from './house'

const broken = (profileDir: string) => join(profileDir, 'kanzlei')
const breakTarget = (profileDir: string) => writeFileSync(broken(profileDir), 'a file where a folder should be')

test('a failing export tells what, since when and what to do, once; and when it works again', async ({
  bus,
  start,
  open,
  command,
  profileDir,
}) => {
  await importBooks(command, profileDir)
  await applyProfile(command, profileDir, { name: 'Müller & Söhne <b>' })
  breakTarget(profileDir)
  const app = await start(['--hidden'])
  await expect.poll(() => bus.tooltip()).toMatch(/^Nächster Lauf/)
  await bus.choose('Jetzt exportieren', 'Müller & Söhne <b>')

  const note = await bus.note('Export fehlgeschlagen: Müller & Söhne <b>')
  expect(note.body).toMatch(
    /^Das Verzeichnis gibt es auf dem Server nicht .*Bitte das Verzeichnis .* prüfen\. Seit heute \d\d:\d\d\. Nächster Versuch: (heute|morgen) \d\d:\d\d\.$/,
  )
  expect(app.windows()).toEqual([])
  bus.click(note)
  const { page } = await opened(app, await app.firstWindow())
  await expect(page.getByRole('heading', { name: 'Lauf 1: Müller & Söhne <b>' })).toBeVisible()

  // The same run again, and a new start: it was told.
  await page.evaluate(() => window.belegbote.call('export.runNow', { profileId: 'kanzlei' }))
  await app.close()
  const second = await open()
  await expect.poll(() => bus.tooltip()).toMatch(/^Müller & Söhne <b>: Verzeichnis fehlt/)
  expect(bus.notes.map(({ title }) => title)).toEqual([note.title])

  rmSync(broken(profileDir))
  await second.page.evaluate(() => window.belegbote.call('export.runNow', { profileId: 'kanzlei' }))
  const recovered = await bus.note('Export läuft wieder: Müller & Söhne <b>')
  expect(recovered.body).toMatch(/^Die Übergabe ist wieder gelungen\. Die Störung begann heute \d\d:\d\d; /)
  expect(bus.notes).toHaveLength(2)
})

test('deliveries are told to those who want it', async ({ bus, open, command, profileDir }) => {
  await importBooks(command, profileDir)
  await applyProfile(command, profileDir, {})
  const { page } = await open()
  await page.evaluate(() => window.belegbote.call('settings.save', { notifyOnSuccess: true }))
  await page.evaluate(() => window.belegbote.call('export.runNow', { profileId: 'kanzlei' }))
  const note = await bus.note('Export übergeben: Kanzlei Müller')
  expect(note.body).toBe('3 Belege sind übergeben und geprüft.')
})

test('what happened meanwhile comes at the start, many things as one', async ({ bus, start, command, profileDir }) => {
  await importBooks(command, profileDir)
  breakTarget(profileDir)
  const names = ['Nord', 'Süd', 'Ost', 'West']
  for (const name of names) {
    await applyProfile(command, profileDir, { id: name.replace('ü', 'u'), name })
    await command(['export', name.replace('ü', 'u')]).catch(() => undefined) // fails, as it should
  }
  const app = await start(['--hidden'])
  const note = await bus.note('Belegbote: 4 Meldungen')
  for (const name of names) expect(note.body).toContain(name)
  expect(bus.notes).toHaveLength(1)
  bus.click(note)
  const { page } = await opened(app, await app.firstWindow())
  await expect(page.getByRole('heading', { name: 'Schnittstellen' })).toBeVisible()
})
