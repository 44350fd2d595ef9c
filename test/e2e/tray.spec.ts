import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { type DesktopBus, words } from './bus'
import { again, appFolder, button, expect, opened, test } from './fixtures'
import { applyProfile, importBooks } from './house'

/** Compares the panel's picture with ours, pixel by pixel. It gets the one for screens of double density. */
function iconTest(app: ElectronApplication, bus: DesktopBus) {
  const isDrawn = (panel: string, ours: string) =>
    again(() =>
      app.evaluate(
        ({ nativeImage }, files) => {
          const [shown, drawn] = files.map((file) => nativeImage.createFromPath(file))
          return shown?.toBitmap().equals(drawn?.toBitmap({ scaleFactor: 2 }) ?? Buffer.of())
        },
        [panel, ours],
      ),
    )
  return async (state: string) => {
    const ours = join(appFolder, 'resources', 'icons', 'tray', `${state}-22.png`)
    await expect.poll(async () => isDrawn(await bus.picture(), ours)).toBe(true)
  }
}

test('the tray shows how it is, and its menu does what it says', async ({ bus, start, command, profileDir }) => {
  await importBooks(command, profileDir)
  await applyProfile(command, profileDir, { name: 'Müller & Söhne_1' })
  const app = await start(['--hidden'])
  const shows = iconTest(app, bus)

  await expect.poll(() => bus.tooltip()).toMatch(/^Nächster Lauf: .+, Müller & Söhne_1$/)
  await shows('ok')
  expect(words(await bus.menu())).toEqual([
    expect.stringMatching(/^Nächster Lauf: .+ \d\d:\d\d, Müller & Söhne_1$/),
    '—',
    'Belegbote öffnen',
    ['Jetzt exportieren', ['Müller & Söhne_1']],
    '—',
    '1 Stunde anhalten',
    'Bis morgen anhalten',
    '—',
    'Belegbote beenden',
  ])

  await bus.choose('Jetzt exportieren', 'Müller & Söhne_1')
  const last = async () => words(await bus.menu())[1]
  await expect.poll(last).toMatch(/^Letzter Lauf: heute \d\d:\d\d, Müller & Söhne_1 – 3 Belege übergeben$/)
  await shows('ok')

  await bus.choose('1 Stunde anhalten')
  await expect.poll(() => bus.tooltip()).toMatch(/^Zeitplan angehalten bis (heute|morgen) \d\d:\d\d$/)
  await shows('paused')
  expect(words(await bus.menu())).not.toContain('1 Stunde anhalten')
  await bus.choose('Zeitplan fortsetzen')
  await expect.poll(() => bus.tooltip()).toMatch(/^Nächster Lauf/)
  await shows('ok')

  const ended = app.waitForEvent('close')
  await bus.choose('Belegbote beenden')
  await ended
})

test('a failing run changes icon, tooltip and menu, until one works', async ({ bus, start, command, profileDir }) => {
  await importBooks(command, profileDir)
  await applyProfile(command, profileDir, {})
  writeFileSync(join(profileDir, 'kanzlei'), 'a file where a folder should be')
  const app = await start(['--hidden'])
  const shows = iconTest(app, bus)
  await expect.poll(() => bus.tooltip()).toMatch(/^Nächster Lauf/)

  await bus.choose('Jetzt exportieren', 'Kanzlei Müller')
  await expect.poll(() => bus.tooltip()).toMatch(/^Kanzlei Müller: Verzeichnis fehlt\nNächster Lauf/)
  await shows('attention')
  expect(words(await bus.menu())[0]).toBe('Kanzlei Müller: Verzeichnis fehlt – öffnen')

  await bus.choose('Kanzlei Müller: Verzeichnis fehlt – öffnen')
  const { page } = await opened(app, await app.firstWindow())
  await expect(page.getByRole('heading', { name: 'Lauf 1: Kanzlei Müller' })).toBeVisible()
  await page.getByRole('radio', { name: 'English' }).click({ force: true })
  await expect.poll(() => bus.tooltip()).toMatch(/^Kanzlei Müller: folder missing\nNext run/)

  rmSync(join(profileDir, 'kanzlei'))
  await bus.choose('Export now', 'Kanzlei Müller')
  await expect.poll(() => bus.tooltip()).toMatch(/^Next run/)
  await shows('ok')
  await expect(button(page, /^Send same file again/)).toBeVisible()
})

test('says when the worker stopped, and starts it again', async ({ bus, open }) => {
  const { app, page } = await open()
  const killWorker = async () => {
    await again(() =>
      app.evaluate(() => {
        const { Worker } = process.getBuiltinModule('node:worker_threads')
        const post = Worker.prototype.postMessage
        Worker.prototype.postMessage = function (...message) {
          Worker.prototype.postMessage = post
          void this.terminate()
          post.apply(this, message)
        }
      }),
    )
    await page.evaluate(() => window.belegbote.call('access.state', {}))
  }
  await expect.poll(() => bus.tooltip()).toBe('Kein Lauf geplant')
  await killWorker()
  await expect.poll(() => page.evaluate(async () => (await window.belegbote.call('access.state', {})).ok)).toBe(true)
  await expect.poll(() => bus.tooltip()).toBe('Kein Lauf geplant')
  expect(bus.notes).toEqual([])

  await killWorker()
  await expect.poll(() => bus.tooltip()).toBe('Belegbote: Hintergrunddienst steht')
  expect((await bus.note('Es wird nichts mehr exportiert')).body).toMatch(/^Der Hintergrunddienst ist stehen geblieben/)
  await bus.choose('Hintergrunddienst neu starten')
  await expect.poll(() => bus.tooltip()).toBe('Kein Lauf geplant')
})
