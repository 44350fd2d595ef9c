// npm run package [-- linux|win|mac TARGET…]: builds what is installed, into dist/. Without a word: the program's folder for this
// system, unpacked. docs/release.md says what a release needs beyond it.
import { lookup } from 'node:dns/promises'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { writeBom } from './sbom.mjs'
import { at, build, electronPath, setup, which } from './setup.mjs'
import { step } from './steps.mjs'

const thisSystem = { linux: 'linux', win32: 'win', darwin: 'mac' }[process.platform]
/** Targets that need tools which electron-builder gets from GitHub, and what names a folder with them instead. */
const tools = { AppImage: 'APPIMAGE_TOOLS_PATH', nsis: 'ELECTRON_BUILDER_NSIS_DIR' }
const say = (text) => process.stderr.write(`[package] ${text}\n`)

/** @param {string[]} words */
function readOrder(words) {
  const named = ['linux', 'win', 'mac'].includes(words[0])
  const system = named ? words[0] : thisSystem
  const targets = named ? words.slice(1) : words
  return { system, targets: targets.length > 0 ? targets : ['dir'] }
}

/** The Electron that lies here may be another one than the package asks for: docs/adr/0003. */
function substitute(system) {
  const folder = system === thisSystem ? dirname(electronPath()) : process.env.BELEGBOTE_ELECTRON_DIST
  const file = folder && join(folder, 'version')
  if (!file || !existsSync(file)) return []
  const version = readFileSync(file, 'utf8').trim().replace(/^v/, '')
  const declared = JSON.parse(readFileSync(at('node_modules', 'electron', 'package.json'), 'utf8')).version
  if (version === declared) return []
  say(`NEVER PUBLISH THIS BUILD: it has Electron ${version} from the npm registry in it, not the official ${declared}.`)
  return [`-c.electronVersion=${version}`, `-c.electronDist=${folder}`]
}

async function reachesGithub() {
  try {
    await lookup('github.com')
    return true
  } catch {
    return false
  }
}

/** What stands in for the tools that cannot be downloaded here. */
function standIns(targets) {
  const missing = targets.filter((target) => target in tools && !process.env[tools[target]])
  if (missing.length > 0)
    throw new Error(
      `${missing.join(', ')}: the tools for it come from GitHub, which is out of reach here (docs/release.md)`,
    )
  if (!targets.includes('deb')) return {}
  if (which('fpm')) return { USE_SYSTEM_FPM: 'true' }
  if (!which('dpkg-deb')) throw new Error('deb: neither fpm nor dpkg-deb is installed')
  return { CUSTOM_FPM_PATH: at('scripts', 'pack', 'fpm.mjs') }
}

/**
 * @param {string[]} words what stood on the command line
 * @param {{ into?: string, fast?: boolean }} [how] into: another folder than dist/; fast: packages are not compressed
 */
export async function pack(words, { into, fast = false } = {}) {
  await setup()
  build()
  writeBom() // the notices go into the package
  const { system, targets } = readOrder(words)
  const env = {
    ...process.env,
    ...((await reachesGithub()) ? {} : standIns(targets)),
    ...(fast ? { BELEGBOTE_PACK_FAST: '1' } : {}),
  }
  const arch = system === thisSystem ? process.arch : 'x64'
  const output = into === undefined ? [] : [`-c.directories.output=${into}`]
  const builder = at('node_modules', 'electron-builder', 'cli.js')
  const order = [`--${system}`, ...targets, `--${arch}`, '--publish', 'never', ...output, ...substitute(system)]
  await step('package', process.execPath, [builder, ...order], env)
}

if (process.argv[1]?.endsWith('package.mjs')) {
  try {
    await pack(process.argv.slice(2))
  } catch (error) {
    say(error.message)
    process.exitCode = 1
  }
}
