// Makes a fresh clone runnable: packages, Electron, system libraries. Does nothing when all is there.
import { pathToFileURL } from 'node:url'
import { electronPath, installElectron } from './setup/electron.mjs'
import { installModules } from './setup/modules.mjs'
import { say } from './setup/paths.mjs'
import { installSystem } from './setup/system.mjs'

export { build } from './setup/build.mjs'
export { electronPath } from './setup/electron.mjs'
export { at, root, which } from './setup/paths.mjs'
export { sandboxArgs } from './setup/system.mjs'

/** @param {{ desktop?: boolean }} [options] desktop: also what a private display, bus and keychain need (Linux) */
export async function setup({ desktop = false } = {}) {
  installModules()
  await installElectron()
  installSystem({ desktop })
}

/** Environment for Electron as plain Node: the same runtime and native modules as the app, without a window. */
export const asNode = { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_NO_WARNINGS: '1' }

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const startedMs = Date.now()
  setup({ desktop: process.argv.includes('--desktop') }).then(
    () => say(`ready after ${Date.now() - startedMs} ms: ${electronPath()}`),
    (error) => {
      say(error.message)
      process.exitCode = 1
    },
  )
}
