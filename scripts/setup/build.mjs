// Step 4: out/ is newer than every source.
import { spawnSync } from 'node:child_process'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { at, root, say } from './paths.mjs'

const sources = [
  'main',
  'preload',
  'renderer',
  'resources',
  'package-lock.json',
  'electron.vite.config.ts',
  'scripts/shipped.mjs', // a plugin of the build
]

function newestMs(path) {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) return 0
  if (!stats.isDirectory()) return stats.mtimeMs
  // The folder's own time counts: it moves when a file is removed.
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newestMs(join(path, name))))
}

export function build() {
  const stamp = at('out', '.built')
  const builtMs = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0
  const startedAt = new Date()
  if (builtMs >= Math.max(...sources.map((name) => newestMs(at(name))))) return
  say('building …')
  const tool = at('node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const { status } = spawnSync(process.execPath, [tool, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0) throw new Error('the build failed')
  writeFileSync(stamp, startedAt.toISOString())
}
