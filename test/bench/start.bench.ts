import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { electronPath } from '../../scripts/setup.mjs'
import { nowMs } from '../e2e/bus'
import { appArgs, test } from '../e2e/fixtures'

// From the start of the process: until the tray item is registered (the app starts hidden, as with the computer), and until
// the page has drawn its first screen (the paint, as the page itself noted it). Nothing drives the app meanwhile. What the
// main process and its threads computed until then stands beside it: a busy machine makes the first figure, not this one.
// BENCH_PROGRAM=<packaged program> starts that one instead of the built app; --profile-dir etc. are the same.

const repetitions = Number(process.env['BENCH_STARTS']) || 7
const goals = { tray: 500, window: 1000 }
/** Fields of /proc/<pid>/stat after the name: user and system time in ticks. */
const [userField, systemField, tickMs] = [11, 12, 10]

interface Start {
  readonly ms: number
  /** Null: not on Linux. */
  readonly cpuMs: number | null
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

function cpuOf(pid: number | undefined): number | null {
  if (process.platform !== 'linux' || pid === undefined) return null
  const text = readFileSync(join('/proc', String(pid), 'stat'), 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[userField]) + Number(fields[systemField])) * tickMs
}

async function end(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}

/** Where Chromium says that it listens; it says so as soon as it does. */
function debuggerOf(child: ChildProcess): Promise<string> {
  let text = ''
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`the app ended: ${text}`)))
    child.stderr?.on('data', (piece) => {
      text += piece
      const address = /DevTools listening on (ws:\S+)/.exec(text)?.[1]
      if (address) resolve(address)
    })
  })
}

/** When the page drew something for the first time, in milliseconds since the epoch. It draws nothing before it knows what. */
async function firstPaint(address: string): Promise<number> {
  const browser = await chromium.connectOverCDP(address)
  const [context] = browser.contexts()
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'))
  if (!page) throw new Error('the app shows no page')
  await page.getByRole('heading', { level: 1 }).waitFor()
  const paintedMs = await page.evaluate(async () => {
    const painted = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime
    while (painted() === undefined) await new Promise((resolve) => requestAnimationFrame(resolve))
    return performance.timeOrigin + (painted() ?? 0)
  })
  await browser.close()
  return paintedMs
}

function told(name: string, starts: readonly Start[], goalMs: number): string {
  const times = starts.map(({ ms }) => ms)
  const cpu = starts.flatMap(({ cpuMs }) => (cpuMs === null ? [] : [cpuMs]))
  const [least, most] = [Math.min(...times), Math.max(...times)]
  const typical = median(times)
  return (
    `  ${name.padEnd(26)}${typical.toFixed(0).padStart(8)} ms${least.toFixed(0).padStart(8)} ms${most.toFixed(0).padStart(8)} ms` +
    `${median(cpu).toFixed(0).padStart(10)} ms${String(goalMs).padStart(8)} ms${typical < goalMs ? '' : '  OVER'}`
  )
}

test('the app starts at once', async ({ desktop, profileDir, bus, command }) => {
  // An administrator: the first screen is the one that asks for the name, as every day.
  await command(['user', 'add', 'Inhaberin', '--group', 'administrators'], 'ein langer Satz zum Anmelden\n')
  const program = process.env['BENCH_PROGRAM']
  const args = program ? appArgs(profileDir).slice(1) : appArgs(profileDir)
  let items = 0
  const start = async (more: readonly string[], until: (child: ChildProcess) => Promise<number>): Promise<Start> => {
    const startedMs = nowMs()
    const child = spawn(program ?? electronPath(), [...args, ...more], {
      env: desktop.env,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    items += 1
    const ms = (await until(child)) - startedMs
    const cpuMs = cpuOf(child.pid)
    await bus.itemCame(items)
    await end(child)
    return { ms, cpuMs }
  }
  const trays: Start[] = []
  const windows: Start[] = []
  for (let turn = 0; turn <= repetitions; turn += 1) {
    const tray = await start(['--hidden'], () => bus.itemCame(items))
    const window = await start(['--remote-debugging-port=0'], async (child) => firstPaint(await debuggerOf(child)))
    if (turn === 0) continue // reads what the system has not read yet
    trays.push(tray)
    windows.push(window)
  }
  console.log(`\nCold start, ${repetitions} times   median      least       most  computed      goal`)
  console.log(told('tray item (hidden)', trays, goals.tray))
  console.log(told('first screen drawn', windows, goals.window))
})
