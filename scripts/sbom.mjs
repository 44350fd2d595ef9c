// npm run sbom: builds, and writes what ships into dist/: belegbote.cdx.json (CycloneDX 1.6) and THIRD-PARTY-NOTICES.txt.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { bomOf, componentsOf, noticesOf } from './bom.mjs'
import { at, build, setup } from './setup.mjs'
import { licenceOf, licenceText, shippedPackages } from './shipped.mjs'

/** Writes both of the program as it was built last, and answers what is listed in them. */
export function writeBom() {
  const folders = shippedPackages()
  const components = componentsOf(folders, JSON.parse(readFileSync(at('package-lock.json'), 'utf8')), licenceOf)
  const bom = bomOf(components, JSON.parse(readFileSync(at('package.json'), 'utf8')), new Date().toISOString())
  mkdirSync(at('dist'), { recursive: true })
  writeFileSync(at('dist', 'belegbote.cdx.json'), `${JSON.stringify(bom, null, 2)}\n`)
  const notices = noticesOf(components, (index) => licenceText(folders[index] ?? ''))
  writeFileSync(at('dist', 'THIRD-PARTY-NOTICES.txt'), notices)
  return components
}

if (process.argv[1]?.endsWith('sbom.mjs')) {
  await setup()
  build()
  const components = writeBom()
  const unlicensed = components.filter(({ licenses }) => !licenses).map(({ name }) => name)
  process.stdout.write(
    `${components.length} packages ship${unlicensed.length > 0 ? `; no licence stated: ${unlicensed}` : ''}\n`,
  )
}
