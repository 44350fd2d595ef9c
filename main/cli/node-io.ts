import { createReadStream, readFileSync } from 'node:fs'
import { homedir, hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { CliIo } from './io'

/** The real world: this process, this computer. */
export function createNodeIo(rest: Pick<CliIo, 'compose' | 'recover' | 'loadChecker' | 'demo' | 'onBug'>): CliIo {
  // A reader that went away early (`| head`) is no failure of ours.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  return {
    ...rest,
    args: commandArguments(process.argv, startedAsApp),
    version: versionOf(),
    defaultProfileDir: userData(process.platform, process.env, homedir()),
    hostName: hostname(),
    crashed: crashed(),
    timeZone: peopleZone(Temporal.Now.timeZoneId()),
    stderrIsTty: process.stderr.isTTY === true,
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    stopped,
    readSecret: (prompt) => (process.stdin.isTTY ? readUnseen(prompt) : readAll()),
  }
}

/** Electron's main process, not Electron as plain Node: only there a process has a type. */
const startedAsApp = 'type' in process

/**
 * What the person typed: behind the script, or, where the installed app runs the command, behind `--`. Chromium takes no
 * switch of its own from there on.
 */
export function commandArguments(argv: readonly string[], asApp: boolean): readonly string[] {
  return argv.slice(asApp ? argv.indexOf('--') + 1 : 2)
}

/** Where Electron keeps `userData` for this product, so that the command line and the window share one folder. */
export function userData(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): string {
  const folder = 'Belegbote'
  if (platform === 'win32') return join(env['APPDATA'] || join(home, 'AppData', 'Roaming'), folder)
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', folder)
  return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), folder)
}

/** A server that keeps UTC stands in a house that reads its clocks in the default zone of the profiles. */
export function peopleZone(systemZone: string): string {
  return /^(Etc\/)?(UTC|GMT|UCT|Zulu|Universal)$/.test(systemZone) ? 'Europe/Berlin' : systemZone
}

/** How long a file call may still take when everything else is done. */
const stuckAfterMs = 2_000

/**
 * Ends the process once everything written has left it, for a half-open connection must not hold it up. Never resolves:
 * where the app runs the command, it would go on and open the display.
 */
export function endWith(status: number): Promise<never> {
  process.stdout.write('', () => process.stderr.write('', () => void exit(status)))
  return new Promise(() => undefined)
}

/**
 * A network folder that went away may hold a file call for ever, and `process.exit` waits for its thread. All is written
 * down by then, and a scheduled task that never ends would be the last one: so the system ends it, as a failure.
 */
async function exit(status: number): Promise<void> {
  const lateMs = performance.now() + stuckAfterMs
  while (waitsForFile() && performance.now() < lateMs) await setTimeout(50)
  if (waitsForFile()) process.kill(process.pid, 'SIGKILL')
  process.exit(status)
}

const waitsForFile = () => process.getActiveResourcesInfo().some((resource) => resource.startsWith('FSReq'))

/** The second request ends the process at once, as the system does it: a kill at any moment is allowed. */
function stopped(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const signals = ['SIGTERM', 'SIGINT'] as const
  const stop = () => {
    for (const signal of signals) process.removeListener(signal, stop)
    resolve()
  }
  for (const signal of signals) process.on(signal, stop)
  return promise
}

function crashed(): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>()
  process.once('uncaughtException', reject)
  process.once('unhandledRejection', reject)
  // Before anybody waits for it, it must not count as unhandled itself.
  promise.catch(() => undefined)
  return promise
}

function versionOf(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  const json: unknown = JSON.parse(text)
  return typeof json === 'object' && json !== null && 'version' in json ? String(json.version) : ''
}

/** By its descriptor: `process.stdin` of Electron's main process is always empty on Windows. */
async function readAll(): Promise<Uint8Array> {
  const pieces: Buffer[] = []
  try {
    for await (const piece of createReadStream('', { fd: 0, autoClose: false })) pieces.push(Buffer.from(piece))
  } catch (error) {
    if (!isEndOfPipe(error)) throw error
  }
  return Buffer.concat(pieces)
}

/** How Windows says that the writing side has closed. */
const isEndOfPipe = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EOF'

/** One line from the terminal without showing it. Ctrl-C ends the process as always. */
async function readUnseen(prompt: string): Promise<Uint8Array> {
  process.stderr.write(prompt)
  process.stdin.setRawMode(true)
  let typed = ''
  try {
    for await (const piece of process.stdin) {
      for (const sign of Buffer.from(piece).toString('utf8')) {
        if (sign === '\r' || sign === '\n') return Buffer.from(typed)
        if (sign === '\u0003') process.kill(process.pid, 'SIGINT')
        else if (sign === '\u007f' || sign === '\b') typed = [...typed].slice(0, -1).join('')
        else typed += sign
      }
    }
    return Buffer.from(typed)
  } finally {
    process.stdin.setRawMode(false)
    process.stderr.write('\n')
  }
}
