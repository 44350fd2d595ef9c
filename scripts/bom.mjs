// The list of what ships, as CycloneDX 1.6 and as the notices that licences ask for.
import { createHash } from 'node:crypto'

/** @param {string} folder in package-lock.json */
const nameOf = (folder) => folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)

/** @param {string} name @param {string} version */
export const purlOf = (name, version) =>
  `pkg:npm/${name.startsWith('@') ? `%40${name.slice(1)}` : name}@${encodeURIComponent(version)}`

/**
 * @param {string[]} folders of packages, as package-lock.json names them
 * @param {{ packages: Record<string, { version: string, integrity?: string }> }} lock
 * @param {(folder: string) => string | undefined} licenceOf SPDX, as the package states it
 */
export function componentsOf(folders, lock, licenceOf) {
  return folders.map((folder) => {
    const entry = lock.packages[folder]
    if (!entry) throw new Error(`${folder} is not in package-lock.json`)
    const [name, license, { version, integrity }] = [nameOf(folder), licenceOf(folder), entry]
    const [scope, bare] = name.startsWith('@') ? name.split('/') : [undefined, name]
    return {
      type: name === 'electron' ? 'framework' : 'library',
      'bom-ref': `${purlOf(name, version)}#${folder}`,
      ...(scope ? { group: scope } : {}),
      name: bare,
      version,
      purl: purlOf(name, version),
      ...(integrity?.startsWith('sha512-')
        ? { hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.slice(7), 'base64').toString('hex') }] }
        : {}),
      ...(license
        ? { licenses: [/[ ()]/.test(license) ? { expression: license } : { license: { id: license } }] }
        : {}),
    }
  })
}

/**
 * @param {ReturnType<typeof componentsOf>} components
 * @param {{ name: string, version: string, license: string }} program
 * @param {string} timestamp ISO date and time
 */
export function bomOf(components, { name, version, license }, timestamp) {
  const root = `${name}@${version}`
  // The same contents give the same number: a list can be compared with that of another build.
  const hex = createHash('sha256')
    .update(JSON.stringify([root, components]))
    .digest('hex')
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuid}`,
    version: 1,
    metadata: {
      timestamp,
      component: { type: 'application', 'bom-ref': root, name, version, licenses: [{ license: { id: license } }] },
    },
    components,
    dependencies: [{ ref: root, dependsOn: components.map((component) => component['bom-ref']) }],
  }
}

/**
 * @param {ReturnType<typeof componentsOf>} components
 * @param {(index: number) => string[]} textsOf licence texts of a component
 */
export function noticesOf(components, textsOf) {
  const blocks = components.map(({ group, name, version, licenses }, index) => {
    const [licence] = licenses ?? []
    const said = licence ? ('expression' in licence ? licence.expression : licence.license.id) : 'no licence stated'
    const title = `${group ? `${group}/` : ''}${name} ${version} (${said})`
    return [title, '-'.repeat(title.length), ...textsOf(index)].join('\n\n')
  })
  return `Belegbote contains these works of others. Chromium and Node come with Electron; their licences are in LICENSES.chromium.html.\n\n${blocks.join('\n\n\n')}\n`
}
