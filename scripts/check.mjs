// npm run check: types, lint, format and tests of units and screens.
import { asNode, at, electronPath, setup } from './setup.mjs'
import { step } from './steps.mjs'

const module = (...parts) => at('node_modules', ...parts)

export const types = () => step('types', process.execPath, [module('typescript', 'bin', 'tsc'), '-b'])
export const lint = () =>
  step('lint', process.execPath, [
    module('@biomejs', 'biome', 'bin', 'biome'),
    'ci',
    '--error-on-warnings',
    '--colors=off',
    '.',
  ])
/** Vitest in Electron's own Node: the one the app runs in, the only one better-sqlite3 loads in. */
export const vitest = (projects, args = [], env = asNode) =>
  step(
    projects.join(' + '),
    electronPath(),
    [module('vitest', 'vitest.mjs'), 'run', ...projects.flatMap((name) => ['--project', name]), ...args],
    env,
  )

if (process.argv[1]?.endsWith('check.mjs')) {
  try {
    await setup()
    await types()
    await lint()
    await vitest(['unit', 'renderer'])
  } catch (error) {
    process.stderr.write(`[check] ${error.message}\n`)
    process.exitCode = 1
  }
}
