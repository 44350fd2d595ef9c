import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { electronPath } from '../../scripts/setup.mjs'
import { again, appArgs, expect, opened, test } from './fixtures'
import { processesOf } from './house'

const renderers = (app: ElectronApplication) =>
  processesOf(app.process().pid ?? 0).filter((kind) => kind === 'renderer').length

test('a closed window frees its process and leaves the tray', async ({ bus, open }) => {
  const { app, page } = await open()
  expect(renderers(app)).toBe(1)
  await page.close()
  await expect.poll(() => renderers(app)).toBe(0)
  const note = await bus.note('Belegbote läuft weiter')
  expect(note.body).toContain('Die Exporte laufen nach Plan.')

  const reopened = app.waitForEvent('window')
  await bus.activate()
  const second = await opened(app, await reopened)
  expect(renderers(app)).toBe(1)
  await second.page.close()
  await expect.poll(() => renderers(app)).toBe(0)
  const third = app.waitForEvent('window')
  await bus.choose('Belegbote öffnen')
  await opened(app, await third)
  expect(bus.notes).toEqual([note])

  const ended = app.waitForEvent('close')
  // Playwright's own keys reach only the page.
  await again(() =>
    app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      window?.webContents.sendInputEvent({ type: 'keyDown', keyCode: 'Q', modifiers: ['control'] })
    }),
  )
  await ended
})

test('a second start shows the window of the first, also without a tray', async ({ start, desktop, profileDir }) => {
  const app = await start(['--hidden'])
  const startAgain = async (...args: string[]) => {
    const second = spawn(electronPath(), [...appArgs(profileDir), ...args], { env: desktop.env, stdio: 'ignore' })
    expect(await once(second, 'close')).toEqual([0, null])
  }
  await expect.poll(() => again(() => app.evaluate(({ app }) => app.isReady()))).toBe(true)
  await startAgain('--hidden')
  expect(app.windows()).toEqual([])
  expect(renderers(app)).toBe(0)
  await startAgain()
  const { page } = await opened(app, await app.firstWindow())
  await again(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize()))
  await startAgain()
  const state = () =>
    again(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isMinimized())))
  await expect.poll(state).toEqual([false])
  expect(await page.evaluate(() => document.visibilityState)).toBe('visible')
})

test('starts at sign-in and without a window, if it is wanted', async ({ bus, open, start, desktop }) => {
  const folder = join(desktop.env.XDG_CONFIG_HOME ?? '', 'autostart')
  const entries = () => (existsSync(folder) ? readdirSync(folder) : [])
  const { app, page } = await open()
  const save = (change: { startAtSignIn?: boolean; startMinimised?: boolean }) =>
    page.evaluate((settings) => window.belegbote.call('settings.save', settings), change)
  expect(await save({ startAtSignIn: true, startMinimised: true })).toMatchObject({
    ok: true,
    value: { startAtSignIn: true, startMinimised: true },
  })
  const [entry = ''] = entries()
  expect(entries()).toEqual([expect.stringMatching(/^belegbote-[0-9a-f]{8}\.desktop$/)])
  const text = readFileSync(join(folder, entry), 'utf8')
  expect(text).toContain('Comment=Übergibt die Buchhaltung nach Plan')
  const line = /^Exec=(.*)$/m.exec(text)?.[1] ?? ''
  expect(line).toContain(` --hidden `)
  await app.close()

  // As the desktop would start it: nothing in this line needs quotes.
  const [program = '', ...args] = line.split(' ')
  const atSignIn = spawn(program, args, { env: desktop.env, stdio: 'ignore' })
  await expect.poll(() => bus.tooltip()).toBe('Kein Lauf geplant')
  expect(processesOf(atSignIn.pid ?? 0)).not.toContain('renderer')
  const isOver = once(atSignIn, 'close')
  await bus.choose('Belegbote beenden')
  expect(await isOver).toEqual([0, null])

  const quiet = await start()
  await expect.poll(() => bus.tooltip()).toBe('Kein Lauf geplant')
  expect(quiet.windows()).toEqual([])
  expect(renderers(quiet)).toBe(0)
  const wanted = quiet.waitForEvent('window')
  await bus.activate()
  const second = await opened(quiet, await wanted)
  expect(
    await second.page.evaluate(() =>
      window.belegbote.call('settings.save', { startAtSignIn: false, startMinimised: false }),
    ),
  ).toMatchObject({ value: { startAtSignIn: false, startMinimised: false } })
  expect(entries()).toEqual([])
})

test('looks at the clock when the computer wakes up', async ({ bus, start }) => {
  const app = await start(['--hidden'])
  await expect.poll(() => bus.tooltip()).toBe('Kein Lauf geplant')
  await again(() =>
    app.evaluate(() => {
      const asked: string[] = []
      const { Worker } = process.getBuiltinModule('node:worker_threads')
      const post = Worker.prototype.postMessage
      Worker.prototype.postMessage = function (...message) {
        asked.push(message[0].operation)
        post.apply(this, message)
      }
      Object.assign(globalThis, { asked })
    }),
  )
  const asked = () => again(() => app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked))
  expect(await asked()).not.toContain('schedule.tick')
  bus.wakeUp()
  await expect.poll(asked).toContain('schedule.tick')
})
