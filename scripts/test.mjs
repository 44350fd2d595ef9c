// npm test: sets up what is missing, then every test: types, lint, unit, integration against real servers, end-to-end.
// npm test -- integration|e2e|unit [more]: one kind only; what follows goes to vitest or Playwright.
import { readFileSync, rmSync } from 'node:fs'
import { ensureServers } from '../test/servers/install.mjs'
import { lint, types, vitest } from './check.mjs'
import { startDesktop } from './desktop.mjs'
import { asNode, at, build, setup } from './setup.mjs'
import { step } from './steps.mjs'

const [kind = 'all', ...rest] = process.argv.slice(2)
const resultFile = (name) => at('test-results', `${name}.json`)
const counts = { passed: 0, failed: 0, skipped: 0 }

async function withVitest(name, projects, env) {
  rmSync(resultFile(name), { force: true })
  const report = ['--reporter=default', '--reporter=json', `--outputFile.json=${resultFile(name)}`]
  try {
    await vitest(projects, [...report, ...rest], env)
  } finally {
    count(name, (result) => [
      result.numPassedTests,
      result.numFailedTests,
      result.numPendingTests + (result.numTodoTests ?? 0),
    ])
  }
}

async function withPlaywright() {
  rmSync(resultFile('e2e'), { force: true })
  const cli = at('node_modules', '@playwright', 'test', 'cli.js')
  try {
    await step('e2e', process.execPath, [cli, 'test', ...rest], {
      ...process.env,
      PLAYWRIGHT_JSON_OUTPUT_FILE: resultFile('e2e'),
    })
  } finally {
    count('e2e', ({ stats }) => [stats.expected + stats.flaky, stats.unexpected, stats.skipped])
  }
}

function count(name, read) {
  try {
    const [passed, failed, skipped] = read(JSON.parse(readFileSync(resultFile(name), 'utf8')))
    counts.passed += passed
    counts.failed += failed
    counts.skipped += skipped
  } catch (error) {
    process.stderr.write(`[test] no result of ${name}: ${error.message}\n`)
  }
}

async function unit() {
  await types()
  await lint()
  await withVitest('unit', ['unit', 'renderer', 'crash'], asNode)
}

async function integration() {
  ensureServers()
  build()
  // A session bus and keychain of their own: no test touches the user's.
  const desktop = await startDesktop({ display: false })
  try {
    await withVitest('integration', ['integration'], {
      ...desktop.env,
      ELECTRON_RUN_AS_NODE: '1',
      NODE_NO_WARNINGS: '1',
    })
  } finally {
    await desktop.stop()
  }
}

async function e2e() {
  ensureServers()
  build()
  await withPlaywright()
}

/** One kind that failed does not hide what the next would have said. */
async function attempt(work) {
  try {
    await work()
    return true
  } catch (error) {
    process.stderr.write(`[test] ${error.message}\n`)
    process.exitCode = 1
    return false
  }
}

const kinds = { unit, integration, e2e }
if (kind !== 'all' && !(kind in kinds)) {
  process.stderr.write(`[test] there is no kind of test named ${kind}; there are ${Object.keys(kinds).join(', ')}\n`)
  process.exitCode = 2
} else if (await attempt(() => setup({ desktop: process.platform === 'linux' }))) {
  for (const [name, work] of Object.entries(kinds)) if (kind === 'all' || kind === name) await attempt(work)
}
if (process.exitCode && counts.failed === 0) counts.failed = 1 // a step that is no test (types, lint, set-up) failed
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`)
