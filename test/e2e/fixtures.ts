import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, test as base, type ElectronApplication, type Page, expect as patient } from '@playwright/test'
import type { Bridge } from '../../preload/contract/dto'
import { startDesktop } from '../../scripts/desktop.mjs'
import { asNode, at, electronPath, root, sandboxArgs } from '../../scripts/setup.mjs'
import { faultsOfFiles, spoolFiles } from '../checker/files'
import { DesktopBus } from './bus'

declare global {
  interface Window {
    readonly belegbote: Bridge
  }
}

/** A busy machine may take its time; a person would wait as long. */
export const expect = patient.configure({ timeout: 20_000 })

/** Folder of the app to drive; another build of it can be named. */
export const appFolder = process.env.BELEGBOTE_APP ?? root
export const shots = join(root, 'test-results', 'shots')
mkdirSync(shots, { recursive: true })
/** A home folder as a shop has one, whose path may be seen on pictures (`npm run screenshots`). */
const shop = process.env.BELEGBOTE_SHOP

export interface Opened {
  readonly app: ElectronApplication
  readonly page: Page
  /** Everything that the page complained about: refused by the policy, thrown, logged as an error. */
  readonly complaints: string[]
}

interface Person {
  readonly name: string
  readonly password: string
}

/** Who is at the window. */
export interface Entry {
  /** False: the first screen is left as it is, and nobody gets an account. */
  readonly signIn?: boolean
  /** Somebody else than the administrator; the test made their account. */
  readonly as?: Person
}

/** The administrator of every installation here. */
export const account: Person = { name: 'Inhaberin', password: 'ein langer Satz zum Anmelden' }

export interface PerTest {
  /** A fresh folder of an installation. */
  profileDir: string
  /** Starts the real app on that folder, and waits for nothing. There is an administrator, unless it says otherwise. */
  start(args?: readonly string[], entry?: Entry): Promise<ElectronApplication>
  /** Starts the real app on that folder, and signs in. */
  open(args?: readonly string[], entry?: Entry): Promise<Opened>
  /** The desktop's side of the tray and of the notifications. */
  bus: DesktopBus
  /** Runs a command of the command line on that folder. */
  command(args: readonly string[], input?: string): Promise<string>
}
export interface PerWorker {
  desktop: Awaited<ReturnType<typeof startDesktop>>
}

export const test = base.extend<PerTest, PerWorker>({
  desktop: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the needed fixtures from the pattern
    async ({}, use) => {
      const desktop = await startDesktop({ size: '2560x1440' })
      await use(desktop)
      await desktop.stop()
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the needed fixtures from the pattern
  profileDir: async ({}, use) => {
    const folder = shop ? join(shop, 'Belegbote') : mkdtempSync(join(tmpdir(), 'belegbote-e2e-'))
    mkdirSync(folder, { recursive: true })
    await use(folder)
    expect(faultsOfFiles(spoolFiles(folder))).toEqual([])
    await removeWhenQuiet(folder)
  },
  start: async ({ desktop, profileDir, command }, use) => {
    const started = new Set<ElectronApplication>()
    let hasAccount = false
    await use(async (args = [], { signIn: signsIn = true } = {}) => {
      if (signsIn && !hasAccount) {
        await command(['user', 'add', account.name, '--group', 'administrators'], `${account.password}\n`)
        hasAccount = true
      }
      const app = await _electron.launch({
        executablePath: electronPath(),
        args: [...appArgs(profileDir), ...args],
        cwd: root,
        env: desktop.env,
      })
      started.add(app)
      app.once('close', () => started.delete(app))
      return app
    })
    for (const app of started) await app.close()
  },
  open: async ({ start }, use) => {
    await use(async (args, entry) => {
      const app = await start(args, entry)
      return opened(app, await app.firstWindow(), entry)
    })
  },
  bus: async ({ desktop }, use) => {
    const bus = await DesktopBus.start(desktop.env.DBUS_SESSION_BUS_ADDRESS ?? '')
    await use(bus)
    bus.stop()
  },
  command: async ({ desktop, profileDir }, use) => {
    await use((args, input = '') => {
      const all = ['--profile-dir', profileDir, '--workstation', 'LADEN-1', '--json', ...args]
      const env = { ...desktop.env, ELECTRON_RUN_AS_NODE: asNode.ELECTRON_RUN_AS_NODE, NODE_NO_WARNINGS: '1' }
      return new Promise((resolve, reject) => {
        const child = spawn(electronPath(), [at('out', 'main', 'cli.js'), ...all], { env })
        let [out, errors] = ['', '']
        child.stdout.on('data', (data) => {
          out += data
        })
        child.stderr.on('data', (data) => {
          errors += data
        })
        child.once('error', reject)
        child.once('close', (code) => (code === 0 ? resolve(out) : reject(new Error(`${code} ${out} ${errors}`))))
        child.stdin.end(input)
      })
    })
  },
})

/** What every start of the app on this folder has on its command line. */
export const appArgs = (profileDir: string) => [
  appFolder,
  ...sandboxArgs(),
  `--profile-dir=${profileDir}`,
  '--workstation=LADEN-1',
]

/** A window of ours, once its page stands and somebody is signed in. */
export async function opened(app: ElectronApplication, page: Page, entry: Entry = {}): Promise<Opened> {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  const title = page.getByRole('heading', { level: 1 })
  await title.waitFor()
  if (entry.signIn !== false && /^(Anmelden|Sign in)$/.test((await title.textContent()) ?? '')) {
    await signIn(page, entry.as ?? account)
    await page.getByRole('navigation').waitFor()
  }
  return { app, page, complaints }
}

/** By the form, in either language. */
export async function signIn(page: Page, { name, password }: Person): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel(/^(Kennwort|Password)$/).fill(password)
  await page.keyboard.press('Enter')
}

/** Chromium's helpers write for a moment after the end, and `rmSync` does not look into a folder again. */
async function removeWhenQuiet(folder: string): Promise<void> {
  await expect(() => rmSync(folder, { recursive: true, force: true })).toPass({ timeout: 10_000 })
}

/** Playwright now and then loses a promise to the main process's garbage collection; the question is asked again. */
export async function again<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask()
    } catch (error) {
      if (attempt >= 4 || !/garbage collected/.test(String(error))) throw error
    }
  }
}

/** @param zoom 1.5: text at 150 %, and a page that sees a window two thirds as wide */
export async function resize({ app, page }: Opened, width: number, height: number, zoom = 1): Promise<void> {
  await again(() =>
    app.evaluate(
      ({ BrowserWindow }, size) => {
        for (const window of BrowserWindow.getAllWindows()) window.setContentSize(size.width, size.height)
      },
      { width, height },
    ),
  )
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(Math.round(width / zoom))
}

/** The background service dies of the next request to it; once it is started again by itself. */
export async function killHost({ app, page }: Opened): Promise<void> {
  await again(() =>
    app.evaluate(() => {
      const { Worker } = process.getBuiltinModule('node:worker_threads')
      const post = Worker.prototype.postMessage
      Worker.prototype.postMessage = function die() {
        Worker.prototype.postMessage = post
        void this.terminate()
      }
    }),
  )
  const answer = await page.evaluate(() => window.belegbote.call('access.state', {}))
  expect(answer).toEqual({ ok: false, code: 'host-stopped', params: {} })
}

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

/** The way from nothing to the first delivered run. */
export async function withDemoLedger(page: Page): Promise<void> {
  await button(page, 'Demo-Buchhaltung anlegen').click()
  await button(page, 'Demo-Schnittstelle anlegen').waitFor({ timeout: 60_000 })
}
export async function withDemoProfile(page: Page, { hasLedger = false } = {}): Promise<void> {
  if (!hasLedger) await withDemoLedger(page)
  await button(page, 'Demo-Schnittstelle anlegen').click()
  await button(page, /^Jetzt exportieren/).waitFor()
}
export const delivered = /^[\d.]+ Belege in \d+ Datei(en)? übergeben und geprüft\.$/
export async function withDelivery(page: Page): Promise<void> {
  await withDemoProfile(page)
  await button(page, /^Jetzt exportieren/).click()
  await page.getByText(delivered).waitFor({ timeout: 60_000 })
}
