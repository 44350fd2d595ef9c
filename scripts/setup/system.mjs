// Step 3: system libraries and programs on Debian and Ubuntu; elsewhere they are only named.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { electronPath } from './electron.mjs'
import { onLinux, say, which } from './paths.mjs'

/** What Electron links against, beyond a minimal system. */
const linkedLibraries = ['libgtk-3-0', 'libnss3', 'libgbm1', 'libasound2']
/** What it opens at run time: keychain and notifications. */
const loadedLibraries = { 'libsecret-1.so.0': 'libsecret-1-0', 'libnotify.so.4': 'libnotify4' }
/** A private desktop for the tests. */
const desktopPrograms = { Xvfb: 'xvfb', 'dbus-daemon': 'dbus', 'gnome-keyring-daemon': 'gnome-keyring' }

/** Installs what is missing where that is allowed (root with apt), else says the exact line to type. */
export function installSystem({ desktop }) {
  const missing = missingPackages(desktop)
  if (missing.length === 0) return
  const apt = which('apt-get')
  if (!apt || process.getuid?.() !== 0) {
    const how = apt ? 'sudo apt-get install --no-install-recommends' : 'your package manager for the equals of'
    throw new Error(`system packages are missing; please run:\n\n  ${how} ${missing.join(' ')}\n`)
  }
  say(`apt-get install ${missing.join(' ')} …`)
  aptInstall(apt, missing)
  const left = missingPackages(desktop)
  if (left.length > 0) throw new Error(`still missing after the installation: ${left.join(' ')}`)
}

function missingPackages(desktop) {
  if (!onLinux) return []
  const missing = new Set()
  const folder = dirname(electronPath())
  const links = spawnSync('ldd', [electronPath(), join(folder, 'libEGL.so'), join(folder, 'libGLESv2.so')], {
    encoding: 'utf8',
  })
  if (/not found/.test(links.stdout ?? '')) for (const name of linkedLibraries) missing.add(name)
  const known = libraryCache()
  for (const [library, name] of Object.entries(loadedLibraries)) if (!known(library)) missing.add(name)
  if (desktop) for (const [program, name] of Object.entries(desktopPrograms)) if (!which(program)) missing.add(name)
  return [...missing]
}

function libraryCache() {
  const folders = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib']
  return (library) => folders.some((folder) => existsSync(join(folder, library)))
}

/** @param {string} apt path of apt-get */
export function aptInstall(apt, names) {
  const options = { stdio: ['ignore', 'ignore', 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  spawnSync(apt, ['update', '-qq'], options)
  // Newer Debian and Ubuntu carry some libraries under a name with t64.
  const exists = (name) => spawnSync('apt-cache', ['show', '--no-all-versions', name], { stdio: 'ignore' }).status === 0
  const available = names.map((name) => (exists(name) || !exists(`${name}t64`) ? name : `${name}t64`))
  spawnSync(apt, ['install', '-y', '-qq', '--no-install-recommends', ...available], options)
}

/** Chromium's sandbox needs a normal user with user namespaces, or a setuid helper; only where neither is there it is off. */
export function sandboxArgs() {
  if (!onLinux) return []
  if (process.getuid() === 0) return ['--no-sandbox']
  const helper = statSync(join(dirname(electronPath()), 'chrome-sandbox'), { throwIfNoEntry: false })
  if (helper && helper.uid === 0 && (helper.mode & 0o4000) !== 0) return []
  return spawnSync('unshare', ['-Ur', 'true'], { stdio: 'ignore' }).status === 0 ? [] : ['--no-sandbox']
}

/** True on Debian and its children, where the test servers can be had. */
export function isDebian() {
  return onLinux && existsSync('/etc/os-release') && /debian/.test(readFileSync('/etc/os-release', 'utf8'))
}
