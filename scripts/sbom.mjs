// npm run sbom: builds, and writes what ships into dist/: belegbote.cdx.json (CycloneDX 1.6) and THIRD-PARTY-NOTICES.txt.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { bomOf, componentsOf, noticesOf } from './bom.mjs'
import { at, root, setup } from './setup.mjs'
import { licenceOf, licenceText, shippedPackages } from './shipped.mjs'

await setup()
const tool = at('node_modules', 'electron-vite', 'bin', 'electron-vite.js')
const { status } = spawnSync(process.execPath, [tool, 'build', '--logLevel', 'warn'], { cwd: root, stdio: 'inherit' })
if (status !== 0) throw new Error('the build failed')

const folders = shippedPackages()
const components = componentsOf(folders, JSON.parse(readFileSync(at('package-lock.json'), 'utf8')), licenceOf)
const bom = bomOf(components, JSON.parse(readFileSync(at('package.json'), 'utf8')), new Date().toISOString())
mkdirSync(at('dist'), { recursive: true })
writeFileSync(at('dist', 'belegbote.cdx.json'), `${JSON.stringify(bom, null, 2)}\n`)
const notices = noticesOf(components, (index) => licenceText(folders[index] ?? ''))
writeFileSync(at('dist', 'THIRD-PARTY-NOTICES.txt'), notices)
const unlicensed = components.filter(({ licenses }) => !licenses).map(({ name }) => name)
process.stdout.write(
  `${components.length} packages ship${unlicensed.length > 0 ? `; no licence stated: ${unlicensed}` : ''}\n`,
)
