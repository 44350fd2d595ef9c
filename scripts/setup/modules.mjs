// Step 1: node_modules is what package-lock.json asks for.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { at, onWindows, root, say } from './paths.mjs'

const packagesOf = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

/** npm notes in node_modules/.package-lock.json what it laid there; versions and checksums must be the lock file's. */
function current() {
  const wanted = packagesOf(at('package-lock.json'))
  const present = packagesOf(at('node_modules', '.package-lock.json'))
  if (!wanted || !present) return false
  const mayBeMissing = (entry) => entry.optional || entry.devOptional || entry.peer
  const same = ([name, entry]) => {
    const have = present[name]
    if (!have) return name === '' || entry.link || mayBeMissing(entry)
    return have.version === entry.version && have.integrity === entry.integrity
  }
  return Object.entries(wanted).every(same) && Object.keys(present).every((name) => name in wanted)
}

/** Installs the packages when they are not the lock file's. Install scripts stay off: every native part ships prebuilt. */
export function installModules() {
  if (current()) return
  say('npm ci …')
  // Engine warnings are silenced: what asks for a newer Node runs in Electron's own.
  const flags = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const { status } = spawnSync('npm', flags, { cwd: root, stdio: ['ignore', 2, 2], shell: onWindows })
  if (status !== 0) throw new Error('npm ci failed')
}
