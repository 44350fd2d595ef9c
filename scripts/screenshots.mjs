// npm run screenshots: pictures of every screen, in both themes and some in English, at 1280 x 800, into docs/screens.
// The screens stand in test/e2e/screens/. npm run screenshots -- NAME takes only those with NAME in their name.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { withPalette } from './screenshots/palette.mjs'
import { at, build, setup } from './setup.mjs'
import { step } from './steps.mjs'

const [only = ''] = process.argv.slice(2)
const folder = at('docs', 'screens')
const fresh = mkdtempSync(join(tmpdir(), 'belegbote-screens-'))

/** Paths are seen on the pictures: they are a shop's, where this computer lets us make them, and never a folder for tests. */
const shop = ['/home/laden', join(homedir(), 'laden')].find(isMade)

function isMade(path) {
  try {
    mkdirSync(path)
    return true
  } catch {
    return false // it is there already, or not ours to make
  }
}

/** A screen that is gone leaves no picture behind; one that could not be shown keeps the one it had. */
function keep() {
  const taken = readdirSync(fresh).toSorted()
  if (only === '' && !process.exitCode)
    for (const name of readdirSync(folder)) if (name.endsWith('.png')) rmSync(join(folder, name))
  let bytes = 0
  for (const name of taken) {
    const png = withPalette(readFileSync(join(fresh, name)))
    writeFileSync(join(folder, name), png)
    bytes += png.length
  }
  process.stderr.write(`[screenshots] ${taken.length} pictures, ${(bytes / 1e6).toFixed(1)} MB\n`)
}

try {
  await setup({ desktop: process.platform === 'linux' })
  build()
  const args = [at('node_modules', '@playwright', 'test', 'cli.js'), 'test', 'screens.spec']
  // Where the shops are: the clock on the pictures is theirs.
  const env = {
    ...process.env,
    TZ: 'Europe/Berlin',
    BELEGBOTE_PICTURES: fresh,
    BELEGBOTE_SCREENS: only,
    BELEGBOTE_SHOP: shop ?? '',
  }
  await step('screenshots', process.execPath, args, env)
} catch (error) {
  process.stderr.write(`[screenshots] ${error.message}\n`)
  process.exitCode = 1
} finally {
  keep()
  rmSync(fresh, { recursive: true, force: true })
  if (shop) rmSync(shop, { recursive: true, force: true })
}
