import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type Browser, chromium, type Page, expect as patient } from '@playwright/test'
import manifest from '../../package.json' with { type: 'json' }
import { pack } from '../../scripts/package.mjs'
import { at, sandboxArgs } from '../../scripts/setup.mjs'
import { test as base } from './fixtures'

/** A program of 200 MB that was written a moment ago starts slowly where others write, too. */
export const expect = patient.configure({ timeout: 60_000 })

/** What the packages of this system are made of, and the .deb, built by the command that a release is built by. */
export interface Packed {
  /** The program's folder, as it lies in every package. */
  readonly folder: string
  readonly program: string
  /** What stands in the PATH of an installed app. */
  readonly command: string
  readonly deb: string
}

export interface Started {
  readonly process: ChildProcess
  readonly page: Page
  /** Ends it as a power cut would. */
  kill(): Promise<void>
}

export interface Answer {
  readonly exit: number | null
  readonly stdout: string
  readonly stderr: string
}

type Start = (args?: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Started>
export interface PerPackedTest {
  /** Starts the packaged program on the test's folder and waits for its window. It is driven as any Chromium: its fuses let no debugger of Node in. */
  startPacked: Start
}
export interface PerPackedWorker {
  packed: Packed
}

export const test = base.extend<PerPackedTest, PerPackedWorker>({
  packed: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the needed fixtures from the pattern
    async ({}, use) => {
      const built = process.env.BELEGBOTE_PACKAGES // a folder of packages that were built before
      const into = built ?? at('.cache', 'packages')
      if (built === undefined) await pack(['linux', 'dir', 'deb'], { into, fast: true })
      const folder = join(into, 'linux-unpacked')
      const command = join(folder, 'resources', 'bin', 'belegbote')
      const deb = join(into, `Belegbote-${manifest.version}-linux-amd64.deb`)
      await use({ folder, program: join(folder, 'belegbote'), command, deb })
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  startPacked: async ({ packed, desktop, profileDir }, use) => {
    const started: Started[] = []
    await use(async (args = [], env = {}) => {
      const own = [
        ...sandboxArgs(),
        '--remote-debugging-port=0',
        `--profile-dir=${profileDir}`,
        '--workstation=LADEN-1',
      ]
      const child = spawn(packed.program, [...own, ...args], {
        env: { ...desktop.env, ...env },
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      const browser = await chromium.connectOverCDP(await debuggerOf(child))
      const opened = { process: child, page: await pageOf(browser), kill: () => kill(child) }
      started.push(opened)
      return opened
    })
    for (const one of started) await one.kill()
  },
})

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** Chromium says on stderr where it listens. */
function debuggerOf(child: ChildProcess): Promise<string> {
  let text = ''
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`the program ended: ${text}`)))
    child.stderr?.on('data', (piece) => {
      text += piece
      const address = /DevTools listening on (ws:\S+)/.exec(text)?.[1]
      if (address) resolve(address)
    })
  })
}

async function pageOf(browser: Browser): Promise<Page> {
  const [context] = browser.contexts()
  if (!context) throw new Error('the program shows nothing')
  const page = context.pages()[0] ?? (await context.waitForEvent('page'))
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

/** Runs a program to its end. */
export async function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  input = '',
): Promise<Answer> {
  const child = spawn(program, args, { env })
  const [out, errors]: [Buffer[], Buffer[]] = [[], []]
  child.stdout.on('data', (piece: Buffer) => out.push(piece))
  child.stderr.on('data', (piece: Buffer) => errors.push(piece))
  child.stdin.on('error', () => undefined) // a command that does not read it may end first
  child.stdin.end(input)
  const [exit] = await once(child, 'close')
  return { exit, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(errors).toString() }
}
