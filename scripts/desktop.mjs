// A private desktop for tests: its own display, session bus and unlocked keychain, its own HOME. Nothing of the user's
// is touched, and every helper ends with this process, also after SIGKILL.
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { which } from './setup/paths.mjs'

const startLimitMs = 10_000
const inherited = [
  'WAYLAND_DISPLAY',
  'DESKTOP_SESSION',
  'GNOME_KEYRING_CONTROL',
  'SSH_AUTH_SOCK',
  'ELECTRON_RUN_AS_NODE',
  'NODE_OPTIONS',
]

/**
 * @param {{ display?: boolean, bus?: boolean, keyring?: boolean, size?: string }} [options] size: WIDTHxHEIGHT
 * @returns {Promise<{ env: Record<string, string>, dir: string, stop(): Promise<void> }>}
 */
export async function startDesktop({ display = true, bus = true, keyring = true, size = '1920x1080' } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'belegbote-desktop-'))
  const children = []
  const env = privateEnvironment(dir)
  const stop = async () => {
    for (const child of children.reverse()) await end(child)
    rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
  try {
    if (display) env.DISPLAY = await startDisplay(children, size)
    if (bus) await startBus(children, env, dir)
    if (bus && keyring) await startKeychain(children, env)
    return { env, dir, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function privateEnvironment(dir) {
  const env = { ...process.env }
  for (const name of inherited) delete env[name]
  const folder = (name) => {
    mkdirSync(join(dir, name), { mode: 0o700 })
    return join(dir, name)
  }
  return Object.assign(env, {
    HOME: folder('home'),
    XDG_CONFIG_HOME: folder('config'),
    XDG_DATA_HOME: folder('data'),
    XDG_CACHE_HOME: folder('cache'),
    XDG_RUNTIME_DIR: folder('run'),
    XDG_SESSION_TYPE: 'x11',
    XDG_CURRENT_DESKTOP: 'GNOME',
    NO_AT_BRIDGE: '1',
    GTK_A11Y: 'none',
  })
}

/** Starts a program that the kernel ends when we die (setpriv is part of util-linux). */
function startChild(children, program, args, options) {
  const file = which(program)
  if (!file) throw new Error(`${program} is not installed`)
  const guard = which('setpriv')
  const child = guard ? spawn(guard, ['--pdeathsig', 'TERM', '--', file, ...args], options) : spawn(file, args, options)
  children.push(child)
  process.once('exit', () => child.kill('SIGKILL'))
  return child
}

/** The first line a child writes to its descriptor 3: Xvfb's display number, the bus's address. */
function answerOf(child, name) {
  return new Promise((resolve, reject) => {
    let text = ''
    const timer = setTimeout(() => reject(new Error(`${name} gave no answer`)), startLimitMs)
    child.once('error', reject)
    child.once('exit', (code, signal) => reject(new Error(`${name} ended (${code ?? signal})`)))
    child.stdio[3].on('data', (data) => {
      text += data
      if (!text.includes('\n')) return
      clearTimeout(timer)
      resolve(text.slice(0, text.indexOf('\n')))
    })
  })
}

async function startDisplay(children, size) {
  const args = ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', '-noreset']
  const server = startChild(children, 'Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  return `:${await answerOf(server, 'Xvfb')}`
}

/** A bus that starts no service by itself; as the system bus too, so that nothing of the real system answers. */
async function startBus(children, env, dir) {
  const config = join(dir, 'bus.conf')
  writeFileSync(
    config,
    `<busconfig><type>session</type><listen>unix:path=${join(dir, 'bus')}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
  )
  const args = [`--config-file=${config}`, '--nofork', '--nopidfile', '--print-address=3']
  const daemon = startChild(children, 'dbus-daemon', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], env })
  const address = await answerOf(daemon, 'dbus-daemon')
  env.DBUS_SESSION_BUS_ADDRESS = address.split(',guid')[0]
  env.DBUS_SYSTEM_BUS_ADDRESS = env.DBUS_SESSION_BUS_ADDRESS
}

async function startKeychain(children, env) {
  const args = ['--foreground', '--unlock', '--components=secrets']
  const daemon = startChild(children, 'gnome-keyring-daemon', args, { stdio: ['pipe', 'ignore', 'ignore'], env })
  daemon.stdin.end('test') // makes and unlocks the keyring of this private session
  const ask = ['--print-reply=literal', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner']
  for (const endMs = Date.now() + startLimitMs; Date.now() < endMs; ) {
    const { stdout } = spawnSync(which('dbus-send'), [...ask, 'string:org.freedesktop.secrets'], {
      env,
      encoding: 'utf8',
    })
    if (stdout?.includes('true')) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('the keychain did not appear on the bus')
}

async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 2000)
  await gone
  clearTimeout(timer)
}
